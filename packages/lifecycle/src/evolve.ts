import type { LifeFact, LifeFactType, RecordedFact } from "./facts.ts";
import { compiled, nodeAt, type PlaceNode } from "./machine/compiled.ts";
import type { Place } from "./machine/place.ts";
import { applyTo } from "./machine/statechart.ts";
import { emptyRecord, ownRecord } from "./referral/own-record.ts";
import type { ReferralRecord } from "./referral/record.ts";

/** One referral: where it stands and what is known of it. */
export interface ReferralState {
  readonly place: Place;
  readonly record: Readonly<ReferralRecord>;
}

/** The state after one more fact. The given state stays as it was. @throws {UnacceptedFact} */
export const evolve = (state: ReferralState | undefined, fact: RecordedFact<LifeFact>): ReferralState =>
  evolveOwn(ownState(state), fact);

/** The same state for the caller alone, who may change it: with `evolveOwn`, or otherwise. */
export function ownState(state: ReferralState): ReferralState;
export function ownState(state: ReferralState | undefined): ReferralState | undefined;
export function ownState(state: ReferralState | undefined): ReferralState | undefined {
  // Places are the machine's own and frozen; by their identity the table is found.
  return state && { place: state.place, record: ownRecord(state.record) };
}

/**
 * The state after one more fact, for a state that is the caller's own: it may be changed on the way, and must not be
 * used any more. For whoever folds many facts and hands none of the states between out. @throws {UnacceptedFact}, with nothing changed
 */
export function evolveOwn(own: ReferralState | undefined, fact: RecordedFact<LifeFact>): ReferralState {
  const { place } = nextNode(own, fact);
  // Whoever has a state of one's own may change it: it was made here, or read from where it is kept.
  const record = (own?.record as ReferralRecord | undefined) ?? emptyRecord();
  applyTo(record, fact, own?.place.lifecycle !== place.lifecycle);
  return { place, record };
}

/** The state after a whole history, folded on a private object. @throws {UnacceptedFact} */
export function fold(
  facts: Iterable<RecordedFact<LifeFact>>,
  from?: ReferralState,
): ReferralState | undefined {
  let node = from === undefined ? undefined : nodeAt(from.record.pathway, from.place);
  let record = ownState(from)?.record as ReferralRecord | undefined;
  for (const fact of facts) {
    const next: PlaceNode = step(node, fact);
    record ??= emptyRecord();
    applyTo(record, fact, next.place.lifecycle !== node?.place.lifecycle);
    node = next;
  }
  return node === undefined || record === undefined ? undefined : { place: node.place, record };
}

/** Whether the machine takes this fact where the referral stands. */
export function canHappen(state: ReferralState | undefined, type: LifeFactType): boolean {
  if (state === undefined) return type === "ReferralRegistered";
  return nodeAt(state.record.pathway, state.place).next.has(type);
}

/** A fact that the machine does not take where the referral stands: the log and the machine disagree. */
export class UnacceptedFact extends Error {
  override readonly name = "UnacceptedFact";

  constructor(place: Place | undefined, type: string) {
    super(
      `${type} cannot happen ${place === undefined ? "before a referral is registered" : `at ${JSON.stringify(place)}`}.`,
    );
  }
}

function nextNode(state: ReferralState | undefined, fact: RecordedFact<LifeFact>): PlaceNode {
  return step(state === undefined ? undefined : nodeAt(state.record.pathway, state.place), fact);
}

function step(node: PlaceNode | undefined, fact: RecordedFact<LifeFact>): PlaceNode {
  const from = node ?? (fact.type === "ReferralRegistered" ? compiled(fact.data.pathway).initial : undefined);
  const next = from?.next.get(fact.type);
  if (next === undefined) throw new UnacceptedFact(node?.place, fact.type);
  return next;
}
