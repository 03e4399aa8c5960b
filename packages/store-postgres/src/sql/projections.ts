import type { Names } from "./names.ts";

/**
 * What projections keep: builds, their rows, and the events they could not take in.
 *
 * `projection_begin` and `projection_serve` take the table of builds for themselves, which is rare and short;
 * `projection_commit` takes its build by moving it, so that of two workers one finds it moved.
 */
export const projectionTables = ({ schema }: Names) => `
  CREATE TABLE ${schema}.builds (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name     text COLLATE "C" NOT NULL,
    version  integer NOT NULL,
    position bigint NOT NULL DEFAULT 0,
    serving  boolean NOT NULL DEFAULT false
  );
  CREATE INDEX builds_by_name ON ${schema}.builds (name);
  CREATE TABLE ${schema}.build_rows (
    build bigint NOT NULL REFERENCES ${schema}.builds ON DELETE CASCADE,
    key   text COLLATE "C" NOT NULL,
    value json NOT NULL,
    PRIMARY KEY (build, key)
  );
  CREATE TABLE ${schema}.build_parked (
    build     bigint NOT NULL REFERENCES ${schema}.builds ON DELETE CASCADE,
    position  bigint NOT NULL,
    nth       bigint GENERATED ALWAYS AS IDENTITY,
    key       text NOT NULL,
    error     text NOT NULL,
    parked_at text NOT NULL,
    PRIMARY KEY (build, position, nth)
  );

  CREATE FUNCTION ${schema}.projection_begin(p_name text, p_version integer, p_beside bigint)
  RETURNS SETOF ${schema}.builds LANGUAGE plpgsql AS $$
  DECLARE
    v_id bigint;
  BEGIN
    LOCK TABLE ${schema}.builds IN SHARE ROW EXCLUSIVE MODE;
    SELECT id INTO v_id FROM ${schema}.builds WHERE name = p_name AND version = p_version AND serving;
    IF v_id IS DISTINCT FROM p_beside THEN RETURN; END IF;
    SELECT id INTO v_id FROM ${schema}.builds WHERE name = p_name AND version = p_version AND NOT serving;
    IF v_id IS NULL THEN
      INSERT INTO ${schema}.builds (name, version) VALUES (p_name, p_version) RETURNING id INTO v_id;
    END IF;
    RETURN QUERY SELECT * FROM ${schema}.builds WHERE id = v_id;
  END $$;

  CREATE FUNCTION ${schema}.projection_commit(
    p_build bigint, p_from bigint, p_to bigint, p_keys text[], p_values json[], p_removed text[],
    p_parked_positions bigint[], p_parked_keys text[], p_errors text[], p_parked_at text[]
  ) RETURNS boolean LANGUAGE plpgsql AS $$
  BEGIN
    UPDATE ${schema}.builds SET position = p_to WHERE id = p_build AND position = p_from;
    IF NOT FOUND THEN RETURN false; END IF;
    INSERT INTO ${schema}.build_rows (build, key, value)
      SELECT p_build, key, value FROM unnest(p_keys, p_values) AS put (key, value)
      ON CONFLICT (build, key) DO UPDATE SET value = excluded.value;
    DELETE FROM ${schema}.build_rows WHERE build = p_build AND key = ANY (p_removed);
    INSERT INTO ${schema}.build_parked (build, position, key, error, parked_at)
      SELECT p_build, * FROM unnest(p_parked_positions, p_parked_keys, p_errors, p_parked_at);
    RETURN true;
  END $$;

  CREATE FUNCTION ${schema}.projection_serve(p_build bigint) RETURNS text LANGUAGE plpgsql AS $$
  DECLARE
    v_build ${schema}.builds;
  BEGIN
    LOCK TABLE ${schema}.builds IN SHARE ROW EXCLUSIVE MODE;
    SELECT * INTO v_build FROM ${schema}.builds WHERE id = p_build;
    IF v_build.id IS NULL THEN RETURN 'gone'; END IF;
    PERFORM FROM ${schema}.builds
      WHERE name = v_build.name AND version = v_build.version AND id <> p_build
        AND serving AND position > v_build.position;
    IF FOUND THEN RETURN 'behind'; END IF;
    DELETE FROM ${schema}.builds
      WHERE name = v_build.name AND version = v_build.version AND id <> p_build;
    UPDATE ${schema}.builds SET serving = true WHERE id = p_build;
    RETURN 'serving';
  END $$;`;
