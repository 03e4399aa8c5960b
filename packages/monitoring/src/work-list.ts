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
  /** All next steps; as text once they are kept, so that a long list need not take apart what it does not show. */
  readonly steps: readonly Deadline[] | string;
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
  const items = [...states].map((state) => workItem(summaryOf(state, variantOf(state)), moment));
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
    steps,
  };
}

/** An item on the list, at a moment. */
export const workItem = (summary: WorkSummary, moment: Instant): WorkItem => new Item(summary, moment);

class Item implements WorkItem {
  readonly referral: ReferralId;
  readonly place: Place;
  readonly pathway: Pathway;
  readonly variant: WorkSummary["variant"];
  readonly variantUnknown: true | undefined;
  readonly practice: OrganisationId | undefined;
  readonly guide: CoachId | undefined;
  readonly standIn: CoachId | undefined;
  readonly first: WorkSummary["first"];
  readonly roles: readonly Role[];
  readonly level: number;
  readonly overdue: boolean;
  readonly #summary: WorkSummary;

  constructor(summary: WorkSummary, moment: Instant) {
    this.referral = summary.referral;
    this.place = summary.place;
    this.pathway = summary.pathway;
    this.variant = summary.variant;
    this.variantUnknown = summary.variantUnknown;
    this.practice = summary.practice;
    this.guide = summary.guide;
    this.standIn = summary.standIn;
    this.first = summary.first;
    this.roles = summary.roles;
    this.level = summary.level;
    this.overdue = summary.first !== undefined && summary.first.dueAt <= moment;
    this.#summary = summary;
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

  get steps(): readonly Deadline[] {
    const { steps } = this.#summary;
    // Kept as text of the steps that `summaryOf` made.
    return typeof steps === "string" ? (JSON.parse(steps) as readonly Deadline[]) : steps;
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
  const unknown = item.variantUnknown === true;
  return (
    (coach === undefined || item.guide === coach || item.standIn === coach) &&
    (role === undefined || unknown || item.roles.includes(role)) &&
    (practice === undefined || item.practice === practice) &&
    (dueBy === undefined || unknown || (item.dueAt !== undefined && item.dueAt <= dueBy)) &&
    (overdueOnly !== true || unknown || item.overdue)
  );
}

type Sortable = Pick<WorkSummary, "referral" | "first" | "variantUnknown">;

/**
 * Those whose variant is unknown on top, since they may be overdue; then the soonest first, and last what has no step
 * at all. Equal ones by key, so that a list does not shuffle.
 */
export const bySoonest = (a: Sortable, b: Sortable): number =>
  compare(dueOf(a), dueOf(b)) || compare(a.referral, b.referral);

const dueOf = ({ first, variantUnknown }: Sortable): string => first?.dueAt ?? (variantUnknown ? "" : "~");

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
