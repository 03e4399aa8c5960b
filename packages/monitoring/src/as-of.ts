import {
  CalendarDate,
  compiled,
  Instant,
  type LifeFact,
  type Place,
  type PlaceNode,
  type RecordedFact,
  type ReferralId,
  startOfDay,
  UnacceptedFact,
} from "@wor/lifecycle";
import { Temporal } from "temporal-polyfill";

/**
 * The moment from which to look, in both senses, which may be combined: only what had happened by then
 * (`occurredBy`), and only what was known by then (`recordedBy`). A day counts to its end.
 */
export interface AsOf {
  /** ISO 8601: a moment in UTC with milliseconds, or a day. */
  readonly occurredBy?: string | undefined;
  readonly recordedBy?: string | undefined;
}

/** Which facts count, and the moment against which what is due and how long things take is measured. */
export interface Horizon {
  readonly occurredBy?: Instant | undefined;
  readonly recordedBy?: Instant | undefined;
  readonly moment: Instant;
}

/** From where to look. @param now The present, an ISO 8601 moment. @throws {z.ZodError} when one of them is no moment and no day. */
export function horizonOf(asOf: AsOf | undefined, now: string): Horizon {
  const occurredBy = asOf?.occurredBy === undefined ? undefined : momentOf(asOf.occurredBy);
  const recordedBy = asOf?.recordedBy === undefined ? undefined : momentOf(asOf.recordedBy);
  const present = momentOf(now);
  const moments = [present, occurredBy, recordedBy].filter((one) => one !== undefined).sort();
  return { occurredBy, recordedBy, moment: moments[0] ?? present };
}

/** A moment as it is, a day as its last millisecond in the municipality. */
export function momentOf(text: string): Instant {
  const day = CalendarDate.safeParse(text);
  if (!day.success) return Instant.parse(text);
  const next = CalendarDate.parse(Temporal.PlainDate.from(day.data).add({ days: 1 }).toString());
  const end = Temporal.Instant.from(startOfDay(next)).subtract({ milliseconds: 1 });
  return Instant.parse(end.toString({ fractionalSecondDigits: 3 }));
}

/** Whether a fact counts from this horizon. */
export const counts = (
  { occurredBy, recordedBy }: Horizon,
  fact: { readonly occurredAt: string; readonly recordedAt: string },
): boolean =>
  (occurredBy === undefined || fact.occurredAt <= occurredBy) &&
  (recordedBy === undefined || fact.recordedAt <= recordedBy);

/** Where one referral stands, in the whole log and from the horizon. */
interface Standing {
  node: PlaceNode;
  seen: Place;
}

/** What the facts of a referral look like from a horizon. */
export interface Seen {
  /** Where the referral stood in the whole log before this fact; nothing before the first. */
  readonly before: Place | undefined;
  /** Where it stands from the horizon after it. */
  readonly place: Place;
}

/**
 * Walks every referral through its whole history and tells, for each fact that counts, where the referral stood
 * from the horizon. A fact that is left out (it was entered late, and had not happened or was not known) leaves
 * out only the moves it made itself, so that what did count is still seen where it led.
 */
export function walk(horizon: Horizon): (fact: RecordedFact<LifeFact>) => Seen | undefined {
  const standings = new Map<ReferralId, Standing>();
  return (fact) => {
    const standing = standings.get(fact.data.referral);
    const from =
      standing?.node ??
      (fact.type === "ReferralRegistered" ? compiled(fact.data.pathway).initial : undefined);
    const to = from?.next.get(fact.type);
    if (from === undefined || to === undefined) throw new UnacceptedFact(standing?.node.place, fact.type);
    const counted = counts(horizon, fact);
    const seen = standing?.seen ?? from.place;
    const place = counted ? moved(seen, from.place, to.place) : seen;
    standings.set(fact.data.referral, { node: to, seen: place });
    return counted ? { before: standing === undefined ? undefined : from.place, place } : undefined;
  };
}

/** `seen`, changed in those regions that a fact moved; the machine's own object where that is the same. */
function moved(seen: Place, from: Place, to: Place): Place {
  if (seen === from) return to;
  return {
    lifecycle: to.lifecycle === from.lifecycle ? seen.lifecycle : to.lifecycle,
    coach: to.coach === from.coach ? seen.coach : to.coach,
    feedback: to.feedback === from.feedback ? seen.feedback : to.feedback,
  };
}
