import fc from "fast-check";
import { type CommandType, commandTypes } from "../command-types.ts";
import { type Decided, decisionOf, isPossible, parseCommand } from "../decide.ts";
import { endReasons, initiators } from "../ending/reasons.ts";
import type { ReferralState } from "../evolve.ts";
import { nodeAt, type PlaceNode } from "../machine/compiled.ts";
import { isClosed } from "../machine/place.ts";
import { permitted, rolesPermitted } from "../permission/permissions.ts";
import { deadlines } from "../steps/deadlines.ts";
import { dueCommands } from "../steps/due-commands.ts";
import type { Variant } from "../variant/schema.ts";
import { Actor, type Role, roles } from "../vocabulary/roles.ts";
import { dateOf, type Instant } from "../vocabulary/times.ts";
import { exampleCommands } from "./example-commands.ts";
import { somebody } from "./example-town.ts";
import { type TownLog, townLog } from "./town-log.ts";

/**
 * What somebody is up to, before it is known what there is: numbers that choose among the referrals, coaches,
 * activities and commands there are by then.
 */
export interface Intent {
  /** For a referral something it could take now; with coaches and activities; anything; what is due by the clock. */
  readonly kind: "likely" | "around" | "any" | "timePasses";
  /** How long after the one before. */
  readonly minutes: number;
  /** How long ago it happened, when it is registered late. */
  readonly late: number;
  readonly choices: readonly number[];
}

/** Everything that could be undertaken in a town, one thing after the other. */
export const intents = (maxLength = 80): fc.Arbitrary<Intent[]> =>
  fc.array(
    fc.record({
      kind: fc.oneof(
        { weight: 5, arbitrary: fc.constant("likely" as const) },
        { weight: 2, arbitrary: fc.constantFrom("around" as const, "any" as const) },
        { weight: 1, arbitrary: fc.constant("timePasses" as const) },
      ),
      minutes: fc.oneof(fc.integer({ min: 0, max: 600 }), fc.integer({ min: 0, max: 30 * 24 * 60 })),
      late: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: 10 * 24 * 60 })),
      choices: fc.array(fc.nat(1_000_000), { minLength: 6, maxLength: 6 }),
    }),
    { minLength: 5, maxLength, size: "max" },
  );

/** One thing that was undertaken, and how it was answered. */
export interface Undertaken {
  readonly command: { readonly type: CommandType };
  readonly by: Actor;
  readonly now: Instant;
  readonly decided: Decided;
}

/** Lives the intents in a town that begins with two coaches and two activities; `each` looks at it after each. */
export function live(
  variants: readonly [Variant, ...Variant[]],
  undertakings: readonly Intent[],
  each: (town: TownLog, undertaken: Undertaken) => void = () => {},
): TownLog {
  const town = townLog(variants);
  let now = Date.parse("2024-01-08T09:00:00.000Z");
  const tell = (input: { readonly type: CommandType }, by: Actor) => {
    const at = instant(now);
    const parsed = parseCommand(input);
    const decided: Decided = parsed.ok ? town.tell(parsed.command, by, at) : parsed;
    each(town, { command: input, by, now: at, decided });
  };
  for (const input of beginning) tell(input, somebody("coordinator"));
  for (const intent of undertakings) {
    now += intent.minutes * 60_000;
    if (intent.kind === "timePasses") {
      for (const referral of town.referrals()) {
        for (const { command } of dueCommands(referral, town.variantOf(referral), instant(now))) {
          tell(command, somebody("system"));
        }
      }
    } else {
      const { command, by } = resolve(intent, town, variants, now);
      tell(command, by);
    }
  }
  return town;
}

const beginning = [
  { type: "RegisterCoach", coach: "coach-1", practices: ["practice-1"] },
  { type: "RegisterCoach", coach: "coach-2", areas: ["north"], maxCaseload: 3 },
  { type: "OfferActivity", activity: "walking", kind: "walkingGroup", capacity: 1 },
  { type: "OfferActivity", activity: "painting", kind: "painting" },
] as const;

const instant = (ms: number) => new Date(ms).toISOString() as Instant;

function resolve(
  { kind, late, choices }: Intent,
  town: TownLog,
  variants: readonly [Variant, ...Variant[]],
  now: number,
): { command: { type: CommandType }; by: Actor } {
  const dice = choosing(choices);
  const referrals = town.referrals();
  const open = referrals.filter(({ place }) => !isClosed(place));
  const referral = dice.from(dice.chance(0.8) && open.length > 0 ? open : referrals);
  const type =
    referral === undefined || (open.length < 4 && dice.chance(0.15))
      ? "RegisterReferral"
      : kind === "any"
        ? dice.from(commandTypes)
        : kind === "around"
          ? dice.from(around)
          : likelyFor(referral, town, dice);
  const variant = referral === undefined ? variants[0] : town.variantOf(referral);
  const who = permitted(variant.permissions, type);
  const role = dice.chance(0.6) ? "coordinator" : dice.chance(0.9) ? dice.from(who) : dice.from(roles);
  return {
    command: {
      type,
      ...exampleCommands[type],
      ...contents(type, dice, referral, now, variant),
      ...(late > 0 && { occurredAt: instant(now - late * 60_000) }),
    },
    by: whoSpeaks(role ?? "coordinator", referral, dice),
  };
}

/** Mostly the one of a role whose referral it is, and now and then another. */
function whoSpeaks(role: Role, referral: ReferralState | undefined, dice: Dice): Actor {
  const { coach, resident, referrer } = (dice.chance(0.7) && referral?.record) || {};
  switch (role) {
    case "coach":
      return { ...somebody(role), id: coach?.standIn ?? coach?.id ?? dice.from(coaches) };
    case "resident":
      return { ...somebody(role), id: resident ?? dice.from(residents) };
    case "referrer":
    case "practiceNurse":
      return Actor.parse({ id: `some-${role}`, role, organisation: referrer?.organisation ?? "practice-2" });
    default:
      return somebody(role);
  }
}

const coaches = ["coach-1", "coach-2", "coach-3"] as const;
const residents = ["resident-1", "resident-2", "resident-3", "resident-4"] as const;

const around = [
  "AssignCoach",
  "AssignCoach",
  "RegisterCoach",
  "SendCoachOnLeave",
  "SendCoachOnLeave",
  "BringCoachBack",
  "LetCoachDepart",
  "ReleaseCoach",
  "OfferActivity",
  "ChangeActivity",
  "SuspendActivity",
  "ResumeActivity",
  "StopActivity",
] as const;

/** What the referral could take now; mostly what takes it somewhere else, so that lives get somewhere. */
function likelyFor(referral: ReferralState, town: TownLog, dice: Dice): CommandType {
  const variant = town.variantOf(referral);
  const possible = commandTypes.filter(
    (command) =>
      !rare.has(command) &&
      rolesPermitted(variant, command).includes("coordinator") &&
      isPossible(command, referral) === undefined,
  );
  // Where there is no coordinator, whoever is there has a go.
  if (possible.length === 0) return dice.from(commandTypes);
  const { lifecycle } = referral.place;
  const next: ReadonlyMap<string, PlaceNode> = nodeAt(referral.record.pathway, referral.place).next;
  const moving = possible.filter((command) =>
    decisionOf(command).leadsTo.some(
      (type) => next.has(type) && next.get(type)?.place.lifecycle !== lifecycle,
    ),
  );
  return dice.from(moving.length > 0 && dice.chance(0.5) ? moving : possible);
}

/** What ends a path at once is left to chance, so that lives grow long enough to be interesting. */
const rare: ReadonlySet<CommandType> = new Set(["MarkEnteredInError", "DropReferral", "ChangeConsent"]);

/** What differs from the example command; fields a command does not have are left out. */
function contents(
  type: CommandType,
  dice: Dice,
  referral: ReferralState | undefined,
  now: number,
  variant: Variant,
): object {
  const example: { readonly [field: string]: unknown } = exampleCommands[type];
  const soon = dateOf(instant(now + dice.upTo(40) * 24 * 60 * 60_000));
  const consent = { referral: dice.chance(0.97), contact: dice.chance(0.97), feedback: dice.chance(0.9) };
  const step = referral && dice.from(deadlines(referral, variant));
  const coach = () => dice.from(coaches);
  const all: { readonly [field: string]: () => unknown } = {
    referral: () => referral?.record.id ?? "referral-0",
    resident: () => dice.from(residents),
    coach,
    activity: () => activityFor(type, dice, referral),
    until: () => soon,
    consent: () => consent,
    outcome: () =>
      type === "RecordContactAttempt" ? dice.from(["reached", "noAnswer", "wrongDetails"]) : "goesOnAlone",
    went: () => dice.from(["yes", "no", "sometimes", "notReached"]),
    referrer: () =>
      dice.chance(0.8) ? { profession: "gp", organisation: "practice-1" } : { profession: "self" },
    answers: () => ({ emptiness: dice.from(["yes", "no", null]) }),
    step: () => step?.kind,
    dueAt: () => step?.dueAt,
    level: () => (step?.level ?? 0) + 1,
    to: () =>
      type === "MigrateVariant"
        ? { id: "example-individual", version: 2 }
        : type === "RescheduleStep"
          ? soon
          : example.to,
  };
  const told = Object.keys(example).map((field) => [field, all[field]?.() ?? example[field]]);
  return { ...Object.fromEntries(told), ...extra(type, dice, coach) };
}

/** Mostly one that makes sense: what the resident takes part in, or, for a search, what is soon full. */
function activityFor(type: CommandType, dice: Dice, referral: ReferralState | undefined): string {
  const enrolled = referral?.record.enrolments.findLast(({ status }) => status !== "ended")?.activity;
  const searches = type === "MatchActivity" || type === "JoinWaitingList" || type === "AddActivity";
  return enrolled !== undefined && !searches && dice.chance(0.8)
    ? enrolled
    : dice.from(["walking", "walking", "painting", "cooking"]);
}

/** What a command may say but need not. */
function extra(type: CommandType, dice: Dice, coach: () => unknown): object {
  switch (type) {
    case "RegisterReferral":
      return {
        pathway: dice.from(["individual", "individual", "cohort", "visit"]),
        ...(dice.chance(0.05) && { secondBecause: "other-question" }),
      };
    case "DropReferral":
      return { reason: dice.from(endReasons), initiator: dice.from(initiators) };
    case "SendCoachOnLeave":
      return dice.chance(0.7) ? { standIn: coach() } : {};
    case "RegisterCoach":
    case "ChangeCoach":
      return { trained: dice.chance(0.8), maxCaseload: dice.upTo(4) };
    case "OfferActivity":
    case "ChangeActivity":
      return dice.chance(0.5) ? { capacity: dice.upTo(2) } : {};
    default:
      return {};
  }
}

/** Reads the numbers of an intent as choices, one after the other. */
interface Dice {
  readonly from: <T>(list: readonly T[]) => T;
  readonly chance: (probability: number) => boolean;
  readonly upTo: (maximum: number) => number;
}

function choosing(numbers: readonly number[]): Dice {
  let at = 0;
  // Each round through the numbers is shifted, so that they do not repeat the same choices.
  const next = () =>
    ((numbers[at % numbers.length] ?? 0) + 7919 * Math.floor(at++ / numbers.length)) % 1_000_001;
  return {
    from: <T>(list: readonly T[]) => list[next() % list.length] as T,
    chance: (probability) => next() < probability * 1_000_001,
    upTo: (maximum) => next() % (maximum + 1),
  };
}
