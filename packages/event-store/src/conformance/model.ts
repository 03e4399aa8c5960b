import assert from "node:assert/strict";
import fc from "fast-check";
import { AppendConditionFailed, InvalidAppend } from "../errors.ts";
import type {
  AppendCondition,
  EventStore,
  NewEvent,
  Query,
  ReadOptions,
  SequencedEvent,
} from "../event-store.ts";
import { matches } from "../matches.ts";
import { all, type Bench, delivered, event, fresh, promise, same } from "./bench.ts";
import { eventAbout, queryItems, type Topic, topic } from "./generators.ts";
import { runsOf } from "./guarantee.ts";

/**
 * The whole meaning of a log, for a single writer, in a handful of lines: what the stores are compared with.
 * It scans everything and takes its positions from the store.
 */
class ReferenceLog {
  readonly events: SequencedEvent[] = [];

  expect(
    events: readonly NewEvent[],
    condition?: AppendCondition,
  ): "invalid" | Repeated | Conflict | "appended" {
    const [first] = events;
    if (!first) return "invalid";
    const repeated = this.events.filter(
      ({ commandId, municipality }) =>
        commandId !== undefined && commandId === first.commandId && municipality === first.municipality,
    );
    if (repeated.length) return { repeated };
    const { failIfEventsMatch, after } = condition ?? {};
    const conflict = failIfEventsMatch ? this.read(failIfEventsMatch, { after }) : [];
    return conflict.length ? { conflict } : "appended";
  }

  read(query: Query, { after = 0, limit, backwards }: ReadOptions = {}): SequencedEvent[] {
    const found = this.events.filter((each) => each.position > after && matches(query, each));
    return (backwards ? found.toReversed() : found).slice(0, limit);
  }
}

interface Repeated {
  readonly repeated: readonly SequencedEvent[];
}
interface Conflict {
  readonly conflict: readonly SequencedEvent[];
}

interface Real {
  readonly bench: Bench;
  readonly store: EventStore;
  readonly name: (municipality: number) => string;
}

/** Generated positions are places in the model's list, so that they stay meaningful while shrinking. */
function positionAt(model: ReferenceLog, place: number | undefined): number | undefined {
  if (place === undefined) return undefined;
  return model.events[Math.min(place, model.events.length) - 1]?.position ?? 0;
}

type Command = fc.AsyncCommand<ReferenceLog, Real>;

interface AppendInput {
  readonly municipality: number;
  readonly topics: readonly Topic[];
  readonly command: number | undefined;
  readonly condition: { readonly items: Query["items"]; readonly after: number | undefined } | undefined;
}

class Append implements Command {
  readonly input: AppendInput;
  constructor(input: AppendInput) {
    this.input = input;
  }
  check = () => true;
  async run(model: ReferenceLog, { store, name }: Real) {
    const { topics, command, condition: asked } = this.input;
    const municipality = name(this.input.municipality);
    const commandId = command === undefined ? undefined : `command-${command}`;
    const events = topics.map((each) => eventAbout(each, { municipality, commandId }));
    const condition = asked && {
      failIfEventsMatch: { municipality, items: asked.items },
      after: positionAt(model, asked.after),
    };
    const expected = model.expect(events, condition);
    const [result, error] = await store.append(events, condition).then(
      (done) => [done, undefined] as const,
      (reason: unknown) => [undefined, reason] as const,
    );
    if (expected === "invalid") assert.ok(error instanceof InvalidAppend, `not refused: ${String(error)}`);
    else if (expected === "appended") {
      if (error) throw error;
      assert.equal(result?.outcome, "appended");
      const stored = result?.events ?? [];
      same(
        stored,
        events.map((each, i) => ({ ...each, position: stored[i]?.position })),
      );
      let last = model.events.at(-1)?.position ?? 0;
      for (const { position } of stored) {
        assert.ok(position > last, `position ${position} after ${last}`);
        last = position;
      }
      model.events.push(...stored.map((each) => structuredClone(each)));
    } else if ("repeated" in expected) {
      same(result, { outcome: "repeated", events: expected.repeated });
    } else {
      assert.ok(error instanceof AppendConditionFailed, `no conflict: ${String(error ?? result?.outcome)}`);
      same(error.matched, expected.conflict);
    }
  }
  toString = () => `append(${JSON.stringify(this.input)})`;
}

interface ReadInput {
  readonly municipality: number;
  readonly items: Query["items"];
  readonly after: number | undefined;
  readonly limit: number | undefined;
  readonly backwards: boolean;
  readonly batchSize: number;
}

class Read implements Command {
  readonly input: ReadInput;
  constructor(input: ReadInput) {
    this.input = input;
  }
  check = () => true;
  async run(model: ReferenceLog, { store, name }: Real) {
    const { municipality, items, after, ...how } = this.input;
    const query = { municipality: name(municipality), items };
    const options = { ...how, after: positionAt(model, after) };
    same(await all(store, query, options), model.read(query, options));
  }
  toString = () => `read(${JSON.stringify(this.input)})`;
}

class Subscribe implements Command {
  readonly input: ReadInput;
  constructor(input: ReadInput) {
    this.input = input;
  }
  check = () => true;
  async run(model: ReferenceLog, { bench, name }: Real) {
    const { municipality, items, batchSize } = this.input;
    const query = { municipality: name(municipality), items };
    const after = positionAt(model, this.input.after) ?? 0;
    const expected = model.read(query, { after });
    if (expected.length) same(await delivered(bench, query, expected.length, { after, batchSize }), expected);
  }
  toString = () => `subscribe(${JSON.stringify(this.input)})`;
}

const municipality = fc.nat({ max: 1 });
const place = fc.option(fc.nat({ max: 20 }), { nil: undefined });
const readInput = fc.record({
  municipality,
  items: queryItems,
  after: place,
  limit: fc.option(fc.nat({ max: 8 }), { nil: undefined }),
  backwards: fc.boolean(),
  batchSize: fc.integer({ min: 1, max: 5 }),
});
const appendInput = fc.record({
  municipality,
  topics: fc.oneof(
    { weight: 9, arbitrary: fc.array(topic, { minLength: 1, maxLength: 4 }) },
    { weight: 1, arbitrary: fc.constant([]) },
  ),
  command: fc.option(fc.nat({ max: 5 }), { nil: undefined, freq: 2 }),
  condition: fc.option(fc.record({ items: queryItems, after: place }), { nil: undefined }),
});
const append = appendInput.map((input) => new Append(input));
const commands = fc.commands(
  [append, append, readInput.map((input) => new Read(input)), readInput.map((input) => new Subscribe(input))],
  { maxCommands: 25, size: "max" },
);

/** What a store promises as a whole: to be the log that the reference describes. */
export const behavingAsTheModel = [
  promise("behaves as the reference log, whatever is appended and asked for", async (bench) => {
    const { store } = bench;
    await fc.assert(
      fc.asyncProperty(commands, async (steps) => {
        const word = fresh("m");
        const real = { bench, store, name: (n: number) => `${word}-${n}` };
        const model = new ReferenceLog();
        await fc.asyncModelRun(() => ({ model, real }), steps);
        const last = event({ municipality: real.name(0) });
        model.events.push(...(await store.append([last])).events);
        const written = model.read({ municipality: last.municipality });
        assert.equal(written.at(-1)?.id, last.id);
        same(await all(store, { municipality: last.municipality }), written);
      }),
      { numRuns: runsOf(bench.subject, 40) },
    );
  }),
];
