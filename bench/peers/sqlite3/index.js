import { DatabaseSync } from "node:sqlite";

// The package of this name is compiled when it is installed, which takes minutes. This stands in for it: the same
// statements on the same database, without the way to another thread and back, so it is not slower.
class Database {
  #database;
  #statements = new Map();

  constructor(path) {
    this.#database = new DatabaseSync(path);
    this.#database.exec("PRAGMA busy_timeout = 5000");
  }

  run(sql, ...rest) {
    this.#answer(rest, (parameters) => {
      const { lastInsertRowid, changes } = this.#prepared(sql).run(...parameters);
      return { self: { lastID: Number(lastInsertRowid), changes: Number(changes) } };
    });
  }

  get(sql, ...rest) {
    this.#answer(rest, (parameters) => ({ result: this.#prepared(sql).get(...parameters) }));
  }

  all(sql, ...rest) {
    this.#answer(rest, (parameters) => ({ result: this.#prepared(sql).all(...parameters) }));
  }

  close(done) {
    this.#database.close();
    done?.(null);
  }

  #prepared(sql) {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  /** The parameters and the callback may each be left out. */
  #answer(rest, work) {
    const done = rest.findLast((each) => typeof each === "function") ?? (() => {});
    const parameters = rest.find((each) => Array.isArray(each)) ?? [];
    try {
      const { self = this, result } = work(parameters.map(storable));
      queueMicrotask(() => done.call(self, null, result));
    } catch (error) {
      queueMicrotask(() => done.call(this, error));
    }
  }
}

function storable(value) {
  if (typeof value === "boolean") return Number(value);
  return typeof value === "object" && value !== null ? String(value) : (value ?? null);
}

export default { Database, OPEN_URI: 0x40, OPEN_READWRITE: 2, OPEN_CREATE: 4 };
