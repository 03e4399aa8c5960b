import { describe, test } from "vitest";
import { given } from "../testing/specification.ts";
import { accepted, dropped } from "../testing/ways.ts";
import { OrganisationId } from "../vocabulary/identifiers.ts";

const elsewhere = { id: "a-gp", role: "referrer", organisation: OrganisationId.parse("practice-9") } as const;
const no = { organisation: "practice-1", own: "practice-9" };

describe("a practice acts for those it referred itself", () => {
  test("not for those of another practice: to withdraw, to judge, to speak of consent or of feedback", () => {
    given(...accepted)
      .when("DropReferral", { reason: "withdrawnByReferrer", initiator: "referrer" })
      .by(elsewhere)
      .isRefused("another-organisation", no);
    given("ReferralRegistered").when("AcceptReferral").by(elsewhere).isRefused("another-organisation", no);
    given(...accepted)
      .when("ChangeConsent")
      .by(elsewhere)
      .isRefused("another-organisation", no);
    given(...dropped)
      .when("DelegateFeedback")
      .by(elsewhere)
      .isRefused("another-organisation", no);
  });

  test("whose practice is not told is taken at their word", () => {
    given(...accepted)
      .when("ChangeConsent")
      .by({ id: "a-gp", role: "referrer" })
      .leadsTo("ConsentChanged");
  });
});
