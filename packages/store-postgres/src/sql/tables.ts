import type { Names } from "./names.ts";

/**
 * `events` is the log. `event_keys` is its index: a row for every tag and one for the type of every event,
 * under a key of 53 bits (see `keys.ts`), so that a condition is checked, and a referral is read, by a walk over
 * neighbours in a B-tree, however long the log is.
 */
export const tables = ({ schema }: Names) => `
  CREATE TABLE ${schema}.events (
    position     bigint NOT NULL CONSTRAINT position_is_unique PRIMARY KEY,
    municipality text COLLATE "C" NOT NULL,
    type         text COLLATE "C" NOT NULL,
    id           text COLLATE "C" NOT NULL CONSTRAINT event_id_is_unique UNIQUE,
    command_id   text COLLATE "C",
    event        json NOT NULL
  );
  CREATE SEQUENCE ${schema}.positions OWNED BY ${schema}.events.position;
  CREATE INDEX events_by_municipality ON ${schema}.events (municipality, position);
  CREATE INDEX events_by_command ON ${schema}.events (command_id, municipality) WHERE command_id IS NOT NULL;
  CREATE TABLE ${schema}.event_keys (
    key      bigint NOT NULL,
    position bigint NOT NULL,
    PRIMARY KEY (key, position)
  );

  CREATE FUNCTION ${schema}.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION 'The log is append-only: % of %.% is refused', TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME;
  END $$;
  CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${schema}.events
    FOR EACH STATEMENT EXECUTE FUNCTION ${schema}.refuse_change();
  CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${schema}.event_keys
    FOR EACH STATEMENT EXECUTE FUNCTION ${schema}.refuse_change();`;

/** How far named subscriptions have come, who works on them, and which events they could not handle. */
export const checkpointTables = ({ schema }: Names) => `
  CREATE TABLE ${schema}.checkpoints (
    name       text COLLATE "C" PRIMARY KEY,
    position   bigint NOT NULL DEFAULT 0,
    owner      text,
    token      bigint NOT NULL DEFAULT 1,
    expires_at timestamptz NOT NULL
  );
  CREATE TABLE ${schema}.parked_events (
    name      text COLLATE "C" NOT NULL,
    position  bigint NOT NULL,
    attempts  integer NOT NULL,
    error     text NOT NULL,
    parked_at text NOT NULL,
    PRIMARY KEY (name, position)
  );`;
