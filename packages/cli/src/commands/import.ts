import { createReadStream } from "node:fs";
import { createEngine } from "@wor/engine";
import { type EventStore, inMemoryEventStore } from "@wor/event-store";
import { commandWords, dateOf, Instant } from "@wor/lifecycle";
import { directoryKeyStore, openVault } from "@wor/privacy";
import { type Problem, type RegistrationFile, readRegistrations } from "@wor/registration-file";
import { type ImportReport, importRegistrations } from "@wor/registration-import";
import { type Context, defineCommand, one } from "../command.ts";
import { type Mapping, readMapping, withKeys } from "../importing/mapping.ts";
import { keyVariable, readPseudonymKey, throwawayKey } from "../importing/pseudonym-key.ts";
import { hanging } from "../layout.ts";
import { openTown, type Town } from "../log/town.ts";
import { flag, text, townOptions } from "../options.ts";
import { counted, type Locale, says, type Words } from "../words.ts";

/** Puts a coaches' registration file into the log, as if it had been kept there all along. */
export const importRegistrationFile = defineCommand({
  about: says(
    `Zet het registratiebestand van coaches (CSV) in het logboek, gedateerd zoals het ging. Nog eens hetzelfde bestand doet niets dubbel. Namen komen niet in het logboek: een inwoner wordt een pseudoniem, gemaakt met een sleutel die u in een bestand of in ${keyVariable} geeft, nooit als argument.`,
    `Puts the coaches' registration file (CSV) into the log, dated as it went. The same file again does nothing twice. Names do not enter the log: a resident becomes a pseudonym, made with a key that you give in a file or in ${keyVariable}, never as an argument.`,
  ),
  examples: [
    "import jaar.csv --log nijmegen.sqlite --variant nijmegen --check",
    "import jaar.csv --log nijmegen.sqlite --key-file nijmegen.key --coach c1",
  ],
  positionals: { file: one(says("het registratiebestand", "the registration file")) },
  options: {
    ...townOptions,
    keyFile: text(
      "--key-file <file>",
      "de pseudoniemsleutel van de gemeente",
      "the municipality's pseudonym key",
    ),
    mapping: text(
      "--mapping <file>",
      "wat woorden in het bestand betekenen, en wie welke coach heeft (YAML)",
      "what words in the file stand for, and who has which coach (YAML)",
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
    const { terminal, env, locale } = context;
    const input = await opened(positionals.file);
    const warn = (path: string) =>
      terminal.tell(
        `${terminal.errorInk("yellow", "!")} ${says(`${path} is voor anderen te lezen: chmod 600 ${path}`, `${path} can be read by others: chmod 600 ${path}`)[locale]}`,
      );
    const hasKey = options.keyFile !== undefined || env[keyVariable] !== undefined;
    const key =
      options.check && !hasKey ? throwawayKey() : readPseudonymKey({ file: options.keyFile, env, warn });
    await using town = await openTown(options, options.check ? "try" : "make", context);
    const mapping = readMapping(options.mapping, options.coach, town.variants, terminal);
    const today = dateOf(Instant.parse(context.now()));
    const file = await readRegistrations(input, { today, words: mapping.words });
    const rows = file.rows.map((row) => withKeys(row, mapping));
    const engine = options.check ? await engineOnCopy(town, context) : town.engine;
    await registerCoaches(engine, { ...file, rows }, mapping, town);
    const report = await importRegistrations({
      engine,
      rows,
      actor: town.reader.actor,
      pseudonyms: { key, municipality: town.municipality },
      ...(options.residentKeys !== undefined &&
        !options.check && { vault: openVault({ keys: directoryKeyStore({ path: options.residentKeys }) }) }),
      coachOf: mapping.coachOf,
      today,
      onRow(done, of) {
        context.signal.throwIfAborted();
        terminal.progress(`… ${done}/${of}`);
      },
    });
    const wrongRows = rowsIn(file.problems).size + rowsIn(report.refused).size;
    return {
      ok: file.problems.every(isOnlyAColumn) && report.refused.length === 0,
      result: {
        municipality: town.municipality,
        log: town.label,
        check: options.check,
        imported: report.imported,
        alreadyThere: report.alreadyThere,
        problems: file.problems,
        refused: report.refused,
      },
      text: told(report, file.problems, { wrongRows, check: options.check, town }, context),
    };
  },
});

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

async function opened(file: string) {
  const stream = createReadStream(file);
  await new Promise<void>((resolve, reject) => {
    stream.once("open", () => resolve());
    stream.once("error", reject);
  });
  return stream;
}

const rowsIn = (of: readonly { readonly row: number }[]): ReadonlySet<number> =>
  new Set(of.map(({ row }) => row));

/** A column that is not read is worth telling, and no reason to say no. */
const isOnlyAColumn = ({ code }: Problem): boolean => code === "unknown-column" || code === "bsn-column";

function told(
  { imported, alreadyThere, refused }: ImportReport,
  problems: readonly Problem[],
  about: { readonly wrongRows: number; readonly check: boolean; readonly town: Town },
  { locale, terminal: { ink, width } }: Context,
): string {
  const sure = about.wrongRows === 0;
  const count = counted(imported, says("verwijzing", "referral"), says("verwijzingen", "referrals"));
  const done = about.check
    ? says(`${count.nl} zouden erbij komen`, `${count.en} would be added`)
    : says(`${count.nl} erbij`, `${count.en} added`);
  const rest = says(
    `${alreadyThere} waren er al, ${about.wrongRows} rijen niet`,
    `${alreadyThere} there already, ${about.wrongRows} rows not`,
  );
  const lines = [
    ...problems.map(({ row, column, message }) => {
      const where = column === undefined ? "" : `${column}: `;
      return { row, words: says(`${where}${message.nl}`, `${where}${message.en}`) };
    }),
    ...refused.map(({ row, step, rejection: { message, help } }) => ({
      row,
      words: says(
        `${commandWords[step].nl}: ${message.nl} ${help.nl}`,
        `${commandWords[step].en}: ${message.en} ${help.en}`,
      ),
    })),
  ];
  const mapped = problems.some(({ code }) => code === "unknown-word")
    ? [says("Wat woorden betekenen, zegt u met --mapping.", "What words stand for you say with --mapping.")]
    : [];
  return [
    `${ink(sure ? "green" : "yellow", sure ? "✓" : "!")} ${about.town.municipality}: ${done[locale]}, ${rest[locale]}`,
    ...byWhatIsWrong(lines, locale).map(({ rows, text }) =>
      hanging("  ", `${ink("bold", rows)}  ${text}`, width, 4),
    ),
    ...mapped.map((words) => `  ${words[locale]}`),
  ].join("\n");
}

/** What is wrong with many rows is said once, with the rows. */
function byWhatIsWrong(
  lines: readonly { readonly row: number; readonly words: Words }[],
  locale: Locale,
): { readonly rows: string; readonly text: string }[] {
  const rows = Map.groupBy(
    [...lines].sort((a, b) => a.row - b.row),
    ({ words }) => words[locale],
  );
  return [...rows].map(([text, of]) => {
    const shown = of.slice(0, 8).map(({ row }) => row);
    const more = of.length > 8 ? says(` en ${of.length - 8} meer`, ` and ${of.length - 8} more`)[locale] : "";
    const row = says(of.length === 1 ? "rij" : "rijen", of.length === 1 ? "row" : "rows")[locale];
    return { rows: `${row} ${shown.join(", ")}${more}`, text };
  });
}
