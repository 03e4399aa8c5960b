import { describe, expect, test } from "vitest";
import { given } from "../testing/specification.ts";
import { closedAfterCompleting, closedAfterDrop, dropped, matched, participating } from "../testing/ways.ts";

describe("coming back", () => {
  test("soon after a drop the same referral goes on, and waits in sight for a coach", () => {
    for (const [way, feedback] of [
      [dropped, "owed"],
      [closedAfterDrop, "notOwed"],
    ] as const) {
      const town = given(...way)
        .when("ReopenReferral")
        .leadsTo(["ReferralReopened", { reason: "came-back", coach: "coach-1" }]);
      expect(town.referrals()[0]?.place).toEqual({
        lifecycle: "intake.conversing",
        coach: "missing",
        feedback,
      });
    }
  });

  test("begins with empty hands: no activity, no pause and no count of before", () => {
    const town = given(...participating, ["CheckedIn", { went: "no" }], "ReferralDropped")
      .when("ReopenReferral")
      .leadsTo("ReferralReopened");
    expect(town.referrals()[0]?.record).toMatchObject({
      reopened: 1,
      matching: { waitingFor: undefined },
      participation: { startedAt: undefined, noShows: 0 },
      enrolments: [{ status: "ended" }],
      coach: { id: undefined, former: ["coach-1"] },
    });
    const again = given(...participating, "ReferralDropped", "ReferralReopened")
      .under({ feedback: { interim: [] } })
      .when("MatchActivity")
      .leadsTo("ActivityMatched");
    expect(again.referrals()[0]?.record.enrolments).toHaveLength(2);
  });

  test("later than agreed it is a new referral", () => {
    given(...closedAfterDrop)
      .when("ReopenReferral")
      .at("2024-09-05T09:00:00.000Z")
      .isRefused("too-late-to-reopen", { until: "2024-09-04" });
    given(...closedAfterDrop)
      .when("ReopenReferral")
      .at("2024-09-04T08:00:00.000Z")
      .leadsTo("ReferralReopened");
  });

  test("comes after the end, however late it is written down", () => {
    given(...dropped.slice(0, -1), ["ReferralDropped", {}, "2024-03-08T09:00:00.000Z"])
      .when("ReopenReferral", { occurredAt: "2024-03-07T09:00:00.000Z" })
      .isRefused("before-the-ending", { endedAt: "2024-03-08T09:00:00.000Z" });
    given(...dropped.slice(0, -1), ["ReferralDropped", {}, "2024-03-08T09:00:00.000Z"])
      .when("ReopenReferral", { occurredAt: "2024-03-08T10:00:00.000Z" })
      .leadsTo("ReferralReopened");
  });

  test("is not for who died, for a mistake, or for what was completed", () => {
    given(...dropped.slice(0, -1), ["ReferralDropped", { reason: "deceased" }])
      .when("ReopenReferral")
      .isRefused("ended-for-good", { reason: "deceased" });
    given(...dropped, "ReferralEnteredInError")
      .when("ReopenReferral")
      .isRefused("ended-for-good", { reason: "enteredInError" });
    given(...closedAfterCompleting)
      .when("ReopenReferral")
      .isRefused("not-in-this-state");
  });

  test("is not while another referral is open for the resident", () => {
    given(...closedAfterDrop, ["ReferralRegistered", { referral: "referral-2" }])
      .when("ReopenReferral")
      .isRefused("referral-already-open", { referral: "referral-2" });
  });

  test("takes away nothing of what the referrer is still to hear: the next message tells all of it", () => {
    const owing = [...matched, "FeedbackBecameDue", "ReferralDropped"] as const;
    const town = given(...owing)
      .when("ReopenReferral")
      .leadsTo("ReferralReopened");
    const [back] = town.referrals();
    expect(back?.place.feedback).toBe("owed");
    expect(back?.record.feedback.owedFor.map(({ moment }) => moment)).toEqual(["match", "drop"]);
    given(...owing, "ReferralReopened")
      .when("GiveFeedback", { message: "exploring" })
      .leadsTo(["FeedbackGiven", { moments: ["match", "drop"], message: "exploring" }]);
    given(...owing, "ReferralReopened", "ReferralDropped")
      .when("GiveFeedback", { message: "stopped" })
      .leadsTo(["FeedbackGiven", { moments: ["match", "drop", "drop"] }], "ReferralClosed");
  });

  test("of who does not want the referrer to hear any more leaves nothing open", () => {
    given(...dropped)
      .when("ReopenReferral", { consent: { referral: true, contact: true, feedback: false } })
      .leadsTo("ReferralReopened", "ConsentChanged", [
        "FeedbackImpossible",
        { moments: ["drop"], reason: "noConsent" },
      ]);
  });

  test("who withdrew consent agrees anew", () => {
    const withdrawn = { consent: { referral: false, contact: false, feedback: true } };
    const consent = { referral: true, contact: true, feedback: true };
    given(...dropped, ["ConsentChanged", withdrawn])
      .when("ReopenReferral")
      .isRefused("consent-missing", { consent: "referral" });
    given(...dropped, ["ConsentChanged", withdrawn])
      .when("ReopenReferral", { consent })
      .leadsTo("ReferralReopened", ["ConsentChanged", { consent }]);
  });
});
