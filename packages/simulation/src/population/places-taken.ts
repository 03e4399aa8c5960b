import type { SequencedEvent } from "@wor/event-store";
import type { ReferralId } from "@wor/lifecycle";

interface Offer {
  readonly capacity: number | undefined;
  readonly taking: Set<ReferralId>;
  readonly waiting: Set<ReferralId>;
}

/** What the sociale kaart tells whoever looks: what is offered, whether there is a place, and who waits for one. */
export class PlacesTaken {
  readonly #offers = new Map<string, Offer>();
  /** Where each has a place or waits for one, of the activities that can be full. */
  readonly #at = new Map<ReferralId, Offer>();

  /** Takes in what happened to activities, and to who takes part in them. */
  see({ type, data }: SequencedEvent): void {
    const { activity, referral, capacity } = data as {
      activity?: string;
      referral?: ReferralId;
      capacity?: number;
    };
    if (type === "ActivityOffered" || type === "ActivityChanged") {
      if (activity === undefined) return;
      const { taking, waiting } = this.#offers.get(activity) ?? empty();
      this.#offers.set(activity, { capacity, taking, waiting });
    } else if (type === "ActivityStopped" && activity !== undefined) this.#offers.delete(activity);
    else if (referral === undefined) return;
    else if (type === "ActivityMatched" || type === "WaitingListJoined") {
      this.#leaves(referral);
      const offer = activity === undefined ? undefined : this.#offers.get(activity);
      if (offer?.capacity === undefined) return;
      (type === "ActivityMatched" ? offer.taking : offer.waiting).add(referral);
      this.#at.set(referral, offer);
    } else if (leaving.has(type)) this.#leaves(referral);
  }

  isOffered(activity: string): boolean {
    return this.#offers.has(activity);
  }

  /** Whether there is a place for this referral that nobody has waited longer for. */
  hasPlaceFor(activity: string, referral: ReferralId): boolean {
    const offer = this.#offers.get(activity);
    if (offer === undefined) return false;
    const { capacity, taking, waiting } = offer;
    if (capacity === undefined) return true;
    const ahead = waiting.has(referral) ? [...waiting].indexOf(referral) : waiting.size;
    return capacity - taking.size > ahead;
  }

  /** Who waits for a place in anything, longest first for each. */
  get waiting(): readonly ReferralId[] {
    return [...this.#offers.values()].flatMap(({ waiting }) => [...waiting]);
  }

  #leaves(referral: ReferralId): void {
    const offer = this.#at.get(referral);
    offer?.taking.delete(referral);
    offer?.waiting.delete(referral);
    this.#at.delete(referral);
  }
}

const empty = (): Pick<Offer, "taking" | "waiting"> => ({ taking: new Set(), waiting: new Set() });

const leaving: ReadonlySet<string> = new Set([
  "MatchingReopened",
  "ReferralDropped",
  "ReferralEnteredInError",
  "ParticipationCompleted",
]);
