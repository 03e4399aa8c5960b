import fc from "fast-check";
import type { ParkedRow, ProjectionBatch, ProjectionBuild, ProjectionStore } from "../projection-store.ts";

const keys = ["a", "a\u{10fffe}", "c", "é"];
/** Seldom, so that most steps get somewhere. */
const late = fc.nat(3).map((drawn) => drawn === 0);
/** The first step of a story. */
export const begin = fc.record({
  does: fc.constant("begin" as const),
  name: fc.constantFrom("caseload", "funnel"),
  version: fc.integer({ min: 1, max: 2 }),
  late,
});
const commit = fc.record({
  does: fc.constant("commit" as const),
  build: fc.nat(5),
  late,
  put: fc.dictionary(fc.constantFrom(...keys), fc.jsonValue({ maxDepth: 1 }), { minKeys: 1, maxKeys: 4 }),
  remove: fc.subarray(keys),
  park: fc.boolean(),
  unpark: fc.boolean(),
});
const serve = fc.record({ does: fc.constant("serve" as const), build: fc.nat(5) });
const remove = fc.record({ does: fc.constant("remove" as const), build: fc.nat(5) });
/** Any later step. */
export const step = fc.oneof(begin, { arbitrary: commit, weight: 5 }, serve, remove);
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

/** Does the steps, and tells all there is to see after each. */
export async function storyOf(
  store: ProjectionStore,
  steps: readonly Step[],
  run: string,
): Promise<unknown[]> {
  const begun: ProjectionBuild[] = [];
  const story: unknown[] = [];
  for (const [at, one] of steps.entries()) {
    story.push(await outcomeOf(store, begun, one, at, run));
    for (const build of begun) {
      const read = await store.read(build);
      story.push([
        read && { position: read.position, rows: [...read.rows] },
        await store.parked(build),
        await rowsOf(store, build, "a"),
        [...(await store.load(build, ["a", "c", "nothing"]))].sort(([a], [b]) => (a < b ? -1 : 1)),
      ]);
    }
    for (const name of ["caseload", "funnel"])
      story.push((await store.builds(`${name}-${run}`)).map(({ id: _, ...build }) => build));
  }
  return story;
}

async function outcomeOf(
  store: ProjectionStore,
  begun: ProjectionBuild[],
  one: Step,
  at: number,
  run: string,
): Promise<unknown> {
  if (one.does === "begin") return await beginning(store, begun, one, run);
  const build = begun[one.build % Math.max(1, begun.length)];
  if (!build) return "nothing there";
  try {
    if (one.does === "serve") return await store.serve(build);
    if (one.does === "remove") return await store.remove(build);
    const now = (await store.builds(build.name)).find(({ id }) => id === build.id)?.position ?? 0;
    const from = one.late ? now + 1 : now;
    const ofThis = parked(at);
    return await store.commit(build, {
      ...batch(from, from + 1, one.put),
      remove: one.remove.filter((key) => !Object.hasOwn(one.put, key)),
      park: one.park ? [ofThis] : [],
      unpark: one.unpark ? (one.late ? [ofThis] : await store.parked(build)).slice(0, 1) : [],
    });
  } catch (error) {
    return String(error);
  }
}

async function beginning(
  store: ProjectionStore,
  begun: ProjectionBuild[],
  one: Step & { does: "begin" },
  run: string,
) {
  const name = `${one.name}-${run}`;
  const serving = (await store.builds(name)).find((build) => build.version === one.version && build.serving);
  try {
    const build = await store.begin(name, one.version, one.late ? undefined : serving);
    if (!begun.some(({ id }) => id === build.id)) begun.push(build);
    return begun.findIndex(({ id }) => id === build.id);
  } catch (error) {
    return String(error);
  }
}

/** What a batch does to rows; the rest is added where it matters. */
export const batch = (
  from: number,
  to: number,
  put: { readonly [key: string]: unknown } = {},
): ProjectionBatch => ({
  from,
  to,
  put: new Map(Object.entries(put)),
  remove: [],
  park: [],
});

/** An event that could not be taken in. */
export const parked = (position: number): ParkedRow => ({
  position,
  key: "a",
  error: "TypeError: broken",
  parkedAt: "2022-05-01T08:30:00.000Z",
});

/** The rows of a build, as a list. */
export async function rowsOf(projections: ProjectionStore, build: ProjectionBuild, prefix?: string) {
  return [...((await projections.read(build, { prefix }))?.rows ?? [])];
}
