import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { inMemoryEventStore, type NewEvent, type Timekeeping } from "@wor/event-store";
import { expect, test } from "vitest";
import { testTown } from "../testing/town.ts";
import { noticesOf } from "./notices.ts";
import { type Message, type OutboxOptions, runOutbox } from "./outbox.ts";
import { NotDelivered, webhook } from "./webhook.ts";

/** A log, a receiver that can be out of order, and a clock that is moved by hand. */
function post(options: Partial<OutboxOptions<string>> = {}) {
  const clock = handClock();
  const store = inMemoryEventStore({ now: clock.now });
  const received: string[] = [];
  const broken = new Set<string>();
  const tried: string[] = [];
  const start = (owner = "one") =>
    runOutbox<string>(store, store.checkpoints, {
      name: "post",
      owner,
      query: { municipality: "town" },
      messages: ({ data }) => [String(data.says)],
      async deliver({ key, body }) {
        tried.push(body);
        if (broken.has(body)) throw new TypeError("a name that must not be kept");
        received.push(`${key.split("/").slice(-1)[0]}:${body}`);
      },
      backoffMs: (attempts) => attempts * 1_000,
      everyMs: 10,
      maxAttempts: 3,
      time: clock,
      ...options,
    });
  const says = async (word: string, about = word) => {
    const { events } = await store.append([event(word, about)]);
    return events[0]?.position ?? 0;
  };
  return { clock, store, received, broken, tried, start, says };
}

let drawn = 0;
const event = (says: string, about: string): NewEvent => ({
  id: `e${++drawn}`,
  type: "Said",
  schemaVersion: 1,
  data: { says },
  tags: [`referral:${about}`],
  municipality: "town",
  occurredAt: "2026-01-05T08:00:00.000Z",
  recordedAt: "2026-01-05T08:00:00.000Z",
  actor: { id: "system", role: "system" },
});

/** Sleeping takes no time; the hour is moved by the test. */
function handClock(): Timekeeping & { now: () => number; at: number } {
  const clock = {
    at: Date.parse("2026-01-05T08:00:00.000Z"),
    now: () => clock.at,
    sleep: () => new Promise<void>((resolve) => setImmediate(resolve)),
  };
  return clock;
}

const until = async (is: () => boolean | Promise<boolean>) => {
  while (!(await is())) await new Promise((resolve) => setImmediate(resolve));
};

test("what happens is told, once, in order", async () => {
  const { start, says, received } = post();
  const outbox = start();
  await says("a");
  await outbox.reached(await says("b"));
  expect(received).toEqual(["0:a", "0:b"]);
  await outbox.stop();
});

test("a message that fails does not hold up the others, and is tried again later and later", async () => {
  const { start, says, received, broken, clock, tried } = post();
  broken.add("a");
  const outbox = start();
  await says("a");
  await outbox.reached(await says("b"));
  expect(received).toEqual(["0:b"]);
  expect(await outbox.waiting()).toMatchObject([{ attempts: 1, error: "TypeError" }]);
  clock.at += 1_000;
  await until(async () => (await outbox.waiting())[0]?.attempts === 2);
  clock.at += 1_999;
  broken.clear();
  await until(async () => tried.length === 3);
  expect(tried).toEqual(["a", "b", "a"]);
  clock.at += 1;
  await until(() => received.includes("0:a"));
  expect(await outbox.waiting()).toEqual([]);
  await outbox.stop();
});

test("what is about the same referral arrives in order, also after a failure", async () => {
  const { start, says, received, broken, clock } = post();
  broken.add("first");
  const outbox = start();
  await says("first", "r1");
  await outbox.reached(await says("second", "r1"));
  expect(received).toEqual([]);
  broken.clear();
  clock.at += 1_000;
  await until(() => received.length === 2);
  expect(received).toEqual(["0:first", "0:second"]);
  await outbox.stop();
});

test("after the last attempt a message is a dead letter, until somebody has it sent again", async () => {
  const { start, says, received, broken, clock } = post();
  broken.add("a");
  const outbox = start();
  await outbox.reached(await says("a"));
  for (let hour = 0; hour < 5; hour += 1) {
    clock.at += 3_600_000;
    await until(async () => (await outbox.waiting()).every(({ attempts }) => attempts > hour + 1));
  }
  expect(await outbox.deadLetters()).toMatchObject([{ position: 1, attempts: 3 }]);
  broken.clear();
  expect(await outbox.redeliver()).toEqual({ handled: 1, left: 0 });
  expect(received).toEqual(["0:a"]);
  await outbox.stop();
});

test("a dead letter holds up nothing that is told later about the same referral, also after a restart", async () => {
  const { start, says, received, broken, clock } = post();
  broken.add("a reminder");
  const outbox = start();
  await outbox.reached(await says("a reminder", "r1"));
  await says("feedback", "r1");
  await until(async () => {
    clock.at += 3_600_000;
    return received.length > 0;
  });
  expect(received).toEqual(["0:feedback"]);
  expect(await outbox.deadLetters()).toMatchObject([{ position: 1, attempts: 3 }]);
  await outbox.stop();
  const next = start("two");
  await next.reached(await says("more feedback", "r1"));
  await until(() => received.includes("0:more feedback"));
  broken.clear();
  expect(await next.redeliver()).toEqual({ handled: 1, left: 0 });
  expect(received.at(-1)).toBe("0:a reminder");
  await next.stop();
});

test("a restart tells nothing twice that was told, and nothing of before the outbox was there", async () => {
  const { start, says, received } = post({ after: 1 });
  await says("before");
  const first = start();
  await first.reached(await says("a"));
  await first.stop();
  await says("b");
  const second = start("two");
  await second.reached(3);
  expect(received).toEqual(["0:a", "0:b"]);
  await second.stop();
});

test("a message keeps its key at every attempt", async () => {
  const keys: string[] = [];
  const { start, says, clock } = post({
    async deliver({ key }: Message) {
      keys.push(key);
      if (keys.length < 3) throw new Error("not now");
    },
  });
  const outbox = start();
  await says("a");
  await until(() => {
    clock.at += 1_000;
    return keys.length === 3;
  });
  expect(new Set(keys).size).toBe(1);
  await outbox.stop();
});

test("feedback by system, reminders and escalations are told; a phone call was told already", async () => {
  const { store, refers, gives, engine, clock } = testTown();
  const referral = await refers("r1");
  clock.at = "2026-02-20T08:00:00.000Z";
  await engine.runDue();
  await gives("coordinator", {
    type: "DropReferral",
    referral,
    reason: "wantsNoHelp",
    initiator: "resident",
  });
  await gives("coordinator", { type: "GiveFeedback", referral, message: "stopped", via: "system" });
  const other = await refers("r2");
  await gives("coordinator", {
    type: "DropReferral",
    referral: other,
    reason: "wantsNoHelp",
    initiator: "resident",
  });
  await gives("coordinator", { type: "GiveFeedback", referral: other, message: "stopped", via: "phone" });
  const notices = [];
  for await (const batch of store.read({ municipality: "testdorp" }))
    notices.push(...batch.flatMap(noticesOf));
  expect(notices.map(({ kind }) => kind)).toContain("escalation");
  expect(notices.filter(({ kind }) => kind === "feedback")).toEqual([
    { kind: "feedback", referral, to: "gp", message: "stopped", moments: ["drop"] },
  ]);
});

test("over HTTP a message comes with its key, and an answer that is no yes is a failure", async () => {
  const asked: { key: unknown; body: string }[] = [];
  let answer = 202;
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const piece of request) body += piece;
    asked.push({ key: request.headers["idempotency-key"], body });
    response.writeHead(answer).end("thanks");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const deliver = webhook({
    url: `http://127.0.0.1:${port}/feedback`,
    headers: { authorization: "Bearer x" },
  });
  const message = {
    key: "post/e1/0",
    body: { kind: "feedback" },
    event: { ...event("a", "a"), position: 1 },
  };
  const context = { signal: new AbortController().signal, attempt: 1 };
  await deliver(message, context);
  expect(asked).toEqual([{ key: "post/e1/0", body: '{"kind":"feedback"}' }]);
  answer = 503;
  await expect(deliver(message, context)).rejects.toThrow(NotDelivered);
  await new Promise((resolve) => server.close(resolve));
});
