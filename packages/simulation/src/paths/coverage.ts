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
import { outOfUse } from "./out-of-use.ts";
import { sayCoverage } from "./report.ts";

/** What a set of care paths can reach, by kind. */
export const coverageKinds = ["places", "transitions", "reasons", "rejections", "deadlines"] as const;
/** What is counted: where a referral can stand, what moves it, why, what is refused, what falls due. */
export type CoverageKind = (typeof coverageKinds)[number];

/** One thing that was reached, as `kind:what`. */
export type Reached = `${CoverageKind}:${string}`;

/** How much of one kind was reached, and what was not. */
export interface Covered {
  readonly kind: CoverageKind;
  readonly reached: readonly string[];
  /** Could come under this variant as far as is known, and no path has reached it. */
  readonly missing: readonly string[];
  /** Cannot come under this variant, which does not use what it takes: a questionnaire, an age, a decision tree. */
  readonly notUsed: readonly string[];
}

/** What care paths have reached of everything that a variant's machine and rules have. */
export class Coverage {
  readonly #all: Everything;
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
      const reached = all.filter(([what]) => this.#reached.has(`${kind}:${what}`));
      const others = all.filter(([what]) => !this.#reached.has(`${kind}:${what}`));
      return {
        kind,
        reached: reached.map(([what]) => what),
        missing: others.filter(([, isUsed]) => isUsed).map(([what]) => what),
        notUsed: others.filter(([, isUsed]) => !isUsed).map(([what]) => what),
      };
    });
  }

  /** The report in lines of a terminal: what was reached, and by name what no path has reached or is not used here. */
  toString(): string {
    return sayCoverage(this.report);
  }
}

/** What one moment of a path reaches. */
export function reachedBy(fact: RecordedFact<LifeFact>, before: Place | undefined, after: Place): Reached[] {
  const from = before ?? unregistered;
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

/** Everything there is, and whether the variant uses it. */
type Everything = { readonly [Kind in CoverageKind]: ReadonlyMap<string, boolean> };

/** Everything there is, from the machine, the variant and the lists of the rules. */
function everythingOf(variant: Variant): Everything {
  const nodes = [...compiled(variant.pathway).nodes.values()];
  const out = outOfUse(variant);
  return {
    places: new Map(nodes.map((node) => [node.key, !out.place(node.place.lifecycle)])),
    transitions: new Map(
      nodes.flatMap((node) =>
        [...node.next].map(([fact, next]) => {
          const from = node.place.lifecycle;
          const { lifecycle: to } = next.place;
          // Where nobody stands, one still passes through on the way in.
          const passes = fact === "ReferralRegistered" || fact === "ReferralAccepted";
          return [
            transition(from, fact, to),
            passes || !(out.place(from) || out.place(to) || out.fact(fact)),
          ];
        }),
      ),
    ),
    reasons: new Map([
      ...variant.referring.reasons.map(({ code }) => [`refer ${code}`, true] as const),
      ...endReasons.map((reason) => [`end ${reason}`, true] as const),
      ...variant.ending.reasons.map(({ code }) => [`end ${code}`, true] as const),
    ]),
    rejections: new Map(rejectionCodes.map((code) => [code, !out.refusal(code)])),
    deadlines: new Map(stepKinds.map((kind) => [kind, !out.step(kind)])),
  };
}

const rejectionCodes = Object.keys(rejections) as RejectionCode[];

const transition = (from: string, fact: string, to: string): string =>
  from === to ? `${from} ${fact}` : `${from} ${fact} → ${to}`;

const unregistered: Place = { lifecycle: "referred.unregistered", coach: "missing", feedback: "notOwed" };

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
