import fc from "fast-check";
import type { EventStore, NewEvent, Query, SequencedEvent, Tag } from "../event-store.ts";
import { matches } from "../matches.ts";
import { all, aWhile, type Bench, delivered, event, fresh, highest, ids, promise, same } from "./bench.ts";
import { settled } from "./deciding-at-once.ts";
import { type HeldAppend, runsOf } from "./guarantee.ts";

const tag = fc.constantFrom<Tag>("referral:1", "resident:1", "coach:1");
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ hold: tag, events: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 3, arbitrary: fc.record({ append: tag }) },
  {
    weight: 3,
    arbitrary: fc.record({ decideOn: fc.uniqueArray(tag, { minLength: 2, maxLength: 3 }), writing: tag }),
  },
  { weight: 3, arbitrary: fc.record({ end: fc.nat({ max: 2 }), commit: fc.boolean() }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** What a store promises when appends begin and end in any order at all. */
export const endingInAnyOrder = [
  promise(
    "delivers each event once and in order, and decides on all of them, in whatever order appends end",
    async (bench) => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14, size: "max" }), (steps) =>
          play(bench, steps),
        ),
        // What depends on who is first does not get simpler by shrinking.
        { numRuns: runsOf(bench.subject, 25), endOnFailure: true },
      );
    },
    "holdOpen",
  ),
];

interface Held {
  readonly append: Promise<HeldAppend>;
  readonly events: readonly NewEvent[];
}

interface Decision {
  readonly query: Query;
  readonly known: readonly SequencedEvent[];
  readonly events: readonly SequencedEvent[];
}

async function play(bench: Bench, steps: readonly Step[]): Promise<void> {
  const { store, subject } = bench;
  const municipality = fresh("m");
  const make = (tag: Tag) => event({ municipality, tags: [tag] });
  const open: Held[] = [];
  const kept: string[] = [];
  const waiting: Promise<readonly Decision[]>[] = [];
  const stop = new AbortController();
  const seen: SequencedEvent[] = [];
  const watching = watch(store, { municipality }, stop.signal, seen);
  function wait(work: Promise<readonly Decision[]>) {
    work.catch(() => undefined); // it is looked at in the end
    waiting.push(work);
  }
  /** Nothing is awaited in between: what begins may rightly wait for what has not ended. */
  async function end(commit: boolean, held: Held | undefined): Promise<readonly Decision[]> {
    if (held && commit) kept.push(...ids(held.events));
    const append = await held?.append;
    await (commit ? append?.commit() : append?.rollback());
    return [];
  }
  for (const each of steps) {
    if ("hold" in each && open.length < 3) {
      const events = Array.from({ length: each.events }, () => make(each.hold));
      const append = subject.holdOpen?.(store, events);
      if (append) open.push({ append, events });
    } else if ("append" in each) {
      const given = make(each.append);
      kept.push(given.id);
      wait(store.append([given]).then(() => []));
    } else if ("decideOn" in each) wait(decide(store, municipality, each.decideOn, make(each.writing)));
    else if ("end" in each) wait(end(each.commit, open.splice(each.end, 1)[0]));
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  while (open.length) wait(end(true, open.shift()));
  const decisions = (await Promise.all(waiting)).flat();
  await store.append([make("referral:1")]);
  const written = await all(store, { municipality });
  kept.push(written.at(-1)?.id ?? "", ...decisions.flatMap(({ events }) => ids(events)));
  same(ids(written).sort(), kept.sort());
  for (const { query, known, events } of decisions) {
    const before = written.filter((each) => each.position < highest(events) && matches(query, each));
    same(ids(known), ids(before), "a decision is in the log that did not know what came before it");
  }
  same(ids(await delivered(bench, { municipality }, written.length)), ids(written));
  const patience = (subject.patienceMs ?? 10_000) / 60;
  for (let i = 0; i < patience && seen.length < written.length; i++) await aWhile();
  stop.abort();
  await watching;
  same(ids(seen), ids(written));
}

async function decide(
  store: EventStore,
  municipality: string,
  tags: readonly Tag[],
  given: NewEvent,
): Promise<readonly Decision[]> {
  const query = { municipality, items: tags.map((tag) => ({ tags: [tag] })) };
  const known = await all(store, query);
  const condition = { failIfEventsMatch: query, after: highest(known) };
  const { won } = await settled([store.append([given], condition)]);
  return won.map(({ events }) => ({ query, known, events }));
}

async function watch(
  store: EventStore,
  query: Query,
  signal: AbortSignal,
  seen: SequencedEvent[],
): Promise<void> {
  for await (const batch of store.subscribe(query, { signal })) seen.push(...batch);
}
