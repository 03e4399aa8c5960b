import {
  type CoachId,
  type Deadline,
  deadlines,
  type Instant,
  type OrganisationId,
  type Pathway,
  type Place,
  type ReferralId,
  type ReferralState,
  type Role,
  type StepKind,
  type Variant,
  variantKey,
} from "@wor/lifecycle";
import { momentOf } from "./as-of.ts";

/** One open referral with what has to happen next. */
export interface WorkItem extends Omit<WorkSummary, "steps"> {
  /** The soonest step should have been taken by now. */
  readonly overdue: boolean;
  /** The coach, or who stands in. */
  readonly coach: CoachId | undefined;
  /** When the soonest step is due, whose it is, and what it is. */
  readonly dueAt: Instant | undefined;
  readonly owner: Deadline["owner"] | undefined;
  readonly kind: StepKind | undefined;
  /** All next steps, the soonest first. */
  readonly steps: readonly Deadline[];
  /** All of it as plain data: an item looks things up when it is asked. */
  toJSON?(): WorkItem;
}

/** What a list shows and sorts by, and what it is chosen by. */
export interface WorkSummary {
  readonly referral: ReferralId;
  readonly place: Place;
  readonly pathway: Pathway;
  readonly variant: { readonly id: string; readonly version: number };
  /** The variant it follows is not loaded: what is next, and by when, nobody can tell. */
  readonly variantUnknown?: true | undefined;
  readonly practice?: OrganisationId | undefined;
  readonly guide?: CoachId | undefined;
  readonly standIn?: CoachId | undefined;
  readonly first?: Pick<Deadline, "kind" | "dueAt" | "owner"> | undefined;
  /** Who has a step to take. */
  readonly roles: readonly Role[];
  /** How far the step that has risen furthest has risen. */
  readonly level: number;
  /** All next steps, the soonest first. Asked for, so that a long list need not take apart what it does not show. */
  readonly steps: () => readonly Deadline[];
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
  const items = [...states].map((state) => workItem({ summary: summaryOf(state, variantOf(state)) }, moment));
  return selectWork(items, selection).sort(bySoonest);
}

/** What a list needs of an open referral, by the rules of its variant where those are known. */
export function summaryOf(state: ReferralState, variant: Variant | undefined): WorkSummary {
  const { place, record } = state;
  const steps = variant === undefined ? [] : deadlines(state, variant);
  const [first] = steps;
  return {
    referral: record.id,
    place,
    pathway: record.pathway,
    variant: { id: record.variant.id, version: record.variant.version },
    ...(variant === undefined && { variantUnknown: true }),
    practice: record.referrer.organisation,
    guide: record.coach.id,
    standIn: record.coach.standIn,
    first: first && { kind: first.kind, dueAt: first.dueAt, owner: first.owner },
    roles: [...new Set(steps.map(({ owner }) => owner.role))],
    level: Math.max(0, ...steps.map(({ level }) => level)),
    steps: () => steps,
  };
}

/** An item on the list, at a moment. What it says is only made up when somebody looks. */
export const workItem = (subject: { readonly summary: WorkSummary }, moment: Instant): WorkItem =>
  new Item(subject, moment);

class Item implements WorkItem {
  readonly #subject: { readonly summary: WorkSummary };
  readonly #moment: Instant;

  constructor(subject: { readonly summary: WorkSummary }, moment: Instant) {
    this.#subject = subject;
    this.#moment = moment;
  }

  get referral() {
    return this.#subject.summary.referral;
  }

  get place() {
    return this.#subject.summary.place;
  }

  get pathway() {
    return this.#subject.summary.pathway;
  }

  get variant() {
    return this.#subject.summary.variant;
  }

  get variantUnknown() {
    return this.#subject.summary.variantUnknown;
  }

  get practice() {
    return this.#subject.summary.practice;
  }

  get guide() {
    return this.#subject.summary.guide;
  }

  get standIn() {
    return this.#subject.summary.standIn;
  }

  get coach() {
    return this.standIn ?? this.guide;
  }

  get first() {
    return this.#subject.summary.first;
  }

  get dueAt() {
    return this.first?.dueAt;
  }

  get owner() {
    return this.first?.owner;
  }

  get kind() {
    return this.first?.kind;
  }

  get overdue() {
    return this.dueAt !== undefined && this.dueAt <= this.#moment;
  }

  get roles() {
    return this.#subject.summary.roles;
  }

  get level() {
    return this.#subject.summary.level;
  }

  get steps() {
    return this.#subject.summary.steps();
  }

  toJSON(): WorkItem {
    const { steps, ...summary } = this.#subject.summary;
    const { overdue, coach, dueAt, owner, kind } = this;
    return { ...summary, overdue, coach, dueAt, owner, kind, steps: steps() };
  }
}

/** What stands where the next step would, while the variant that tells it is not loaded. */
export const unknownRules = ({ variant, variantUnknown }: Pick<WorkItem, "variant" | "variantUnknown">) =>
  variantUnknown === true
    ? { nl: `variant ${variantKey(variant)} onbekend`, en: `variant ${variantKey(variant)} unknown` }
    : undefined;

/** The items that are on somebody's list, in the order they are in. */
export function selectWork(items: readonly WorkItem[], selection: WorkSelection): WorkItem[] {
  const dueBy = selection.dueBy === undefined ? undefined : momentOf(selection.dueBy);
  return items.filter((item) => isAsked(item, { ...selection, dueBy }));
}

function isAsked(item: WorkItem, { coach, role, practice, dueBy, overdueOnly }: WorkSelection): boolean {
  // Whose turn it is, and by when, is not known of these: they are on every list that asks, lest they are forgotten.
  const unknown = () => item.variantUnknown === true;
  return (
    (coach === undefined || item.guide === coach || item.standIn === coach) &&
    (role === undefined || unknown() || item.roles.includes(role)) &&
    (practice === undefined || item.practice === practice) &&
    (dueBy === undefined || unknown() || (item.dueAt !== undefined && item.dueAt <= dueBy)) &&
    (overdueOnly !== true || unknown() || item.overdue)
  );
}

type Sortable = Pick<WorkSummary, "referral" | "first" | "variantUnknown">;

/** The soonest first. Equal ones by key, so that a list does not shuffle. */
const bySoonest = (a: Sortable, b: Sortable): number =>
  compare(sortingDue(a), sortingDue(b)) || compare(a.referral, b.referral);

/**
 * By what a list is sorted: on top those whose variant is unknown, since they may be overdue; last what has no step at
 * all.
 */
export const sortingDue = ({ first, variantUnknown }: Omit<Sortable, "referral">): string =>
  first?.dueAt ?? (variantUnknown ? "0" : "~");

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
