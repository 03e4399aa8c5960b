import { type Around, reactionRules } from "@wor/engine";
import {
  type ActivityId,
  type ActivityState,
  availableCoaches,
  type CoachId,
  type CoachState,
  type CommandInput,
  deadlines,
  decide,
  dueCommands,
  evolve,
  type Instant,
  isLifeFactType,
  type Known,
  type LifeFact,
  nothingKnown,
  parseCommand,
  privateCopy,
  type RecordedFact,
  ReferralId,
  type ReferralState,
  type Rejection,
  reject,
  type Subjects,
  subjectsOf,
  subjectViews,
  type Tag,
  type Variant,
  type View,
} from "@wor/lifecycle";
import type { Speaker } from "../harness/told.ts";

/** One thing that happened in a sketch, with the referral before and after. */
export interface SketchedMoment {
  readonly fact: RecordedFact<LifeFact>;
  readonly before: ReferralState | undefined;
  readonly after: ReferralState;
}

/**
 * A municipality with one referral, sketched: decided by the same rules as the engine's, but without a log. A
 * sketch never changes, each step answers another one, so that every way on can be tried from the same point.
 */
export interface Sketch {
  readonly now: Instant;
  readonly referral: ReferralState | undefined;
  /** A second referral of the resident, which goes on beside it untold. */
  readonly another: ReferralState | undefined;
  readonly moments: readonly SketchedMoment[];
  /** What is known of coaches, activities, the resident and the intake, by tag. */
  readonly surroundings: ReadonlyMap<Tag, object>;
}

export const blank = (now: Instant): Sketch => ({
  now,
  referral: undefined,
  another: undefined,
  moments: [],
  surroundings: new Map(),
});

export type Drawn =
  | { readonly ok: true; readonly sketch: Sketch }
  | { readonly ok: false; readonly rejection: Rejection };

/** Gives a command, and does what follows from it by itself. */
export function draw(sketch: Sketch, input: CommandInput, actor: Speaker["actor"], variant: Variant): Drawn {
  const drawn = give(sketch, input, actor, variant);
  return drawn.ok ? { ok: true, sketch: settle(drawn.sketch, variant) } : drawn;
}

/** Lets time pass until the next moment at which it calls for something; nothing when it calls for nothing. */
export function wait(sketch: Sketch, variant: Variant): Sketch | undefined {
  const { referral } = sketch;
  if (referral === undefined) return undefined;
  const moments = deadlines(referral, variant).flatMap(({ dueAt, remindAt, escalation }) => [
    remindAt,
    escalation?.at ?? dueAt,
  ]);
  const next = moments
    .filter((moment) => moment !== undefined)
    .sort()
    .find((moment) => moment > sketch.now);
  return next === undefined ? undefined : settle({ ...sketch, now: next }, variant);
}

const system = { id: "system", role: "system" } as const;

/** So often one thing can call for another at the same moment. */
const mostRounds = 20;

/** Reactions and deadlines, until nothing follows any more. */
function settle(start: Sketch, variant: Variant): Sketch {
  let sketch = start;
  for (let round = 0; round < mostRounds; round += 1) {
    const next = follow(sketch, variant);
    if (next === undefined) return sketch;
    sketch = next;
  }
  return sketch;
}

function follow(sketch: Sketch, variant: Variant): Sketch | undefined {
  const { referral } = sketch;
  if (referral === undefined) return undefined;
  const around: Around = {
    availableCoaches: () => availableCoaches(byId<CoachId, CoachState>(sketch, "coach"), variant),
    activities: byId<ActivityId, ActivityState>(sketch, "activity"),
  };
  const reactions = Object.values(reactionRules).flatMap(
    (rule) => rule(referral, variant, around)?.attempts ?? [],
  );
  const due = dueCommands(referral, variant, sketch.now).map(({ command }) => command as CommandInput);
  for (const command of [...reactions, ...due]) {
    const drawn = give(sketch, command, system, variant);
    if (drawn.ok) return drawn.sketch;
  }
  return undefined;
}

function give(sketch: Sketch, input: CommandInput, actor: Speaker["actor"], variant: Variant): Drawn {
  const parsed = parseCommand(input);
  if (!parsed.ok) return parsed;
  const { command } = parsed;
  const asked = "referral" in command ? sketch.referral : undefined;
  if ("referral" in command && asked?.record.id !== command.referral)
    return { ok: false, rejection: reject("unknown-referral", { referral: command.referral }) };
  const known = knownOf(sketch, asked, { ...subjectsOf(command, undefined), ...subjectsOf(command, asked) });
  const decided = decide(command, known, {
    actor,
    now: sketch.now,
    variant,
    municipality: variant.municipality,
    newReferral: () => (sketch.referral === undefined ? sketchedReferral : anotherReferral),
    variantOf: (id, version) => (id === variant.id && version === variant.version ? variant : undefined),
  });
  if (!decided.ok) return decided;
  const surroundings = new Map(sketch.surroundings);
  const moments = [...sketch.moments];
  let { referral, another } = sketch;
  for (const { fact, tags, occurredAt } of decided.facts) {
    const recorded = { ...fact, occurredAt, recordedAt: sketch.now, actor };
    for (const tag of tags) lookAt(surroundings, tag, recorded);
    if (!isLifeFactType(fact.type)) continue;
    const life = recorded as RecordedFact<LifeFact>;
    if (life.data.referral === anotherReferral) another = evolve(another, life);
    if (life.data.referral !== sketchedReferral) continue;
    const after = evolve(referral, life);
    moments.push({ fact: life, before: referral, after });
    referral = after;
  }
  return { ok: true, sketch: { now: sketch.now, referral, another, moments, surroundings } };
}

const sketchedReferral = ReferralId.parse("sketched");
const anotherReferral = ReferralId.parse("another");

type ViewName = keyof typeof subjectViews;

function knownOf(sketch: Sketch, referral: ReferralState | undefined, subjects: Subjects): Known {
  const known: { -readonly [Role in keyof Known]: unknown } = { ...nothingKnown, referral };
  for (const [role, view] of Object.entries(subjectViews)) {
    const id = subjects[role as ViewName];
    known[role as ViewName] = (id && sketch.surroundings.get(`${view.tag}:${id}`)) ?? view.initial;
  }
  const seen = known as Known;
  const { other } = subjects;
  return other !== undefined && other === sketch.another?.record.id
    ? { ...seen, other: sketch.another }
    : seen;
}

function lookAt(surroundings: Map<Tag, object>, tag: Tag, fact: RecordedFact): void {
  for (const view of new Set<View<object>>(Object.values(subjectViews) as unknown as View<object>[])) {
    if (!tag.startsWith(`${view.tag}:`) || !view.types.includes(fact.type)) continue;
    const state = privateCopy(surroundings.get(tag) ?? view.initial);
    view.evolve(state, fact);
    surroundings.set(tag, state);
  }
}

/** The states of one kind of thing; its tag says which kind, and so which view folded them. */
function byId<Id extends string, State extends object>(sketch: Sketch, kind: string): Map<Id, State> {
  const prefix = `${kind}:`;
  return new Map(
    [...sketch.surroundings].flatMap(([tag, state]) =>
      tag.startsWith(prefix) ? [[tag.slice(prefix.length) as Id, state as State] as const] : [],
    ),
  );
}
