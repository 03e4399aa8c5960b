import {
  isTableName,
  look,
  table as made,
  type Row,
  type Selection,
  type Table,
  tableNames,
  tables,
  tableText,
} from "@wor/monitoring";
import { type Context, defineCommand, type Outcome, optional } from "../command.ts";
import { wrongUsage } from "../failure.ts";
import { hanging } from "../layout.ts";
import { openTown } from "../log/town.ts";
import { nearest } from "../nearest.ts";
import { asOfFrom, asOfOptions, count, day, text, townOptions } from "../options.ts";
import { says, type Words } from "../words.ts";

/** A table of monitoring, live or as of any moment. */
export const table = defineCommand({
  about: says(
    "Een tabel over een gemeente, nu of zoals het toen was. Zonder naam: welke tabellen er zijn.",
    "A table about a municipality, now or as it was then. Without a name: which tables there are.",
  ),
  examples: [
    "table",
    "table year --log nijmegen.sqlite --year 2019",
    "table funnel --log nijmegen.sqlite --from 2018-09-01 --until 2019-09-01",
  ],
  positionals: { name: optional(says("welke tabel", "which table")) },
  options: {
    ...townOptions,
    log: { ...townOptions.log, schema: townOptions.log.schema.optional() },
    year: count("--year <year>", "wie in dit jaar verwezen is", "who was referred in this year"),
    from: day("--from <day>", "verwezen vanaf deze dag", "referred from this day on"),
    until: day("--until <day>", "verwezen vóór deze dag", "referred before this day"),
    practice: text("--practice <key>", "alleen van deze praktijk", "only this practice's"),
    coach: text("--coach <key>", "alleen van deze coach", "only this coach's"),
    reason: text("--reason <code>", "alleen met deze hoofdreden", "only with this main reason"),
    profession: text("--profession <code>", "alleen van deze verwijzers", "only by these referrers"),
    area: text("--area <code>", "alleen uit dit gebied", "only from this area"),
    pathway: text("--pathway <name>", "alleen in dit traject", "only in this care path"),
    ...asOfOptions,
  },
  async run({ positionals: { name }, options, context }) {
    if (name === undefined) return listed(context);
    if (!isTableName(name)) throw unknownTable(name);
    const { locale, terminal } = context;
    const { log, practice, coach, reason, profession, area, pathway } = options;
    if (log === undefined)
      throw wrongUsage("invalid-option", says("--log: welk logboek?", "--log: which log?"));
    const period = periodOf(options);
    await using town = await openTown({ ...options, log }, "read", context);
    if (tables[name].individual) await town.noteAccess("openReferrals");
    const overview = await look(town.store, {
      municipality: town.municipality,
      variants: town.variants,
      now: context.now(),
      asOf: asOfFrom(options),
    });
    const table = made(name, overview, { period, practice, coach, reason, profession, area, pathway });
    return { ok: true, result: plain(table), text: tableText(table, { locale, width: terminal.width }) };
  },
});

function listed({ locale, terminal }: Context): Outcome {
  const wide = Math.max(...tableNames.map((name) => name.length)) + 2;
  return {
    ok: true,
    result: {
      tables: tableNames.map((name) => ({ name, title: tables[name].title, about: tables[name].about })),
    },
    text: tableNames
      .map((name) => hanging(`${name.padEnd(wide)}`, tables[name].about[locale], terminal.width))
      .join("\n"),
  };
}

function unknownTable(name: string) {
  const meant = nearest(name, tableNames);
  return wrongUsage(
    "unknown-table",
    says(`De tabel “${name}” bestaat niet.`, `There is no table "${name}".`),
    {
      help:
        meant === undefined
          ? says(`Er zijn: ${tableNames.join(", ")}.`, `There are: ${tableNames.join(", ")}.`)
          : says(`Bedoelde u ${meant}?`, `Did you mean ${meant}?`),
      details: { tables: tableNames, ...(meant !== undefined && { suggestion: meant }) },
    },
  );
}

interface Asked {
  readonly year: number | undefined;
  readonly from: string | undefined;
  readonly until: string | undefined;
}

function periodOf({ year, from, until }: Asked): Selection["period"] {
  if (year === undefined) return { from, until };
  if (from !== undefined || until !== undefined) {
    throw wrongUsage(
      "two-periods",
      says("Kies --year, of --from en --until.", "Choose --year, or --from and --until."),
    );
  }
  const padded = (given: number) => String(given).padStart(4, "0");
  return { from: `${padded(year)}-01-01`, until: `${padded(year + 1)}-01-01` };
}

/** What programs get of a table: rows with a value for each column's key; what is hidden is null. */
const plain = ({ name, title, municipality, moment, columns, rows, notes }: Table) => ({
  table: name,
  title,
  municipality,
  moment,
  columns: columns.map(({ key, kind }) => ({ key, kind })),
  rows: rows.map((row) => ({
    key: row.key,
    values: Object.fromEntries(columns.map(({ key }, index) => [key, cell(row, index)])),
  })),
  notes,
});

function cell({ cells }: Row, index: number): Words | string | number | null {
  const value = cells[index];
  return value === undefined || typeof value === "symbol" ? null : value;
}
