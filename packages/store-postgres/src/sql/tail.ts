import { type Names, onePlan } from "./names.ts";

/**
 * What a reader has to know about the end of the log, where positions become visible in another order than they
 * were drawn in.
 *
 * `head`: the highest position that can be seen.
 *
 * `fresh`: how far the log reaches after a position without a gap, and how far with gaps.
 *
 * `in_flight`: the head, and the transactions that were appending just after it was looked up: everybody's, a
 * municipality's, or with `p_keys` those that write under one of these keys. Appends take their locks before they
 * draw a position and let go after they have become visible, so when these transactions have ended, nothing can
 * come at or below that head any more.
 */
export const tailFunctions = ({ schema, lockSpace }: Names) => `
  CREATE FUNCTION ${schema}.head() RETURNS bigint LANGUAGE plpgsql ${onePlan} AS $$
  BEGIN
    RETURN (SELECT coalesce(max(position), 0) FROM ${schema}.events);
  END $$;

  CREATE FUNCTION ${schema}.fresh(p_after bigint, OUT head bigint, OUT gapless bigint)
  LANGUAGE plpgsql ${onePlan} AS $$
  BEGIN
    SELECT
      coalesce(max(position), p_after),
      coalesce(max(position) FILTER (WHERE position = p_after + nth), p_after)
      INTO head, gapless
    FROM (
      SELECT position, row_number() OVER (ORDER BY position) AS nth
      FROM ${schema}.events
      WHERE position > p_after
    ) AS numbered;
  END $$;

  CREATE FUNCTION ${schema}.in_flight(p_municipality text, p_keys bigint[], OUT head bigint, OUT appends text[])
  LANGUAGE plpgsql ${onePlan} AS $$
  DECLARE
    v_keys bigint[] := ARRAY(SELECT key # ${lockSpace} FROM unnest(p_keys) AS key);
  BEGIN
    head := ${schema}.head();
    appends := ARRAY(
      SELECT virtualtransaction
      FROM pg_locks
      WHERE locktype = 'advisory' AND granted
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND (p_keys IS NULL OR mode = 'ExclusiveLock')
        AND CASE objsubid
          WHEN 2 THEN classid = ${lockSpace}::oid
            AND (p_municipality IS NULL OR objid::bigint = hashtext(p_municipality)::bigint & 4294967295)
          ELSE ((classid::bigint << 32) | objid::bigint) = ANY (v_keys)
        END
    );
  END $$;`;
