import { describe, test } from "vitest";
import { given } from "../testing/specification.ts";
import { closedAfterCompleting, inIntake } from "../testing/ways.ts";

const complete = {
  emptiness: "yes",
  missPeople: "moreOrLess",
  feelRejected: "no",
  enoughToLeanOn: "no",
  manyToTrust: "yes",
  enoughCloseTo: "moreOrLess",
};

describe("measuring", () => {
  test("a questionnaire is scored by its published rules", () => {
    given(...inIntake)
      .when("TakeMeasurement", { answers: complete })
      .leadsTo(["MeasurementTaken", { scores: { total: 4, emotional: 2, social: 2 }, missingItems: 0 }]);
  });

  test("a follow-up can come in after everything is closed", () => {
    given(...closedAfterCompleting)
      .when("TakeMeasurement", { moment: "after3Months", answers: complete })
      .leadsTo("MeasurementTaken");
  });

  test("a questionnaire or a moment that is not agreed on is refused, with those that are", () => {
    given(...inIntake)
      .when("TakeMeasurement", { instrument: "ons4" })
      .isRefused("unknown-measurement");
    given(...inIntake)
      .when("TakeMeasurement", { moment: "after6Months" })
      .isRefused("unknown-measurement", { moment: "after6Months" });
  });

  test("nothing is measured twice", () => {
    given(...inIntake, "MeasurementTaken")
      .when("TakeMeasurement")
      .isRefused("already-measured");
  });

  test("an answer that the questionnaire does not have is named", () => {
    given(...inIntake)
      .when("TakeMeasurement", { answers: { emptiness: "often" } })
      .isRefused("invalid-command", { path: "answers.emptiness" });
    given(...inIntake)
      .when("TakeMeasurement", { answers: { shoeSize: 42 } })
      .isRefused("invalid-command", { path: "answers" });
  });

  test("a questionnaire of the municipality's own takes numbers as they are", () => {
    given(...inIntake)
      .when("TakeMeasurement", { instrument: "own-list", answers: { sleep: 7, energy: null } })
      .leadsTo(["MeasurementTaken", { scores: { sleep: 7, energy: null }, missingItems: 1 }]);
  });
});
