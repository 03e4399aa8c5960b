import { fittingAge, suitableAnswers } from "./fitting.ts";
import { type InputOf, type Key, keyOf, type Optional, type Speaker } from "./told.ts";

/** What people do that is about no referral yet, or about none: referring itself, coaches, activities, the intake. */
export const townVerbs = {
  /** Refers a resident. `reason` is the main reason; without it, the first of the variant. */
  refers: (who: Speaker, resident: Key, told: Optional<"RegisterReferral"> & { reason?: string } = {}) => {
    const { reason, ...rest } = told;
    const { referring, pathway, triage } = who.variant;
    const { profession, actor } = who;
    const { code: channel = profession === "self" ? "ownInitiative" : "phone" } = referring.channels[0] ?? {};
    return {
      type: "RegisterReferral",
      resident: keyOf(resident),
      pathway,
      referrer: { profession, ...(actor.organisation && { organisation: actor.organisation }) },
      channel,
      mainReason: reason ?? referring.reasons[0]?.code ?? "other",
      residentInformed: true,
      consent: { referral: true, contact: true, feedback: true },
      ...(fittingAge(referring) !== undefined && { age: fittingAge(referring) }),
      ...(referring.handovers.includes("none") ? {} : { handover: referring.handovers[0] }),
      ...(triage.by === "referrer" && profession !== "self" && { answers: suitableAnswers(who.variant) }),
      ...rest,
    } satisfies InputOf<"RegisterReferral">;
  },

  /** Puts an activity on the sociale kaart. */
  offers: (_: Speaker, activity: string, told: Optional<"OfferActivity", "activity"> = {}) =>
    ({ type: "OfferActivity", activity, kind: "walking", ...told }) satisfies InputOf<"OfferActivity">,
  /** Changes what an activity is, whole. */
  changesActivity: (_: Speaker, activity: string, told: Optional<"ChangeActivity", "activity"> = {}) =>
    ({ type: "ChangeActivity", activity, kind: "walking", ...told }) satisfies InputOf<"ChangeActivity">,
  /** Lets an activity lie still for a while. */
  suspendsActivity: (_: Speaker, activity: string, told: Optional<"SuspendActivity", "activity"> = {}) =>
    ({ type: "SuspendActivity", activity, reason: "lockdown", ...told }) satisfies InputOf<"SuspendActivity">,
  /** Lets an activity begin again. */
  resumesActivity: (_: Speaker, activity: string, told: Optional<"ResumeActivity", "activity"> = {}) =>
    ({ type: "ResumeActivity", activity, ...told }) satisfies InputOf<"ResumeActivity">,
  /** Ends an activity for good. */
  stopsActivity: (_: Speaker, activity: string, told: Optional<"StopActivity", "activity"> = {}) =>
    ({ type: "StopActivity", activity, reason: "noLeader", ...told }) satisfies InputOf<"StopActivity">,

  /** No new referrals for now. */
  closesIntake: (who: Speaker, told: Optional<"CloseIntake"> = {}) =>
    ({
      type: "CloseIntake",
      pathway: who.variant.pathway,
      reason: "noCoach",
      ...told,
    }) satisfies InputOf<"CloseIntake">,
  /** New referrals are welcome again. */
  opensIntake: (who: Speaker, told: Optional<"OpenIntake"> = {}) =>
    ({ type: "OpenIntake", pathway: who.variant.pathway, ...told }) satisfies InputOf<"OpenIntake">,

  /** Begins to work here as a coach; also after having left. */
  startsWork: (who: Speaker, told: Optional<"RegisterCoach", "coach"> = {}) =>
    ({ type: "RegisterCoach", coach: who.key, ...told }) satisfies InputOf<"RegisterCoach">,
  /** Other practices, areas, hours or a smaller caseload; whole. */
  changesWork: (who: Speaker, told: Optional<"ChangeCoach", "coach"> = {}) =>
    ({ type: "ChangeCoach", coach: who.key, ...told }) satisfies InputOf<"ChangeCoach">,
  /** Is away for a while, with or without somebody who stands in. */
  goesOnLeave: (
    who: Speaker,
    told: Omit<Optional<"SendCoachOnLeave", "coach">, "standIn"> & { standIn?: Key } = {},
  ) => {
    const { standIn, ...rest } = told;
    return {
      type: "SendCoachOnLeave",
      coach: who.key,
      ...rest,
      ...(standIn !== undefined && { standIn: keyOf(standIn) }),
    } satisfies InputOf<"SendCoachOnLeave">;
  },
  /** Is back from leave. */
  comesBack: (who: Speaker, told: Optional<"BringCoachBack", "coach"> = {}) =>
    ({ type: "BringCoachBack", coach: who.key, ...told }) satisfies InputOf<"BringCoachBack">,
  /** Leaves for good. */
  leaves: (who: Speaker, told: Optional<"LetCoachDepart", "coach"> = {}) =>
    ({
      type: "LetCoachDepart",
      coach: who.key,
      reason: "otherWork",
      ...told,
    }) satisfies InputOf<"LetCoachDepart">,
} as const;
