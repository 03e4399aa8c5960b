import assert from "node:assert/strict";
import fc from "fast-check";
import { inMemoryProjections } from "../in-memory-projections.ts";
import { type ProjectionBuild, ProjectionMoved, type ProjectionStore } from "../projection-store.ts";
import { aTurn, fresh, same } from "./bench.ts";
import { type Guarantee, runsOf } from "./guarantee.ts";
import { batch, begin, parked, rowsOf, step, storyOf } from "./projection-stories.ts";

/** A store with projections, on the bench. */
export interface ProjectionStoreUnderTest {
  readonly open: () => Promise<StoreWithProjections>;
  /** Another store on the same projections, as another process would have it. */
  readonly openAgain?: ((store: StoreWithProjections) => Promise<StoreWithProjections>) | undefined;
  /** How many times the default number of runs a property gets. Default: the environment's `WOR_RUNS`, or 1. */
  readonly runs?: number | undefined;
}

/** What the suite needs of a store: its projections, and an end. */
export interface StoreWithProjections {
  readonly projections: ProjectionStore;
  close(): Promise<void>;
}

interface Bench {
  readonly projections: ProjectionStore;
  readonly others: ProjectionStore;
  /** A name that no other test has used. */
  readonly name: string;
  readonly subject: ProjectionStoreUnderTest;
}

function promise(
  guarantee: string,
  run: (bench: Bench) => Promise<void>,
): Guarantee<ProjectionStoreUnderTest> {
  return {
    guarantee,
    async run(subject) {
      const store = await subject.open();
      const other = await subject.openAgain?.(store);
      const others = other?.projections ?? store.projections;
      try {
        await run({ projections: store.projections, others, name: fresh("projection"), subject });
      } finally {
        await other?.close();
        await store.close();
      }
    },
  };
}

/** Every promise of a projection store, to be tested one by one. */
export const projectionGuarantees: readonly Guarantee<ProjectionStoreUnderTest>[] = [
  promise("keeps rows and position for whoever opens it next", async ({ projections, others, name }) => {
    const build = await projections.begin(name, 1, undefined);
    same([build.name, build.version, build.position, build.serving], [name, 1, 0, false]);
    await projections.commit(build, batch(0, 7, { b: { open: 2 }, a: [1, "é", null] }));
    await projections.commit(build, { ...batch(7, 9, { c: 3 }), remove: ["b"] });
    same(await rowsOf(others, build), [
      ["a", [1, "é", null]],
      ["c", 3],
    ]);
    same([...(await others.load(build, ["c", "b"]))], [["c", 3]]);
    assert.equal((await others.read(build))?.position, 9);
    same(
      (await others.builds(name)).map(({ id, position }) => [id, position]),
      [[build.id, 9]],
    );
  }),

  promise("takes in a batch only where the last one ended, all or nothing", async ({ projections, name }) => {
    const build = await projections.begin(name, 1, undefined);
    await projections.commit(build, batch(0, 3, { a: 1 }));
    await assert.rejects(
      projections.commit(build, { ...batch(0, 5, { a: 2, b: 2 }), park: [parked(4)] }),
      ProjectionMoved,
    );
    await assert.rejects(
      projections.commit(build, { ...batch(3, 5, { a: 2 }), unpark: [parked(4)] }),
      ProjectionMoved,
    );
    same(await rowsOf(projections, build), [["a", 1]]);
    same(await projections.parked(build), []);
    assert.equal((await projections.read(build))?.position, 3);
  }),

  promise("writes nothing of a batch that cannot be stored", async ({ projections, name }) => {
    const build = await projections.begin(name, 1, undefined);
    await projections.commit(build, batch(0, 3, { a: 1 }));
    await assert.rejects(projections.commit(build, { ...batch(3, 5, { a: 2, b: 2n }), park: [parked(4)] }));
    same(await rowsOf(projections, build), [["a", 1]]);
    same(await projections.parked(build), []);
    await projections.commit(build, batch(3, 5, { a: 2 }));
    same(await rowsOf(projections, build), [["a", 2]]);
  }),

  promise("shows rows and position of one moment", async ({ projections, others, name }) => {
    const build = await projections.begin(name, 1, undefined);
    const keys = ["a", "b", "c"];
    const rowsAt = (position: number) => Object.fromEntries(keys.map((key) => [key, position]));
    let writing = true;
    async function write() {
      for (let at = 0; at < 15; at++) await projections.commit(build, batch(at, at + 1, rowsAt(at + 1)));
    }
    async function read(reader: ProjectionStore) {
      do {
        const found = await reader.read(build);
        const shown = found && Object.fromEntries(found.rows);
        same(shown, found?.position ? rowsAt(found.position) : {});
        await aTurn();
      } while (writing);
    }
    const written = write().finally(() => {
      writing = false;
    });
    await Promise.all([written, read(others), read(projections)]);
  }),

  promise("lets one of two workers take in a batch", async ({ projections, others, name }) => {
    const build = await projections.begin(name, 1, undefined);
    const outcomes = await Promise.allSettled([
      projections.commit(build, batch(0, 5, { a: "one" })),
      others.commit(build, batch(0, 5, { a: "other" })),
    ]);
    same(outcomes.map(({ status }) => status).sort(), ["fulfilled", "rejected"]);
    const winner = outcomes[0].status === "fulfilled" ? "one" : "other";
    same(await rowsOf(projections, build), [["a", winner]]);
  }),

  promise("has one unfinished build beside the one that serves", async ({ projections, others, name }) => {
    const first = await projections.begin(name, 1, undefined);
    assert.equal((await others.begin(name, 1, undefined)).id, first.id);
    assert.equal(await projections.serve(first), true);
    await assert.rejects(others.begin(name, 1, undefined), ProjectionMoved);
    const second = await others.begin(name, 1, first);
    assert.notEqual(second.id, first.id);
    same(
      (await projections.builds(name)).map(({ serving }) => serving),
      [true, false],
    );
    assert.notEqual((await projections.begin(name, 2, undefined)).id, second.id);
  }),

  promise("swaps to the new build at once, and takes the old one away", async (bench) => {
    const { projections, name } = bench;
    const [old, rebuilt] = await twoBuilds(bench, { serving: 5, beside: 5 });
    const ofNextVersion = await projections.begin(name, 2, undefined);
    assert.equal(await projections.serve(rebuilt), true);
    same(
      (await projections.builds(name)).map(({ id, serving }) => [id, serving]),
      [
        [rebuilt.id, true],
        [ofNextVersion.id, false],
      ],
    );
    assert.equal(await projections.read(old), undefined);
    same(await rowsOf(projections, rebuilt), [["a", "beside"]]);
  }),

  promise("never takes readers back in time", async (bench) => {
    const [old, rebuilt] = await twoBuilds(bench, { serving: 5, beside: 4 });
    assert.equal(await bench.projections.serve(rebuilt), false);
    same(await rowsOf(bench.projections, old), [["a", "serving"]]);
    same(
      (await bench.projections.builds(bench.name)).map(({ serving }) => serving),
      [true, false],
    );
  }),

  promise("hands out rows in order of key, or those whose key begins so", async ({ projections, name }) => {
    const build = await projections.begin(name, 1, undefined);
    await projections.commit(
      build,
      batch(0, 1, { "b:1": 1, "a:2": 2, "a:1": 3, "a%": 4, a_: 5, "a\u{10fffe}": 6 }),
    );
    same(
      (await rowsOf(projections, build)).map(([key]) => key),
      ["a%", "a:1", "a:2", "a_", "a\u{10fffe}", "b:1"],
    );
    same(await rowsOf(projections, build, "a:"), [
      ["a:1", 3],
      ["a:2", 2],
    ]);
    same(await rowsOf(projections, build, "a%"), [["a%", 4]]);
    same(await rowsOf(projections, build, "c"), []);
  }),

  promise("hands out rows that are the reader's own", async ({ projections, name }) => {
    const build = await projections.begin(name, 1, undefined);
    const written = { open: [1] };
    await projections.commit(build, batch(0, 1, { a: written }));
    written.open.push(2);
    for (const row of [...(await projections.load(build, ["a"])).values()] as (typeof written)[])
      row.open.push(3);
    for (const [, row] of (await rowsOf(projections, build)) as [string, typeof written][]) row.open.push(4);
    same(await rowsOf(projections, build), [["a", { open: [1] }]]);
  }),

  promise("keeps what is parked until it is taken off, once", async ({ projections, others, name }) => {
    const build = await projections.begin(name, 1, undefined);
    await projections.commit(build, { ...batch(0, 5), park: [parked(4), parked(2)] });
    same(await others.parked(build), [parked(2), parked(4)]);
    await others.commit(build, { ...batch(5, 5, { a: 1 }), unpark: [parked(2)] });
    same(await projections.parked(build), [parked(4)]);
    await assert.rejects(projections.commit(build, { ...batch(5, 5), unpark: [parked(2)] }), ProjectionMoved);
  }),

  promise("takes a build away with all its rows", async (bench) => {
    const { projections, name } = bench;
    const [old, rebuilt] = await twoBuilds(bench, { serving: 5, beside: 4 });
    await projections.commit(rebuilt, { ...batch(4, 4), park: [parked(4)] });
    await projections.remove(rebuilt);
    same(await projections.parked(rebuilt), []);
    assert.equal(await projections.read(rebuilt), undefined);
    same([...(await projections.load(rebuilt, ["a"]))], []);
    await assert.rejects(projections.commit(rebuilt, batch(4, 5)), ProjectionMoved);
    same(
      (await projections.builds(name)).map(({ id }) => id),
      [old.id],
    );
  }),

  promise("does what projections in memory do, whatever is asked", async ({ projections, name, subject }) => {
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(begin, fc.array(step, { minLength: 4, maxLength: 14 }), async (first, then) => {
        const steps = [first, ...then];
        const run = `${name}-${runs++}`;
        same(await storyOf(projections, steps, run), await storyOf(inMemoryProjections(), steps, run));
      }),
      { numRuns: runsOf(subject, 30) },
    );
  }),
];

/** One that serves readers and one that is built beside it, each as far as said. */
async function twoBuilds(
  { projections, name }: Bench,
  { serving, beside }: { readonly serving: number; readonly beside: number },
): Promise<readonly [serving: ProjectionBuild, beside: ProjectionBuild]> {
  const one = await projections.begin(name, 1, undefined);
  await projections.commit(one, batch(0, serving, { a: "serving" }));
  assert.equal(await projections.serve(one), true);
  const other = await projections.begin(name, 1, one);
  await projections.commit(other, batch(0, beside, { a: "beside" }));
  return [one, other];
}
