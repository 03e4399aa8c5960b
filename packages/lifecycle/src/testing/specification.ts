import { expect } from "vitest";
import type { CommandType } from "../command-types.ts";
import { type Decided, parseCommand } from "../decide.ts";
import type { CommandInput } from "../decisions.ts";
import { type AnyFact, type FactOf, type FactType, factDefinitions, type RecordedFact } from "../facts.ts";
import { permitted } from "../permission/permissions.ts";
import type { Rejection, RejectionCode, RejectionDetails } from "../rejections.ts";
import type { Variant } from "../variant/schema.ts";
import type { Actor, Role } from "../vocabulary/roles.ts";
import type { Instant } from "../vocabulary/times.ts";
import { exampleCommands } from "./example-commands.ts";
import { exampleFacts, exampleVariant, monday, nextMonday, somebody } from "./example-town.ts";
import { type TownLog, townLog } from "./town-log.ts";

/** A fact by its type; with what differs from the example; with another moment at which it happened. */
export type Given = {
  [Type in FactType]: Type | readonly [Type, Partial<FactOf<Type>["data"]> | object, string?];
}[FactType];

type Expected = {
  [Type in FactType]: Type | readonly [Type, { readonly [field: string]: unknown }];
}[FactType];

/**
 * What has happened. `given("ReferralRegistered", ["CoachAssigned", { coach: "coach-2" }]).when("AssignCoach")
 * .isRefused("coach-full")` reads as the rule it specifies; what is not said is as in the examples.
 */
export const given = (...facts: readonly Given[]): Specification => ({
  ...specification(facts, exampleVariant()),
  under: (changes) => specification(facts, exampleVariant(changes)),
});

interface Ready {
  readonly when: <Type extends CommandType>(
    type: Type,
    contents?: Partial<Omit<Extract<CommandInput, { type: Type }>, "type">>,
  ) => Told;
}

interface Specification extends Ready {
  /** With some of the municipality's rules changed. */
  readonly under: (changes: Parameters<typeof exampleVariant>[0]) => Ready;
}

/** A command, and how it is answered. Who gives it is somebody who may, unless `by` says who. */
interface Told {
  readonly by: (who: Role | Actor) => Told;
  readonly at: (now: string) => Told;
  /** With further variants loaded. */
  readonly beside: (...variants: readonly Variant[]) => Told;
  /** Exactly these facts, in this order. Answers the town as they leave it. */
  readonly leadsTo: (...facts: readonly Expected[]) => TownLog;
  /** A no with this code; nothing is decided. Answers the no. */
  readonly isRefused: (code: RejectionCode, details?: RejectionDetails) => Rejection;
}

function specification(facts: readonly Given[], variant: Variant): Ready {
  return {
    when: (type, contents) =>
      told({
        facts,
        variants: [variant],
        command: { type, ...exampleCommands[type], ...contents },
        by: somebody(usual(permitted(variant.permissions, type))),
        now: nextMonday,
      }),
  };
}

/** Every no that a specification expected so far, and how to ask for it again. */
export const refusals: {
  readonly type: CommandType;
  readonly code: RejectionCode;
  readonly rejection: Rejection;
  readonly again: () => Decided;
}[] = [];

/** Who gives a command when a specification does not say: a coordinator may most. */
const usual = (roles: readonly Role[]): Role =>
  roles.includes("coordinator") ? "coordinator" : (roles[0] ?? "system");

interface Case {
  readonly facts: readonly Given[];
  readonly variants: readonly [Variant, ...Variant[]];
  readonly command: { readonly type: CommandType };
  readonly by: Actor;
  readonly now: Instant;
}

function told(one: Case): Told {
  return {
    by: (who) => told({ ...one, by: typeof who === "string" ? somebody(who) : who }),
    at: (now) => told({ ...one, now: now as Instant }),
    beside: (...variants) => told({ ...one, variants: [...one.variants, ...variants] }),

    leadsTo: (...expected) => {
      const { decided, town } = answered(one);
      if (!decided.ok) throw new Error(`${one.command.type} was refused: ${decided.rejection.message.en}`);
      const facts = decided.facts.map(({ fact }) => fact);
      expect(facts.map(({ type }) => type)).toEqual(expected.map(typeOf));
      for (const [at, fact] of expected.entries()) {
        if (typeof fact !== "string") expect(facts[at]?.data).toMatchObject(fact[1]);
      }
      for (const { type, data } of facts) expect(factDefinitions[type].data.parse(data)).toEqual(data);
      return town;
    },

    isRefused: (code, details) => {
      const { decided } = answered(one);
      if (decided.ok) {
        throw new Error(
          `${one.command.type} led to ${decided.facts.map(({ fact }) => fact.type).join(", ")}`,
        );
      }
      expect(decided.rejection.code).toBe(code);
      const { rejection } = decided;
      refusals.push({ type: one.command.type, code, rejection, again: () => answered(one).decided });
      if (details !== undefined) expect(decided.rejection.details).toMatchObject(details);
      return decided.rejection;
    },
  };
}

const typeOf = (fact: Expected): FactType => (typeof fact === "string" ? fact : fact[0]);

/** Decides the case in a town where all that was given has happened; twice, because deciding is no dice. */
function answered(one: Case): { decided: Decided; town: TownLog } {
  const parsed = parseCommand(one.command);
  if (!parsed.ok) return { decided: parsed, town: happened(one) };
  const { command } = parsed;
  const [town, again] = [happened(one), happened(one)];
  const decided = town.tell(command, one.by, one.now);
  expect(again.tell(command, one.by, one.now)).toEqual(decided);
  return { decided, town };
}

function happened({ facts, variants }: Case): TownLog {
  const town = townLog(variants);
  for (const fact of facts) town.note(recorded(fact));
  return town;
}

/** A given fact in full, with what the examples say of its type. */
export function recorded(fact: Given): RecordedFact<AnyFact> {
  const [type, differs, at] = typeof fact === "string" ? [fact] : fact;
  const data = factDefinitions[type].data.parse({ ...exampleFacts[type], ...differs });
  const occurredAt = at ?? monday;
  return {
    type,
    data,
    occurredAt,
    recordedAt: occurredAt,
    actor: somebody("coach"),
  } as RecordedFact<AnyFact>;
}
