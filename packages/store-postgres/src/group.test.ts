import type { NewEvent } from "@wor/event-store";
import { expect, test } from "vitest";
import { prepareAppend } from "./append.ts";
import type { Database } from "./database.ts";
import { LogBusy, PostgresStoreError } from "./errors.ts";
import { groupedAppends } from "./group.ts";
import { event } from "./testing/events.ts";

const about = (referral: number): NewEvent => event({ tags: [`referral:${referral}`] });

/** Of each call to the database how many appends it holds, to be answered by hand. */
function held() {
  const calls: { readonly size: number; answer(): Promise<void>; fail(error: Error): Promise<void> }[] = [];
  let position = 0;
  const database: Database = {
    schema: "wor",
    channel: "wor",
    listener: undefined,
    run: () => Promise.reject(new Error("not asked for")),
    close: async () => {},
    call: (name, [municipalities]) =>
      new Promise((resolve, reject) => {
        const size = name === "append_group" && Array.isArray(municipalities) ? municipalities.length : 1;
        calls.push({
          size,
          async answer() {
            const positions = Array.from({ length: size }, () => ++position);
            resolve([name === "append_group" ? { append_group: positions } : { [name]: position }]);
            await turn();
          },
          async fail(error) {
            reject(error);
            await turn();
          },
        });
      }),
  };
  const { write, finish } = groupedAppends(database);
  const append = (referral: number) => write(prepareAppend([about(referral)]));
  return { append, finish, calls, sizes: () => calls.map(({ size }) => size) };
}

const turn = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
const upTo = (count: number) => Array.from({ length: count }, (_, i) => i);

test("an append that comes alone goes by itself", async () => {
  const { append, sizes } = held();
  void append(1);
  await turn();
  expect(sizes()).toEqual([1]);
});

test("appends that come together go in two groups, and those answered together go together again", async () => {
  const { append, calls, sizes } = held();
  for (const referral of upTo(16)) void append(referral).then(() => append(100 + referral));
  await turn();
  expect(sizes()).toEqual([8, 8]);
  await calls[0]?.answer();
  expect(sizes()).toEqual([8, 8, 8]);
});

test("an append that comes alone after one that came alone waits for no company", async () => {
  const { append, calls, sizes } = held();
  void append(1);
  await turn();
  await calls[0]?.answer();
  void append(2);
  await Promise.resolve();
  expect(sizes()).toEqual([1, 1]);
});

test("appends that come together after one that came alone still go in groups", async () => {
  const { append, calls, sizes } = held();
  void append(1);
  await turn();
  await calls[0]?.answer();
  for (const referral of upTo(16)) void append(10 + referral);
  await turn();
  expect(sizes()).toEqual([1, 8, 8]);
});

test("a few that come together are not split", async () => {
  const { append, sizes } = held();
  for (const referral of upTo(6)) void append(referral);
  await turn();
  expect(sizes()).toEqual([6]);
});

test("appends about the same referral are not on their way in two groups", async () => {
  const { append, calls, sizes } = held();
  for (const referral of [1, 2, 3, 4, 1, 2, 3, 4]) void append(referral);
  await turn();
  expect(sizes()).toEqual([4]);
  await calls[0]?.answer();
  expect(sizes()).toEqual([4, 4]);
});

test("an append that waits in the database for somebody else's lock keeps no other waiting", async () => {
  const { append, calls, sizes } = held();
  void append(1);
  await turn();
  const others = Promise.all(upTo(20).map((referral) => append(10 + referral)));
  await turn();
  for (let call = 1; call < calls.length; call++) await calls[call]?.answer();
  expect(await others).toHaveLength(20);
  expect(sizes()[0]).toBe(1);
});

test("appends of a group that may have been written are not written again", async () => {
  const { append, calls, sizes } = held();
  const outcomes = Promise.allSettled([1, 2, 3].map(append));
  await turn();
  await calls[0]?.fail(new PostgresStoreError("unreachable"));
  expect((await outcomes).map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
  expect(sizes()).toEqual([3]);
});

test("appends of a group that waited too long, so that nothing was written, are written one by one", async () => {
  const { append, calls, sizes } = held();
  const outcomes = Promise.allSettled([1, 2, 3].map(append));
  await turn();
  await calls[0]?.fail(new LogBusy());
  for (const call of calls.slice(1)) await call.answer();
  expect((await outcomes).map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "fulfilled"]);
  expect(sizes()).toEqual([3, 1, 1, 1]);
});

test("closing waits for those that have not been sent yet", async () => {
  const { append, calls, finish } = held();
  const told: string[] = [];
  void append(1).then(() => told.push("written"));
  const finished = finish().then(() => told.push("closed"));
  await turn();
  await calls[0]?.answer();
  await finished;
  expect(told).toEqual(["written", "closed"]);
});
