import type { ReferralState } from "../evolve.ts";
import type { Variant } from "../variant/schema.ts";
import type { CoachId } from "../vocabulary/identifiers.ts";
import type { Role } from "../vocabulary/roles.ts";
import { after, before, type Instant } from "../vocabulary/times.ts";
import { judgeRole, type StepKind, stepRules } from "./step-kinds.ts";

/** A next step of a referral: what, by when, whose, and what happens when it is not taken. */
export interface Deadline {
  readonly kind: StepKind;
  readonly dueAt: Instant;
  /** Whose step it is now: after an escalation, the one it rose to. */
  readonly owner: Owner;
  /** When to remind the owner; nothing once reminded or once it has risen. */
  readonly remindAt: Instant | undefined;
  /** The next rung: when the step rises and to whom; nothing once it is with the last of the chain. */
  readonly escalation: { readonly at: Instant; readonly to: Role; readonly level: number } | undefined;
  /** How often it has risen already. */
  readonly level: number;
}

/** A role, and the coach where one is assigned. */
export interface Owner {
  readonly role: Role;
  readonly coach?: CoachId | undefined;
}

/**
 * The next steps of a referral, soonest first: a pure function of state and rules. What is due by now is for
 * the caller to compare. A closed referral has none.
 */
export function deadlines(state: ReferralState, variant: Variant): Deadline[] {
  return stepRules
    .flatMap((rule) => deadlineBy(rule, state, variant) ?? [])
    .sort((a, b) => (a.dueAt < b.dueAt ? -1 : a.dueAt > b.dueAt ? 1 : 0));
}

/** One of the next steps; nothing when it is not open. */
export function deadlineOf(kind: StepKind, state: ReferralState, variant: Variant): Deadline | undefined {
  const rule = stepRules.find((one) => one.kind === kind);
  return rule && deadlineBy(rule, state, variant);
}

/** When one step is due; nothing when it is not open. */
export const dueMoment = (kind: StepKind, state: ReferralState, variant: Variant): Instant | undefined =>
  agreed(kind, stepRules.find((one) => one.kind === kind)?.due(state, variant), state);

type StepRule = (typeof stepRules)[number];

function deadlineBy(
  { kind, due, owner }: StepRule,
  state: ReferralState,
  variant: Variant,
): Deadline | undefined {
  const dueAt = agreed(kind, due(state, variant), state);
  return dueAt && deadline(kind, dueAt, ownerOf(owner, state, variant), state, variant);
}

/** The moment that was agreed instead, as long as it is this occasion that was spoken of. */
function agreed(kind: StepKind, dueAt: Instant | undefined, { record }: ReferralState): Instant | undefined {
  const other = dueAt && record.rescheduled[kind];
  return other !== undefined && other.from === dueAt ? other.to : dueAt;
}

function deadline(
  kind: StepKind,
  dueAt: Instant,
  owner: Owner,
  { record }: ReferralState,
  variant: Variant,
): Deadline {
  const { nextAfter, remindBefore } = variant.escalation;
  const risen = record.escalations[kind];
  const current = risen?.dueAt === dueAt ? risen : undefined;
  const level = current?.level ?? 0;
  // Other rules since may not have the role that it had risen to.
  const holder = current === undefined ? owner : { role: roleInItsPlace(current.to, variant) };
  const to = above(holder.role, variant);
  const reminded = record.reminders[kind] === dueAt || level > 0;
  return {
    kind,
    dueAt,
    owner: holder,
    remindAt: reminded ? undefined : before(dueAt, remindBefore, variant.calendar),
    escalation:
      to === undefined
        ? undefined
        : {
            at: current === undefined ? dueAt : after(current.at, nextAfter, variant.calendar),
            to,
            level: level + 1,
          },
    level,
  };
}

/** The next rung: after the last of the chain there is none, and whoever is not in it is below the first. */
function above(role: Role, { escalation: { chain }, roles }: Variant): Role | undefined {
  const present = chain.filter((one) => roles.includes(one));
  return present[present.indexOf(role) + 1];
}

function ownerOf(owner: StepRule["owner"], { record }: ReferralState, variant: Variant): Owner {
  const role = owner === "judge" ? judgeRole[variant.triage.by] : owner;
  if (role !== "coach") return { role: roleInItsPlace(role, variant) };
  const coach = record.coach.standIn ?? record.coach.id;
  return coach === undefined ? { role: roleInItsPlace("coordinator", variant) } : { role, coach };
}

/** The role that does a role's steps: where that does not exist here, the first of the escalation chain that does. */
export function roleInItsPlace(
  role: Role,
  { roles, escalation }: Pick<Variant, "roles" | "escalation">,
): Role {
  return roles.includes(role) ? role : (escalation.chain.find((one) => roles.includes(one)) ?? role);
}
