import {
  look,
  type Overview,
  type Row,
  type Selection,
  type Table,
  tableText,
  yearTable,
} from "@wor/monitoring";
import { defineCommand, one } from "../command.ts";
import { wrongUsage } from "../failure.ts";
import { openTown } from "../log/town.ts";
import { nearest } from "../nearest.ts";
import { asOfFrom, asOfOptions, count, day, text, townOptions } from "../options.ts";
import { says, type Words } from "../words.ts";

/** The tables there are. */
const tables: { readonly [name: string]: (overview: Overview, selection: Selection) => Table } = {
  year: yearTable,
};
const names = Object.keys(tables);

/** A table of monitoring, live or as of any moment. */
export const table = defineCommand({
  about: says(
    `Een tabel over een gemeente, nu of zoals het toen was. Tabellen: ${names.join(", ")}.`,
    `A table about a municipality, now or as it was then. Tables: ${names.join(", ")}.`,
  ),
  examples: [
    "table year --log nijmegen.sqlite --year 2019",
    "table year --log nijmegen.sqlite --from 2018-09-01 --until 2019-09-01 --practice noord",
  ],
  positionals: { name: one(says("welke tabel", "which table")) },
  options: {
    ...townOptions,
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
  async run({ positionals, options, context }) {
    const { locale, terminal } = context;
    const make = Object.hasOwn(tables, positionals.name) ? tables[positionals.name] : undefined;
    if (make === undefined) throw unknownTable(positionals.name);
    await using town = await openTown(options, "read", context);
    const overview = await look(town.store, {
      municipality: town.municipality,
      variants: town.variants,
      now: context.now(),
      asOf: asOfFrom(options),
    });
    const { practice, coach, reason, profession, area, pathway } = options;
    const made = make(overview, {
      period: periodOf(options),
      practice,
      coach,
      reason,
      profession,
      area,
      pathway,
    });
    return { ok: true, result: plain(made), text: tableText(made, { locale, width: terminal.width }) };
  },
});

function unknownTable(name: string) {
  const meant = nearest(name, names);
  return wrongUsage(
    "unknown-table",
    says(`De tabel “${name}” bestaat niet.`, `There is no table "${name}".`),
    {
      help:
        meant === undefined
          ? says(`Er zijn: ${names.join(", ")}.`, `There are: ${names.join(", ")}.`)
          : says(`Bedoelde u ${meant}?`, `Did you mean ${meant}?`),
      details: { tables: names, ...(meant !== undefined && { suggestion: meant }) },
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
const plain = ({ name, municipality, moment, columns, rows, notes, title }: Table) => ({
  table: name,
  title,
  municipality,
  moment,
  columns: columns.map(({ key, kind }) => ({ key, kind })),
  rows: rows.map((row) => ({
    key: row.key,
    ...Object.fromEntries(columns.map(({ key }, i) => [key, cell(row, i)])),
  })),
  notes,
});

function cell({ cells }: Row, index: number): Words | string | number | null {
  const value = cells[index];
  return value === undefined || typeof value === "symbol" ? null : value;
}
