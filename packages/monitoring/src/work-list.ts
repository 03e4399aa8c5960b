import {
  type CoachId,
  type Deadline,
  deadlines,
  type Instant,
  type OrganisationId,
  type Place,
  type ReferralId,
  type ReferralState,
  type Role,
  type StepKind,
  type Variant,
} from "@wor/lifecycle";
import { momentOf } from "./as-of.ts";

/** One open referral with what has to happen next. */
export interface WorkItem extends WorkSummary {
  /** The soonest step should have been taken by now. */
  readonly overdue: boolean;
  /** The coach, or who stands in. */
  readonly coach: CoachId | undefined;
  /** When the soonest step is due, whose it is, and what it is. */
  readonly dueAt: Instant | undefined;
  readonly owner: Deadline["owner"] | undefined;
  readonly kind: StepKind | undefined;
  /** All that is known of the referral. */
  readonly state: ReferralState;
  /** All next steps, the soonest first. */
  readonly steps: readonly Deadline[];
}

/** What a list shows and sorts by, and what it is chosen by. */
export interface WorkSummary {
  readonly referral: ReferralId;
  readonly place: Place;
  readonly variant: { readonly id: string; readonly version: number };
  readonly practice?: OrganisationId | undefined;
  readonly guide?: CoachId | undefined;
  readonly standIn?: CoachId | undefined;
  readonly first?: Pick<Deadline, "kind" | "dueAt" | "owner"> | undefined;
  /** Who has a step to take. */
  readonly roles: readonly Role[];
  /** How far the step that has risen furthest has risen. */
  readonly level: number;
}

/** What is only asked of a few of the items on a list. */
export interface WorkDetail {
  readonly state: ReferralState;
  readonly steps: readonly Deadline[];
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
    const detail = { state, steps: variant === undefined ? [] : deadlines(state, variant) };
    return workItem(summaryOf(detail), () => detail, moment);
  });
  return selectWork(items, selection).sort(bySoonest);
}

/** What a list needs of a referral and its steps. */
export function summaryOf({ state: { place, record }, steps }: WorkDetail): WorkSummary {
  const [first] = steps;
  return {
    referral: record.id,
    place,
    variant: record.variant,
    practice: record.referrer.organisation,
    guide: record.coach.id,
    standIn: record.coach.standIn,
    first: first && { kind: first.kind, dueAt: first.dueAt, owner: first.owner },
    roles: [...new Set(steps.map(({ owner }) => owner.role))],
    level: Math.max(0, ...steps.map(({ level }) => level)),
  };
}

/** An item on the list. The detail is only asked for when somebody looks at it. */
export function workItem(summary: WorkSummary, detail: () => WorkDetail, moment: Instant): WorkItem {
  return new Item(summary, detail, moment);
}

class Item implements WorkItem {
  readonly referral: ReferralId;
  readonly place: Place;
  readonly variant: WorkSummary["variant"];
  readonly practice: OrganisationId | undefined;
  readonly guide: CoachId | undefined;
  readonly standIn: CoachId | undefined;
  readonly first: WorkSummary["first"];
  readonly roles: readonly Role[];
  readonly level: number;
  readonly overdue: boolean;
  readonly #detail: () => WorkDetail;

  constructor(summary: WorkSummary, detail: () => WorkDetail, moment: Instant) {
    this.referral = summary.referral;
    this.place = summary.place;
    this.variant = summary.variant;
    this.practice = summary.practice;
    this.guide = summary.guide;
    this.standIn = summary.standIn;
    this.first = summary.first;
    this.roles = summary.roles;
    this.level = summary.level;
    this.overdue = summary.first !== undefined && summary.first.dueAt <= moment;
    this.#detail = detail;
  }

  get coach(): CoachId | undefined {
    return this.standIn ?? this.guide;
  }

  get dueAt(): Instant | undefined {
    return this.first?.dueAt;
  }

  get owner(): Deadline["owner"] | undefined {
    return this.first?.owner;
  }

  get kind(): StepKind | undefined {
    return this.first?.kind;
  }

  get state(): ReferralState {
    return this.#detail().state;
  }

  get steps(): readonly Deadline[] {
    return this.#detail().steps;
  }
}

/** The items that are on somebody's list, in the order they are in. */
export function selectWork(items: readonly WorkItem[], selection: WorkSelection): WorkItem[] {
  const dueBy = selection.dueBy === undefined ? undefined : momentOf(selection.dueBy);
  return items.filter((item) => isAsked(item, { ...selection, dueBy }));
}

function isAsked(item: WorkItem, { coach, role, practice, dueBy, overdueOnly }: WorkSelection): boolean {
  return (
    (coach === undefined || item.guide === coach || item.standIn === coach) &&
    (role === undefined || item.roles.includes(role)) &&
    (practice === undefined || item.practice === practice) &&
    (dueBy === undefined || (item.dueAt !== undefined && item.dueAt <= dueBy)) &&
    (overdueOnly !== true || item.overdue)
  );
}

/** The soonest first; what has no step at all last. Equal ones by key, so that a list does not shuffle. */
export const bySoonest = (a: WorkSummary, b: WorkSummary): number =>
  compare(a.first?.dueAt ?? "~", b.first?.dueAt ?? "~") || compare(a.referral, b.referral);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
