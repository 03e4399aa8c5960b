import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CommandType, commandTypes } from "./command-types.ts";
import { parseCommand } from "./decide.ts";
import { factDefinitions } from "./facts.ts";
import { deadlines } from "./steps/deadlines.ts";
import { exampleCommands } from "./testing/example-commands.ts";
import { exampleVariant, nextMonday, somebody } from "./testing/example-town.ts";
import { patience, runs } from "./testing/life-logs.ts";
import { type Given, recorded } from "./testing/specification.ts";
import { type TownLog, townLog } from "./testing/town-log.ts";
import * as ways from "./testing/ways.ts";
import { roles } from "./vocabulary/roles.ts";

type Json = { readonly [field: string]: unknown };

const variant = exampleVariant();
const places: readonly (readonly Given[])[] = [
  [],
  ["ReferralRegistered"],
  ways.guided,
  ways.inIntake,
  ways.matched,
  ways.participating,
  ways.dropped,
  ways.closedAfterCompleting,
];

const anything = fc.oneof(
  { weight: 3, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
  fc.constantFrom("", " ", "0", "__proto__", "constructor", "2024-02-30", "9999-12-31", "-1", "\u0000", "💧"),
  fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, -0, 1e308, undefined, null, true),
  fc.constantFrom([], {}, [[]], new Date(0), () => "no", Symbol("no"), 1n),
);

const trickyKeys = fc.constantFrom(
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "hasOwnProperty",
  "then",
);

/** A command as the examples have it, with one thing wrong. */
const spoilt: fc.Arbitrary<{ readonly input: Json; readonly field: string }> = fc
  .tuple(
    fc.constantFrom(...commandTypes),
    fc.nat(),
    fc.constantFrom("missing", "wrong", "unknown"),
    anything,
    trickyKeys,
  )
  .map(([type, at, how, value, key]) => {
    const example: Json = { type, ...exampleCommands[type] };
    const fields = Object.keys(example);
    const field = how === "unknown" ? key : (fields[at % fields.length] ?? "type");
    const input = Object.fromEntries(Object.entries(example).filter(([name]) => name !== field));
    if (how !== "missing")
      Object.defineProperty(input, field, { value, enumerable: true, configurable: true });
    return { input, field };
  });

describe("any command at all", patience, () => {
  test("is taken or refused with the field that is wrong: nothing is thrown", () => {
    fc.assert(
      fc.property(spoilt, ({ input, field }) => {
        const parsed = parseCommand(input);
        if (parsed.ok) return;
        expect(parsed.rejection.code).toBe("invalid-command");
        expect(String(parsed.rejection.details.path).split(".")[0]).toBe(field);
        expect(parsed.rejection.details.problem).not.toBe("");
      }),
      runs(20_000),
    );
  });

  test("of any shape at all is refused by name", () => {
    fc.assert(
      fc.property(anything, (input) => {
        expect(parseCommand(input)).toMatchObject({ ok: false, rejection: { code: "invalid-command" } });
      }),
      runs(5_000),
    );
  });

  test.each(["__proto__", "constructor", "toString", "hasOwnProperty", "", "RegisterReferral "])(
    "of the type %j is unknown",
    (type) => {
      expect(parseCommand({ type })).toMatchObject({ ok: false, rejection: { details: { path: "type" } } });
      expect(parseCommand(JSON.parse(`{"type":"HoldConversation","${type}":{"polluted":true}}`)).ok).toBe(
        false,
      );
      expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
    },
  );

  test("that can be read is decided wherever a referral stands, by anybody: facts, or a no that writes nothing", () => {
    const towns = places.map(townAfter);
    fc.assert(
      fc.property(
        fc.oneof(
          spoilt.map(({ input }) => input),
          readable,
        ),
        fc.nat(places.length - 1),
        fc.constantFrom(...roles),
        (input, at, role) => {
          const parsed = parseCommand(input);
          if (!parsed.ok) return;
          const town = towns[at] ?? townAfter([]);
          const before = town.facts.length;
          const decided = town.tell(parsed.command, somebody(role), nextMonday);
          if (!decided.ok) {
            expect(town.facts.length).toBe(before);
            expect(decided.rejection.message.nl).not.toMatch(/\{\w+\}|undefined/);
            return;
          }
          for (const { fact } of decided.facts) {
            expect(factDefinitions[fact.type].data.parse(fact.data)).toEqual(fact.data);
          }
          if (decided.referral !== undefined) deadlines(decided.referral, variant);
          // As it was, for the next.
          towns[at] = townAfter(places[at] ?? []);
        },
      ),
      runs(10_000),
    );
  });
});

/** Commands whose every field can be read, sensible or not. */
const readable: fc.Arbitrary<Json> = fc
  .tuple(
    fc.constantFrom<CommandType>(...commandTypes),
    fc.constantFrom("referral-1", "referral-2"),
    fc.constantFrom("coach-1", "coach-2"),
    fc.constantFrom("walking", "painting"),
    fc.constantFrom("1900-01-01", "2024-03-11", "2024-03-12", "2199-12-31"),
    fc.constantFrom(
      undefined,
      "1900-01-01T00:00:00.000Z",
      "2024-03-10T23:30:00.000Z",
      "2199-12-31T23:59:59.999Z",
    ),
  )
  .map(([type, referral, coach, activity, day, occurredAt]) => {
    const example: Json = exampleCommands[type];
    const values: Json = { referral, coach, activity, until: day, on: day, startsOn: day };
    return {
      type,
      ...Object.fromEntries(Object.keys(example).map((field) => [field, values[field] ?? example[field]])),
      ...(occurredAt && { occurredAt }),
    };
  });

function townAfter(facts: readonly Given[]): TownLog {
  const town = townLog([variant]);
  for (const fact of facts) town.note(recorded(fact));
  return town;
}
