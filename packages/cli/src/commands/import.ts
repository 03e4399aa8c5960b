import { createReadStream, statSync } from "node:fs";
import { createEngine, refusalLog } from "@wor/engine";
import { type EventStore, inMemoryEventStore } from "@wor/event-store";
import { commandWords, dateOf, Instant } from "@wor/lifecycle";
import { directoryKeyStore, openVault } from "@wor/privacy";
import {
  largestFile,
  type OwnWords,
  type Problem,
  type ProblemCode,
  type RegistrationFile,
  readRegistrations,
} from "@wor/registration-file";
import { type ImportReport, importRegistrations } from "@wor/registration-import";
import { z } from "zod";
import { type Context, defineCommand, one } from "../command.ts";
import { broken } from "../failure.ts";
import { type Mapping, mappingFor, readMapping, withKeys } from "../importing/mapping.ts";
import { keyVariable, readPseudonymKey, throwawayKey } from "../importing/pseudonym-key.ts";
import { hanging } from "../layout.ts";
import { openTown, type Town } from "../log/town.ts";
import { flag, option, text, townOptions } from "../options.ts";
import { warn } from "../warning.ts";
import { counted, type Locale, says, type Words } from "../words.ts";

/** Puts a coaches' registration file into the log, as if it had been kept there all along. */
export const importRegistrationFile = defineCommand({
  about: says(
    `Zet het registratiebestand van coaches (Excel of CSV) in het logboek, gedateerd zoals het ging. Hetzelfde bestand nog eens inlezen kan geen kwaad: niets komt er dubbel in. Namen komen niet in het logboek: een inwoner wordt een pseudoniem, gemaakt met een sleutel die u in een bestand of in ${keyVariable} geeft, nooit als argument.`,
    `Puts the coaches' registration file (Excel or CSV) into the log, dated as it went. The same file again does nothing twice. Names do not enter the log: a resident becomes a pseudonym, made with a key that you give in a file or in ${keyVariable}, never as an argument.`,
  ),
  examples: [
    "import jaar.csv --log nijmegen.sqlite --variant nijmegen --check",
    "import jaar.csv --log nijmegen.sqlite --key-file nijmegen.key --coach c1",
    "import jaar.xlsx --sheet 2025 --log nijmegen.sqlite --check",
  ],
  positionals: {
    file: one(says("het registratiebestand: .xlsx of CSV", "the registration file: .xlsx or CSV")),
  },
  options: {
    ...townOptions,
    keyFile: text(
      "--key-file <file>",
      "de pseudoniemsleutel van de gemeente",
      "the municipality's pseudonym key",
    ),
    previousKeyFile: option({
      flags: "--previous-key-file <file>",
      says: says(
        "een sleutel die door deze is vervangen, de nieuwste eerst; mag meerdere keren",
        "a key that this one replaced, newest first; may be repeated",
      ),
      schema: z.array(z.string().min(1)).default([]),
      repeatable: true,
    }),
    sheet: text(
      "--sheet <name>",
      "het blad van de werkmap; anders het enige met onze kolomkoppen",
      "the sheet of the workbook; otherwise the only one with our headings",
    ),
    mapping: text(
      "--mapping <file>",
      "hoe kolommen heten, wat woorden betekenen, en wie welke coach heeft (YAML)",
      "what columns are called, what words stand for, and who has which coach (YAML)",
    ),
    coach: text(
      "--coach <key>",
      "de coach van wie er geen andere heeft",
      "the coach of whoever has no other",
    ),
    residentKeys: text(
      "--resident-keys <folder>",
      "verzegel toelichtingen met sleutels in deze map; anders blijven ze weg",
      "seal notes with keys in this folder; otherwise they are left out",
    ),
    check: flag("--check", "kijk alleen wat er zou gebeuren", "only see what would happen"),
  },
  async run({ positionals, options, context }) {
    const { terminal, env } = context;
    const given = readMapping(options.mapping, terminal);
    const today = dateOf(Instant.parse(context.now()));
    const bytes = await bytesOf(positionals.file);
    const read = (words?: OwnWords) =>
      readRegistrations(bytes, { today, headings: given.headings, sheet: options.sheet, words });
    // Before a log is made: for a file of which nothing can be read there need be none.
    const isReadable = (await read()).problems.every(({ stops }) => stops !== "file");
    const warnOfReaders = (path: string) => warn(readByOthers(path), context);
    const hasKey = options.keyFile !== undefined || env[keyVariable] !== undefined;
    const key =
      options.check && !hasKey
        ? throwawayKey()
        : readPseudonymKey({ file: options.keyFile, env, warn: warnOfReaders });
    const previous = options.previousKeyFile.map((file) =>
      readPseudonymKey({ file, env, warn: warnOfReaders }),
    );
    await using town = await openTown(options, options.check || !isReadable ? "try" : "make", context);
    const mapping = mappingFor(given, options.coach, town.variants);
    const file = await read(mapping.words);
    const rows = file.rows.map((row) => withKeys(row, mapping));
    const engine = options.check ? await engineOnCopy(town, context) : town.engine;
    await registerCoaches(engine, { ...file, rows }, mapping, town);
    await using kept = options.check || !isReadable ? undefined : await town.keepsRefusals();
    const refusals = kept && refusalLog(kept.store);
    const report = await importRegistrations({
      engine,
      rows,
      actor: town.reader.actor,
      pseudonyms: { key, previous, municipality: town.municipality },
      ...(options.residentKeys !== undefined &&
        !options.check && { vault: openVault({ keys: directoryKeyStore({ path: options.residentKeys }) }) }),
      coachOf: mapping.coachOf,
      today,
      refusals: refusals?.tell,
      onRow(done, of) {
        context.signal.throwIfAborted();
        terminal.progress(`… ${done}/${of}`);
      },
    });
    const wrongRows = new Set([...file.problems.filter(stopsRow), ...report.refused].map(({ row }) => row))
      .size;
    return {
      ok: file.problems.every(({ stops }) => stops === "nothing") && report.refused.length === 0,
      result: {
        municipality: town.municipality,
        log: town.label,
        check: options.check,
        ...(file.sheet !== undefined && { sheet: file.sheet }),
        imported: report.imported,
        alreadyThere: report.alreadyThere,
        problems: file.problems,
        refused: report.refused,
      },
      text: told(report, file.problems, { wrongRows, check: options.check, town }, context),
    };
  },
});

const readByOthers = (path: string): Words =>
  says(
    `${path} is voor anderen te lezen: chmod 600 ${path}`,
    `${path} can be read by others: chmod 600 ${path}`,
  );

/** Tries the import on a copy of the municipality's log in memory; the log itself is only read. */
async function engineOnCopy(
  { store, municipality, variants }: Town,
  { now }: Context,
): Promise<Town["engine"]> {
  const copy: EventStore = inMemoryEventStore();
  for await (const batch of store.read({ municipality })) await copy.restore(batch);
  return createEngine({ store: copy, variants, clock: { now } });
}

/** A coach whom the rows name and the log does not know begins with the first of them. */
async function registerCoaches(
  engine: Town["engine"],
  { rows }: Pick<RegistrationFile, "rows">,
  mapping: Mapping,
  { municipality, reader }: Town,
): Promise<void> {
  for (const coach of mapping.coaches) {
    const own = rows.filter((row) => mapping.coachOf(row) === coach);
    const since = own.map((row) => row.referralDate).sort()[0];
    if (since === undefined) continue;
    const areas = [...new Set(own.flatMap(({ area }) => (area === undefined ? [] : [area])))].sort();
    await engine.execute(
      { type: "RegisterCoach", coach, areas, occurredAt: `${since}T00:00:00.000Z` },
      { actor: reader.actor, municipality, commandId: `registration/coach/${coach}` },
    );
  }
}

/** Once, since it may come through a pipe, and no more than it takes to see that it is too large. */
async function bytesOf(file: string): Promise<Uint8Array> {
  if (statSync(file).isDirectory())
    throw broken("folder", says(`${file} is een map, geen bestand.`, `${file} is a folder, not a file.`));
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of createReadStream(file)) {
    if (!(chunk instanceof Uint8Array)) continue;
    chunks.push(chunk);
    length += chunk.byteLength;
    if (length > largestFile) break;
  }
  return Buffer.concat(chunks);
}

const stopsRow = ({ stops }: Problem): boolean => stops === "row";

function told(
  { imported, alreadyThere, refused }: ImportReport,
  problems: readonly Problem[],
  about: { readonly wrongRows: number; readonly check: boolean; readonly town: Town },
  { locale, terminal: { ink, width } }: Context,
): string {
  const isUnread = problems.some(({ stops }) => stops === "file");
  const sure = !isUnread && about.wrongRows === 0;
  const count = counted(imported, says("verwijzing", "referral"), says("verwijzingen", "referrals"));
  const done = about.check
    ? says(`${count.nl} zouden erbij komen`, `${count.en} would be added`)
    : says(`${count.nl} erbij`, `${count.en} added`);
  const unread = says("er is niets gelezen", "nothing was read");
  const wrong = counted(about.wrongRows, says("rij", "row"), says("rijen", "rows"));
  const rest = says(
    `${alreadyThere} waren er al, ${wrong.nl} niet`,
    `${alreadyThere} there already, ${wrong.en} not`,
  );
  const lines = [
    ...problems.map(({ row, column, stops, code, message }) => {
      const where = column === undefined ? "" : `${column}: `;
      const isAboutFile = column === undefined && (stops === "file" || code === "unread-sheet");
      return { row: isAboutFile ? 0 : row, words: says(`${where}${message.nl}`, `${where}${message.en}`) };
    }),
    ...refused.map(({ row, step, rejection: { message, help } }) => ({
      row,
      words: says(
        `${commandWords[step].nl}: ${message.nl} ${help.nl}`,
        `${commandWords[step].en}: ${message.en} ${help.en}`,
      ),
    })),
  ];
  const helped = helps.filter(({ codes }) => problems.some(({ code }) => codes.includes(code)));
  return [
    `${ink(sure ? "green" : "yellow", sure ? "✓" : "!")} ${about.town.municipality}: ${isUnread ? unread[locale] : `${done[locale]}, ${rest[locale]}`}`,
    ...byWhatIsWrong(lines, locale).map(({ rows, text }) =>
      hanging("  ", rows === "" ? text : `${ink("bold", rows)}  ${text}`, width, 4),
    ),
    ...helped.map(({ words }) => `  ${words[locale]}`),
  ].join("\n");
}

/** With which option somebody helps it. */
const helps: readonly { readonly codes: readonly ProblemCode[]; readonly words: Words }[] = [
  {
    codes: ["several-sheets", "unknown-sheet", "hidden-sheet"],
    words: says("Welk blad, zegt u met --sheet.", "Which sheet you say with --sheet."),
  },
  {
    codes: ["missing-column", "no-headings"],
    words: says(
      "Hoe kolommen in het bestand heten, zegt u met --mapping, onder headings.",
      "What columns are called in the file you say with --mapping, under headings.",
    ),
  },
  {
    codes: ["unknown-word"],
    words: says(
      "Wat woorden betekenen, zegt u met --mapping.",
      "What words stand for you say with --mapping.",
    ),
  },
];

/** What is wrong with many rows is said once, with the rows; row 0 is the file as a whole. */
function byWhatIsWrong(
  lines: readonly { readonly row: number; readonly words: Words }[],
  locale: Locale,
): { readonly rows: string; readonly text: string }[] {
  const rows = Map.groupBy(
    [...lines].sort((a, b) => a.row - b.row),
    ({ words }) => words[locale],
  );
  return [...rows].map(([text, of]) => {
    if (of.every(({ row }) => row === 0)) return { rows: "", text };
    const shown = of.slice(0, 8).map(({ row }) => row);
    const more = of.length > 8 ? says(` en ${of.length - 8} meer`, ` and ${of.length - 8} more`)[locale] : "";
    const row = says(of.length === 1 ? "rij" : "rijen", of.length === 1 ? "row" : "rows")[locale];
    return { rows: `${row} ${shown.join(", ")}${more}`, text };
  });
}
