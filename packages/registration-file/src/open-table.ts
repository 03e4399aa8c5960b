import type { HeadingReader } from "./columns.ts";
import { findTableInText } from "./csv.ts";
import { decode } from "./decode.ts";
import { type Problem, problem } from "./problems.ts";
import type { Table } from "./table.ts";
import { findTableInWorkbook } from "./workbook/find-table-in-workbook.ts";
import { Unreadable } from "./workbook/unreadable.ts";

/** The table in a file of either kind, or why there is none. */
export async function openTable(
  input: string | Uint8Array | AsyncIterable<string | Uint8Array>,
  reader: HeadingReader,
  sheet: string | undefined,
): Promise<{ readonly table: Table } | { readonly problem: Problem }> {
  const decoded = await decode(input);
  if ("code" in decoded) return { problem: problem(1, decoded.code) };
  if ("text" in decoded) {
    if (sheet !== undefined) return { problem: problem(1, "no-sheets") };
    const table = findTableInText(decoded.text, reader);
    return typeof table === "string" ? { problem: problem(1, table) } : { table };
  }
  try {
    return { table: await findTableInWorkbook(decoded.workbook, reader, sheet) };
  } catch (error) {
    // Whatever else a library throws over bytes that do not fit together is left out: it may quote them.
    return { problem: error instanceof Unreadable ? error.problem : problem(1, "broken-workbook") };
  }
}
