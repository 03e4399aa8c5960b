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

  run(sql, parameters, done) {
    this.#answer(done, () => this.#prepared(sql).run(...values(parameters)), true);
  }

  get(sql, parameters, done) {
    this.#answer(done, () => this.#prepared(sql).get(...values(parameters)));
  }

  all(sql, parameters, done) {
    this.#answer(done, () => this.#prepared(sql).all(...values(parameters)));
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

  #answer(done, work, isChange = false) {
    let answer;
    try {
      answer = work();
    } catch (error) {
      queueMicrotask(() => done?.(error));
      return;
    }
    const self = isChange ? { lastID: Number(answer.lastInsertRowid), changes: Number(answer.changes) } : this;
    queueMicrotask(() => done?.call(self, null, answer));
  }
}

function values(parameters) {
  if (typeof parameters === "function" || parameters === undefined) return [];
  return parameters.map((value) => (typeof value === "boolean" ? Number(value) : (value ?? null)));
}

export default { Database, OPEN_URI: 0x40, OPEN_READWRITE: 2, OPEN_CREATE: 4 };
