import { type Decided, decide, subjectsOf } from "../decide.ts";
import type { Command } from "../decisions.ts";
import { evolve, type ReferralState } from "../evolve.ts";
import { type AnyFact, isLifeFactType, type LifeFact, type RecordedFact } from "../facts.ts";
import { type Known, nothingKnown, type Subjects, samePerson, subjectViews } from "../subjects.ts";
import type { View } from "../surroundings/view.ts";
import { type Tag, tagsOf } from "../tags.ts";
import { type Variant, variantKey } from "../variant/schema.ts";
import { ReferralId, type ResidentId } from "../vocabulary/identifiers.ts";
import type { Actor } from "../vocabulary/roles.ts";
import type { Instant } from "../vocabulary/times.ts";

/** A fact as a log keeps it. */
export type LoggedFact = RecordedFact<AnyFact> & { readonly tags: readonly Tag[] };

/** One municipality's log as a list in memory: what an engine does with a store, without either. */
export interface TownLog {
  readonly facts: readonly LoggedFact[];
  /** Puts a fact in the log as having happened. @throws when the machine of its referral does not take it */
  readonly note: (fact: RecordedFact<AnyFact>) => void;
  /** Decides a command and keeps what it leads to. */
  readonly tell: (command: Command, by: Actor, now: Instant) => Decided;
  /** What a decision would know, folded from just the facts that carry the subjects' tags. */
  readonly known: (subjects: Subjects) => Known;
  readonly referral: (id: ReferralId) => ReferralState | undefined;
  /** Every referral there ever was, oldest first. */
  readonly referrals: () => ReferralState[];
  /** The rules a referral follows. */
  readonly variantOf: (referral: ReferralState) => Variant;
}

/**
 * Opens an empty log for the variants of one municipality; what is not about one referral is decided under the
 * first of them.
 */
export function townLog(variants: readonly [Variant, ...Variant[]]): TownLog {
  const facts: LoggedFact[] = [];
  const byTag = new Map<Tag, LoggedFact[]>();
  const carrying = (tag: Tag) => byTag.get(tag) ?? [];
  const loaded = (id: string, version: number) =>
    variants.find((one) => variantKey(one) === variantKey({ id, version }));

  const keep = (fact: LoggedFact) => {
    facts.push(fact);
    for (const tag of fact.tags) byTag.set(tag, [...carrying(tag), fact]);
  };

  const seen = new Map<ReferralId, { count: number; state: ReferralState | undefined }>();
  const referral = (id: ReferralId) => {
    const life = carrying(`referral:${id}`);
    const last = seen.get(id) ?? { count: 0, state: undefined };
    const state = life.slice(last.count).filter(isAboutLife).reduce(evolve, last.state);
    seen.set(id, { count: life.length, state });
    return state;
  };

  const variantOf = ({ record }: ReferralState): Variant => {
    const variant = loaded(record.variant.id, record.variant.version);
    if (variant === undefined) throw new Error(`${variantKey(record.variant)} is not loaded.`);
    return variant;
  };

  /** Every pseudonym of the same person, found from those. */
  function knownAs(ids: readonly ResidentId[]): readonly ResidentId[] {
    const states = ids.map((id) => seeThrough(subjectViews.resident, carrying(`resident:${id}`)));
    const [resident = subjectViews.resident.initial, ...others] = states;
    const { pseudonyms, merged } = samePerson({ resident, formerResident: resident, alsoKnownAs: others });
    const more = new Set([
      ...ids,
      ...pseudonyms,
      ...merged.flatMap((id) => referral(id)?.record.resident ?? []),
    ]);
    return more.size === new Set(ids).size ? [...more] : knownAs([...more]);
  }

  function known(subjects: Subjects): Known {
    const state = subjects.referral === undefined ? undefined : referral(subjects.referral);
    const seeing = <State>(view: View<State>, id: string | undefined): State =>
      id === undefined ? view.initial : seeThrough(view, carrying(`${view.tag}:${id}`));
    const resident = seeing(subjectViews.resident, subjects.resident);
    const formerResident = seeing(subjectViews.formerResident, subjects.formerResident);
    const told = [subjects.resident, subjects.formerResident, ...(subjects.alsoKnownAs ?? [])];
    const alsoKnownAs = knownAs(told.filter((id) => id !== undefined))
      .filter((id) => id !== subjects.resident && id !== subjects.formerResident)
      .map((id) => seeing(subjectViews.resident, id));
    const { other } = subjects;
    return {
      ...nothingKnown,
      referral: state,
      resident,
      formerResident,
      alsoKnownAs,
      other: other && referral(other),
      coach: seeing(subjectViews.coach, subjects.coach),
      standIn: seeing(subjectViews.standIn, subjects.standIn),
      activity: seeing(subjectViews.activity, subjects.activity),
      pathway: seeing(subjectViews.pathway, subjects.pathway),
    };
  }

  function tell(command: Command, actor: Actor, now: Instant): Decided {
    const first = known(subjectsOf(command, undefined));
    const all = known(subjectsOf(command, first.referral));
    const decided = decide(command, all, {
      actor,
      now,
      variant: all.referral === undefined ? variantFor(command, variants) : variantOf(all.referral),
      municipality: variants[0].municipality,
      newReferral: () => ReferralId.parse(`referral-${registered(facts) + 1}`),
      variantOf: loaded,
    });
    if (!decided.ok) return decided;
    for (const { fact, tags, occurredAt } of decided.facts) {
      keep({ ...fact, tags, occurredAt, recordedAt: now, actor });
    }
    return decided;
  }

  return {
    facts,
    tell,
    known,
    referral,
    variantOf,
    note: (fact) => {
      const before = isAboutLife(fact) ? referral(fact.data.referral) : undefined;
      const into = fact.type === "ReferralDropped" ? fact.data.mergedInto : undefined;
      keep({ ...fact, tags: tagsOf(fact, before?.record, into && referral(into)?.record) });
      if (isAboutLife(fact)) referral(fact.data.referral);
    },
    referrals: () =>
      facts.flatMap((fact) =>
        fact.type === "ReferralRegistered" ? (referral(fact.data.referral) ?? []) : [],
      ),
  };
}

/** A subject's state, folded from those of the given facts that its view looks at. */
export function seeThrough<State>(view: View<State>, facts: readonly RecordedFact<AnyFact>[]): State {
  const state = structuredClone(view.initial);
  for (const fact of facts) if (view.types.includes(fact.type)) view.evolve(state, fact);
  return state;
}

function variantFor(command: Command, variants: readonly [Variant, ...Variant[]]): Variant {
  return (
    (command.type === "RegisterReferral"
      ? variants.find((one) => one.pathway === command.pathway)
      : undefined) ?? variants[0]
  );
}

const registered = (facts: readonly AnyFact[]) =>
  facts.filter((fact) => fact.type === "ReferralRegistered").length;

const isAboutLife = <F extends RecordedFact<AnyFact>>(fact: F): fact is F & RecordedFact<LifeFact> =>
  isLifeFactType(fact.type);
