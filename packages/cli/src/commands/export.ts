import { writeFile } from "node:fs/promises";
import { extname } from "node:path";
import {
  eventsCsv,
  isTableName,
  table as made,
  NotForOutside,
  type Table,
  tableCsv,
  tableJson,
  tableNames,
  tables,
  tablesXlsx,
} from "@wor/monitoring";
import { z } from "zod";
import { any, defineCommand } from "../command.ts";
import { refused, wrongUsage } from "../failure.ts";
import { warnOfSubtraction } from "../log/subtraction.ts";
import { openTown, type Town } from "../log/town.ts";
import { asOfFrom, flag, townOptions } from "../options.ts";
import { overviewOf, selectionFrom, selectionOptions } from "../selection.ts";
import { unknownTable } from "../unknown-table.ts";
import { says } from "../words.ts";

const separators = { comma: ",", semicolon: ";", tab: "\t" } as const;

/** Writes tables, or the events themselves, to a file for a spreadsheet or a program. */
export const exportTables = defineCommand({
  about: says(
    "Schrijft tabellen naar een bestand: .csv en .json voor één tabel, .xlsx ook voor meer. Aantallen van weinig mensen worden verborgen, tenzij het bestand binnen de gemeente blijft (--complete). Met events: de gebeurtenissen zelf, als .csv en alleen --complete.",
    "Writes tables to a file: .csv and .json for one table, .xlsx for several too. Counts of few people are hidden, unless the file stays within the municipality (--complete). With events: the events themselves, as .csv and only --complete.",
  ),
  examples: [
    "export year --log nijmegen.sqlite --year 2019 -o jaar.csv",
    "export --log nijmegen.sqlite -o tabellen.xlsx",
    "export events --log nijmegen.sqlite -o gebeurtenissen.csv --complete",
  ],
  positionals: {
    tables: any(
      says(
        "welke tabellen (zie wor table), of events; anders alle tabellen met aantallen",
        "which tables (see wor table), or events; otherwise all tables of counts",
      ),
    ),
  },
  options: {
    ...townOptions,
    output: {
      flags: "-o, --output <file>",
      says: says("naar dit bestand: .csv, .json of .xlsx", "to this file: .csv, .json or .xlsx"),
      schema: z.string({ error: "naar welk bestand? / to which file?" }).min(1),
    },
    complete: flag("--complete", "alles, voor binnen de gemeente", "everything, for within the municipality"),
    separator: {
      flags: "--separator <name>",
      says: says("in CSV: comma, semicolon of tab", "in CSV: comma, semicolon or tab"),
      schema: z
        .enum(["comma", "semicolon", "tab"], {
          error: "kies comma, semicolon of tab / choose comma, semicolon or tab",
        })
        .default("comma"),
    },
    force: flag("--force", "vervang het bestand als het er al is", "replace the file if it is there"),
    ...selectionOptions,
  },
  async run({ positionals, options, context }) {
    const { locale, terminal } = context;
    const names = positionals.tables.length > 0 ? positionals.tables : tableNames.filter(isOfCounts);
    const format = formatOf(options.output, names);
    const selection = selectionFrom(options);
    const separator = separators[options.separator];
    const audience = options.complete ? ("municipality" as const) : ("outside" as const);
    const isEvents = names[0] === "events";
    if (isEvents && !options.complete) throw notForOutside("events");
    const flags = options.force ? "w" : "wx";
    const mode = options.complete ? 0o600 : 0o644;
    await using town = await openTown(options, "read", context);
    if (isEvents) {
      await town.noteAccess("openReferrals");
      await writeFile(options.output, eventsOf(town, separator), { flag: flags, mode });
    } else {
      const overview = await overviewOf(town, options, context);
      if (audience === "outside") warnOfSubtraction(selection, asOfFrom(options), context);
      const shown = names.map((name) => made(name, overview, selection));
      const content = await written(shown, format, { locale, audience, separator });
      await writeFile(options.output, content, { flag: flags, mode });
    }
    const what =
      names.length > 3
        ? says(`${names.length} tabellen`, `${names.length} tables`)[locale]
        : names.join(", ");
    return {
      ok: true,
      result: { municipality: town.municipality, tables: names, audience, output: options.output },
      text: `${terminal.ink("green", "✓")} ${what} → ${options.output}`,
    };
  },
});

type Format = "csv" | "json" | "xlsx";

const isOfCounts = (name: (typeof tableNames)[number]): boolean =>
  !("individual" in tables[name] && tables[name].individual === true);

/** Which kind of file it becomes. @throws {Failure} when it is none, or these tables do not go into one. */
function formatOf(output: string, names: readonly string[]): Format {
  const unknown = names.find((name) => name !== "events" && !isTableName(name));
  if (unknown !== undefined) throw unknownTable(unknown);
  const format = (["csv", "json", "xlsx"] as const).find(
    (one) => extname(output).toLowerCase() === `.${one}`,
  );
  const isEvents = names.includes("events");
  if (format === undefined || (isEvents && format !== "csv")) {
    throw wrongUsage(
      "unknown-format",
      isEvents
        ? says("Gebeurtenissen gaan naar een .csv.", "Events go to a .csv.")
        : says(`${output}: kies .csv, .json of .xlsx.`, `${output}: choose .csv, .json or .xlsx.`),
    );
  }
  if (names.length > 1 && (format !== "xlsx" || isEvents)) {
    throw wrongUsage(
      "several-tables",
      says(
        "Meer tabellen samen kunnen alleen in een .xlsx.",
        "Several tables together go into an .xlsx only.",
      ),
      { help: says("Noem er een, zoals: wor export year.", "Name one, such as: wor export year.") },
    );
  }
  return format;
}

async function written(
  shown: readonly Table[],
  format: Format,
  options: Parameters<typeof tableCsv>[1] & object,
): Promise<string | Uint8Array> {
  try {
    if (format === "xlsx") return await tablesXlsx(shown, options);
    const [one] = shown;
    if (one === undefined) return "";
    return format === "csv"
      ? tableCsv(one, options)
      : `${JSON.stringify(tableJson(one, options), null, 2)}\n`;
  } catch (error) {
    throw error instanceof NotForOutside
      ? notForOutside(shown.find(({ individual }) => individual)?.name ?? "")
      : error;
  }
}

const eventsOf = ({ store, municipality }: Town, separator: (typeof separators)[keyof typeof separators]) =>
  eventsCsv(store.read({ municipality }), { separator });

const notForOutside = (name: string) =>
  refused(
    "not-for-outside",
    says(
      `${name} gaat over afzonderlijke mensen en blijft binnen de gemeente.`,
      `${name} is about individual people and stays within the municipality.`,
    ),
    {
      help: says(
        "Is het bestand voor binnen? Geef dan --complete.",
        "Is the file for within? Then give --complete.",
      ),
    },
  );
