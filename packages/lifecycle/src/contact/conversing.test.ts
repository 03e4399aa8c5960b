import { describe, expect, test } from "vitest";
import { given } from "../testing/specification.ts";
import { guided, inIntake, matched } from "../testing/ways.ts";

describe("talking with the resident", () => {
  test("the first conversation is the intake: from then on it is known that the resident arrived", () => {
    const town = given(...guided)
      .when("HoldConversation", { mode: "phone" })
      .leadsTo("IntakeStarted", ["ConversationHeld", { mode: "phone" }]);
    expect(town.referrals()[0]?.place.lifecycle).toBe("intake.conversing");
  });

  test("the referrer hears of the intake where that is agreed, unless there is nobody to tell", () => {
    const policy = { feedback: { interim: ["intake" as const] } };
    given(...guided)
      .under(policy)
      .when("HoldConversation")
      .leadsTo("IntakeStarted", "ConversationHeld", ["FeedbackBecameDue", { moment: "intake" }]);
    given(["ReferralRegistered", { referrer: { profession: "self" } }], "ReferralAccepted")
      .under(policy)
      .when("HoldConversation")
      .leadsTo("IntakeStarted", "ConversationHeld");
  });

  test("what is talked about is kept in codes: wishes, barriers, domains of life", () => {
    given(...inIntake)
      .when("HoldConversation", {
        mode: "walking",
        wishes: ["company"],
        barriers: ["fear", "transport"],
        lifeDomains: ["participation"],
        note: "sealed:n0te",
      })
      .leadsTo([
        "ConversationHeld",
        { mode: "walking", wishes: ["company"], barriers: ["fear", "transport"], note: "sealed:n0te" },
      ]);
  });

  test("conversations go on after a match", () => {
    given(...matched)
      .when("HoldConversation")
      .leadsTo("ConversationHeld");
  });

  test("a way of talking that is not used here is refused", () => {
    given(...inIntake)
      .under({ conversations: { modes: ["homeVisit"] } })
      .when("HoldConversation", { mode: "screen" })
      .isRefused("mode-not-used", { mode: "screen" });
  });

  test("there are no more conversations than agreed", () => {
    given(...inIntake)
      .under({ conversations: { maximum: 1 } })
      .when("HoldConversation")
      .isRefused("too-many-conversations", { maximum: 1 });
  });

  test("nobody talks with who does not want to be contacted", () => {
    given(...guided, ["ConsentChanged", { consent: { referral: true, contact: false, feedback: true } }])
      .when("HoldConversation")
      .isRefused("no-consent-to-contact");
  });

  test("a conversation from before the referral is refused", () => {
    given(...guided)
      .when("HoldConversation", { occurredAt: "2024-03-01T09:00:00.000Z" })
      .isRefused("before-the-referral");
  });
});
