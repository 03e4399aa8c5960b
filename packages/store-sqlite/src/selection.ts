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

/** How many events of a piece of the log carry a term; may stop counting early. */
export type Count = (term: Term, range: Range) => number;

/**
 * How to find by index what may match: in order. What it finds has still to be
 * compared with the query, since terms are hashes. `undefined` when the index does not help.
 */
export function selectByIndex(
  { municipality, items }: Query,
  range: Range,
  backwards: boolean,
  limit: number,
  count: Count,
): Selection | undefined {
  if (municipality === everyMunicipality || !items?.length) return undefined;
  if (items.some(({ tags, types }) => !tags?.length && !types?.length)) return undefined;
  const arms = items.flatMap((item) => armsOf(municipality, item, range, count));
  const order = backwards ? "DESC" : "ASC";
  const union = arms.map(({ sql }) => sql).join(" UNION ");
  return {
    // The order of a CROSS JOIN is the order SQLite takes: first the positions, then the events there.
    sql: `SELECT e.event FROM (${union} ORDER BY 1 ${order} LIMIT ?) AS p
      CROSS JOIN events AS e ON e.position = p.position ORDER BY p.position ${order}`,
    parameters: [...arms.flatMap(({ parameters }) => parameters), limit],
  };
}

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
      ORDER BY position ${backwards ? "DESC" : "ASC"} LIMIT ?`,
    parameters: [...parameters, limit],
  };
}

/** One arm gives the positions of one item; of an item without tags, those of one of its types. */
function armsOf(municipality: string, item: QueryItem, range: Range, count: Count): Selection[] {
  const { types = [], tags = [] } = item;
  if (tags.length === 0) return types.map((type) => arm([typeTerm(municipality, type)], [], range));
  const terms = tags.map((tag) => tagTerm(municipality, tag));
  return [arm(rarestFirst(terms, range, count), types, range)];
}

function arm(terms: readonly Term[], types: readonly string[], { after, until }: Range): Selection {
  const [first, ...others] = terms;
  const joins = others.map(
    (_, i) => ` CROSS JOIN postings AS p${i} ON p${i}.term = ? AND p${i}.position = p.position`,
  );
  const parameters: (string | number)[] = [...others];
  if (first !== undefined) parameters.push(first);
  parameters.push(after, until);
  let sql = `SELECT p.position FROM postings AS p${joins.join("")}`;
  let ofType = "";
  if (types.length) {
    sql += " CROSS JOIN events AS t ON t.position = p.position";
    ofType = ` AND t.type IN (${marks(types)})`;
    parameters.push(...types);
  }
  return { sql: `${sql} WHERE p.term = ? AND p.position > ? AND p.position <= ?${ofType}`, parameters };
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
