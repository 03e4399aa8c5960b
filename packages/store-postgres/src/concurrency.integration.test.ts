import { AppendConditionFailed, InvalidAppend } from "@wor/event-store";
import { Client } from "pg";
import { describe, expect, test } from "vitest";
import { LogBusy, type PostgresEventStore, postgresEventStore } from "./index.ts";
import { tagKey, typeKey } from "./keys.ts";
import { freshSchema, testConnectionString } from "./testing/database.ts";
import { about, all, delivered, event, ids } from "./testing/events.ts";
import { holdOpen } from "./testing/hold-open.ts";

const connectionString = await testConnectionString();

async function open(): Promise<{ schema: string; store: PostgresEventStore } & AsyncDisposable> {
  const schema = freshSchema();
  const store = postgresEventStore({ connectionString, schema, lockTimeoutMs: 2_000 });
  await store.head();
  return { schema, store, [Symbol.asyncDispose]: () => store.close() };
}

async function connected(): Promise<Client> {
  const client = new Client({ connectionString });
  await client.connect();
  return client;
}

const soon = () => new Promise((resolve) => setTimeout(resolve, 80));

describe("while an append is held open", () => {
  test("a condition on its tag waits for it, and then fails", async () => {
    await using log = await open();
    const held = await holdOpen({ connectionString, ...log }, [event({ tags: ["resident:1"] })]);
    const registering = log.store
      .append([event({ tags: ["resident:1"] })], { failIfEventsMatch: about("resident:1") })
      .catch((error: unknown) => error);
    await soon();
    await held.commit();
    expect(await registering).toBeInstanceOf(AppendConditionFailed);
    expect(await all(log.store, about("resident:1"))).toHaveLength(1);
  });

  test("a condition on its tag holds after all when it is rolled back", async () => {
    await using log = await open();
    const held = await holdOpen({ connectionString, ...log }, [event({ tags: ["resident:1"] })]);
    const registering = log.store.append([event({ tags: ["resident:1"] })], {
      failIfEventsMatch: about("resident:1"),
    });
    await soon();
    await held.rollback();
    expect(await registering).toMatchObject({ outcome: "appended" });
  });

  test("an append that waits for it keeps nobody else waiting", async () => {
    await using log = await open();
    const tags = Array.from({ length: 12 }, (_, i) => `referral:${i}` as const);
    const held = await holdOpen({ connectionString, ...log }, [event({ tags: ["coach:1"] })]);
    // Expected from the start: it may be refused before anybody awaits it.
    const refused = expect(
      log.store.append([event({ tags: ["coach:1"] })], { failIfEventsMatch: about(...tags) }),
    ).rejects.toThrow(AppendConditionFailed);
    const waitingToo = log.store.append([event({ tags: [...tags, "coach:1"] })]);
    await soon();
    const free = await Promise.all(tags.map((tag) => log.store.append([event({ tags: [tag] })])));
    expect(free).toHaveLength(tags.length);
    await held.commit();
    await refused;
    await waitingToo;
  });

  test("a decision on several tags that waits for it keeps nobody else waiting", async () => {
    await using log = await open();
    const held = await holdOpen({ connectionString, ...log }, [event({ tags: ["referral:1"] })]);
    const reading = all(log.store, about("referral:1", "coach:1", "resident:1"));
    await soon();
    const later = [event({ tags: ["coach:1"] }), event({ tags: ["resident:1"] })];
    for (const each of later) await log.store.append([each]);
    await held.commit();
    expect(await reading).toHaveLength(3);
  });

  test("an append that shares its tag gives up when its patience is at an end", async () => {
    await using log = await open();
    const held = await holdOpen({ connectionString, ...log }, [event({ tags: ["coach:1"] })]);
    await expect(log.store.append([event({ tags: ["coach:1"] })])).rejects.toThrow(LogBusy);
    await held.commit();
    expect(await all(log.store, about("coach:1"))).toHaveLength(1);
  });

  test("a condition without a tag waits for it, and then fails", async () => {
    await using log = await open();
    const held = await holdOpen({ connectionString, ...log }, [event({ type: "VariantPublished" })]);
    const query = { municipality: "nijmegen", items: [{ types: ["VariantPublished"] }] };
    const publishing = log.store
      .append([event({ tags: ["variant:1"] })], { failIfEventsMatch: query })
      .catch((error: unknown) => error);
    await soon();
    await held.commit();
    expect(await publishing).toBeInstanceOf(AppendConditionFailed);
  });

  test("another municipality's condition without a tag does not wait", async () => {
    await using log = await open();
    const held = await holdOpen({ connectionString, ...log }, [event()]);
    const municipality = "leiden";
    const outcome = await log.store.append([event({ municipality })], {
      failIfEventsMatch: { municipality },
    });
    expect(outcome).toMatchObject({ outcome: "appended" });
    await held.commit();
  });
});

test("a gap that will never be filled does not stop subscriptions, whatever else the server is doing", async () => {
  await using log = await open();
  const unrelated = await connected();
  await unrelated.query("BEGIN");
  await unrelated.query("SELECT pg_current_xact_id()");
  try {
    const gone = await holdOpen({ connectionString, ...log }, [event()]);
    const there = event({ tags: ["referral:2"] });
    await log.store.append([there]);
    await gone.rollback();
    expect(ids(await delivered(log.store, { municipality: "nijmegen" }, 1))).toEqual([there.id]);
    const later = event();
    await log.store.append([later]);
    expect(ids(await delivered(log.store, { municipality: "nijmegen" }, 2))).toEqual([there.id, later.id]);
  } finally {
    await unrelated.end();
  }
});

test("an append with more tags than there is room for locks still excludes its rivals", async () => {
  await using log = await open();
  const many = Array.from({ length: 3_000 }, (_, i) => event({ tags: [`referral:${i}`, `resident:${i}`] }));
  const attempts = await Promise.allSettled([
    log.store.append(many, { failIfEventsMatch: about("referral:7") }),
    log.store.append([event({ tags: ["referral:7"] })], { failIfEventsMatch: about("referral:7") }),
  ]);
  expect(attempts.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await all(log.store, about("referral:7"))).toHaveLength(1);
});

test("one append among many at once whose id is known is refused, and the others are written", async () => {
  await using log = await open();
  const known = event();
  await log.store.append([known]);
  const outcomes = await Promise.allSettled(
    Array.from({ length: 12 }, (_, i) =>
      log.store.append([i === 7 ? { ...event(), id: known.id } : event({ tags: [`referral:${i}`] })]),
    ),
  );
  expect(outcomes.map(({ status }) => status)).toEqual(
    Array.from({ length: 12 }, (_, i) => (i === 7 ? "rejected" : "fulfilled")),
  );
  expect(outcomes[7]).toMatchObject({ reason: expect.any(InvalidAppend) });
  expect(outcomes[7]).toMatchObject({ reason: { path: "events[0].id" } });
});

test("two tags that happen to share a key are still told apart", async () => {
  await using log = await open();
  const stranger = await log.store.append([event({ tags: ["resident:stranger"] })]);
  const admin = await connected();
  for (const key of [tagKey("nijmegen", "resident:1"), typeKey("nijmegen", "NeverHappened")])
    await admin.query(`INSERT INTO ${log.schema}.event_keys (key, position) VALUES ($1, $2)`, [
      key,
      stranger.events[0]?.position,
    ]);
  await admin.end();
  expect(await all(log.store, about("resident:1"))).toEqual([]);
  const items = [{ tags: ["resident:1" as const] }, { types: ["NeverHappened"] }];
  const mine = await log.store.append([event({ tags: ["resident:1"] })], {
    failIfEventsMatch: { municipality: "nijmegen", items },
  });
  expect(mine.outcome).toBe("appended");
  expect(ids(await all(log.store, about("resident:1")))).toEqual(ids(mine.events));
});

test("the log refuses to be changed, also by hand", async () => {
  await using log = await open();
  await log.store.append([event()]);
  const admin = await connected();
  for (const change of [
    "UPDATE %.events SET type = 'Other'",
    "DELETE FROM %.events",
    "TRUNCATE %.event_keys",
  ])
    await expect(admin.query(change.replace("%", log.schema))).rejects.toThrow("append-only");
  await admin.end();
});

test("a connection that isolates its transactions more than the log can bear is refused", async () => {
  await using log = await open();
  const strict = postgresEventStore({
    connectionString: `${connectionString}?options=-c%20default_transaction_isolation=serializable`,
    schema: log.schema,
  });
  await expect(strict.append([event()])).rejects.toThrow("READ COMMITTED");
  await strict.close();
});
