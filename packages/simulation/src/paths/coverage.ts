import {
  compiled,
  endReasons,
  type LifeFact,
  type Place,
  placeKey,
  type RecordedFact,
  type ReferralState,
  type RejectionCode,
  rejections,
  type StepKind,
  stepKinds,
  type Variant,
} from "@wor/lifecycle";

/** What a set of care paths can reach, by kind. */
export const coverageKinds = ["places", "transitions", "reasons", "rejections", "deadlines"] as const;
/** A kind of thing that paths can reach. */
/** What is counted: where a referral can stand, what moves it, why, what is refused, what falls due. */
export type CoverageKind = (typeof coverageKinds)[number];

/** One thing that was reached, as `kind:what`. */
export type Reached = `${CoverageKind}:${string}`;

/** How much of one kind was reached, and what was not. */
export interface Covered {
  readonly kind: CoverageKind;
  readonly reached: readonly string[];
  readonly missing: readonly string[];
}

/** What care paths have reached of everything that a variant's machine and rules have. */
export class Coverage {
  readonly #all: { readonly [Kind in CoverageKind]: ReadonlySet<string> };
  readonly #reached = new Set<Reached>();

  constructor(variant: Variant) {
    this.#all = everythingOf(variant);
  }

  add(reached: Iterable<Reached>): void {
    for (const one of reached) this.#reached.add(one);
  }

  has(reached: Reached): boolean {
    return this.#reached.has(reached);
  }

  /** By kind, what was reached of all there is, and what was not. What lies outside (another pathway) is left out. */
  get report(): readonly Covered[] {
    return coverageKinds.map((kind) => {
      const all = [...this.#all[kind]];
      return {
        kind,
        reached: all.filter((what) => this.#reached.has(`${kind}:${what}`)),
        missing: all.filter((what) => !this.#reached.has(`${kind}:${what}`)),
      };
    });
  }

  /** The report in lines: what was reached, and by name what no path has reached. */
  toString(): string {
    return this.report
      .map(({ kind, reached, missing }) => {
        const all = reached.length + missing.length;
        const rest = missing.length === 0 ? "" : `\n  not reached: ${missing.join(", ")}`;
        return `${kind}: ${reached.length} of ${all}${rest}`;
      })
      .join("\n");
  }
}

/** What one moment of a path reaches. */
export function reachedBy(fact: RecordedFact<LifeFact>, before: Place | undefined, after: Place): Reached[] {
  const from = before ?? startOf(after);
  return [
    `places:${placeKey(after)}`,
    `transitions:${transition(from.lifecycle, fact.type, after.lifecycle)}`,
    ...(fact.type === "ReferralDropped" ? ([`reasons:end ${fact.data.reason}`] as const) : []),
    ...(fact.type === "ReferralDropped" && fact.data.localReason !== undefined
      ? ([`reasons:end ${fact.data.localReason}`] as const)
      : []),
    ...(fact.type === "ReferralRegistered" ? ([`reasons:refer ${fact.data.mainReason}`] as const) : []),
  ];
}

/** The steps that were open at a moment. */
export const reachedSteps = (steps: readonly { readonly kind: StepKind }[]): Reached[] =>
  steps.map(({ kind }) => `deadlines:${kind}` as const);

export const reachedRefusal = (code: RejectionCode): Reached => `rejections:${code}`;

/** Everything there is, from the machine, the variant and the lists of the rules. */
function everythingOf(variant: Variant): { readonly [Kind in CoverageKind]: ReadonlySet<string> } {
  const nodes = [...compiled(variant.pathway).nodes.values()];
  return {
    places: new Set(nodes.map((node) => node.key)),
    transitions: new Set(
      nodes.flatMap((node) =>
        [...node.next].map(([fact, next]) => transition(node.place.lifecycle, fact, next.place.lifecycle)),
      ),
    ),
    reasons: new Set([
      ...variant.referring.reasons.map(({ code }) => `refer ${code}`),
      ...endReasons.map((reason) => `end ${reason}`),
      ...variant.ending.reasons.map(({ code }) => `end ${code}`),
    ]),
    rejections: new Set(Object.keys(rejections)),
    deadlines: new Set(stepKinds),
  };
}

const transition = (from: string, fact: string, to: string): string =>
  from === to ? `${from} ${fact}` : `${from} ${fact} → ${to}`;

const startOf = (_: Place): Place => ({
  lifecycle: "referred.unregistered",
  coach: "missing",
  feedback: "notOwed",
});

/** What a referral that has just come to stand somewhere tells an explorer apart by. */
export function abstractKey({ place, record }: ReferralState): string {
  const active = record.enrolments.filter((one) => one.status !== "ended");
  return [
    placeKey(place),
    Math.min(record.contact.attempts, 1),
    Math.min(record.triage.postponements, 1),
    active.map((one) => one.status).join(),
    record.matching.waitingFor === undefined ? "" : "waits",
    record.matching.offeredAt === undefined ? "" : "offered",
    record.coach.standIn === undefined ? "" : "standIn",
    record.consent.contact ? "" : "noContact",
    record.consent.feedback ? "" : "noFeedback",
    record.participation.noShows === 0 ? "" : "absent",
    record.reopened === 0 ? "" : "reopened",
  ].join("|");
}
