import { existsSync } from "node:fs";
import { basename, dirname } from "node:path";
import { broken, Failure, refused, wrongUsage } from "./failure.ts";
import { says, type Words } from "./words.ts";

/**
 * Any error as something people can act on. Recognised by name and code, so that no package is loaded for it.
 * What nobody foresaw is a fault of ours and says so.
 */
export function understood(error: unknown): Failure {
  if (error instanceof Failure) return error;
  if (!(error instanceof Error)) return unforeseen(error);
  return byName[error.name]?.(error) ?? ofFiles(error) ?? ofDatabase(error) ?? unforeseen(error);
}

const byName: { readonly [name: string]: (error: Error) => Failure | undefined } = {
  SqliteStoreError: (error) => {
    const reason = "reason" in error ? String(error.reason) : "";
    const path = "path" in error ? String(error.path) : "";
    const words = sqlite[reason];
    return words === undefined
      ? undefined
      : broken(reason, says(`${path}: ${words.nl}`, `${path}: ${words.en}`), { cause: error });
  },
  LogTooNew: (error) =>
    broken(
      "schema-too-new",
      says(
        "Dit logboek is van een nieuwere versie. Werk het programma bij.",
        "This log was written by a newer version. Update the program.",
      ),
      { cause: error },
    ),
  LogBusy: (error) =>
    broken(
      "busy",
      says(
        "Het logboek is te druk: anderen hielden te lang vast wat nodig was. Er is niets geschreven.",
        "The log is too busy: others held what was needed for too long. Nothing was written.",
      ),
      { cause: error },
    ),
  ImportFailed: (error) => {
    const line = "line" in error ? Number(error.line) : 0;
    const head = "head" in error ? Number(error.head) : 0;
    return refused(
      "import-failed",
      says(`Regel ${line} kan niet in het logboek: ${error.message}`, error.message),
      {
        help: says(
          `Tot en met positie ${head} staat het in het logboek, daarna niets.`,
          `Up to position ${head} it is in the log, nothing after that.`,
        ),
        details: { line, head },
      },
    );
  },
  UnacceptedFact: (error) =>
    refused(
      "unaccepted-fact",
      says(
        `Logboek en machine spreken elkaar tegen: ${error.message}`,
        `Log and machine disagree: ${error.message}`,
      ),
      { help: says("Zie wor verify.", "See wor verify."), cause: error },
    ),
  UnknownFactVersion: (error) =>
    refused(
      "unknown-fact-version",
      says(`Dit logboek is van een nieuwere versie: ${error.message}`, error.message),
      { help: says("Werk het programma bij.", "Update the program."), cause: error },
    ),
  VariantConflict: (error) =>
    wrongUsage("variant-conflict", says(`Deze varianten gaan niet samen: ${error.message}`, error.message), {
      cause: error,
    }),
  InvalidPeriod: (error) =>
    wrongUsage("invalid-period", says(`Deze periode kan niet: ${error.message}`, error.message), {
      cause: error,
    }),
  KeyUnreadable: (error) =>
    broken("key-unreadable", says(`Een sleutel is niet te lezen: ${error.message}`, error.message), {
      cause: error,
    }),
};

const sqlite: { readonly [reason: string]: Words } = {
  busy: says(
    "een ander programma hield het logboek te lang vast. Er is niets geschreven; probeer het opnieuw.",
    "another process kept the log locked for too long. Nothing was written; try again.",
  ),
  "cannot-open": says(
    "kan niet worden geopend. De map moet bestaan en beschrijfbaar zijn.",
    "cannot be opened. Its folder has to exist and be writable.",
  ),
  corrupt: says(
    "het bestand is beschadigd. Schrijf er niet meer in en ga terug naar een reservekopie.",
    "the file is damaged. Stop writing to it and go back to a backup.",
  ),
  "disk-full": says("de schijf is vol. Er is niets geschreven.", "the disk is full. Nothing was written."),
  io: says("het bestandssysteem meldt een fout.", "the file system reported an error."),
  moved: says(
    "het bestand is gewist of vervangen terwijl het open was. Er is niets geschreven.",
    "the file was deleted or replaced while it was open. Nothing was written.",
  ),
  "not-a-database": says("dit is geen SQLite-database.", "this is not an SQLite database."),
  "not-a-log": says(
    "dit is een database, maar geen logboek; er is niets in veranderd.",
    "this is a database but no event log; it was left as it is.",
  ),
  "read-only": says("het logboek is niet te beschrijven.", "the log cannot be written."),
  "schema-too-new": says(
    "dit logboek is van een nieuwere versie. Werk het programma bij.",
    "this log was written by a newer version. Update the program.",
  ),
};

function ofFiles(error: Error): Failure | undefined {
  if (!("code" in error) || !("path" in error || "syscall" in error)) return undefined;
  const name = "path" in error ? String(error.path) : "";
  const words = {
    ENOENT: isInNoFolder(name)
      ? says(`De map ${dirname(name)} is er niet.`, `The folder ${dirname(name)} is not there.`)
      : says(`${name} is er niet.`, `${name} is not there.`),
    EISDIR: says(`${name} is een map.`, `${name} is a folder.`),
    ENOTDIR: says(`${name} is er niet.`, `${name} is not there.`),
    EACCES: says(`${name} mag niet worden gelezen of geschreven.`, `${name} may not be read or written.`),
    EPERM: says(`${name} mag niet worden gelezen of geschreven.`, `${name} may not be read or written.`),
    EROFS: says(`${name} staat op een schijf die niet te beschrijven is.`, `${name} is on a read-only disk.`),
    ENOSPC: says("De schijf is vol.", "The disk is full."),
    EEXIST: says(`${basename(name)} is er al.`, `${basename(name)} is there already.`),
  }[String(error.code)];
  return words === undefined ? undefined : broken(String(error.code), words, { cause: error });
}

const isInNoFolder = (name: string): boolean => name !== "" && !existsSync(dirname(name));

/** What PostgreSQL and the way to it say. Their own messages may quote an address, so only codes are shown. */
function ofDatabase(error: Error): Failure | undefined {
  const code = codeOf(error);
  if (code === undefined) return undefined;
  if (/^(ECONN|ENOTFOUND|EAI_|EHOST|ENET|ETIMEDOUT|EPIPE)/.test(code)) {
    return broken(
      "unreachable",
      says("De database is niet te bereiken.", "The database cannot be reached."),
      {
        help: says(
          "Klopt de host en de poort in het adres, en staat de database aan?",
          "Are the host and the port in the address right, and is the database running?",
        ),
        details: { reason: code },
        cause: error,
      },
    );
  }
  if (!/^[0-9A-Z]{5}$/.test(code)) return undefined;
  const words = Object.entries(postgres).find(([start]) => code.startsWith(start))?.[1];
  return broken(
    "database",
    words ?? says(`De database meldt fout ${code}.`, `The database reports error ${code}.`),
    { details: { reason: code }, cause: error },
  );
}

const postgres: { readonly [start: string]: Words } = {
  "28": says(
    "De database laat u er niet in: gebruiker of wachtwoord klopt niet.",
    "The database does not let you in: wrong user or password.",
  ),
  "3D000": says("Deze database bestaat niet.", "There is no such database."),
  "3F000": says("In deze database staat geen logboek.", "There is no log in this database."),
  "42P01": says("In deze database staat geen logboek.", "There is no log in this database."),
  "42883": says(
    "In deze database staat geen logboek dat deze versie kent.",
    "There is no log in this database that this version knows.",
  ),
  "42501": says("Daar hebt u in deze database geen rechten voor.", "You may not do this in the database."),
  "53": says("De database heeft geen ruimte meer.", "The database is out of room."),
  "57P": says("De database gaat uit of start op.", "The database is shutting down or starting up."),
};

function codeOf(error: Error): string | undefined {
  if (error instanceof AggregateError) {
    const [first] = error.errors;
    return first instanceof Error ? codeOf(first) : undefined;
  }
  return "code" in error && typeof error.code === "string" ? error.code : undefined;
}

const unforeseen = (error: unknown): Failure =>
  broken(
    "unforeseen",
    says(
      `Hier ging iets mis dat niet mis hoort te gaan (${nameOf(error)}).`,
      `Something went wrong that should not (${nameOf(error)}).`,
    ),
    {
      help: says(
        "Met WOR_DEBUG=1 ervoor ziet u waar. Dat kan gegevens van mensen tonen: deel het niet zomaar.",
        "With WOR_DEBUG=1 in front you see where. It may show people's data: do not just share it.",
      ),
      cause: error,
    },
  );

/** Only its name: what it says could quote a row or an address. */
const nameOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error);
