import { type ProjectionBuild, ProjectionMoved, type ProjectionStore } from "@wor/event-store";
import { z } from "zod";
import type { Database, Row } from "./database.ts";

/** Projections beside the log: rows and position move in one transaction. */
export function projectionsIn(database: Database): ProjectionStore {
  const { schema } = database;

  return {
    async builds(name) {
      const text = `SELECT * FROM ${schema}.builds WHERE name = $1 ORDER BY id`;
      return (await database.run("builds", text, [name])).map(toBuild);
    },

    async begin(name, version, beside) {
      const [row] = await database.call("projection_begin", [name, version, beside?.id]);
      if (!row) throw new ProjectionMoved({ name, version });
      return toBuild(row);
    },

    async load({ id }, keys) {
      const text = `SELECT key, value FROM ${schema}.build_rows WHERE build = $1 AND key = ANY ($2)`;
      const rows = rowsSchema.parse(await database.run("load", text, [id, keys]));
      return new Map(rows.map(({ key, value }) => [key, value]));
    },

    async commit(build, { from, to, put, remove, park, unpark = [] }) {
      const values = [
        build.id,
        from,
        to,
        [...put.keys()],
        [...put.values()].map((value) => JSON.stringify(value)),
        remove,
        park.map(({ position }) => position),
        park.map(({ key }) => key),
        park.map(({ error }) => error),
        park.map(({ parkedAt }) => parkedAt),
      ];
      if (unpark.length > 0) {
        const gone = [unpark.map(({ position }) => position), unpark.map(({ key }) => key)];
        const done = await database.run("commit unparking", commitUnparking(schema), [...values, ...gone]);
        if (done.length === 0) throw new ProjectionMoved(build);
        return;
      }
      const [row] = await database.call("projection_commit", values);
      if (row?.projection_commit !== true) throw new ProjectionMoved(build);
    },

    async serve(build) {
      const [row] = await database.call("projection_serve", [build.id]);
      if (row?.projection_serve === "gone") throw new ProjectionMoved(build);
      return row?.projection_serve === "serving";
    },

    // One statement, and so one moment; a build without rows is one row without a key.
    async read({ id }, { prefix = "" } = {}) {
      const within = prefix === "" ? "" : "AND key >= $2 AND key < $3";
      const text = `
        SELECT position, key, value FROM ${schema}.builds LEFT JOIN ${schema}.build_rows ON build = id ${within}
        WHERE id = $1 ORDER BY key`;
      const bounds = prefix === "" ? [] : [prefix, `${prefix}${highest}`];
      const rows = await database.run(`read ${within}`, text, [id, ...bounds]);
      const [first] = rows;
      if (!first) return undefined;
      const kept = rowsSchema.parse(rows.filter(({ key }) => key !== null));
      return { position: Number(first.position), rows: kept.map(({ key, value }) => [key, value] as const) };
    },

    async parked({ id }) {
      const text = `
        SELECT position, key, error, parked_at AS "parkedAt" FROM ${schema}.build_parked
        WHERE build = $1 ORDER BY position, nth`;
      return parkedSchema.parse(await database.run("parked rows", text, [id]));
    },

    async remove({ id }) {
      await database.run("remove", `DELETE FROM ${schema}.builds WHERE id = $1`, [id]);
    },
  };
}

/** Sorts after whatever may follow a prefix, but itself. */
const highest = "\u{10ffff}";

/** What `projection_commit` does, when all of what is to be unparked is parked still. */
const commitUnparking = (schema: string): string => `
  WITH moved AS (
    UPDATE ${schema}.builds SET position = $3 WHERE id = $1 AND position = $2 AND cardinality($11::bigint[]) = (
      SELECT count(*) FROM ${schema}.build_parked
      JOIN unnest($11::bigint[], $12::text[]) AS gone (position, key) USING (position, key) WHERE build = $1
    )
    RETURNING id
  ), put AS (
    INSERT INTO ${schema}.build_rows (build, key, value)
      SELECT id, put.key, value FROM moved, unnest($4::text[], $5::json[]) AS put (key, value)
      ON CONFLICT (build, key) DO UPDATE SET value = excluded.value
  ), removed AS (
    DELETE FROM ${schema}.build_rows USING moved WHERE build = moved.id AND key = ANY ($6::text[])
  ), parked AS (
    INSERT INTO ${schema}.build_parked (build, position, key, error, parked_at)
      SELECT id, park.* FROM moved, unnest($7::bigint[], $8::text[], $9::text[], $10::text[]) AS park
  ), unparked AS (
    DELETE FROM ${schema}.build_parked AS parked
      USING moved, unnest($11::bigint[], $12::text[]) AS gone (position, key)
      WHERE build = moved.id AND parked.position = gone.position AND parked.key = gone.key
  )
  SELECT id FROM moved`;

function toBuild(row: Row): ProjectionBuild {
  return Object.freeze(buildSchema.parse(row));
}

const buildSchema = z.object({
  id: z.coerce.number(),
  name: z.string(),
  version: z.number(),
  position: z.coerce.number(),
  serving: z.boolean(),
});

const rowsSchema = z.array(z.object({ key: z.string(), value: z.unknown() }));

const parkedSchema = z.array(
  z
    .object({ position: z.coerce.number(), key: z.string(), error: z.string(), parkedAt: z.string() })
    .readonly(),
);
