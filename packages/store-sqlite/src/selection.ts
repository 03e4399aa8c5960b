import { everyMunicipality, type Position, type Query, type QueryItem } from "@wor/event-store";
import { type Term, tagTerm, typeTerm } from "./terms.ts";

/** A piece of the log: after `after`, up to and including `until`. */
export interface Range {
  readonly after: Position;
  readonly until: Position;
}

/** SQL with its parameters, in order. */
export interface Selection {
  readonly sql: string;
  readonly parameters: readonly (string | number)[];
}

/** SQL that answers with positions, or with the events themselves where those are too many to look up. */
export interface IndexSelection extends Selection {
  readonly answers: "positions" | "events";
}

/** How many events of a piece of the log carry a term; may stop counting early. */
export type Count = (term: Term, range: Range) => number;

/**
 * How to find by index what may match: in order. What it finds has still to be
 * compared with the query, since terms are hashes. `undefined` when the index does not help.
 *
 * What is about somebody or something is a list of positions, whose events may be in memory; what is of some type
 * goes on without end.
 */
export function selectByIndex(
  { municipality, items }: Query,
  range: Range,
  backwards: boolean,
  limit: number,
  count: Count,
): IndexSelection | undefined {
  if (municipality === everyMunicipality || !items?.length) return undefined;
  if (items.some(({ tags, types }) => !tags?.length && !types?.length)) return undefined;
  const answers = items.every(({ tags }) => tags?.length) ? "positions" : "events";
  const column = answers === "positions" ? "p.position" : "e.event";
  const arms = items.flatMap((item) => armsOf(municipality, item, range, count));
  const order = backwards ? "DESC" : "ASC";
  const [arm, ...others] = arms;
  if (arm && others.length === 0) {
    const events = arm.ofType || answers === "positions" ? "" : atPosition;
    return {
      sql: `SELECT ${column} FROM ${arm.postings}${events} WHERE ${arm.sql} ORDER BY p.position ${order} ${limited}`,
      parameters: [...arm.parameters, limit],
      answers,
    };
  }
  const positions = arms.map(({ postings, sql }) => `SELECT p.position FROM ${postings} WHERE ${sql}`);
  const union = `${positions.join(" UNION ")} ORDER BY 1 ${order} ${limited}`;
  return {
    sql:
      answers === "positions"
        ? union
        : `SELECT e.event FROM (${union}) AS p${atPosition} ORDER BY p.position ${order}`,
    parameters: [...arms.flatMap(({ parameters }) => parameters), limit],
    answers,
  };
}

/**
 * A plain `LIMIT ?` looks at the number while it plans, so SQLite plans the statement anew for every number that is
 * given, the same one too: three times the cost of reading a referral.
 */
const limited = "LIMIT ? + 0";

/** How to find by looking at every event of the range. */
export function selectByScan(
  { municipality, items }: Query,
  { after, until }: Range,
  backwards: boolean,
  limit: number,
): Selection {
  const conditions = ["position > ?", "position <= ?"];
  const parameters: (string | number)[] = [after, until];
  if (municipality !== everyMunicipality) {
    conditions.push("municipality = ?");
    parameters.push(municipality);
  }
  if (items?.length) {
    const parts = items.map(({ types = [], tags = [] }) => {
      parameters.push(...types, ...tags.map((tag) => JSON.stringify(tag)));
      const ofType = types.length ? [`type IN (${marks(types)})`] : [];
      return [...ofType, ...tags.map(() => "instr(event, ?)"), "true"].join(" AND ");
    });
    conditions.push(`(${parts.join(" OR ")})`);
  }
  return {
    sql: `SELECT event FROM events WHERE ${conditions.join(" AND ")}
      ORDER BY position ${backwards ? "DESC" : "ASC"} ${limited}`,
    parameters: [...parameters, limit],
  };
}

/** Where to look for the positions of one item, or of one of its types when it names no tags. */
interface Arm extends Selection {
  readonly postings: string;
  readonly ofType: boolean;
}

/** SQLite takes the tables of a CROSS JOIN as they are written: first the positions, then the events there. */
const atPosition = " CROSS JOIN events AS e ON e.position = p.position";

function armsOf(municipality: string, item: QueryItem, range: Range, count: Count): Arm[] {
  const { types = [], tags = [] } = item;
  if (tags.length === 0) return types.map((type) => arm([typeTerm(municipality, type)], [], range));
  const terms = tags.map((tag) => tagTerm(municipality, tag));
  return [arm(rarestFirst(terms, range, count), types, range)];
}

function arm(
  [first = 0, ...others]: readonly Term[],
  types: readonly string[],
  { after, until }: Range,
): Arm {
  const joins = others.map(
    (_, i) => ` CROSS JOIN postings AS p${i} ON p${i}.term = ? AND p${i}.position = p.position`,
  );
  const ofType = types.length > 0;
  return {
    postings: `postings AS p${joins.join("")}${ofType ? atPosition : ""}`,
    sql: `p.term = ? AND p.position > ? AND p.position <= ?${ofType ? ` AND e.type IN (${marks(types)})` : ""}`,
    parameters: [...others, first, after, until, ...types],
    ofType,
  };
}

/** Walking the shortest list and looking up the rest costs what the rarest tag costs, not the commonest. */
function rarestFirst(terms: readonly Term[], range: Range, count: Count): readonly Term[] {
  if (terms.length < 2) return terms;
  const counted = terms.map((term) => ({ term, n: count(term, range) }));
  return counted.sort((a, b) => a.n - b.n).map(({ term }) => term);
}

function marks(values: readonly unknown[]): string {
  return values.map(() => "?").join(", ");
}
