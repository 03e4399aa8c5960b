import { hash, randomUUID } from "node:crypto";
import type { EventStore, NewEvent, Tag } from "@wor/event-store";
import { postgresEventStore } from "@wor/store-postgres";
import { Pool } from "pg";
import { startPostgres } from "../../packages/store-postgres/src/testing/server.ts";

/**
 * The log in PostgreSQL against statements written by hand for the same tables, in turns, so that a noisy machine
 * disturbs both alike.
 */
export async function figures(): Promise<{ name: string; value: number; unit?: string }[]> {
  const server = process.env.DATABASE_URL === undefined ? await startPostgres() : undefined;
  const connectionString = process.env.DATABASE_URL ?? server?.connectionString ?? "";
  const schema = `bench_${Date.now().toString(36)}`;
  const pool = new Pool({ connectionString, max: 16, options: onePlan });
  const store = postgresEventStore({ connectionString, schema, maxConnections: 16 });
  try {
    await store.head();
    const raw = byHand(pool, schema);
    return [
      ...(await compare("append", { store: appendOne(store), raw: raw.append })),
      ...(await compare("command", { store: command(store), raw: raw.command })),
      ...(await growth(connectionString, pool, store, schema)),
      ...(await scan(store, raw.scan)),
    ];
  } finally {
    await store.close();
    await pool.query(`DROP SCHEMA ${schema} CASCADE`);
    await pool.end();
    await server?.stop();
  }
}

/** Raw, too, is to walk through the index from the first row on, and not to plan for tables that were empty. */
const onePlan = [
  "plan_cache_mode=force_generic_plan",
  "enable_seqscan=off",
  "enable_bitmapscan=off",
  "enable_hashjoin=off",
  "enable_mergejoin=off",
]
  .map((setting) => `-c ${setting}`)
  .join(" ");

type Figures = { name: string; value: number; unit?: string }[];
type Work = () => Promise<unknown>;

const municipality = "nijmegen";
let made = 0;

/** A referral like any other: three tags, a command, and half a kilobyte of envelope and data. */
function event(referral: string): NewEvent {
  made++;
  return {
    id: randomUUID(),
    type: "ConversationHeld",
    schemaVersion: 1,
    data: { channel: "phone", minutes: made % 60, note: { sealed: "c2VhbGVkIGZvciB0aGUgY29hY2ggb25seQ==" } },
    tags: [`referral:${referral}`, `resident:${referral}`, `coach:${made % 50}`],
    municipality,
    occurredAt: "2022-05-01T08:30:00.000Z",
    recordedAt: "2022-05-02T10:00:00.000Z",
    actor: { id: "coach-1", role: "coach" },
    commandId: randomUUID(),
  };
}

/** A new referral, written on condition that neither it nor its resident is known. */
function appendOne(store: EventStore): Work {
  return () => {
    const referral = randomUUID();
    const items = [{ tags: [`referral:${referral}` as Tag] }, { tags: [`resident:${referral}` as Tag] }];
    return store.append([event(referral)], { failIfEventsMatch: { municipality, items } });
  };
}

/** Reads a referral's events, decides, and writes on condition that no more have come. Ten per referral. */
function command(store: EventStore): Work {
  const onReferral = tenTimesEach();
  return () =>
    onReferral(async (referral) => {
      const query = { municipality, items: [{ tags: [`referral:${referral}` as Tag] }] };
      let after = 0;
      for await (const batch of store.read(query)) after = batch.at(-1)?.position ?? after;
      await store.append([event(referral)], { failIfEventsMatch: query, after });
    });
}

/** Has work done on referrals in a random order, ten times each, and on none by two at a time. */
function tenTimesEach(): (work: (referral: string) => Promise<unknown>) => Promise<void> {
  const free: { referral: string; left: number }[] = [];
  return async (work) => {
    if (free.length < 200) free.push({ referral: randomUUID(), left: 10 });
    const [taken = { referral: randomUUID(), left: 10 }] = free.splice(Math.random() * free.length, 1);
    await work(taken.referral);
    taken.left--;
    if (taken.left > 0) free.push(taken);
  };
}

/** What a careful programmer would write for these tables who needs no conditions and no idempotence. */
function byHand(pool: Pool, schema: string) {
  const insert = `
    WITH written AS (
      INSERT INTO ${schema}.events (position, municipality, type, id, command_id, event)
      VALUES (nextval('${schema}.positions'), $1, $2, $3, $4, $5) RETURNING position
    ), indexed AS (
      INSERT INTO ${schema}.event_keys (key, position) SELECT unnest($6::bigint[]), position FROM written
    )
    SELECT position FROM written`;
  const select = `
    SELECT e.position, e.event FROM ${schema}.event_keys AS k JOIN ${schema}.events AS e USING (position)
    WHERE k.key = $1 ORDER BY k.position`;
  const all = `SELECT position, event FROM ${schema}.events WHERE position > $1 ORDER BY position LIMIT 1000`;
  const write = (given: NewEvent) =>
    pool.query({
      name: "insert",
      text: insert,
      values: [
        given.municipality,
        given.type,
        given.id,
        given.commandId,
        JSON.stringify(given),
        [keyOf("type", given.type), ...given.tags.map((tag) => keyOf("tag", tag))],
      ],
    });
  const onReferral = tenTimesEach();
  return {
    append: () => write(event(randomUUID())),
    command: () =>
      onReferral(async (referral) => {
        await pool.query({ name: "select", text: select, values: [keyOf("tag", `referral:${referral}`)] });
        await write(event(referral));
      }),
    async scan() {
      let count = 0;
      for (let after = 0; ; ) {
        const { rows } = await pool.query<{ position: string }>({ name: "all", text: all, values: [after] });
        count += rows.length;
        const last = rows.at(-1);
        if (!last) return count;
        after = Number(last.position);
      }
    },
  };
}

function keyOf(kind: string, word: string): bigint {
  return hash("sha256", `${municipality}\0${kind}\0${word}`, "buffer").readBigInt64BE();
}

async function compare(name: string, works: { store: Work; raw: Work }): Promise<Figures> {
  const found: Figures = [];
  for (const inFlight of [1, 16]) {
    const rates = { store: [] as number[], raw: [] as number[] };
    await rate(works.store, inFlight, 300);
    await rate(works.raw, inFlight, 300);
    for (let turn = 0; turn < 12; turn++) {
      rates.store.push(await rate(works.store, inFlight, 250));
      rates.raw.push(await rate(works.raw, inFlight, 250));
    }
    const ratios = rates.store.map((each, i) => each / (rates.raw[i] ?? each));
    const label = `postgres ${name}, ${inFlight} in flight`;
    found.push(
      { name: label, value: Math.round(median(rates.store)), unit: "per second" },
      { name: `${label}, of raw`, value: round(median(ratios)) },
    );
  }
  return found;
}

/** Per second. */
async function rate(work: Work, inFlight: number, ms: number): Promise<number> {
  const start = performance.now();
  let done = 0;
  const lane = async () => {
    while (performance.now() - start < ms) {
      await work();
      done++;
    }
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
  return (done * 1_000) / (performance.now() - start);
}

/** What an append and a read of one referral cost in a long log, as a multiple of the cost in a short one, in turns. */
async function growth(
  connectionString: string,
  pool: Pool,
  store: EventStore,
  schema: string,
): Promise<Figures> {
  const shortSchema = `${schema}_short`;
  const short = postgresEventStore({ connectionString, schema: shortSchema, maxConnections: 2 });
  try {
    await short.head();
    const lengths = [10_000, Number(process.env.WOR_BENCH_EVENTS ?? 1_000_000)];
    await fill(pool, shortSchema, lengths[0] ?? 0);
    await fill(pool, schema, lengths[1] ?? 0);
    const works = await Promise.all([readAndAppend(short), readAndAppend(store)]);
    const ratios = { append: [] as number[], read: [] as number[] };
    for (let turn = 0; turn < 20; turn++)
      for (const what of ["append", "read"] as const) {
        const [inShort = 1, inLong = 1] = [
          await rate(works[0][what], 1, 200),
          await rate(works[1][what], 1, 200),
        ];
        ratios[what].push(inShort / inLong);
      }
    const label = (what: string) => `postgres ${what} at ${lengths[1]} events, cost of that at ${lengths[0]}`;
    return [
      { name: label("append"), value: round(median(ratios.append)) },
      { name: label("read of one referral"), value: round(median(ratios.read)) },
    ];
  } finally {
    await short.close();
    await pool.query(`DROP SCHEMA ${shortSchema} CASCADE`);
  }
}

async function readAndAppend(store: EventStore): Promise<{ append: Work; read: Work }> {
  const referrals = Array.from({ length: 50 }, () => randomUUID());
  for (const referral of referrals) for (let i = 0; i < 10; i++) await store.append([event(referral)]);
  let next = 0;
  return {
    append: appendOne(store),
    async read() {
      const referral = referrals[next++ % referrals.length];
      for await (const _ of store.read({ municipality, items: [{ tags: [`referral:${referral}`] }] }));
    },
  };
}

/** Makes the log so long, in the database itself. */
async function fill(pool: Pool, schema: string, length: number): Promise<void> {
  await pool.query(
    `WITH written AS (
       INSERT INTO ${schema}.events (position, municipality, type, id, command_id, event)
       SELECT nextval('${schema}.positions'), 'nijmegen', 'ConversationHeld', gen_random_uuid(), gen_random_uuid(), $1
       FROM generate_series(1, $2 - (SELECT count(*) FROM ${schema}.events)) RETURNING position
     )
     INSERT INTO ${schema}.event_keys (key, position)
     SELECT key, position FROM written, LATERAL unnest(ARRAY[
       hashint8extended(position / 10, 1), hashint8extended(position / 10, 2), hashint8extended(position % 50, 3), 4
     ]) AS key`,
    [JSON.stringify(event(randomUUID())), length],
  );
  await pool.query(`VACUUM (ANALYZE) ${schema}.events, ${schema}.event_keys`);
  await pool.query("CHECKPOINT");
}

async function scan(store: EventStore, raw: () => Promise<number>): Promise<Figures> {
  const rates: { store: number; raw: number }[] = [];
  for (let turn = 0; turn < 3; turn++) {
    const start = performance.now();
    let count = 0;
    for await (const batch of store.read({ municipality })) count += batch.length;
    const between = performance.now();
    const counted = await raw();
    rates.push({ store: count / (between - start), raw: counted / (performance.now() - between) });
  }
  return [
    {
      name: "postgres full scan",
      value: Math.round(median(rates.map((each) => each.store)) * 1_000),
      unit: "events/s",
    },
    { name: "postgres full scan, of raw", value: round(median(rates.map((each) => each.store / each.raw))) },
  ];
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
