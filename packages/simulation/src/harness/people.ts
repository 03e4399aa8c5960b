import { type Role, rolesPermitted } from "@wor/lifecycle";
import { CarePathFailure } from "./failure.ts";
import type { Path } from "./path.ts";
import type { Speaker } from "./told.ts";
import type { Named } from "./transcript.ts";
import { type CommandOf, type Verb, verbs } from "./verbs.ts";

type Tail<List extends readonly unknown[]> = List extends readonly [unknown, ...infer Rest] ? Rest : never;

/** What anybody can try to do: each verb is a step, which answers once everything that follows from it is done. */
export type Doing = {
  readonly [V in Verb]: (
    ...args: Tail<Parameters<(typeof verbs)[V]>>
  ) => Promise<CommandOf<V> extends "RegisterReferral" ? Path : void>;
};

/** Somebody in a role. Whether they may do what they try is for the rules to say. */
export interface Person extends Speaker, Named, Doing {}

/** A coach, of whom can be asked who is in the caseload. */
export interface Coach extends Person {
  readonly caseload: readonly Path[];
  readonly expect: CoachExpectations;
}

/** What must be so of a coach. */
export interface CoachExpectations {
  /** Exactly whom the coach guides, in any order. */
  caseload(...paths: readonly Path[]): void;
}

/** How a town hears a step. */
export type Listen = (who: Person, verb: Verb, args: readonly unknown[]) => Promise<Path | undefined>;

/** Gives somebody a voice. */
export function person(speaker: Speaker & Named, listen: Listen): Person {
  const doing = Object.fromEntries(
    (Object.keys(verbs) as Verb[]).map((verb) => [verb, (...args: unknown[]) => listen(someone, verb, args)]),
  ) as unknown as Doing;
  const someone: Person = Object.defineProperties(
    { ...speaker, ...doing },
    { variant: { get: () => speaker.variant } },
  );
  return someone;
}

/** A coach's voice. */
export function coachPerson(
  speaker: Speaker & Named,
  listen: Listen,
  caseload: () => readonly Path[],
  soFar: () => string,
): Coach {
  const someone = person(speaker, listen);
  return Object.defineProperties(someone, {
    caseload: { get: caseload },
    expect: {
      value: {
        caseload: (...paths) => {
          const own = caseload();
          const same =
            own.length === paths.length && paths.every((path) => own.some((one) => one.id === path.id));
          if (same) return;
          const names = (list: readonly Path[]) => list.map((one) => one.resident).join(", ") || "nobody";
          throw new CarePathFailure(
            `Expected the caseload of ${speaker.key} to be ${names(paths)}; it is ${names(own)}.`,
            soFar(),
          );
        },
      } satisfies CoachExpectations,
    },
  }) as Coach;
}

/**
 * In whose name a step is given. What concerns a coach's own work is written down by the first who may, since a
 * story says "the coach leaves" also where the coordinator keeps the list.
 */
export function actorFor(who: Speaker, verb: Verb): Speaker["actor"] {
  if (!aboutOneself.has(verb)) return who.actor;
  const command = verbs[verb as "leaves"](who).type;
  const roles = rolesPermitted(who.variant, command);
  if (roles.includes(who.actor.role)) return who.actor;
  const role = keepersOfTheList.find((one) => roles.includes(one));
  return role === undefined ? who.actor : { id: role, role };
}

const aboutOneself: ReadonlySet<Verb> = new Set([
  "startsWork",
  "changesWork",
  "goesOnLeave",
  "comesBack",
  "leaves",
]);
const keepersOfTheList: readonly Role[] = ["coordinator", "municipality"];
