import { inMemoryProjections, type ProjectionBuild, type ProjectionStore } from "@wor/event-store";
import fc from "fast-check";
import { expect, test } from "vitest";
import { sqliteEventStore } from "./index.ts";
import { scratch } from "./proofs/example.ts";

const key = fc.constantFrom("a", "a\u{10fffe}", "b", "c", "é");
const begin = fc.record({
  does: fc.constant("begin" as const),
  name: fc.constantFrom("caseload", "funnel"),
  version: fc.integer({ min: 1, max: 2 }),
  late: fc.boolean(),
});
const commit = fc.record({
  does: fc.constant("commit" as const),
  build: fc.nat(5),
  late: fc.boolean(),
  put: fc.dictionary(key, fc.jsonValue({ maxDepth: 1 }), { maxKeys: 3 }),
  remove: fc.uniqueArray(key, { maxLength: 1 }),
  park: fc.boolean(),
  unpark: fc.boolean(),
});
const serve = fc.record({ does: fc.constant("serve" as const), build: fc.nat(5) });
const remove = fc.record({ does: fc.constant("remove" as const), build: fc.nat(5) });
const step = fc.oneof(begin, commit, serve, remove);
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

/** Does the steps, and tells all there is to see after each. */
async function storyOf(store: ProjectionStore, steps: readonly Step[]): Promise<unknown[]> {
  const begun: ProjectionBuild[] = [];
  const story: unknown[] = [];
  for (const [at, one] of steps.entries()) {
    story.push(await outcomeOf(store, begun, one, at));
    for (const build of begun) {
      const read = await store.read(build);
      story.push([
        read && { position: read.position, rows: [...read.rows] },
        await store.parked(build),
        [...((await store.read(build, { prefix: "a" }))?.rows ?? [])],
        [...(await store.load(build, ["a", "c", "nothing"]))].sort(([a], [b]) => (a < b ? -1 : 1)),
      ]);
    }
    for (const name of ["caseload", "funnel"])
      story.push((await store.builds(name)).map(({ id: _, ...build }) => build));
  }
  return story;
}

async function outcomeOf(
  store: ProjectionStore,
  begun: ProjectionBuild[],
  one: Step,
  at: number,
): Promise<unknown> {
  if (one.does === "begin") return await beginning(store, begun, one);
  const build = begun[one.build % Math.max(1, begun.length)];
  if (!build) return "nothing there";
  try {
    if (one.does === "serve") return await store.serve(build);
    if (one.does === "remove") return await store.remove(build);
    const now = (await store.builds(build.name)).find(({ id }) => id === build.id)?.position ?? 0;
    const from = one.late ? now + 1 : now;
    const parked = {
      position: at,
      key: "a",
      error: "TypeError: broken",
      parkedAt: "2022-05-01T08:30:00.000Z",
    };
    const put = new Map(Object.entries(one.put));
    return await store.commit(build, {
      from,
      to: from + 1,
      put,
      remove: one.remove,
      park: one.park ? [parked] : [],
      unpark: one.unpark ? (one.late ? [parked] : await store.parked(build)).slice(0, 1) : [],
    });
  } catch (error) {
    return String(error);
  }
}

async function beginning(store: ProjectionStore, begun: ProjectionBuild[], one: Step & { does: "begin" }) {
  const serving = (await store.builds(one.name)).find(
    (build) => build.version === one.version && build.serving,
  );
  try {
    const build = await store.begin(one.name, one.version, one.late ? undefined : serving);
    if (!begun.some(({ id }) => id === build.id)) begun.push(build);
    return begun.findIndex(({ id }) => id === build.id);
  } catch (error) {
    return String(error);
  }
}

test("projections in SQLite do what those in memory do, whatever is asked of them", async () => {
  using folder = scratch();
  let files = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      const store = sqliteEventStore({ path: folder.file(`${files++}.db`), durability: "process-crash" });
      try {
        expect(await storyOf(store.projections, steps)).toEqual(await storyOf(inMemoryProjections(), steps));
      } finally {
        await store.close();
      }
    }),
    { numRuns: 30 * Number(process.env.WOR_RUNS ?? 1) },
  );
});

test("two processes that take the same events into a projection do so once", async () => {
  using folder = scratch();
  const [one, other] = [folder.file(), folder.file()].map((path) => sqliteEventStore({ path }));
  if (!one || !other) return expect.unreachable();
  const build = await one.projections.begin("caseload", 1, undefined);
  const batch = (who: string) => ({ from: 0, to: 5, put: new Map([["coach:1", who]]), remove: [], park: [] });
  const results = await Promise.allSettled([
    one.projections.commit(build, batch("one")),
    other.projections.commit(build, batch("other")),
  ]);
  const winner = results[0]?.status === "fulfilled" ? "one" : "other";
  expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect([...(await one.projections.load(build, ["coach:1"]))]).toEqual([["coach:1", winner]]);
  await Promise.all([one.close(), other.close()]);
});
