import type { DatabaseSync } from "node:sqlite";
import { setImmediate as nextTurn } from "node:timers/promises";
import { integer, text, toEvent } from "./rows.ts";
import { termsOf } from "./terms.ts";

const batch = 1_000;

/** What is wrong with a log's file, in words: its pages, its events, and the index that leads to them. */
export async function problemsOf(database: DatabaseSync): Promise<readonly string[]> {
  const pages = database
    .prepare("PRAGMA integrity_check(20)")
    .all()
    .map((row) => text(row, "integrity_check"))
    .filter((answer) => answer !== "ok");
  if (pages.length) return pages;
  await nextTurn();
  return await indexProblems(database);
}

/** Every event can be found by every term, and no term leads to anything else. */
async function indexProblems(database: DatabaseSync): Promise<string[]> {
  const problems: string[] = [];
  const upto = integer(database.prepare("SELECT upto FROM indexed").get(), "upto");
  const events = database.prepare(
    "SELECT * FROM events WHERE position > ? AND position <= ? ORDER BY position LIMIT ?",
  );
  const posting = database.prepare("SELECT 1 FROM postings WHERE term = ? AND position = ?");
  let expected = 0;
  let position = 0;
  for (let rows = events.all(0, upto, batch); rows.length; rows = events.all(position, upto, batch)) {
    for (const row of rows) {
      position = integer(row, "position");
      const event = toEvent(row);
      if (event.type !== row.type || event.municipality !== row.municipality)
        problems.push(`The event at ${position} differs from its own columns.`);
      for (const term of new Set(termsOf(event))) {
        expected++;
        if (!posting.get(term, position))
          problems.push(`The event at ${position} is missing from the index.`);
      }
    }
    await nextTurn();
  }
  const found = integer(
    database.prepare("SELECT count(*) AS n FROM postings WHERE position <= ?").get(upto),
    "n",
  );
  if (problems.length === 0 && found !== expected)
    problems.push(`The index leads to ${found - expected} event(s) that are not there.`);
  return problems;
}
