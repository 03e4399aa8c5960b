/** What differs between two logs in one database. */
export interface Names {
  /** The schema, quoted. */
  readonly schema: string;
  /** The name of the sequence of positions, as a text in SQL. */
  readonly positions: string;
  /** Keeps the advisory locks of two logs apart: a whole number of 31 bits. */
  readonly lockSpace: number;
}

/** What joins nothing needs no more: each setting is one more to be put back at the end of every call. */
export const onePlanWithoutJoins = `
  SET plan_cache_mode = force_generic_plan
  SET enable_seqscan = off
  SET enable_bitmapscan = off`;

/**
 * A plan made while the tables were empty would scan them from end to end for as long as the connection lives.
 * With these settings only one plan is left to choose, the walk through the index, and it is made once per
 * connection.
 */
export const onePlan = `${onePlanWithoutJoins}
  SET enable_hashjoin = off
  SET enable_mergejoin = off`;
