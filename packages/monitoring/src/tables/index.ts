import type { Overview } from "../overview.ts";
import type { Selection } from "../period.ts";
import type { Table } from "../table.ts";
import { year } from "../year-table.ts";
import { caseload } from "./caseload.ts";
import { conversations } from "./conversations.ts";
import { type TableDefinition, tableOf } from "./definition.ts";
import { doubles } from "./doubles.ts";
import { dropouts } from "./dropouts.ts";
import { feedback } from "./feedback.ts";
import { funnel } from "./funnel.ts";
import { gaps } from "./gaps.ts";
import { measurements } from "./measurements.ts";
import { months, quarters } from "./months.ts";
import { reasons } from "./reasons.ts";
import { referrers, silent } from "./referrers.ts";
import { times } from "./times.ts";
import { overdue, waiting, work } from "./work.ts";

/** Every table there is, by its name. */
export const tables = {
  year,
  funnel,
  months,
  quarters,
  times,
  referrers,
  silent,
  reasons,
  conversations,
  dropouts,
  feedback,
  measurements,
  gaps,
  doubles,
  work,
  waiting,
  overdue,
  caseload,
} as const satisfies { readonly [name: string]: TableDefinition };

/** The name of a table. */
export type TableName = keyof typeof tables;

/** The names of all tables, those a municipality reports first. */
export const tableNames = Object.keys(tables) as readonly TableName[];

/**
 * A table by its name, about the referrals a selection asks for.
 *
 * @throws {UnknownTable} @throws {InvalidPeriod}
 */
export function table(name: string, overview: Overview, selection: Selection = {}): Table {
  if (!isTableName(name)) throw new UnknownTable(name);
  return tableOf(name, tables[name], overview, selection);
}

/** Whether there is a table of this name. */
export const isTableName = (name: string): name is TableName => Object.hasOwn(tables, name);

/** There is no table of this name. */
export class UnknownTable extends Error {
  override readonly name = "UnknownTable";

  constructor(asked: string) {
    super(`There is no table "${asked}". There are: ${tableNames.join(", ")}.`);
  }
}
