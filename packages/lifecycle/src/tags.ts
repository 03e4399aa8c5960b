import type { AnyFact } from "./facts.ts";
import { isLifeFactType } from "./facts.ts";
import type { ReferralRecord } from "./referral/record.ts";

/** What a fact is about, as `kind:id`; the log finds facts by these. */
export type Tag = `${string}:${string}`;

type Tagged = Pick<ReferralRecord, "resident" | "formerResident" | "coach" | "enrolments" | "matching">;

/**
 * The tags of a fact: the referral and resident it is about, and every coach and activity whose view changes by
 * it. `before` is the record of the fact's referral before it happened; nothing for facts about something else,
 * and for what a coach's departure says about many referrals at once. `other` is the record of the referral that a
 * duplicate is merged into: from then on both residents are known to be one.
 */
export function tagsOf(
  fact: AnyFact,
  before: Tagged | undefined,
  other?: Pick<Tagged, "resident" | "formerResident">,
): Tag[] {
  const tags = new Set<Tag>();
  const data: { readonly [field: string]: unknown } = fact.data;
  const add = (kind: string, id: unknown) => {
    if (typeof id === "string") tags.add(`${kind}:${id}`);
  };
  if (isLifeFactType(fact.type)) {
    add("referral", data.referral);
    add("resident", data.resident ?? before?.resident);
    add("resident", data.formerResident ?? before?.formerResident);
    add("coach", data.standIn);
  }
  if (fact.type === "ReferralDropped" && fact.data.mergedInto !== undefined) {
    add("resident", other?.resident);
    add("resident", other?.formerResident);
  }
  add("coach", data.coach);
  add("activity", data.activity);
  if (fact.type === "ReferralRegistered") add("practice", fact.data.referrer.organisation);
  if (fact.type === "PracticeChanged") add("practice", fact.data.practice);
  if (fact.type === "IntakeClosed" || fact.type === "IntakeOpened") add("pathway", fact.data.pathway);
  if (freesPlaces.has(fact.type)) {
    for (const one of before?.enrolments ?? []) if (one.status !== "ended") add("activity", one.activity);
    add("activity", before?.matching.waitingFor);
  }
  if (endsTheWait.has(fact.type)) add("activity", before?.matching.waitingFor);
  if (freesTheCoach.has(fact.type)) add("coach", before?.coach.standIn);
  return [...tags];
}

/** Facts after which nobody stands in any more. */
const freesTheCoach: ReadonlySet<AnyFact["type"]> = new Set([
  "CoachReleased",
  "ReferralClosed",
  "ReferralEnteredInError",
  "ReferralReopened",
]);

/** Facts after which the resident holds no place in any activity. */
const freesPlaces: ReadonlySet<AnyFact["type"]> = new Set([
  "ReferralDropped",
  "ReferralEnteredInError",
  "ParticipationCompleted",
  "MatchingReopened",
]);

/** Facts that end the wait for a place elsewhere. */
const endsTheWait: ReadonlySet<AnyFact["type"]> = new Set(["ActivityMatched", "WaitingListJoined"]);
