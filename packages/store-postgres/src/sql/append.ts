import { takeLocks } from "./locks.ts";
import { type Names, onePlan } from "./names.ts";

/**
 * Locks, checks and writes, in one round trip.
 *
 * Answers `{"appended": [positions]}`, or with the events that are in the way, `{"repeated": [events]}` or
 * `{"conflict": [events]}`. The keys of event i are `p_keys[p_key_ends[i - 1] + 1 : p_key_ends[i]]`. A condition
 * is there when `p_after` is; `p_candidates` holds a key for each of its lists, or is null when it asks about
 * the whole municipality.
 */
export const appendFunction = ({ schema, lockSpace }: Names) => `
  CREATE FUNCTION ${schema}.append(
    p_municipality text, p_alone boolean, p_locks bigint[], p_writes boolean[],
    p_command text, p_after bigint, p_candidates bigint[], p_lists json,
    p_types text[], p_ids text[], p_events text[], p_keys bigint[], p_key_ends integer[]
  ) RETURNS json LANGUAGE plpgsql ${onePlan} AS $$
  DECLARE
    v_repeated boolean;
    v_conflict boolean;
    v_matched json;
    v_position bigint;
    v_positions bigint[];
  BEGIN
    ${takeLocks(lockSpace)}

    IF p_command IS NOT NULL OR p_after IS NOT NULL THEN
      SELECT
        EXISTS (SELECT FROM ${schema}.events WHERE command_id = p_command AND municipality = p_municipality),
        CASE WHEN p_candidates IS NULL
          THEN EXISTS (SELECT FROM ${schema}.events WHERE municipality = p_municipality AND position > p_after)
          ELSE EXISTS (SELECT FROM ${schema}.event_keys WHERE key = ANY (p_candidates) AND position > p_after)
        END
        INTO v_repeated, v_conflict;
      IF v_repeated THEN
        RETURN json_build_object('repeated', (
          SELECT json_agg(json_build_object('position', position, 'event', event) ORDER BY position)
          FROM ${schema}.events WHERE command_id = p_command AND municipality = p_municipality
        ));
      END IF;
      IF v_conflict THEN
        -- A candidate shares a key with the condition; whether it matches takes a closer look.
        SELECT json_agg(json_build_object('position', found.at, 'event', found.event) ORDER BY found.at)
          FROM ${schema}.read_forwards(p_municipality, null, p_lists, p_after, 9223372036854775807, null) AS found
          INTO v_matched;
        IF v_matched IS NOT NULL THEN RETURN json_build_object('conflict', v_matched); END IF;
      END IF;
    END IF;

    FOR i IN 1 .. cardinality(p_ids) LOOP
      WITH written AS (
        INSERT INTO ${schema}.events (position, municipality, type, id, command_id, event)
        VALUES (nextval('${schema}.positions'), p_municipality, p_types[i], p_ids[i], p_command, p_events[i]::json)
        RETURNING position
      ), indexed AS (
        INSERT INTO ${schema}.event_keys (key, position)
        SELECT key, written.position
        FROM written, unnest(p_keys[coalesce(p_key_ends[i - 1], 0) + 1 : p_key_ends[i]]) AS key
      )
      SELECT position INTO v_position FROM written;
      v_positions := v_positions || v_position;
    END LOOP;
    RETURN json_build_object('appended', v_positions);
  END $$;`;

/**
 * Writes events at the positions they carry; answers with the log's head, and writes nothing when that is not
 * below the first of them.
 *
 * The table is taken whole, so that no append is between its check and its write, nor has drawn a position.
 */
export const restoreFunction = ({ schema }: Names) => `
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
      PERFORM setval('${schema}.positions', greatest(
        p_positions[cardinality(p_positions)], (SELECT last_value FROM ${schema}.positions)
      ));
    END IF;
    RETURN v_head;
  END $$;`;
