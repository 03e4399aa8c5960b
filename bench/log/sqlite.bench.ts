import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import type { EventStore, NewEvent, Tag } from "../../packages/event-store/src/index.ts";
import { type Durability, openDatabase } from "../../packages/store-sqlite/src/database.ts";
import { sqliteEventStore } from "../../packages/store-sqlite/src/index.ts";
import { tagTerm, termsOf } from "../../packages/store-sqlite/src/terms.ts";

/**
 * The log in SQLite against statements written by hand for the same tables at the same durability, in turns,
 * so that a noisy machine disturbs both alike. The files lie beside this one: a temporary folder may be in memory,
 * where waiting for the disk costs nothing.
 */
export async function figures(): Promise<Figures> {
  const folder = mkdtempSync(join(import.meta.dirname, "sqlite-"));
  try {
    return [
      ...(await compare(join(folder, "full.sqlite"), "power-cut")),
      ...(await compare(join(folder, "normal.sqlite"), "process-crash")),
      ...(await growth(join(folder, "growth.sqlite"))),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

type Figures = { name: string; value: number; unit?: string }[];
type Work = () => unknown;

const municipality = "nijmegen";
const turns = 40;
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
  const referrals = tenTimesEach();
  return async () => {
    const referral = referrals.take();
    const query = { municipality, items: [{ tags: [`referral:${referral}` as Tag] }] };
    let after = 0;
    for await (const batch of store.read(query)) after = batch.at(-1)?.position ?? after;
    await store.append([event(referral)], { failIfEventsMatch: query, after });
    referrals.giveBack(referral);
  };
}

/** Hands out referrals in a random order, ten times each, and none to two at a time. */
function tenTimesEach() {
  const left = new Map<string, number>();
  const free: string[] = [];
  return {
    take(): string {
      while (free.length < 2_000) free.push(randomUUID());
      const place = Math.floor(Math.random() * free.length);
      const [taken = "", last = ""] = [free[place], free.pop()];
      if (place < free.length) free[place] = last;
      return taken;
    },
    giveBack(referral: string) {
      const more = (left.get(referral) ?? 10) - 1;
      left.set(referral, more);
      if (more > 0) free.push(referral);
      else left.delete(referral);
    },
  };
}

/** What a careful programmer would write for these tables who needs no conditions and no idempotence. */
function byHand(database: DatabaseSync) {
  const begin = database.prepare("BEGIN IMMEDIATE");
  const commit = database.prepare("COMMIT");
  const head = database.prepare("SELECT max(position) AS position FROM events");
  const insert = database.prepare("INSERT INTO events VALUES (?, ?, ?, ?)");
  const index = database.prepare("INSERT INTO postings VALUES (?, ?)");
  const find = database.prepare(
    "SELECT event FROM postings JOIN events USING (position) WHERE term = ? ORDER BY position",
  );
  const next = database.prepare(
    "SELECT position, event FROM events WHERE position > ? ORDER BY position LIMIT 1000",
  );
  const write = (given: NewEvent, indexed: boolean) => {
    begin.run();
    const position = Number(head.get()?.position ?? 0) + 1;
    insert.run(position, given.municipality, given.type, JSON.stringify({ position, ...given }));
    if (indexed) for (const term of termsOf(given)) index.run(term, position);
    commit.run();
  };
  const referrals = tenTimesEach();
  return {
    append: () => write(event(randomUUID()), true),
    withoutIndex: () => write(event(randomUUID()), false),
    command() {
      const referral = referrals.take();
      for (const row of find.all(tagTerm(municipality, `referral:${referral}`)))
        JSON.parse(String(row.event));
      write(event(referral), true);
      referrals.giveBack(referral);
    },
    scan(parse: boolean): number {
      let count = 0;
      for (let after = 0; ; ) {
        const rows = next.all(after);
        if (parse) for (const row of rows) JSON.parse(String(row.event));
        count += rows.length;
        const last = rows.at(-1);
        if (!last) return count;
        after = Number(last.position);
      }
    },
  };
}

/** Four logs of the same length, which all grow in turns. */
async function compare(path: string, durability: Durability): Promise<Figures> {
  const store = sqliteEventStore({ path, durability });
  const open = (name: string) =>
    openDatabase({ path: `${path}-${name}.sqlite`, durability, readOnly: false, busyTimeoutMs: 0 });
  const [database, bare] = [open("raw"), open("bare")];
  const raw = byHand(database);
  const works: { name: string; inFlight: number; work: Work }[] = [
    { name: "raw append", inFlight: 1, work: raw.append },
    { name: "raw append without index", inFlight: 1, work: byHand(bare).withoutIndex },
    { name: "append", inFlight: 1, work: appendOne(store) },
    { name: "append", inFlight: 16, work: appendOne(store) },
    { name: "raw command", inFlight: 1, work: raw.command },
    { name: "command", inFlight: 1, work: command(store) },
    { name: "command", inFlight: 16, work: command(store) },
  ];
  const rates = works.map(() => [] as number[]);
  for (const { work, inFlight } of works) await rate(work, inFlight, 500);
  for (let turn = 0; turn < turns; turn++)
    for (const [i, { work, inFlight }] of works.entries()) rates[i]?.push(await rate(work, inFlight, 80));
  await store.close();
  database.close();
  bare.close();

  const label = `sqlite (${durability})`;
  const ratio = (name: string, over: number, under: number) => ({
    name: `${label} ${name}`,
    value: round(median((rates[over] ?? []).map((each, i) => each / (rates[under]?.[i] ?? each)))),
  });
  return [
    ...works.map(({ name, inFlight }, i) => ({
      name: `${label} ${name}, ${inFlight} in flight`,
      value: Math.round(median(rates[i] ?? [])),
      unit: "per second",
    })),
    ratio("append, 1 in flight, of raw", 2, 0),
    ratio("append, 1 in flight, of raw without index", 2, 1),
    ratio("append, 16 in flight, of 1 in flight", 3, 2),
    ratio("command, 1 in flight, of raw", 5, 4),
    ratio("command, 16 in flight, of 1 in flight", 6, 5),
  ];
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

/** What an append and a read of one referral cost in a long log, as a multiple of the cost in a short one. */
async function growth(path: string): Promise<Figures> {
  const lengths = [10_000, Number(process.env.WOR_BENCH_EVENTS ?? 1_000_000)];
  const store = sqliteEventStore({ path });
  const costs: { append: number; read: number }[] = [];
  const fillRates: number[] = [];
  for (const length of lengths) {
    fillRates.push(await fill(store, length));
    const referral = randomUUID();
    for (let i = 0; i < 10; i++) await store.append([event(referral)]);
    await fill(store, length + 10_000); // so that the referral is found by the index in the file
    const query = { municipality, items: [{ tags: [`referral:${referral}` as Tag] }] };
    const readOne = async () => {
      for await (const _ of store.read(query));
    };
    const rates = { append: [] as number[], read: [] as number[] };
    for (let turn = 0; turn < turns; turn++) {
      rates.append.push(await rate(appendOne(store), 1, 80));
      rates.read.push(await rate(readOne, 1, 80));
    }
    costs.push({ append: 1 / median(rates.append), read: 1 / median(rates.read) });
  }
  const [short, long] = costs;
  const scanned = await scan(store, path);
  await store.close();
  const events = Number(lengths[1]);
  const label = (what: string) => `sqlite ${what} at ${events} events, cost of that at ${lengths[0]}`;
  return [
    { name: label("append"), value: round((long?.append ?? 0) / (short?.append ?? 1)) },
    { name: label("read of one referral"), value: round((long?.read ?? 0) / (short?.read ?? 1)) },
    { name: "sqlite fill, 1,000 events an append", value: Math.round(fillRates[1] ?? 0), unit: "events/s" },
    { name: "sqlite file", value: Math.round(statSync(path).size / events), unit: "bytes/event" },
    ...scanned,
  ];
}

/** Makes the log so long. Answers how many events it took in per second. */
async function fill(store: EventStore, length: number): Promise<number> {
  const start = performance.now();
  const before = await store.head();
  let referral = randomUUID();
  for (let head = before; head < length; ) {
    const batch: NewEvent[] = [];
    const commandId = randomUUID();
    for (let i = 0; i < Math.min(1_000, length - head); i++) {
      if (i % 10 === 0) referral = randomUUID();
      batch.push({ ...event(referral), commandId });
    }
    await store.append(batch);
    head += batch.length;
  }
  return ((length - before) * 1_000) / (performance.now() - start);
}

async function scan(store: EventStore, path: string): Promise<Figures> {
  const database = openDatabase({ path, durability: "process-crash", readOnly: true, busyTimeoutMs: 0 });
  const raw = byHand(database);
  const rates: { store: number; rows: number; parsed: number }[] = [];
  for (let turn = 0; turn < 3; turn++) {
    let count = 0;
    const started = performance.now();
    for await (const batch of store.read({ municipality })) count += batch.length;
    const ended = performance.now();
    const rows = raw.scan(false) / (performance.now() - ended);
    const again = performance.now();
    const parsed = raw.scan(true) / (performance.now() - again);
    rates.push({ store: count / (ended - started), rows, parsed });
  }
  database.close();
  return [
    {
      name: "sqlite full scan",
      value: Math.round(median(rates.map((each) => each.store)) * 1_000),
      unit: "events/s",
    },
    {
      name: "sqlite full scan, of raw rows",
      value: round(median(rates.map((each) => each.store / each.rows))),
    },
    {
      name: "sqlite full scan, of raw rows parsed",
      value: round(median(rates.map((each) => each.store / each.parsed))),
    },
  ];
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
