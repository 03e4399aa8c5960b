import { describe, expect, test } from "vitest";
import { given } from "../testing/specification.ts";
import { participating } from "../testing/ways.ts";

const paused = [...participating, "ParticipationPaused"] as const;

describe("pausing", () => {
  test("illness, holiday or a lockdown: taking part lies still until a day", () => {
    given(...participating)
      .when("PauseParticipation", { reason: "illness", until: "2024-05-01" })
      .leadsTo(["ParticipationPaused", { reason: "illness", until: "2024-05-01" }]);
  });

  test("not until a day that has come, and not for longer than agreed", () => {
    given(...participating)
      .when("PauseParticipation", { until: "2024-03-11" })
      .isRefused("date-has-passed");
    given(...participating)
      .when("PauseParticipation", { until: "2024-06-12" })
      .isRefused("pause-too-long", { latest: "2024-06-11" });
    given(...participating)
      .when("PauseParticipation", { until: "2024-06-11" })
      .leadsTo("ParticipationPaused");
  });

  test("a pause can be extended when the day comes near", () => {
    const town = given(...paused)
      .when("PauseParticipation", { until: "2024-05-15" })
      .leadsTo("ParticipationPaused");
    expect(town.referrals()[0]?.record.participation).toMatchObject({
      pausedSince: "2024-03-11T09:00:00.000Z",
      pausedUntil: "2024-05-15",
    });
  });
});

describe("going on after a pause", () => {
  test("once somebody has looked whether it still suits", () => {
    const town = given(...paused)
      .when("ResumeParticipation", { stillSuitable: true })
      .leadsTo(["ParticipationResumed", { stillSuitable: true }]);
    expect(town.referrals()[0]?.place.lifecycle).toBe("participating.active");
  });

  test("not with what no longer suits: then looking goes on, or it ends with that reason", () => {
    given(...paused)
      .when("ResumeParticipation", { stillSuitable: false })
      .isRefused("no-longer-suitable");
    given(...paused)
      .when("ReturnToMatching", { reason: "condition-worsened" })
      .leadsTo("MatchingReopened");
    given(...paused)
      .when("DropReferral", { reason: "conditionWorsened", initiator: "circumstance" })
      .leadsTo(["ReferralDropped", { phase: "participating" }]);
  });
});
