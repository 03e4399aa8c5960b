import { type CommandType, dateOf, type Instant, type Variant } from "@wor/lifecycle";
import { daysLater } from "../days.ts";
import { type Sentence, thePath } from "../harness/sentence.ts";
import type { Verb } from "../harness/verbs.ts";
import { by, coachNamed, says, secondReferral } from "./speakers.ts";

/** Refusals and turns that take more than one sentence to come to, each from a referral that has just come in. */
export function detours(variant: Variant, now: Instant): Sentence[][] {
  const path = thePath;
  const one = coachNamed("coach-1");
  const keeper = by(variant, "StopActivity", "coordinator");
  const plain = (verb: Verb, type: CommandType, ...args: unknown[]) => says(by(variant, type), verb, ...args);
  const soon = dateOf(daysLater(now, 14));
  const reach = plain("triesToReach", "RecordContactAttempt", path);
  const talk = plain("holdsConversation", "HoldConversation", path);
  const postpone = plain("postpones", "PostponeReferral", path, soon);
  const goOn = plain("takesUpAgain", "TakeUpReferralAgain", path);
  const second = secondReferral(variant);
  const measure = variant.measurements.flatMap(({ instrument, moments: [moment] }) =>
    plain("measures", "TakeMeasurement", path, { instrument, moment, answers: {} }),
  );
  return [
    [says(one, "leaves"), plain("assigns", "AssignCoach", path, "coach-1")],
    [says(one, "leaves"), says(coachNamed("coach-2"), "leaves"), { until: dateOf(daysLater(now, 40)) }],
    [says(coachNamed("coach-2"), "goesOnLeave"), plain("assigns", "AssignCoach", path, "coach-2")],
    [
      says(coachNamed("coach-2"), "changesWork", { maxCaseload: 0 }),
      plain("assigns", "AssignCoach", path, "coach-2"),
    ],
    [
      says(coachNamed("coach-2"), "changesWork", { trained: false }),
      plain("assigns", "AssignCoach", path, "coach-2"),
    ],
    [says(one, "goesOnLeave", { standIn: "coach-2" }), says(coachNamed("coach-2"), "leaves")],
    [says(one, "goesOnLeave", { standIn: "coach-2" }), says(one, "comesBack")],
    Array.from({ length: variant.contact.maxAttempts }, () => reach),
    Array.from({ length: variant.triage.postponeAtMost + 1 }, () => [postpone, goOn]).flat(),
    Array.from({ length: (variant.conversations.maximum ?? 0) + 1 }, () => talk),
    [talk, ...measure.slice(0, 1), ...measure.slice(0, 1)],
    [
      says(keeper, "stopsActivity", "eating-club"),
      talk,
      plain("matches", "MatchActivity", path, "eating-club"),
    ],
    [
      talk,
      plain("putsOnWaitingList", "JoinWaitingList", path, "full-course"),
      plain("offersPlace", "OfferPlace", path),
    ],
    [
      talk,
      plain("putsOnWaitingList", "JoinWaitingList", path, "full-course"),
      says(keeper, "changesActivity", "full-course", { kind: "course", capacity: 1 }),
      plain("offersPlace", "OfferPlace", path),
      plain("matches", "MatchActivity", path, "full-course"),
    ],
    [
      plain("drops", "DropReferral", path, { reason: "moved" }),
      plain("givesFeedback", "GiveFeedback", path),
      { until: dateOf(daysLater(now, 900)) },
      plain("reopens", "ReopenReferral", path),
    ],
    [plain("drops", "DropReferral", path, { reason: "deceased" }), plain("reopens", "ReopenReferral", path)],
    [
      { until: dateOf(daysLater(now, 2)) },
      plain("drops", "DropReferral", path, { reason: "moved" }),
      plain("reopens", "ReopenReferral", path, { occurredAt: daysLater(now, 1) }),
    ],
    [
      says(by(variant, "CloseIntake", "coordinator"), "closesIntake"),
      says(by(variant, "CloseIntake", "coordinator"), "closesIntake"),
    ],
    [second, plain("dismissesDuplicate", "DismissDuplicate", path, { path: 1 })],
    [second, plain("merges", "DropReferral", path, { path: 1 }), plain("reopens", "ReopenReferral", path)],
  ];
}
