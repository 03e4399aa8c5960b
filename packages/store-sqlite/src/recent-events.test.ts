import { expect, test } from "vitest";
import { everything, exampleEvent, scratch } from "./proofs/example.ts";
import { RecentEvents } from "./recent-events.ts";
import { sqliteEventStore } from "./sqlite-event-store.ts";

const at = (position: number) => ({ ...exampleEvent(`event-${position}`), position });

test("what is asked for again is kept longer than what is not", () => {
  const recent = new RecentEvents(3);
  for (let position = 1; position <= 20; position++) {
    recent.keep(at(position));
    recent.get(1);
  }
  expect(recent.get(1)?.id).toBe("event-1");
  expect(recent.get(2)).toBeUndefined();
});

test("no more than twice its size is kept", () => {
  const recent = new RecentEvents(5);
  for (let position = 1; position <= 100; position++) recent.keep(at(position));
  const kept = Array.from({ length: 100 }, (_, i) => recent.get(i + 1)).filter(
    (event) => event !== undefined,
  );
  expect(kept.length).toBeLessThanOrEqual(10);
  expect(recent.get(100)?.id).toBe("event-100");
});

test("a life is read whole and in order when only some of it is in memory", async () => {
  using folder = scratch();
  const store = sqliteEventStore({ path: folder.file(), indexEvery: 4 });
  for (let i = 0; i < 60; i++)
    await store.append([exampleEvent(`event-${i}`, { tags: [`referral:${i % 3}`] })]);
  for (const backwards of [false, true]) {
    const query = { municipality: "nijmegen", items: [{ tags: ["referral:1" as const] }] };
    const read = (await Array.fromAsync(store.read(query, { backwards }))).flat().map(({ id }) => id);
    const expected = Array.from({ length: 20 }, (_, i) => `event-${i * 3 + 1}`);
    expect(read).toEqual(backwards ? expected.toReversed() : expected);
  }
  await store.close();
});

test("what another process wrote at the place of an append that failed is read, not what failed", async () => {
  using folder = scratch();
  const [one, other] = [folder.file(), folder.file()].map((path) =>
    sqliteEventStore({ path, indexEvery: 1 }),
  );
  if (!one || !other) throw new Error("two stores were opened");
  await one.append([exampleEvent("a")]);
  const twice = [exampleEvent("b"), exampleEvent("a")];
  await expect(one.append(twice)).rejects.toThrow("in the log already");
  await other.append([exampleEvent("c"), exampleEvent("d")]);
  const ids = (await Array.fromAsync(one.read(everything))).flat().map(({ id }) => id);
  expect(ids).toEqual(["a", "c", "d"]);
  await Promise.all([one.close(), other.close()]);
});
