import type { Command } from "./command.ts";
import { says, type Words } from "./words.ts";

/** A command in the table: loaded only when it is asked for, so that the program starts at once. */
export interface Entry {
  readonly name: string;
  readonly group: keyof typeof groups;
  readonly summary: Words;
  readonly load: () => Promise<Command>;
}

export const groups = {
  variants: says("Afspraken van een gemeente", "What a municipality agreed"),
  reading: says("Kijken in een logboek", "Looking at a log"),
  writing: says("In en uit een logboek", "In and out of a log"),
} as const;

/** Every command of the program, in the order of the help. */
export const commandTable: readonly Entry[] = [
  {
    name: "check",
    group: "variants",
    summary: says("kijk een variant na", "check a variant"),
    load: async () => (await import("./commands/check.ts")).check,
  },
  {
    name: "draw",
    group: "variants",
    summary: says("teken de weg van een verwijzing", "draw the way of a referral"),
    load: async () => (await import("./commands/draw.ts")).draw,
  },
  {
    name: "explain",
    group: "variants",
    summary: says(
      "het werkproces van een variant, of alle waarden",
      "a variant's work process, or all its values",
    ),
    load: async () => (await import("./commands/explain.ts")).explain,
  },
  {
    name: "diff",
    group: "variants",
    summary: says(
      "wat er verandert van de ene variant naar de andere",
      "what changes from one variant to another",
    ),
    load: async () => (await import("./commands/diff.ts")).diff,
  },
  {
    name: "simulate",
    group: "variants",
    summary: says(
      "laat verzonnen inwoners een variant doorlopen",
      "let an invented population live under a variant",
    ),
    load: async () => (await import("./commands/simulate.ts")).simulate,
  },
  {
    name: "init",
    group: "variants",
    summary: says("begin een variant", "begin a variant"),
    load: async () => (await import("./commands/init.ts")).init,
  },
  {
    name: "schema",
    group: "variants",
    summary: says("uitleg en aanvulling in een editor", "explanation and completion in an editor"),
    load: async () => (await import("./commands/schema.ts")).schema,
  },
  {
    name: "list",
    group: "reading",
    summary: says("de werklijst: wat loopt, en wat er moet", "the work list: what is open, and what is next"),
    load: async () => (await import("./commands/list.ts")).list,
  },
  {
    name: "show",
    group: "reading",
    summary: says("het verloop van één verwijzing", "the life of one referral"),
    load: async () => (await import("./commands/show.ts")).show,
  },
  {
    name: "table",
    group: "reading",
    summary: says("een tabel, zoals het jaar in cijfers", "a table, such as the year in figures"),
    load: async () => (await import("./commands/table.ts")).table,
  },
  {
    name: "export",
    group: "reading",
    summary: says("tabellen naar een bestand (CSV, XLSX, JSON)", "tables to a file (CSV, XLSX, JSON)"),
    load: async () => (await import("./commands/export.ts")).exportTables,
  },
  {
    name: "report",
    group: "reading",
    summary: says("het verslag van een gemeente, als HTML", "a municipality's report, as HTML"),
    load: async () => (await import("./commands/report.ts")).report,
  },
  {
    name: "verify",
    group: "reading",
    summary: says("kijk na of een logboek klopt", "check whether a log is sound"),
    load: async () => (await import("./commands/verify.ts")).verify,
  },
  {
    name: "due",
    group: "writing",
    summary: says("voer één keer uit wat nu moet gebeuren", "do what time calls for now, once"),
    load: async () => (await import("./commands/due.ts")).due,
  },
  {
    name: "migrate",
    group: "writing",
    summary: says("zet lopende verwijzingen over naar nieuwe afspraken", "move open referrals to new rules"),
    load: async () => (await import("./commands/migrate.ts")).migrate,
  },
  {
    name: "rebuild",
    group: "writing",
    summary: says(
      "bouw opnieuw op wat naast een logboek wordt bijgehouden",
      "build anew what is kept beside a log",
    ),
    load: async () => (await import("./commands/rebuild.ts")).rebuild,
  },
  {
    name: "import",
    group: "writing",
    summary: says("zet een registratiebestand in een logboek", "put a registration file into a log"),
    load: async () => (await import("./commands/import.ts")).importRegistrationFile,
  },
  {
    name: "import-log",
    group: "writing",
    summary: says("schrijf JSON Lines in een logboek", "write JSON Lines into a log"),
    load: async () => (await import("./commands/import-log.ts")).importLog,
  },
  {
    name: "export-log",
    group: "writing",
    summary: says("schrijf een logboek als JSON Lines", "write a log as JSON Lines"),
    load: async () => (await import("./commands/export-log.ts")).exportLog,
  },
];

export const entryOf = (name: string): Entry | undefined => commandTable.find((one) => one.name === name);
