import { type SuppressionOptions, suppressTogether } from "../suppression.ts";
import type { Locale, Table } from "../table.ts";

/** For whom a file is made. */
export interface ExportOptions extends SuppressionOptions {
  /** The language of headings and words. Default Dutch. */
  readonly locale?: Locale | undefined;
  /**
   * `outside`, the default, hides counts of few people and holds no keys of referrals; `municipality` shows all, to
   * those who may see it in the system as well.
   */
  readonly audience?: "outside" | "municipality" | undefined;
}

/** A table as it may be seen by its audience. @throws {NotForOutside} */
export const forAudience = (table: Table, options: ExportOptions): Table =>
  allForAudience([table], options)[0] ?? table;

/** Tables as they may be seen side by side by their audience. @throws {NotForOutside} */
export function allForAudience(
  tables: readonly Table[],
  { audience = "outside", below }: ExportOptions,
): Table[] {
  if (audience === "municipality") return [...tables];
  const individual = tables.find((table) => table.individual);
  if (individual !== undefined) throw new NotForOutside(individual);
  return suppressTogether(tables, { below });
}

/** A table about individual people, which no suppression makes fit for others to see. */
export class NotForOutside extends Error {
  override readonly name = "NotForOutside";

  constructor({ name }: Table) {
    super(
      `The table "${name}" holds keys of referrals or coaches and stays within the municipality. Ask for it with audience "municipality", or choose a table of counts.`,
    );
  }
}
