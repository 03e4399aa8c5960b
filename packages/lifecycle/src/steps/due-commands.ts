import type { Command } from "../decisions.ts";
import type { ReferralState } from "../evolve.ts";
import { rolesPermitted } from "../permission/permissions.ts";
import type { Variant } from "../variant/schema.ts";
import type { Instant } from "../vocabulary/times.ts";
import { type Deadline, deadlines } from "./deadlines.ts";

/** A command that time calls for, and the key under which it is given once, however many processes look. */
export interface DueCommand {
  readonly at: Instant;
  readonly commandId: string;
  readonly command: Command;
}

/**
 * The commands that the passing of time calls for by `now`: the soonest first. Reminders are not made up
 * afterwards: what is due already is escalated, not reminded of.
 */
export function dueCommands(state: ReferralState, variant: Variant, now: Instant): DueCommand[] {
  return deadlines(state, variant)
    .flatMap((one) => {
      const agreed = byItself(one, state, variant);
      return [...agreed, ...reminder(one, state, now), ...(agreed.length > 0 ? [] : escalation(one, state))];
    })
    .filter(({ at }) => at <= now)
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** What needs nobody to do it where the municipality leaves it to the system: a day that was agreed has come. */
function byItself({ kind, dueAt }: Deadline, { record }: ReferralState, variant: Variant): DueCommand[] {
  const type =
    kind === "takeUpAgain"
      ? "TakeUpReferralAgain"
      : kind === "takeUpIntakeAgain"
        ? "ResumeIntake"
        : undefined;
  if (type === undefined || !rolesPermitted(variant, type).includes("system")) return [];
  const { id: referral, placeSince } = record;
  // Where clocks disagree, what was taken up again can be put off once more until the same day.
  return [
    { at: dueAt, commandId: `${referral}/${kind}/${dueAt}/${placeSince}`, command: { type, referral } },
  ];
}

function reminder(
  { kind, dueAt, remindAt, owner }: Deadline,
  { record }: ReferralState,
  now: Instant,
): DueCommand[] {
  if (remindAt === undefined || dueAt <= now) return [];
  return [
    {
      at: remindAt,
      commandId: `${record.id}/${kind}/${dueAt}/remind`,
      command: { type: "RemindStep", referral: record.id, step: kind, dueAt, to: owner.role },
    },
  ];
}

function escalation({ kind, dueAt, escalation: next }: Deadline, { record }: ReferralState): DueCommand[] {
  if (next === undefined) return [];
  const before = record.escalations[kind];
  // Rules that are changed and changed back, or a step put off and back, make a step rise for the second time.
  const since = before === undefined ? "" : `/${before.dueAt}/${before.at}`;
  return [
    {
      at: next.at,
      commandId: `${record.id}/${kind}/${dueAt}/escalate-${next.level}${since}`,
      command: { type: "EscalateStep", referral: record.id, step: kind, dueAt, level: next.level },
    },
  ];
}
