import type { DatabaseSync } from "node:sqlite";
import { setImmediate as nextTurn } from "node:timers/promises";
import { sqliteFailure } from "./errors.ts";
import { integer, type Row, text, toEvent } from "./rows.ts";
import { termsOf } from "./terms.ts";

const batch = 1_000;

/** What is wrong with a log's file, in words: its pages, its events, and the index that leads to them. */
export async function problemsOf(database: DatabaseSync): Promise<readonly string[]> {
  const ofPages = pageProblems(database);
  if (ofPages.length) return ofPages;
  await nextTurn();
  return await eventProblems(database);
}

/** Some pages are damaged so that SQLite gives up looking; that it did is an answer too. */
function pageProblems(database: DatabaseSync): readonly string[] {
  const problems: string[] = [];
  try {
    for (const row of database.prepare("PRAGMA integrity_check(20)").iterate())
      problems.push(text(row, "integrity_check"));
  } catch (error) {
    if (sqliteFailure(error) !== "corrupt") throw error;
    problems.push("A page of the file is damaged, so the rest could not be checked.");
  }
  return problems.filter((answer) => answer !== "ok");
}

/** Every event can be read, and found by every term; no term leads to anything else. */
async function eventProblems(database: DatabaseSync): Promise<string[]> {
  const problems: string[] = [];
  const head = integer(
    database.prepare("SELECT coalesce(max(position), 0) AS head FROM events").get(),
    "head",
  );
  const upto = integer(database.prepare("SELECT upto FROM indexed").get(), "upto");
  const events = database.prepare(
    "SELECT * FROM events WHERE position > ? AND position <= ? ORDER BY position LIMIT ?",
  );
  const posting = database.prepare("SELECT 1 FROM postings WHERE term = ? AND position = ?");
  let expected = 0;
  let position = 0;
  for (let rows = events.all(0, head, batch); rows.length; rows = events.all(position, head, batch)) {
    for (const row of rows) {
      position = integer(row, "position");
      const terms = termsIn(row);
      if (!terms) problems.push(`The event at ${position} cannot be read, or differs from its own columns.`);
      if (!terms || position > upto) continue;
      expected += terms.size;
      if ([...terms].some((term) => !posting.get(term, position)))
        problems.push(`The event at ${position} is missing from the index.`);
    }
    await nextTurn();
  }
  const indexed = database.prepare("SELECT count(*) AS n FROM postings WHERE position <= ?").get(upto);
  const found = integer(indexed, "n");
  if (problems.length === 0 && found !== expected)
    problems.push(`The index leads to ${found - expected} event(s) that are not there.`);
  return problems;
}

/** By what the event of a row can be found; nothing when it is not the event that the row says it is. */
function termsIn(row: Row): ReadonlySet<number> | undefined {
  try {
    const event = toEvent(row);
    const { position, type, municipality } = row;
    const isIt = event.position === position && event.type === type && event.municipality === municipality;
    return isIt ? new Set(termsOf(event)) : undefined;
  } catch {
    return undefined;
  }
}
