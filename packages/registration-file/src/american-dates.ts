import type { Column } from "./columns.ts";
import { type Problem, problem } from "./problems.ts";

/** Rows with a date that is read the wrong way round, found while going through the file. */
export interface DateOrder {
  /** Looks at a row. */
  see(row: number, cells: readonly string[]): void;
  /** What is to be told once all rows were seen. */
  problems(): readonly Problem[];
}

/**
 * In a file with 9/13/2018 the 3/12/1950 is most likely the twelfth of March: it was written the American way, month
 * first. Its dates that could be either are told, rather than turned into another day.
 */
export function dateOrder(columns: readonly Column[]): DateOrder {
  const dates = [...columns.entries()].filter(
    ([, { field }]) => field === "birthDate" || field === "referralDate",
  );
  const either: Problem[] = [];
  let isAmerican = false;
  return {
    see(row, cells) {
      for (const [index, { heading }] of dates) {
        const [, first, second] = /^\s*(\d{1,2})\/(\d{1,2})\/\d{4}\b/.exec(cells[index] ?? "") ?? [];
        if (first === undefined || Number(first) > 12 || Number(first) === Number(second)) continue;
        if (Number(second) > 12) isAmerican = true;
        else either.push(problem(row, "american-date", { column: heading }));
      }
    },
    problems: () => (isAmerican ? either : []),
  };
}
