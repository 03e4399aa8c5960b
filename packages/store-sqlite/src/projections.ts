import type { DatabaseSync } from "node:sqlite";
import {
  type ParkedRow,
  type ProjectionBuild,
  ProjectionMoved,
  type ProjectionRows,
  type ProjectionStore,
} from "@wor/event-store";
import { integer, type Row, text } from "./rows.ts";
import type { SharedLog } from "./shared-log.ts";

/** Projections in the log's own file, moved in transactions that they share with appends. */
export function sqliteProjections(database: DatabaseSync, shared: SharedLog): ProjectionStore {
  const ofName = database.prepare("SELECT * FROM builds WHERE name = ? ORDER BY id");
  const ofId = database.prepare("SELECT * FROM builds WHERE id = ?");
  const begun = database.prepare("INSERT INTO builds (name, version) VALUES (?, ?) RETURNING *");
  const move = database.prepare("UPDATE builds SET position = ? WHERE id = ?");
  const show = database.prepare("UPDATE builds SET serving = 1 WHERE id = ?");
  const removeBuild = database.prepare("DELETE FROM builds WHERE id = ?");
  const find = database.prepare("SELECT row FROM build_rows WHERE build = ? AND key = ?");
  const positionOf = database.prepare("SELECT position FROM builds WHERE id = ?");
  const all = database.prepare("SELECT key, row FROM build_rows WHERE build = ? ORDER BY key");
  const beginning = database.prepare(
    "SELECT key, row FROM build_rows WHERE build = ? AND key >= ? AND key < ? ORDER BY key",
  );
  // In its place: a row that is put anew would move to the end of the table.
  const put = database.prepare(
    "INSERT INTO build_rows VALUES (?, ?, ?) ON CONFLICT (build, key) DO UPDATE SET row = excluded.row",
  );
  const removeRow = database.prepare("DELETE FROM build_rows WHERE build = ? AND key = ?");
  const removeRows = database.prepare("DELETE FROM build_rows WHERE build = ?");
  const park = database.prepare("INSERT INTO build_parked VALUES (?, ?, ?, ?, ?)");
  const parkedOf = database.prepare("SELECT * FROM build_parked WHERE build = ? ORDER BY position, rowid");
  const isParked = database.prepare(
    "SELECT 1 FROM build_parked WHERE build = ? AND position = ? AND key = ?",
  );
  const unpark = database.prepare("DELETE FROM build_parked WHERE build = ? AND position = ? AND key = ?");
  const removeParked = database.prepare("DELETE FROM build_parked WHERE build = ?");

  function buildsOf(name: string, version: number): readonly ProjectionBuild[] {
    return ofName
      .all(name)
      .map(toBuild)
      .filter((build) => build.version === version);
  }

  function remove(id: number): void {
    for (const statement of [removeRows, removeParked, removeBuild]) statement.run(id);
  }

  return {
    builds: (name) => shared.ask(() => ofName.all(name).map(toBuild)),

    begin: (name, version, beside) =>
      shared.write(() => {
        const builds = buildsOf(name, version);
        if (builds.find(({ serving }) => serving)?.id !== beside?.id)
          throw new ProjectionMoved({ name, version });
        return builds.find(({ serving }) => !serving) ?? toBuild(begun.get(name, version));
      }),

    load: ({ id }, keys) =>
      shared.ask(() => {
        const found = new Map<string, unknown>();
        for (const key of keys) {
          const row = find.get(id, key);
          if (row) found.set(key, JSON.parse(text(row, "row")));
        }
        return found;
      }),

    async commit(build, batch) {
      const { unpark: unparked = [] } = batch;
      const rows = [...batch.put].map(([key, row]) => [key, JSON.stringify(row)] as const);
      await shared.write(() => {
        const now = ofId.get(build.id);
        if (!now || integer(now, "position") !== batch.from) throw new ProjectionMoved(build);
        if (!unparked.every(({ position, key }) => isParked.get(build.id, position, key)))
          throw new ProjectionMoved(build);
        for (const { position, key } of unparked) unpark.run(build.id, position, key);
        for (const [key, row] of rows) put.run(build.id, key, row);
        for (const key of batch.remove) removeRow.run(build.id, key);
        for (const { position, key, error, parkedAt } of batch.park)
          park.run(build.id, position, key, error, parkedAt);
        move.run(batch.to, build.id);
      });
    },

    serve: (build) =>
      shared.write(() => {
        const now = ofId.get(build.id);
        if (!now) throw new ProjectionMoved(build);
        const others = buildsOf(build.name, build.version).filter(({ id }) => id !== build.id);
        if (others.some((one) => one.serving && one.position > integer(now, "position"))) return false;
        for (const { id } of others) remove(id);
        show.run(build.id);
        return true;
      }),

    read: ({ id }, { prefix = "" } = {}) =>
      shared.ask((): ProjectionRows | undefined => {
        // One transaction, and so one moment; within another's, should one be open.
        database.exec("SAVEPOINT reading");
        try {
          const now = positionOf.get(id);
          if (!now) return undefined;
          const rows = prefix === "" ? all.all(id) : beginning.all(id, prefix, `${prefix}${highest}`);
          return { position: integer(now, "position"), rows: parsed(rows) };
        } finally {
          database.exec("RELEASE reading");
        }
      }),

    parked: ({ id }) => shared.ask(() => parkedOf.all(id).map(toParked)),

    remove: ({ id }) => shared.write(() => remove(id)),
  };
}

/** Sorts after whatever may follow a prefix, but itself. */
const highest = "\u{10ffff}";

function* parsed(rows: readonly Row[]): Generator<readonly [string, unknown]> {
  for (const row of rows) yield [text(row, "key"), JSON.parse(text(row, "row"))];
}

function toBuild(row: Row | undefined): ProjectionBuild {
  return Object.freeze({
    id: integer(row, "id"),
    name: text(row, "name"),
    version: integer(row, "version"),
    position: integer(row, "position"),
    serving: integer(row, "serving") === 1,
  });
}

function toParked(row: Row): ParkedRow {
  return Object.freeze({
    position: integer(row, "position"),
    key: text(row, "key"),
    error: text(row, "error"),
    parkedAt: text(row, "parked_at"),
  });
}
