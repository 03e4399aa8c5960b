import { onlyReadCommitted, takeLocks } from "./locks.ts";
import { type Names, onePlan, onePlanWithoutJoins } from "./names.ts";

/**
 * Locks, checks and writes, in one round trip, and tells what is in the way.
 *
 * Answers `{"appended": [positions]}`; or with what is in the way, `{"repeated": [events]}` or
 * `{"conflict": [events]}`; or with `{"busy": i}` when the i-th lock is not free. The keys of event i are `p_keys[p_key_ends[i - 1] + 1 : p_key_ends[i]]`. A condition
 * is there when `p_after` is; `p_candidates` holds one key of each of its lists, and is null when it asks about
 * the whole municipality.
 */
export const appendFunction = (names: Names) => {
  const { schema, positions } = names;
  return `
  CREATE FUNCTION ${schema}.append(
    p_municipality text, p_alone boolean, p_locks bigint[], p_writes boolean[], p_wait boolean,
    p_command text, p_after bigint, p_candidates bigint[], p_lists json,
    p_types text[], p_ids text[], p_events json[], p_keys bigint[], p_key_ends integer[]
  ) RETURNS json LANGUAGE plpgsql ${onePlan} AS $$
  DECLARE
    v_clear boolean := p_command IS NULL AND p_after IS NULL;
    v_in_the_way json;
    v_nth integer := 1;
    v_position bigint;
    v_positions bigint[];
  BEGIN
    ${takeLocks(names, "RETURN json_build_object('busy', i);")}

    WHILE v_nth <= cardinality(p_ids) LOOP
      WITH written AS (
        INSERT INTO ${schema}.events (position, municipality, type, id, command_id, event)
        SELECT
          nextval(${positions}), p_municipality, p_types[v_nth], p_ids[v_nth], p_command, p_events[v_nth]
        WHERE v_clear OR (
          NOT EXISTS (SELECT FROM ${schema}.events WHERE command_id = p_command AND municipality = p_municipality)
          AND NOT EXISTS (SELECT FROM ${schema}.event_keys WHERE key = ANY (p_candidates) AND position > p_after)
          AND (p_after IS NULL OR p_candidates IS NOT NULL)
        )
        RETURNING position
      ), indexed AS (
        INSERT INTO ${schema}.event_keys (key, position)
        SELECT unnest(p_keys[coalesce(p_key_ends[v_nth - 1], 0) + 1 : p_key_ends[v_nth]]), position FROM written
      )
      SELECT position INTO v_position FROM written;

      IF v_position IS NOT NULL THEN
        v_positions := v_positions || v_position;
        v_nth := v_nth + 1;
      ELSE
        v_in_the_way := (
          SELECT json_agg(json_build_object('position', position, 'event', event) ORDER BY position)
          FROM ${schema}.events WHERE command_id = p_command AND municipality = p_municipality
        );
        IF v_in_the_way IS NOT NULL THEN RETURN json_build_object('repeated', v_in_the_way); END IF;
        -- An event that shares a key with the condition may still be of another type.
        v_in_the_way := (
          SELECT json_agg(json_build_object('position', at, 'event', event) ORDER BY at)
          FROM ${schema}.read_forwards(p_municipality, null, p_lists, p_after, ${endOfTime}, null)
        );
        IF v_in_the_way IS NOT NULL THEN RETURN json_build_object('conflict', v_in_the_way); END IF;
      END IF;
      v_clear := true;
    END LOOP;
    RETURN json_build_object('appended', v_positions);
  END $$;`;
};

const endOfTime = "9223372036854775807";

/**
 * Writes one event when nothing is in the way, which is how nearly every append goes: with fewer and simpler
 * parameters, and with the check and the write as one statement, since starting a statement costs about as much
 * as writing an event. Answers with the position; with null, and without having written, when a lock is not free,
 * the command is known or the condition has a candidate against it: then \`append\` looks closer.
 */
export const appendOneFunction = ({ schema, positions, lockSpace }: Names) => `
  CREATE FUNCTION ${schema}.append_one(
    p_municipality text, p_written_locks bigint[], p_shared_locks bigint[],
    p_command text, p_after bigint, p_candidates bigint[],
    p_type text, p_id text, p_event json, p_keys bigint[]
  ) RETURNS bigint LANGUAGE plpgsql ${onePlanWithoutJoins} AS $$
  DECLARE
    v_lock bigint;
    v_position bigint;
  BEGIN
    ${onlyReadCommitted}
    IF pg_advisory_xact_lock_shared(${lockSpace}, hashtext(p_municipality)) IS NULL THEN END IF;
    FOREACH v_lock IN ARRAY p_written_locks LOOP
      IF NOT pg_try_advisory_xact_lock(v_lock # ${lockSpace}) THEN RETURN null; END IF;
    END LOOP;
    FOREACH v_lock IN ARRAY p_shared_locks LOOP
      IF NOT pg_try_advisory_xact_lock_shared(v_lock # ${lockSpace}) THEN RETURN null; END IF;
    END LOOP;

    WITH written AS (
      INSERT INTO ${schema}.events (position, municipality, type, id, command_id, event)
      SELECT nextval(${positions}), p_municipality, p_type, p_id, p_command, p_event
      WHERE NOT EXISTS (SELECT FROM ${schema}.events WHERE command_id = p_command AND municipality = p_municipality)
        AND NOT EXISTS (SELECT FROM ${schema}.event_keys WHERE key = ANY (p_candidates) AND position > p_after)
      RETURNING position
    ), indexed AS (
      INSERT INTO ${schema}.event_keys (key, position) SELECT unnest(p_keys), position FROM written
    )
    SELECT position INTO v_position FROM written;
    RETURN v_position;
  END $$;`;

/**
 * Writes events at the positions they carry; answers with the log's head, and writes nothing when that is not
 * below the first of them.
 *
 * The table is taken whole, so that no append is between its check and its write, nor has drawn a position.
 */
export const restoreFunction = ({ schema, positions }: Names) => `
  CREATE FUNCTION ${schema}.restore(
    p_positions bigint[], p_municipalities text[], p_types text[], p_ids text[], p_commands text[],
    p_events text[], p_keys bigint[], p_key_positions bigint[]
  ) RETURNS bigint LANGUAGE plpgsql ${onePlan} AS $$
  DECLARE
    v_head bigint;
  BEGIN
    LOCK TABLE ${schema}.events IN ACCESS EXCLUSIVE MODE;
    SELECT coalesce(max(position), 0) INTO v_head FROM ${schema}.events;
    IF v_head < p_positions[1] THEN
      INSERT INTO ${schema}.events (position, municipality, type, id, command_id, event)
        SELECT * FROM unnest(p_positions, p_municipalities, p_types, p_ids, p_commands, p_events::json[]);
      INSERT INTO ${schema}.event_keys (key, position) SELECT * FROM unnest(p_keys, p_key_positions);
      PERFORM setval(${positions}, greatest(
        p_positions[cardinality(p_positions)], (SELECT last_value FROM ${schema}.positions)
      ));
    END IF;
    RETURN v_head;
  END $$;`;

/**
 * Writes several appends that have no key in common, in one transaction and without waiting: leaves out those
 * whose locks are not free, whose command is known, or whose condition has a candidate against it. Answers with
 * the positions of the events, null for those left out.
 *
 * What has an \`_append\` beside it belongs to that append, by number; what has a \`_event\`, to that event.
 */
export const appendGroupFunction = ({ schema, positions, lockSpace }: Names) => `
  CREATE FUNCTION ${schema}.append_group(
    p_municipalities text[], p_commands text[],
    p_locks bigint[], p_lock_append integer[], p_writes boolean[],
    p_candidates bigint[], p_candidate_append integer[], p_candidate_after bigint[],
    p_event_append integer[], p_types text[], p_ids text[], p_events json[],
    p_keys bigint[], p_key_event integer[]
  ) RETURNS json LANGUAGE plpgsql ${onePlan} AS $$
  DECLARE
    v_free boolean;
    v_left_out integer[] := '{}';
    v_positions bigint[];
  BEGIN
    ${onlyReadCommitted}
    FOR i IN 1 .. cardinality(p_municipalities) LOOP
      IF NOT pg_try_advisory_xact_lock_shared(${lockSpace}, hashtext(p_municipalities[i])) THEN
        v_left_out := v_left_out || i;
      END IF;
    END LOOP;
    FOR i IN 1 .. cardinality(p_locks) LOOP
      IF p_writes[i] THEN
        v_free := pg_try_advisory_xact_lock(p_locks[i] # ${lockSpace});
      ELSE
        v_free := pg_try_advisory_xact_lock_shared(p_locks[i] # ${lockSpace});
      END IF;
      IF NOT v_free THEN v_left_out := v_left_out || p_lock_append[i]; END IF;
    END LOOP;

    v_left_out := v_left_out || ARRAY(
      SELECT nth::integer
      FROM unnest(p_municipalities, p_commands) WITH ORDINALITY AS a (municipality, command, nth)
      WHERE EXISTS (
        SELECT FROM ${schema}.events AS e WHERE e.command_id = a.command AND e.municipality = a.municipality
      )
      UNION ALL
      SELECT c.append
      FROM unnest(p_candidates, p_candidate_append, p_candidate_after) AS c (key, append, after)
      WHERE EXISTS (SELECT FROM ${schema}.event_keys AS k WHERE k.key = c.key AND k.position > c.after)
    );

    WITH placed AS MATERIALIZED (
      SELECT
        CASE WHEN append = ANY (v_left_out) THEN null ELSE nextval(${positions}) END AS position,
        append, type, id, event, nth
      FROM (
        SELECT *
        FROM unnest(p_event_append, p_types, p_ids, p_events) WITH ORDINALITY AS e (append, type, id, event, nth)
        ORDER BY nth
      ) AS in_order
    ), written AS (
      INSERT INTO ${schema}.events (position, municipality, type, id, command_id, event)
      SELECT position, p_municipalities[append], type, id, p_commands[append], event
      FROM placed
      WHERE position IS NOT NULL
    )
    SELECT array_agg(position ORDER BY nth) INTO v_positions FROM placed;

    INSERT INTO ${schema}.event_keys (key, position)
    SELECT key, v_positions[event]
    FROM unnest(p_keys, p_key_event) AS k (key, event)
    WHERE v_positions[event] IS NOT NULL;

    RETURN to_json(v_positions);
  END $$;`;
