import { describe, expect, test } from "vitest";
import { given } from "../testing/specification.ts";
import { completed, dropped, guided, matched, participating } from "../testing/ways.ts";

const self = { referrer: { profession: "self" } };

describe("the referrer hears back", () => {
  test("after a drop, and then the referral is closed", () => {
    const town = given(...dropped)
      .when("GiveFeedback", { message: "stopped" })
      .leadsTo(
        ["FeedbackGiven", { moments: ["drop"], message: "stopped", to: "gp", via: "phone" }],
        ["ReferralClosed", { coach: "coach-1" }],
      );
    expect(town.referrals()[0]?.place).toEqual({
      lifecycle: "dropped.closed",
      coach: "notNeeded",
      feedback: "given",
    });
  });

  test("after completing", () => {
    given(...completed)
      .when("GiveFeedback", { message: "completed" })
      .leadsTo("FeedbackGiven", "ReferralClosed");
  });

  test("in one message for all that is owed", () => {
    given(...matched, "FeedbackBecameDue", "ReferralDropped")
      .when("GiveFeedback", { message: "notSuitable" })
      .leadsTo(["FeedbackGiven", { moments: ["match", "drop"] }], "ReferralClosed");
  });

  test("of what had happened by then: what is written down later does not stand for what came since", () => {
    const since = "2024-03-08T09:00:00.000Z";
    const late = given(...matched, "FeedbackBecameDue", ["ReferralDropped", {}, since]);
    const town = late
      .when("GiveFeedback", { message: "takesPart", occurredAt: "2024-03-06T09:00:00.000Z" })
      .leadsTo(
        ["FeedbackGiven", { moments: ["match"], message: "takesPart" }],
        ["FeedbackStillOwed", { moments: [{ moment: "drop", since }] }],
      );
    expect(town.referrals()[0]?.place).toMatchObject({ lifecycle: "dropped.reporting", feedback: "owed" });
    late
      .when("GiveFeedback", { message: "stopped", occurredAt: since })
      .leadsTo(["FeedbackGiven", { moments: ["match", "drop"] }], "ReferralClosed");
  });

  test("of the ending, though something in between was told before it and is written down after", () => {
    given(...guided, ["ReferralDropped", {}, "2024-03-08T09:00:00.000Z"])
      .when("GiveFeedback", { message: "exploring", occurredAt: "2024-03-06T09:00:00.000Z" })
      .leadsTo("FeedbackGiven", ["FeedbackStillOwed", { moments: [{ moment: "drop" }] }]);
    given(
      ...guided,
      ["ReferralDropped", {}, "2024-03-08T09:00:00.000Z"],
      "FeedbackGiven",
      "FeedbackStillOwed",
    )
      .when("GiveFeedback", { message: "stopped" })
      .leadsTo(["FeedbackGiven", { moments: ["drop"] }], "ReferralClosed");
  });

  test("in between, also when nothing was owed", () => {
    given(...guided)
      .when("GiveFeedback", { message: "exploring" })
      .leadsTo(["FeedbackGiven", { moments: ["intake"] }]);
    given(...participating)
      .when("GiveFeedback", { message: "takesPart" })
      .leadsTo(["FeedbackGiven", { moments: ["match"] }]);
  });

  test("through the practice nurse when the GP has no time", () => {
    given(...dropped)
      .when("DelegateFeedback", { to: "practiceNurse" })
      .by("referrer")
      .leadsTo(["FeedbackDelegated", { to: "practiceNurse" }]);
    given(...dropped, "FeedbackDelegated")
      .when("GiveFeedback")
      .leadsTo(["FeedbackGiven", { to: "practiceNurse" }], "ReferralClosed");
  });

  test("in the words and by the ways that are agreed", () => {
    const brief = given(...dropped).under({
      feedback: { messages: ["takesPart", "notSuitable"], via: ["phone"] },
    });
    brief.when("GiveFeedback", { message: "exploring" }).isRefused("message-not-used");
    brief.when("GiveFeedback", { via: "letter" }).isRefused("way-not-used");
    given(...dropped)
      .when("DelegateFeedback", { to: "homeCare" })
      .isRefused("recipient-not-listed", { recipients: ["practiceNurse"] });
  });
});

describe("nobody is told", () => {
  test("when the resident came on their own initiative", () => {
    given(["ReferralRegistered", self], "ReferralAccepted").when("GiveFeedback").isRefused("nobody-to-tell");
    given(["ReferralRegistered", self], "ReferralAccepted")
      .when("DelegateFeedback")
      .isRefused("nobody-to-tell");
  });

  test("when the resident does not want it", () => {
    given(...guided, "ConsentChanged")
      .when("GiveFeedback")
      .isRefused("no-consent-to-feedback");
  });

  test("when it is recorded why that cannot be; then the referral is closed", () => {
    given(...dropped)
      .when("MarkFeedbackImpossible", { reason: "practiceClosed" })
      .leadsTo(["FeedbackImpossible", { moments: ["drop"], reason: "practiceClosed" }], "ReferralClosed");
    given(...matched, "FeedbackBecameDue")
      .when("MarkFeedbackImpossible")
      .leadsTo(["FeedbackImpossible", { moments: ["match"] }]);
  });

  test("a referral closes when it has ended, not before, though why nobody is told was known sooner", () => {
    const ended = "2024-03-08T09:00:00.000Z";
    const town = given(...guided, ["ReferralDropped", {}, ended])
      .when("MarkFeedbackImpossible", { occurredAt: "2024-03-06T09:00:00.000Z" })
      .leadsTo("FeedbackImpossible", "ReferralClosed");
    expect(town.referrals()[0]?.record).toMatchObject({ endedAt: ended, closedAt: ended });
  });

  test("of what nobody is owed there is nothing to mark", () => {
    given(...guided)
      .when("MarkFeedbackImpossible")
      .isRefused("not-in-this-state");
  });
});
