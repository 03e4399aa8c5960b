import type { CommandType } from "../../command-types.ts";
import { type DecidedFact, type DecisionContext, decide, isPossible, refusalOf } from "../../decide.ts";
import type { Command } from "../../decisions.ts";
import type { ReferralState } from "../../evolve.ts";
import { placeKey } from "../../machine/compiled.ts";
import { isClosed, isOnTheWay, type LifecyclePlace, stageOf } from "../../machine/place.ts";
import type { Owned } from "../../permission/own.ts";
import { rolesPermitted } from "../../permission/permissions.ts";
import { nothingKnown } from "../../subjects.ts";
import { Actor, type Profession, type Role, roles } from "../../vocabulary/roles.ts";
import { after, type Instant } from "../../vocabulary/times.ts";
import type { Variant } from "../schema.ts";
import { type Attempt, attempts, beginning, bestRegistration, referral } from "./attempts.ts";

/** Everywhere a referral can come under a variant, and who can take it where. */
export interface Exploration {
  /** Every situation, the nearest to the beginning first. */
  readonly situations: readonly Situation[];
  /** Who could be registered, and by which role; nobody where a profession is missing. */
  readonly beginnings: ReadonlyMap<Profession, Move>;
}

/** Where a referral can stand, as far as it makes a difference for what can follow. */
export interface Situation {
  readonly key: string;
  /** One referral that stands here. */
  readonly state: ReferralState;
  readonly now: Instant;
  /** The interim feedback the variant promises that became due on the way here, since the last reopening. */
  readonly promised: ReadonlySet<string>;
  readonly moves: Move[];
  /** How one gets here soonest. */
  readonly cameBy: RouteStep & { readonly from: Situation | undefined };
}

/** A command that some roles can give here, and where it leads. */
export interface Move {
  readonly command: CommandType;
  readonly roles: readonly [Role, ...Role[]];
  readonly facts: readonly DecidedFact[];
  /** The referral as it is then; `to` holds one that is alike, maybe with other dates. */
  readonly state: ReferralState;
  readonly to: Situation;
}

/** A command and who gives it: a step of a route. */
export interface RouteStep {
  readonly command: CommandType;
  readonly role: Role;
}

export interface ExploreOptions {
  /** Whether each command is tried by everybody who may give it, or until somebody can. */
  readonly by?: "everybody" | "somebody";
}

/**
 * Walks every way through a variant with the decisions that will be taken in earnest: from each situation every
 * command, by every role that may give it. Numbers are made small and counted no further than they matter, so
 * that it ends; a rule that compares with a maximum behaves the same at two as at twenty.
 */
export function explore(variant: Variant, { by = "everybody" }: ExploreOptions = {}): Exploration {
  const shrunk = withSmallNumbers(variant);
  const known = new Map<string, Situation>();
  const queue: Situation[] = [];

  function tryOut(attempt: Attempt, from: Situation | undefined, now: Instant): Move | undefined {
    const taken = take(attempt, from?.state, shrunk, now, by);
    if (taken === undefined) return undefined;
    const promised = promisedAfter(from?.promised ?? new Set(), taken.facts, shrunk);
    const key = keyOf(taken.state, promised, shrunk);
    const { command } = attempt;
    const there = known.get(key);
    if (there !== undefined)
      return { command: command.type, roles: taken.roles, facts: taken.facts, state: taken.state, to: there };
    const cameBy = { from, command: command.type, role: taken.roles[0] };
    const to: Situation = { key, state: taken.state, now, promised, moves: [], cameBy };
    known.set(key, to);
    queue.push(to);
    return { command: command.type, roles: taken.roles, facts: taken.facts, state: taken.state, to };
  }

  const beginnings = new Map<Profession, Move>();
  for (const profession of welcome(shrunk)) {
    const move = tryOut(bestRegistration(profession, shrunk), undefined, beginning);
    if (move !== undefined) beginnings.set(profession, move);
  }
  for (let situation = queue.shift(); situation !== undefined; situation = queue.shift()) {
    const now = after(situation.now, "P1D", noHolidays);
    for (const attempt of attempts(situation.state, shrunk, now)) {
      const move = tryOut(attempt, situation, now);
      if (move !== undefined) situation.moves.push(move);
    }
  }
  return { situations: [...known.values()], beginnings };
}

/** The shortest way to a situation. */
export function routeTo({ cameBy: { from, command, role } }: Situation): RouteStep[] {
  return [...(from === undefined ? [] : routeTo(from)), { command, role }];
}

/** The situations from which one can come to one that `isGoal`, by moves that `counts`. */
export function leadingTo(
  { situations }: Exploration,
  isGoal: (situation: Situation) => boolean,
  counts: (move: Move) => boolean = () => true,
): ReadonlySet<Situation> {
  const cameFrom = new Map<Situation, Situation[]>();
  for (const situation of situations) {
    for (const move of situation.moves) {
      if (counts(move)) cameFrom.set(move.to, [...(cameFrom.get(move.to) ?? []), situation]);
    }
  }
  const reached = new Set<Situation>(situations.filter(isGoal));
  for (const situation of reached) for (const from of cameFrom.get(situation) ?? []) reached.add(from);
  return reached;
}

export const placeOf = ({ state }: Situation): LifecyclePlace => state.place.lifecycle;
export const hasEnded = ({ state }: Situation): boolean => isClosed(state.place);
export const isUnderWay = ({ state }: Situation): boolean => isOnTheWay(state.place);

/** Everybody but the system itself, which does only what a date or a rule calls for. */
export const isPerson = (role: Role): boolean => role !== "system";

/** The best registration by a profession, as a role would give it: what a decision is made with. */
export function registering(variant: Variant, profession: Profession, role: Role) {
  const { command, known } = bestRegistration(profession, variant);
  const actor = whoseItIs(role, aboutWhom(command));
  return [command, { ...nothingKnown, ...known }, contextOf(variant, actor, beginning)] as const;
}

/** What comes of a command, and which roles can give it; nothing when none can. */
function take(
  { command, known }: Attempt,
  state: ReferralState | undefined,
  variant: Variant,
  now: Instant,
  by: NonNullable<ExploreOptions["by"]>,
):
  | {
      readonly roles: readonly [Role, ...Role[]];
      readonly facts: readonly DecidedFact[];
      readonly state: ReferralState;
    }
  | undefined {
  if (state !== undefined && isPossible(command.type, state) !== undefined) return undefined;
  const all = { ...nothingKnown, ...known, referral: state };
  const about = state?.record ?? aboutWhom(command);
  const context = (role: Role) => contextOf(variant, whoseItIs(role, about), now);
  const mayTryIt = rolesPermitted(variant, command.type).filter((one) => mayTry(command.type, one, variant));
  for (const [at, role] of mayTryIt.entries()) {
    const decided = decide(command, all, context(role));
    if (!decided.ok || decided.referral === undefined) continue;
    const can = (one: Role) => refusalOf(command, all, context(one)) === undefined;
    const others = by === "everybody" ? mayTryIt.slice(at + 1).filter(can) : [];
    return { roles: [role, ...others], facts: decided.facts, state: decided.referral };
  }
  return undefined;
}

const contextOf = (variant: Variant, actor: Actor, now: Instant): DecisionContext => ({
  actor,
  now,
  variant,
  municipality: variant.municipality,
  newReferral: () => referral,
  variantOf: () => undefined,
});

/** The system takes up again what was put off to a day, and assigns a coach where that goes by rule. */
function mayTry(command: CommandType, role: Role, variant: Variant): boolean {
  if (isPerson(role)) return true;
  const byItself = command === "TakeUpReferralAgain" || command === "ResumeIntake";
  return byItself || (command === "AssignCoach" && variant.coach.assign === "byRule");
}

const actors = Object.fromEntries(roles.map((role) => [role, Actor.parse({ id: `some-${role}`, role })])) as {
  readonly [R in Role]: Actor;
};

const aboutWhom = (command: Command): Owned | undefined =>
  command.type === "RegisterReferral" ? command : undefined;

/** Of everybody in a role, the one whose referral this is; what becomes of it without them is asked apart. */
export function whoseItIs(role: Role, owned: Owned | undefined): Actor {
  const organisation = owned?.referrer.organisation;
  const somebody = actors[role];
  if (role === "coach") return { ...somebody, id: owned?.coach?.id ?? somebody.id };
  if (role === "resident") return { ...somebody, id: owned?.resident ?? somebody.id };
  const refers = role === "referrer" || role === "practiceNurse";
  return refers && organisation !== undefined ? { ...somebody, organisation } : somebody;
}

const noHolidays = { holidays: [] };

/** Which professions are invited to refer. */
export const welcome = ({ referring }: Variant): readonly Profession[] =>
  referring.selfReferral && !referring.professions.includes("self")
    ? [...referring.professions, "self"]
    : referring.professions;

function withSmallNumbers(variant: Variant): Variant {
  const { contact, triage, conversations } = variant;
  const { maximum } = conversations;
  return {
    ...variant,
    contact: { ...contact, maxAttempts: Math.min(contact.maxAttempts, 2) },
    triage: { ...triage, postponeAtMost: Math.min(triage.postponeAtMost, 1) },
    conversations: { ...conversations, maximum: maximum === undefined ? undefined : Math.min(maximum, 2) },
  };
}

/**
 * What was promised before a reopening is settled, and its beginning lies behind it; whoever did not want the
 * referrer to hear anything for a while is owed nothing of that time.
 */
function promisedAfter(
  before: ReadonlySet<string>,
  facts: readonly DecidedFact[],
  { feedback }: Variant,
): ReadonlySet<string> {
  let promised = before;
  for (const { fact } of facts) {
    if (fact.type === "FeedbackBecameDue") promised = new Set([...promised, fact.data.moment]);
    if (fact.type === "ConsentChanged" && !fact.data.consent.feedback) promised = new Set(feedback.interim);
    if (fact.type === "ReferralReopened")
      promised = new Set(feedback.interim.filter((one) => one === "intake"));
  }
  return promised;
}

/** Where a referral stands, as far as it makes a difference for which steps are open. */
export function standing({ place, record }: ReferralState, { contact }: Variant): string {
  return [
    placeKey(place),
    stageOf(place) === "referred" ? Math.min(record.contact.attempts, contact.maxAttempts) : "",
    place.lifecycle === "matched.waiting" && record.matching.offeredAt !== undefined ? "offered" : "",
    place.lifecycle === "participating.active" && missedSinceAsked(record) ? "missed" : "",
  ].join("|");
}

const missedSinceAsked = ({ participation: { lastNoShowAt, lastCheckInAt } }: ReferralState["record"]) =>
  lastNoShowAt !== undefined && (lastCheckInAt === undefined || lastCheckInAt < lastNoShowAt);

function keyOf(state: ReferralState, promised: ReadonlySet<string>, variant: Variant): string {
  const { place, record } = state;
  const { maximum } = variant.conversations;
  return [
    standing(state, variant),
    record.referrer.profession === "self" ? "self" : "referred",
    stageOf(place) === "referred" ? record.triage.postponements : "",
    maximum === undefined ? "" : Math.min(record.conversations.count, maximum),
    isClosed(place) ? "" : `${record.consent.contact}${record.consent.feedback}`,
    [...promised].sort().join("+"),
  ].join("|");
}
