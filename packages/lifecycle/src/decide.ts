import type { z } from "zod";
import type { CommandType } from "./command-types.ts";
import type { Decision, Situation } from "./decision.ts";
import { type Command, decisions } from "./decisions.ts";
import { canHappen, evolveOwn, ownState, type ReferralState } from "./evolve.ts";
import { type AnyFact, factDefinitions, isLifeFactType, type LifeFact, type RecordedFact } from "./facts.ts";
import { placeKey } from "./machine/compiled.ts";
import { stageOf } from "./machine/place.ts";
import { isKeptFrom, type Owned, onlyOwn } from "./permission/own.ts";
import { rolesPermitted, stagesPermitted } from "./permission/permissions.ts";
import { type Rejection, reject } from "./rejections.ts";
import type { Known, Subjects } from "./subjects.ts";
import { type Tag, tagsOf } from "./tags.ts";
import { variantHash } from "./variant/hash.ts";
import { type Variant, variantKey } from "./variant/schema.ts";
import type { Role } from "./vocabulary/roles.ts";
import { latest } from "./vocabulary/times.ts";

/** What a decision is made with, beside the command and what is known. */
export type DecisionContext = Omit<Situation<unknown>, "command" | "known" | "occurredAt">;

/** A fact that was decided, ready for the log: with its tags, its version and when it happened. */
export interface DecidedFact {
  readonly fact: AnyFact;
  readonly tags: readonly Tag[];
  readonly schemaVersion: number;
  readonly occurredAt: Situation<unknown>["occurredAt"];
}

/** The answer to a command: facts, and the referral as they leave it; or a no. */
export type Decided =
  | {
      readonly ok: true;
      readonly facts: readonly DecidedFact[];
      readonly referral: ReferralState | undefined;
    }
  | { readonly ok: false; readonly rejection: Rejection };

/**
 * Decides a command: all rules of the system live behind this one function. It is pure, and a no is a value.
 * What it yields has been tried on the machine, so no fact is ever appended that the machine does not take.
 */
export function decide(command: Command, known: Known, context: DecisionContext): Decided {
  const no = refusalOf(command, known, context);
  if (no !== undefined) return { ok: false, rejection: no };
  const situation = situationOf(command, known, context);
  return applied(command, decisionOf(command.type).facts(situation as never), situation);
}

/** The first rule that says no to a command, in the order in which people would ask; nothing when none does. */
export function refusalOf(command: Command, known: Known, context: DecisionContext): Rejection | undefined {
  const situation = situationOf(command, known, context);
  return generalRules(command, situation) ?? firstNo(decisionOf(command.type), situation);
}

const situationOf = (command: Command, known: Known, context: DecisionContext): Deciding => ({
  ...context,
  command,
  known,
  referral: known.referral,
  // Clocks of several machines differ: what is told now did not happen before the referral was there.
  occurredAt: command.occurredAt ?? latest(context.now, known.referral?.record.registeredAt),
});

/** Which subjects a command needs read; call again with the referral once it is known. */
export function subjectsOf(command: Command, referral: ReferralState | undefined): Subjects {
  return decisionOf(command.type).subjects(command as never, referral);
}

/**
 * Checks a command that came from outside: unknown fields, wrong types and impossible dates are named, nothing is
 * thrown.
 */
export function parseCommand(
  input: unknown,
): { ok: true; command: Command } | { ok: false; rejection: Rejection } {
  const type = typeof input === "object" && input !== null && "type" in input ? input.type : undefined;
  if (typeof type !== "string" || !Object.hasOwn(decisions, type)) {
    return { ok: false, rejection: reject("invalid-command", { path: "type", problem: "unknown command" }) };
  }
  const parsed = decisionOf(type as CommandType).command.safeParse(input);
  if (parsed.success) return { ok: true, command: parsed.data as Command };
  const issue = parsed.error.issues[0];
  return {
    ok: false,
    rejection: reject("invalid-command", { path: pathOf(issue), problem: issue?.message ?? "invalid" }),
  };
}

type AnyDecision = Decision<CommandType, z.ZodType, never>;
type Deciding = Situation<Command> & { readonly referral: ReferralState | undefined };

/** The decision behind a command, without its types. */
export const decisionOf = (type: CommandType): AnyDecision => decisions[type] as unknown as AnyDecision;

/** What holds for every command, in the order in which people would ask it. */
function generalRules(command: Command, situation: Deciding): Rejection | undefined {
  const { referral, occurredAt, now, municipality } = situation;
  const { occurredAt: told } = command;
  if ("referral" in command && referral?.record.municipality !== municipality)
    return reject("unknown-referral", { referral: command.referral });
  return (
    followsTheSame(command.type, situation) ??
    mayDo(command.type, situation) ??
    keepsToOwnWork(command, situation) ??
    (told !== undefined && told > now ? reject("in-the-future", { occurredAt: told }) : undefined) ??
    (referral === undefined ? undefined : fitsReferral(command.type, referral, occurredAt))
  );
}

type Asking = Pick<DecisionContext, "actor" | "variant">;

/** Whether the actor may give this command under the variant: by their role, where the referral stands, and whose it is. */
export function mayDo(
  command: CommandType,
  { actor, variant, referral }: Asking & { readonly referral: ReferralState | undefined },
): Rejection | undefined {
  const { role } = actor;
  const permitted = rolesPermitted(variant, command);
  if (!permitted.includes(role)) return reject("not-permitted", { role, command, permitted });
  if (referral === undefined) return undefined;
  const stages = stagesPermitted(variant, command, role);
  return stages === undefined || stages.includes(stageOf(referral.place))
    ? isTheirs(command, referral.record, { actor, variant })
    : reject("not-permitted-here", { role, command, stages, permitted });
}

function isTheirs(command: CommandType, referral: Owned, { actor, variant }: Asking): Rejection | undefined {
  const { role } = actor;
  return isKeptFrom(actor, referral, variant)
    ? reject("not-yours", { role, command, own: role, permitted: othersFor(command, variant) })
    : undefined;
}

/** Whoever minds only what is theirs refers only what will be theirs, and sends no other coach away. */
function keepsToOwnWork(command: Command, { actor, variant, referral }: Deciding): Rejection | undefined {
  if (command.type === "RegisterReferral") {
    // Under whatever other pseudonym it says the resident was known, nobody registers under another's.
    const { type, resident, referrer } = command;
    return isTheirs(type, { resident, referrer }, { actor, variant });
  }
  const { id, role } = actor;
  if (referral !== undefined || !("coach" in command) || role !== "coach" || !onlyOwn(role, variant))
    return undefined;
  const { type, coach } = command;
  return coach === id
    ? undefined
    : reject("not-your-own-work", { role, command: type, coach, permitted: othersFor(type, variant) });
}

/** Who may give a command for anybody. */
const othersFor = (command: CommandType, variant: Variant): readonly Role[] =>
  rolesPermitted(variant, command).filter((role) => !onlyOwn(role, variant));

/** Whether the machine takes what the command leads to where the referral stands. */
export function isPossible(command: CommandType, referral: ReferralState): Rejection | undefined {
  const { leadsTo } = decisionOf(command);
  return leadsTo.some((type) => isLifeFactType(type) && canHappen(referral, type))
    ? undefined
    : reject("not-in-this-state", { command, place: placeKey(referral.place) });
}

/** Agreements that were changed under the same number are not the ones a referral follows; it can only move to others. */
function followsTheSame(command: CommandType, { variant, referral }: Deciding): Rejection | undefined {
  const pinned = referral?.record.variant;
  if (pinned?.hash === undefined || command === "MigrateVariant") return undefined;
  return variantKey(pinned) !== variantKey(variant) || pinned.hash === variantHash(variant)
    ? undefined
    : reject("variant-changed", { variant: variantKey(variant) });
}

function fitsReferral(
  command: CommandType,
  referral: ReferralState,
  occurredAt: DecidedFact["occurredAt"],
): Rejection | undefined {
  const { registeredAt } = referral.record;
  return (
    isPossible(command, referral) ??
    (occurredAt < registeredAt ? reject("before-the-referral", { occurredAt, registeredAt }) : undefined)
  );
}

function firstNo(decision: AnyDecision, situation: Deciding): Rejection | undefined {
  for (const rule of decision.rules) {
    const no = rule(situation as never);
    if (no !== undefined) return no;
  }
  return undefined;
}

function applied(command: Command, facts: readonly AnyFact[], situation: Deciding): Decided {
  const { actor, now, occurredAt } = situation;
  let referral = ownState(situation.referral);
  const decided: DecidedFact[] = [];
  for (const fact of facts) {
    const about = isLife(fact) && isAbout(fact, referral) ? referral : undefined;
    decided.push({
      fact,
      tags: tagsOf(fact, about?.record, situation.known.other?.record),
      schemaVersion: factDefinitions[fact.type].version,
      occurredAt,
    });
    if (!isLife(fact) || !isAbout(fact, referral)) continue;
    if (!canHappen(referral, fact.type)) return { ok: false, rejection: notHere(command, referral) };
    referral = evolveOwn(referral, { ...fact, occurredAt, recordedAt: now, actor } as RecordedFact<LifeFact>);
  }
  if (decided.length === 0) return { ok: false, rejection: notHere(command, referral) };
  return { ok: true, facts: decided, referral };
}

const isLife = (fact: AnyFact): fact is LifeFact => isLifeFactType(fact.type);

/** A coach's departure yields facts about many referrals; those are not the command's own. */
const isAbout = (fact: LifeFact, referral: ReferralState | undefined): boolean =>
  referral === undefined ? fact.type === "ReferralRegistered" : fact.data.referral === referral.record.id;

const notHere = (command: Command, referral: ReferralState | undefined): Rejection =>
  reject("not-in-this-state", {
    command: command.type,
    place: referral === undefined ? "–" : placeKey(referral.place),
  });

function pathOf(issue: z.core.$ZodIssue | undefined): string {
  const path = issue?.path.map(String).join(".") ?? "";
  const unknown = issue?.code === "unrecognized_keys" ? issue.keys[0] : undefined;
  return [path, unknown].filter((part) => part !== undefined && part !== "").join(".") || "command";
}
