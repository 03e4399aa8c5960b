import { hash } from "node:crypto";
import { Client, escapeIdentifier, Pool } from "pg";
import { explained, PostgresStoreError } from "./errors.ts";
import { migrate } from "./migrate.ts";

/** How to reach the database. */
export type PostgresOptions = (PoolOptions | ConnectionOptions) & {
  /** The schema that holds the log. One database can hold several logs. Default `wor`. */
  readonly schema?: string | undefined;
  /** Whether to create or update the tables on first use. Default true. */
  readonly migrate?: boolean | undefined;
  /**
   * Whether to use named prepared statements. Default true. Turn it off behind a pooler in transaction mode that
   * does not know them (PgBouncer before 1.21, or without `max_prepared_statements`).
   */
  readonly preparedStatements?: boolean | undefined;
  /**
   * How live subscriptions hear of new events: on a connection of their own (default), on one to another address
   * (past a pooler in transaction mode, which cannot do it), or not at all: then they look every `pollMs`.
   */
  readonly listen?: boolean | { readonly connectionString: string } | undefined;
  /**
   * How often subscriptions look for news that nobody announced, because the writer died between its commit and
   * the announcement. Default 2,000, or 200 without `listen`.
   */
  readonly pollMs?: number | undefined;
};

interface PoolOptions {
  /** A pool to use. It stays open when the store is closed, and its timeouts are its owner's. */
  readonly pool: Pool;
  readonly connectionString?: undefined;
}

interface ConnectionOptions {
  readonly connectionString: string;
  readonly pool?: undefined;
  /** The most connections to hold. Default 10. */
  readonly maxConnections?: number | undefined;
  /** The longest an append waits for others that touch the same tags. Default 5,000. 0 waits for ever. */
  readonly lockTimeoutMs?: number | undefined;
  /** The longest any statement may take. Default 30,000. 0 for ever. */
  readonly statementTimeoutMs?: number | undefined;
}

/** The log in the database. */
export interface Database {
  /** The quoted name of the log's schema. */
  readonly schema: string;
  /** Where appends are announced. */
  readonly channel: string;
  /** Calls one of the schema's functions. */
  call(name: FunctionName, values: readonly unknown[]): Promise<readonly Row[]>;
  /** Runs a statement. The name tells it from the others. */
  run(name: string, text: string, values: readonly unknown[]): Promise<readonly Row[]>;
  /** Makes a connection to listen on, to be connected and ended by the caller; not there when not wanted. */
  readonly listener: (() => Client) | undefined;
  close(): Promise<void>;
}

export type Row = { readonly [column: string]: unknown };

type FunctionName = keyof typeof functions;

const functions = {
  append_one: { parameters: 10, rows: false },
  append: { parameters: 14, rows: false },
  append_group: { parameters: 14, rows: false },
  restore: { parameters: 8, rows: false },
  await_key: { parameters: 2, rows: false },
  head: { parameters: 0, rows: false },
  read_forwards: { parameters: 6, rows: true },
  read_backwards: { parameters: 6, rows: true },
  list_forwards: { parameters: 5, rows: true },
  list_backwards: { parameters: 5, rows: true },
  scan_forwards: { parameters: 4, rows: true },
  scan_backwards: { parameters: 4, rows: true },
  fresh: { parameters: 1, rows: true },
  in_flight: { parameters: 2, rows: true },
  projection_begin: { parameters: 3, rows: true },
  projection_commit: { parameters: 10, rows: false },
  projection_serve: { parameters: 1, rows: false },
} as const;

/** The statement that calls a function; one without rows answers with a column of its own name. */
export function callOf(schema: string, name: FunctionName): string {
  const { parameters, rows } = functions[name];
  const call = `${schema}.${name}(${Array.from({ length: parameters }, (_, i) => `$${i + 1}`)})`;
  return rows ? `SELECT * FROM ${call}` : `SELECT ${call} AS ${name}`;
}

/** Opens the way to a log. Connects, and creates or updates the tables, when it is first used. */
export function openDatabase(options: PostgresOptions): Database {
  checkOptions(options);
  const { schema: plainSchema = "wor", preparedStatements = true, listen = true } = options;
  const schema = escapeIdentifier(plainSchema);
  const pool = options.pool ?? ownPool(options);
  const channel = `wor_${hash("sha256", plainSchema).slice(0, 16)}`;
  const texts = new Map<FunctionName, string>();
  let ready: Promise<void> | undefined;
  let closed = false;

  function textOf(name: FunctionName): string {
    const text = texts.get(name) ?? callOf(schema, name);
    texts.set(name, text);
    return text;
  }

  function makeReady(): Promise<void> {
    ready ??= migrate(pool, plainSchema).catch((error) => {
      ready = undefined;
      throw error;
    });
    return ready;
  }

  async function run(name: string, text: string, values: readonly unknown[]): Promise<readonly Row[]> {
    // By the channel: PostgreSQL has room for 63 characters, which a schema's name may take.
    const named = preparedStatements ? { name: `${channel}.${name}` } : {};
    try {
      if (closed) throw new PostgresStoreError("closed");
      if (options.migrate ?? true) await makeReady();
      const { rows } = await pool.query<Row>({ ...named, text, values: [...values] });
      return rows;
    } catch (error) {
      throw explained(error);
    }
  }

  return {
    schema,
    channel,
    run,
    call: (name, values) => run(name, textOf(name), values),
    listener:
      listen === false
        ? undefined
        : () => new Client({ ...(listen === true ? pool.options : listen), keepAlive: true }),
    async close() {
      closed = true;
      if (!options.pool) await pool.end();
    },
  };
}

/** Without an address, `pg` would look for a database that nobody has named. */
function checkOptions(given: PostgresOptions | undefined): void {
  const { pool, connectionString, schema = "wor" }: Partial<PostgresOptions> = given ?? {};
  if (!pool && (typeof connectionString !== "string" || connectionString === ""))
    throw new PostgresStoreError("misconfigured");
  if (typeof schema !== "string" || !schemaPattern.test(schema) || Buffer.byteLength(schema) > 63)
    throw new PostgresStoreError("misconfigured", {
      about: "A schema's name has 1 to 63 bytes, no dollar sign, and does not begin with pg_.",
    });
}

/** PostgreSQL keeps `pg_` for itself and cuts off what is longer; a dollar sign would end the text of a function. */
const schemaPattern = /^(?!pg_)[^$\0]+$/;

function ownPool(options: ConnectionOptions): Pool {
  const {
    connectionString,
    maxConnections = 10,
    lockTimeoutMs = 5_000,
    statementTimeoutMs = 30_000,
  } = options;
  const pool = new Pool({
    connectionString,
    max: maxConnections,
    keepAlive: true,
    // 0 sends nothing: a pooler may refuse settings that it does not know.
    ...(lockTimeoutMs > 0 && { lock_timeout: lockTimeoutMs }),
    ...(statementTimeoutMs > 0 && { statement_timeout: statementTimeoutMs }),
  });
  // An idle connection that breaks has left the pool already; the next query opens another.
  pool.on("error", () => {});
  return pool;
}
