import { takeLocks } from "./locks.ts";
import { type Names, onePlan } from "./names.ts";

/**
 * Locks, checks and writes, in one round trip; the check and the write of the first event are one statement,
 * since starting a statement costs about as much as writing an event.
 *
 * Answers `{"appended": [positions]}`, or with what is in the way, `{"repeated": [events]}` or
 * `{"conflict": [events]}`. The keys of event i are `p_keys[p_key_ends[i - 1] + 1 : p_key_ends[i]]`. A condition
 * is there when `p_after` is; `p_candidates` holds one key of each of its lists, and is null when it asks about
 * the whole municipality.
 */
export const appendFunction = ({ schema, lockSpace }: Names) => `
  CREATE FUNCTION ${schema}.append(
    p_municipality text, p_alone boolean, p_locks bigint[], p_writes boolean[],
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
    ${takeLocks(lockSpace)}

    WHILE v_nth <= cardinality(p_ids) LOOP
      WITH written AS (
        INSERT INTO ${schema}.events (position, municipality, type, id, command_id, event)
        SELECT
          nextval('${schema}.positions'), p_municipality, p_types[v_nth], p_ids[v_nth], p_command, p_events[v_nth]
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

const endOfTime = "9223372036854775807";

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
