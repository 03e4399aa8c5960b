import {
  type CoachId,
  type Deadline,
  deadlines,
  type Instant,
  type ReferralId,
  type ReferralState,
  type Role,
  type StepKind,
  type Variant,
} from "@wor/lifecycle";
import { momentOf } from "./as-of.ts";

/** One open referral with what has to happen next. */
export interface WorkItem {
  readonly referral: ReferralId;
  readonly state: ReferralState;
  /** The next steps, the soonest first. */
  readonly steps: readonly Deadline[];
  /** The coach, or who stands in. */
  readonly coach: CoachId | undefined;
  /** The soonest step: when it is due, whose it is, how far it has risen. */
  readonly dueAt: Instant | undefined;
  readonly owner: Deadline["owner"] | undefined;
  readonly kind: StepKind | undefined;
  readonly level: number;
  /** The soonest step should have been taken by now. */
  readonly overdue: boolean;
}

/** Whose work to list. What is left out is not asked. */
export interface WorkSelection {
  /** What this coach guides or covers. */
  readonly coach?: string | undefined;
  /** With at least one step that is this role's now. */
  readonly role?: Role | undefined;
  readonly practice?: string | undefined;
  /** With a step that is due by then; a moment, or a day (to its end). */
  readonly dueBy?: string | undefined;
  readonly overdueOnly?: boolean | undefined;
}

/** The work list of referrals that are known already. */
export function listWork(
  states: Iterable<ReferralState>,
  variantOf: (state: ReferralState) => Variant | undefined,
  moment: Instant,
  selection: WorkSelection = {},
): WorkItem[] {
  const items = [...states].map((state) => {
    const variant = variantOf(state);
    return workItem(state, variant === undefined ? [] : deadlines(state, variant), moment);
  });
  return selectWork(items, selection).sort(bySoonest);
}

/** A referral and its steps as an item on the list. */
export function workItem(state: ReferralState, steps: readonly Deadline[], moment: Instant): WorkItem {
  const [first] = steps;
  return {
    referral: state.record.id,
    state,
    steps,
    coach: state.record.coach.standIn ?? state.record.coach.id,
    dueAt: first?.dueAt,
    owner: first?.owner,
    kind: first?.kind,
    level: Math.max(0, ...steps.map((one) => one.level)),
    overdue: first !== undefined && first.dueAt <= moment,
  };
}

/** The items that are on somebody's list, in the order they are in. */
export function selectWork(items: readonly WorkItem[], selection: WorkSelection): WorkItem[] {
  const dueBy = selection.dueBy === undefined ? undefined : momentOf(selection.dueBy);
  return items.filter((item) => isAsked(item, { ...selection, dueBy }));
}

function isAsked(item: WorkItem, { coach, role, practice, dueBy, overdueOnly }: WorkSelection): boolean {
  const { id, standIn } = item.state.record.coach;
  return (
    (coach === undefined || id === coach || standIn === coach) &&
    (role === undefined || item.steps.some((step) => step.owner.role === role)) &&
    (practice === undefined || item.state.record.referrer.organisation === practice) &&
    (dueBy === undefined || (item.dueAt !== undefined && item.dueAt <= dueBy)) &&
    (overdueOnly !== true || item.overdue)
  );
}

/** The soonest first; what has no step at all last. Equal ones by key, so that a list does not shuffle. */
export const bySoonest = (a: WorkItem, b: WorkItem): number =>
  compare(a.dueAt ?? "~", b.dueAt ?? "~") || compare(a.referral, b.referral);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
