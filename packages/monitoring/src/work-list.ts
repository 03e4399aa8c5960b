import { toLifeFact } from "@wor/engine";
import type { EventStore } from "@wor/event-store";
import {
  type CoachId,
  type Deadline,
  deadlines,
  evolve,
  type Instant,
  isClosed,
  type LifeFact,
  type RecordedFact,
  type ReferralId,
  type ReferralState,
  type Role,
  type StepKind,
  type Variant,
} from "@wor/lifecycle";
import { horizonOf, momentOf, walk } from "./as-of.ts";
import { type LookOptions, rules } from "./overview.ts";

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

/** Every open referral with its next steps, live or as of any moment: what is due soonest comes first. */
export async function workList(
  store: EventStore,
  options: LookOptions,
  selection: WorkSelection = {},
): Promise<WorkItem[]> {
  const { moment } = horizonOf(options.asOf, options.now);
  const states = await openStates(store, options);
  const { variantOf } = rules(options.municipality, options.variants);
  return listWork(states, ({ record }) => variantOf(record), moment, selection);
}

/** The work list of referrals that are known already. */
export function listWork(
  states: Iterable<ReferralState>,
  variantOf: (state: ReferralState) => Variant | undefined,
  moment: Instant,
  selection: WorkSelection = {},
): WorkItem[] {
  const items: WorkItem[] = [];
  const asked = { ...selection, dueBy: selection.dueBy && momentOf(selection.dueBy) };
  for (const state of states) {
    const variant = variantOf(state);
    const item = workItem(state, variant === undefined ? [] : deadlines(state, variant), moment);
    if (isAsked(item, asked)) items.push(item);
  }
  return items.sort(bySoonest);
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

/** Whether somebody's list has this item on it. */
export function isAsked(item: WorkItem, selection: WorkSelection): boolean {
  const { coach, role, practice, dueBy, overdueOnly } = selection;
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

/** Every referral that is open from the horizon, as it stands from there. */
async function openStates(store: EventStore, options: LookOptions): Promise<ReferralState[]> {
  const horizon = horizonOf(options.asOf, options.now);
  const step = walk(horizon);
  const states = new Map<ReferralId, ReferralState>();
  for await (const batch of store.read({ municipality: options.municipality })) {
    for (const event of batch) {
      const fact = toLifeFact(event);
      const seen = fact === undefined ? undefined : step(fact);
      if (fact === undefined || seen === undefined) continue;
      states.set(fact.data.referral, evolveAsSeen(states.get(fact.data.referral), fact, seen));
    }
  }
  return [...states.values()].filter((state) => !isClosed(state.place));
}

/**
 * The record after a fact as the machine changes it where the referral really stood, and the place as it is seen:
 * the two differ only when facts were left out.
 */
export function evolveAsSeen(
  state: ReferralState | undefined,
  fact: RecordedFact<LifeFact>,
  {
    before,
    place,
  }: { readonly before: ReferralState["place"] | undefined; readonly place: ReferralState["place"] },
): ReferralState {
  const from = state === undefined || before === undefined ? state : { place: before, record: state.record };
  return { place, record: evolve(from, fact).record };
}
