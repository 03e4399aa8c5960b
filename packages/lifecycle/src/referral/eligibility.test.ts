import { describe, test } from "vitest";
import { given } from "../testing/specification.ts";

describe("who is welcome", () => {
  test("a profession that does not refer here is refused, with those that do", () => {
    given()
      .when("RegisterReferral", { referrer: { profession: "physiotherapist", organisation: "practice-1" } })
      .isRefused("profession-may-not-refer", { profession: "physiotherapist" });
  });

  test("residents refer themselves only where that is agreed", () => {
    given()
      .under({ referring: { selfReferral: false } })
      .when("RegisterReferral", { referrer: { profession: "self" } })
      .by("resident")
      .isRefused("no-self-referral");
  });

  test("a practice that does not take part is refused", () => {
    const some = given().under({ referring: { organisations: ["practice-2"] } });
    some
      .when("RegisterReferral")
      .isRefused("organisation-does-not-take-part", { organisation: "practice-1" });
    some
      .when("RegisterReferral", { referrer: { profession: "gp" } })
      .isRefused("organisation-does-not-take-part");
    some.when("RegisterReferral", { referrer: { profession: "self" } }).leadsTo("ReferralRegistered");
  });

  test("nobody refers on behalf of another practice", () => {
    given()
      .when("RegisterReferral", { referrer: { profession: "gp", organisation: "practice-9" } })
      .by("referrer")
      .isRefused("another-organisation", { own: "practice-1" });
  });

  test("a resident refers nobody in a GP's name", () => {
    given()
      .when("RegisterReferral", { referrer: { profession: "gp" } })
      .by("resident")
      .isRefused("profession-may-not-refer", { professions: ["self"] });
  });

  test("a reason that is not on the list is refused, as the main one or a further one", () => {
    given()
      .when("RegisterReferral", { mainReason: "bored" })
      .isRefused("unknown-reason", { reason: "bored" });
    given()
      .when("RegisterReferral", { furtherReasons: ["stuck", "bored"] })
      .isRefused("unknown-reason", { reason: "bored" });
  });

  test("an area that is not of this municipality is refused", () => {
    given().when("RegisterReferral", { area: "elsewhere" }).isRefused("unknown-area", { area: "elsewhere" });
  });

  test("where areas are not listed, any will do", () => {
    given()
      .under({ areas: [] })
      .when("RegisterReferral", { area: "elsewhere" })
      .leadsTo("ReferralRegistered", "ReferralAccepted");
  });

  test("outside the target group the help that does fit is named", () => {
    given()
      .when("RegisterReferral", { circumstances: ["psychosis"] })
      .isRefused("excluded", { circumstance: "psychosis", redirectTo: "mental-health-care" });
  });

  test("a circumstance nobody agreed on is refused", () => {
    given()
      .when("RegisterReferral", { circumstances: ["tall"] })
      .isRefused("unknown-circumstance");
  });

  test("the age counts where there is a target age", () => {
    const elderly = given().under({ referring: { minimumAge: 65, maximumAge: 100 } });
    elderly.when("RegisterReferral", { age: 64 }).isRefused("too-young", { minimumAge: 65 });
    elderly.when("RegisterReferral", { age: 101 }).isRefused("too-old", { maximumAge: 100 });
    elderly.when("RegisterReferral", { age: undefined }).isRefused("age-missing", { minimumAge: 65 });
    elderly.when("RegisterReferral", { age: 65 }).leadsTo("ReferralRegistered", "ReferralAccepted");
  });

  test("a resident who does not know of the referral is told first", () => {
    given().when("RegisterReferral", { residentInformed: false }).isRefused("resident-not-informed");
    given()
      .under({ referring: { residentMustBeInformed: false } })
      .when("RegisterReferral", { residentInformed: false })
      .leadsTo("ReferralRegistered", "ReferralAccepted");
  });

  test("without the consent that is agreed on, nobody is referred", () => {
    const consent = { referral: true, contact: false, feedback: false };
    given().when("RegisterReferral", { consent }).isRefused("consent-missing", { consent: "contact" });
    given()
      .under({ referring: { consent: [] } })
      .when("RegisterReferral", { consent })
      .leadsTo("ReferralRegistered", "ReferralAccepted");
  });

  test("an appointment made at once has a time", () => {
    given().when("RegisterReferral", { handover: "appointment" }).isRefused("appointment-missing");
    given()
      .when("RegisterReferral", { handover: "appointment", appointmentAt: "2042-03-14T10:00:00.000Z" })
      .isRefused("too-far-off");
  });

  test("a way of handing over or a channel that is not used here is refused", () => {
    given()
      .under({ referring: { handovers: ["none"] } })
      .when("RegisterReferral", { handover: "warm" })
      .isRefused("handover-not-used");
    given()
      .under({ referring: { channels: [{ code: "phone", label: { nl: "Telefoon", en: "Phone" } }] } })
      .when("RegisterReferral")
      .isRefused("channel-not-used", { channel: "zorgdomein" });
  });

  test("what the referrer answers to the decision tree decides whether it fits", () => {
    const tree = given().under({
      triage: {
        by: "referrer",
        decisionTree: [
          {
            code: "safe",
            ask: { nl: "Veilig?", en: "Safe?" },
            yes: "suitable",
            no: { redirectTo: "crisis-team" },
          },
        ],
      },
    });
    tree.when("RegisterReferral").isRefused("question-unanswered", { question: "safe" });
    tree
      .when("RegisterReferral", { answers: { safe: false } })
      .isRefused("tree-says-no", { redirectTo: "crisis-team" });
    tree
      .when("RegisterReferral", { answers: { safe: true } })
      .leadsTo("ReferralRegistered", "ReferralAccepted");
  });
});
