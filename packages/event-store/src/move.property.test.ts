import fc from "fast-check";
import { expect, test } from "vitest";
import { all, event } from "./conformance/bench.ts";
import { NaiveStore } from "./conformance/faults/naive-store.ts";
import { eventAbout, jsonObject, topic } from "./conformance/generators.ts";
import { runsOf } from "./conformance/guarantee.ts";
import { everyMunicipality, type SequencedEvent } from "./event-store.ts";
import { inMemoryEventStore } from "./in-memory.ts";
import { exportLog, ImportFailed, importLog } from "./move.ts";
import { verifyLog } from "./verify.ts";

const everything = { municipality: everyMunicipality } as const;

const log = fc
  .array(
    fc.record({
      topic,
      data: jsonObject,
      municipality: fc.constantFrom("m1", "m2"),
      gap: fc.nat({ max: 3 }),
    }),
  )
  .map((entries) => {
    let position = 0;
    return entries.map(({ topic, data, municipality, gap }): SequencedEvent => {
      position += 1 + gap;
      return { ...eventAbout(topic, { data, municipality }), position };
    });
  });

test("a log that is exported and imported is the same log, however the text is cut", async () => {
  const cuts = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1 });
  await fc.assert(
    fc.asyncProperty(log, cuts, fc.integer({ min: 1, max: 7 }), async (events, sizes, batchSize) => {
      const source = inMemoryEventStore();
      await source.restore(events);
      const text = (await Array.fromAsync(exportLog(source))).join("");
      const target = new NaiveStore();
      const imported = await importLog(target, cut(text, sizes), { batchSize });
      expect(imported).toEqual({ events: events.length, head: events.at(-1)?.position ?? 0 });
      expect(await all(target, everything)).toEqual(await all(source, everything));
      expect(await Array.fromAsync(exportLog(target))).toEqual(await Array.fromAsync(exportLog(source)));
      expect(await verifyLog(target)).toEqual([]);
    }),
    { numRuns: runsOf({}, 60) },
  );
});

test("a file that an editor of Windows has saved is taken in too", async () => {
  const text = JSON.stringify({ position: 1, ...event() });
  for (const chunks of [[`\uFEFF${text}\r\n`], ["", "\uFEFF", `${text}\r\n`]]) {
    expect(await importLog(inMemoryEventStore(), chunks)).toEqual({ events: 1, head: 1 });
  }
});

test("an export can be of one municipality, or of what a query asks for", async () => {
  const store = inMemoryEventStore();
  await store.append([event()]);
  await store.append([event({ municipality: "m2" })]);
  expect(await Array.fromAsync(exportLog(store, { municipality: "m2" }))).toHaveLength(1);
});

test("a broken line is named, and what came before its batch is in the log", async () => {
  const source = inMemoryEventStore();
  await source.append(Array.from({ length: 10 }, () => event()));
  const lines = await Array.fromAsync(exportLog(source));
  async function failure(...text: readonly string[]) {
    const target = inMemoryEventStore();
    const error: unknown = await importLog(target, text, { batchSize: 4 }).catch((reason: unknown) => reason);
    return { error, head: await target.head() };
  }
  const secret = '{"name": "somebody';
  const broken = await failure(...lines.slice(0, 5), "\n", secret);
  expect(broken.error).toBeInstanceOf(ImportFailed);
  expect(broken).toMatchObject({ error: { line: 7, head: 4 }, head: 4 });
  expect(String(broken.error)).not.toContain("somebody");

  const [first = "", second = ""] = lines;
  expect(await failure(second, first)).toMatchObject({ error: { line: 2, head: 0 }, head: 0 });
  const unknown = JSON.stringify({ ...JSON.parse(first), surprise: 1 });
  expect((await failure(unknown)).error).toMatchObject({ line: 1 });
});

test("nothing is imported over a log that is further already", async () => {
  const source = inMemoryEventStore();
  await source.append([event()]);
  const lines = await Array.fromAsync(exportLog(source));
  await expect(importLog(source, lines)).rejects.toThrow(/Line 1: .*does not come after 1/);
});

function* cut(text: string, sizes: readonly number[]) {
  let at = 0;
  for (let i = 0; at < text.length; i++) {
    const size = sizes[i % sizes.length] ?? 1;
    yield text.slice(at, at + size);
    at += size;
  }
}
