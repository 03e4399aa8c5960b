import { takeLocks } from "./locks.ts";
import { type Names, onePlan } from "./names.ts";

type Direction = "ASC" | "DESC";

/**
 * At most \`p_limit\` events after \`p_after\` and up to \`p_until\`, by position: those on one of the lists, or with
 * \`p_lists\` null all of the municipality's. A list is \`{"keys": [...], "types": [...] | null}\`: the events under
 * all of its keys that have one of its types.
 *
 * With \`p_locks\`, answers with an empty row when somebody is writing under one of these keys.
 *
 * A list is walked along its rarest key. Each gives its own first \`p_limit\` events, so that a batch costs what
 * it returns, whatever comes after it.
 */
export const readFunction = (names: Names, name: string, direction: Direction) => {
  const { schema } = names;
  return `
  CREATE FUNCTION ${schema}.${name}(
    p_municipality text, p_locks bigint[], p_lists json, p_after bigint, p_until bigint, p_limit integer
  ) RETURNS TABLE (at bigint, event json) LANGUAGE plpgsql ${onePlan} AS $$
  DECLARE
    p_alone boolean := false;
    p_wait boolean := false;
    p_writes boolean[] := '{}';
  BEGIN
    IF p_locks IS NOT NULL THEN
    ${takeLocks(names, "RETURN QUERY SELECT null::bigint, null::json; RETURN;")}
    END IF;

    IF p_lists IS NULL THEN
      RETURN QUERY
        SELECT e.position, e.event
        FROM ${schema}.events AS e
        WHERE e.municipality = p_municipality AND e.position > p_after AND e.position <= p_until
        ORDER BY e.position ${direction}
        LIMIT p_limit;
    ELSE
      RETURN QUERY
        SELECT DISTINCT ON (found.position) found.position, found.event
        FROM (
          SELECT list.keys, list.types, CASE
            WHEN cardinality(list.keys) = 1 THEN list.keys[1]
            ELSE (
              SELECT candidate.key
              FROM unnest(list.keys) AS candidate (key)
              ORDER BY (
                SELECT count(*) FROM (
                  SELECT FROM ${schema}.event_keys AS k
                  WHERE k.key = candidate.key AND k.position > p_after AND k.position <= p_until
                  LIMIT 100
                ) AS few
              )
              LIMIT 1
            )
          END AS rarest
          FROM json_to_recordset(p_lists) AS list (keys bigint[], types text[])
          OFFSET 0
        ) AS list
        CROSS JOIN LATERAL (
          SELECT e.position, e.event
          FROM ${schema}.event_keys AS k
          JOIN ${schema}.events AS e ON e.position = k.position
          WHERE k.key = list.rarest AND k.position > p_after AND k.position <= p_until
            AND (list.types IS NULL OR e.type = ANY (list.types))
            AND (cardinality(list.keys) = 1 OR NOT EXISTS (
              SELECT FROM unnest(list.keys) AS needed (key)
              WHERE NOT EXISTS (
                SELECT FROM ${schema}.event_keys AS other
                WHERE other.key = needed.key AND other.position = k.position
              )
            ))
          ORDER BY k.position ${direction}
          LIMIT p_limit
        ) AS found
        ORDER BY found.position ${direction}
        LIMIT p_limit;
    END IF;
  END $$;`;
};

/** As above, for one list of one key: what nearly every read asks for, at half the cost. */
export const listFunction = ({ schema }: Names, name: string, direction: Direction) => `
  CREATE FUNCTION ${schema}.${name}(p_key bigint, p_types text[], p_after bigint, p_until bigint, p_limit integer)
  RETURNS TABLE (at bigint, event json) LANGUAGE plpgsql ${onePlan} AS $$
  BEGIN
    RETURN QUERY
      SELECT e.position, e.event
      FROM ${schema}.event_keys AS k
      JOIN ${schema}.events AS e ON e.position = k.position
      WHERE k.key = p_key AND k.position > p_after AND k.position <= p_until
        AND (p_types IS NULL OR e.type = ANY (p_types))
      ORDER BY k.position ${direction}
      LIMIT p_limit;
  END $$;`;

/** At most \`p_limit\` events of every municipality, of all types or of some. */
export const scanFunction = ({ schema }: Names, name: string, direction: Direction) => `
  CREATE FUNCTION ${schema}.${name}(p_types text[], p_after bigint, p_until bigint, p_limit integer)
  RETURNS TABLE (at bigint, event json) LANGUAGE plpgsql ${onePlan} AS $$
  BEGIN
    RETURN QUERY
      SELECT e.position, e.event
      FROM ${schema}.events AS e
      WHERE e.position > p_after AND e.position <= p_until AND (p_types IS NULL OR e.type = ANY (p_types))
      ORDER BY e.position ${direction}
      LIMIT p_limit;
  END $$;`;
