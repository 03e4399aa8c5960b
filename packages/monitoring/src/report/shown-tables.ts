import { allForAudience, type ExportOptions } from "../exporting/outside.ts";
import type { Overview } from "../overview.ts";
import type { Selection } from "../period.ts";
import { suppressed, type Table } from "../table.ts";
import { table } from "../tables/index.ts";

/** The tables that a report is made of, as its readers may see them side by side: what one hides, no other tells. */
export interface ShownTables {
  readonly year: Table;
  readonly funnel: Table;
  readonly times: Table;
  readonly feedback: Table;
  readonly doubles: Table;
  /** By month; by quarter where months hold too few people, or are too many. Never both: one would tell the other. */
  readonly stretches: Table;
}

/** @throws {InvalidPeriod} */
export function shownTables(overview: Overview, selection: Selection, options: ExportOptions): ShownTables {
  const made = (stretches: "months" | "quarters"): ShownTables => {
    const names = ["year", "funnel", "times", "feedback", "doubles", stretches] as const;
    const [year, funnel, times, feedback, doubles, last] = allForAudience(
      names.map((name) => table(name, overview, selection)),
      options,
    ) as [Table, Table, Table, Table, Table, Table];
    return { year, funnel, times, feedback, doubles, stretches: last };
  };
  const byMonth = made("months");
  return isTooFine(byMonth.stretches) ? made("quarters") : byMonth;
}

function isTooFine({ rows, columns }: Table): boolean {
  const asked = ["referred", "waiting", "intake"].map((key) => columns.findIndex((one) => one.key === key));
  const cells = rows.flatMap((row) => asked.map((index) => row.cells[index]));
  return rows.length > 24 || cells.filter((cell) => cell === suppressed).length > cells.length / 5;
}
