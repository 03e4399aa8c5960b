import { describe, expect, test } from "vitest";
import { exampleVariant } from "../testing/example-town.ts";
import { type Given, recorded } from "../testing/specification.ts";
import { townLog } from "../testing/town-log.ts";
import * as ways from "../testing/ways.ts";
import type { Instant } from "../vocabulary/times.ts";
import { deadlines } from "./deadlines.ts";
import { dueCommands } from "./due-commands.ts";

const calm = { calendar: { nationalHolidays: false } };

/** The referral that these facts are about. */
function referral(facts: readonly Given[]) {
  const town = townLog([exampleVariant(calm)]);
  for (const fact of facts) town.note(recorded(fact));
  const [first] = town.referrals();
  if (first === undefined) throw new Error("Nobody was referred.");
  return first;
}

const steps = (facts: readonly Given[], changes: Parameters<typeof exampleVariant>[0] = calm) =>
  deadlines(referral(facts), exampleVariant(changes));

const step = (kind: string, facts: readonly Given[], changes?: Parameters<typeof exampleVariant>[0]) =>
  steps(facts, changes).find((one) => one.kind === kind);

describe("what is to be done next", () => {
  test.each([
    ["somebody judges", ["ReferralRegistered"], "judgeSuitability", "2024-03-11T09:00:00.000Z"],
    ["a coach is found", ways.accepted, "assignCoach", "2024-03-07T09:00:00.000Z"],
    [
      "a coach is found, in the term that begins once it is judged",
      ["ReferralRegistered", ["ReferralAccepted", {}, "2024-03-08T09:00:00.000Z"]],
      "assignCoach",
      "2024-03-13T09:00:00.000Z",
    ],
    ["the coach makes contact within two weeks", ways.guided, "makeFirstContact", "2024-03-18T09:00:00.000Z"],
    [
      "contact is tried again",
      [...ways.guided, "ContactAttempted"],
      "tryContactAgain",
      "2024-03-11T09:00:00.000Z",
    ],
    [
      "what was postponed is taken up again",
      [...ways.guided, "ReferralPostponed"],
      "takeUpAgain",
      "2024-04-07T22:00:00.000Z",
    ],
    [
      "coach and resident talk again or find a match",
      ways.inIntake,
      "talkOrMatch",
      "2024-04-01T08:00:00.000Z",
    ],
    [
      "what was put on hold goes on",
      [...ways.inIntake, "IntakePutOnHold"],
      "takeUpIntakeAgain",
      "2024-04-07T22:00:00.000Z",
    ],
    ["the activity begins", ways.matched, "startParticipation", "2024-03-25T09:00:00.000Z"],
    [
      "the trial is talked over",
      [...ways.matched, "TrialStarted"],
      "evaluateTrial",
      "2024-03-25T09:00:00.000Z",
    ],
    ["the coach asks: did you go?", ways.participating, "checkIn", "2024-04-15T08:00:00.000Z"],
    ["completing is talked of", ways.participating, "talkOfCompleting", "2024-09-04T08:00:00.000Z"],
    [
      "the pause is looked at",
      [...ways.participating, "ParticipationPaused"],
      "reviewPause",
      "2024-06-04T08:00:00.000Z",
    ],
    ["the referrer is told after a drop", ways.dropped, "giveFeedback", "2024-03-18T09:00:00.000Z"],
    ["the referrer is told at the end", ways.completed, "giveFeedback", "2024-03-18T09:00:00.000Z"],
    ["a questionnaire is filled in", ways.inIntake, "measure", "2024-03-18T09:00:00.000Z"],
  ] as const)("%s", (_, facts, kind, dueAt) => {
    expect(step(kind, facts)?.dueAt).toBe(dueAt);
  });

  test("comes soonest first, and nothing is left when all is closed", () => {
    const due = steps(ways.participating).map(({ dueAt }) => dueAt);
    expect(due).toEqual([...due].sort());
    expect(steps(ways.closedAfterDrop)).toEqual([]);
    expect(steps(ways.closedAfterCompleting)).toEqual([]);
    expect(steps([...ways.participating, "ReferralEnteredInError"])).toEqual([]);
  });

  test("an appointment is the first contact, and being reached makes room for one", () => {
    const appointmentAt = "2024-03-06T10:00:00.000Z";
    const booked = ["ReferralRegistered", { handover: "appointment", appointmentAt }] as const;
    expect(step("makeFirstContact", [booked, "ReferralAccepted"])?.dueAt).toBe(appointmentAt);
    const reached = ["ContactAttempted", { outcome: "reached" }, "2024-03-14T09:00:00.000Z"] as const;
    expect(step("makeFirstContact", [...ways.guided, reached])?.dueAt).toBe("2024-03-28T09:00:00.000Z");
    const met = [
      "ContactAttempted",
      { outcome: "reached", appointmentAt: "2024-03-20T10:00:00.000Z" },
    ] as const;
    expect(step("makeFirstContact", [...ways.guided, met])?.dueAt).toBe("2024-03-20T10:00:00.000Z");
  });

  test("what lay still is not late at once when it goes on", () => {
    const postponed = [
      ...ways.guided,
      ["ContactAttempted", {}, "2024-03-05T09:00:00.000Z"],
      "ReferralPostponed",
      ["ReferralTakenUpAgain", {}, "2024-04-08T09:00:00.000Z"],
    ] as const;
    expect(step("tryContactAgain", postponed)?.dueAt).toBe("2024-04-15T09:00:00.000Z");
    const paused = [
      ...ways.participating,
      "ParticipationPaused",
      ["ParticipationResumed", { stillSuitable: true }, "2024-05-06T09:00:00.000Z"],
    ] as const;
    const monthly = { participation: { reviewGoalsEvery: "P1M" } };
    const due = deadlines(referral(paused), exampleVariant(monthly)).find(
      ({ kind }) => kind === "reviewGoals",
    );
    expect(due?.dueAt).toBe("2024-06-06T09:00:00.000Z");
  });

  test("a course that starts in summer is not late in spring", () => {
    const summer = ["ActivityMatched", { startsOn: "2024-08-28" }] as const;
    expect(step("startParticipation", [...ways.inIntake, "ActivityOffered", summer])?.dueAt).toBe(
      "2024-09-17T22:00:00.000Z",
    );
  });

  test("what began long ago is not late at once", () => {
    const running = ["ActivityMatched", { startsOn: "2022-09-01" }] as const;
    expect(step("startParticipation", [...ways.inIntake, "ActivityOffered", running])?.dueAt).toBe(
      "2024-03-25T09:00:00.000Z",
    );
  });

  test("who waits is looked after on the expected day or in the agreed rhythm, whichever comes first", () => {
    const waiting = (expectedOn?: string) =>
      step("reviewWaiting", [
        ...ways.inIntake,
        "ActivityOffered",
        ["WaitingListJoined", expectedOn === undefined ? {} : { expectedOn }],
      ])?.dueAt;
    expect(waiting()).toBe("2024-04-01T08:00:00.000Z");
    expect(waiting("2024-03-20")).toBe("2024-03-19T23:00:00.000Z");
    expect(waiting("2024-08-28")).toBe("2024-04-01T08:00:00.000Z");
  });

  test("a place that came free is talked over soon", () => {
    const offered = [...ways.inIntake, "ActivityOffered", "WaitingListJoined", "PlaceOffered"] as const;
    expect(step("answerOffer", offered)?.dueAt).toBe("2024-03-11T09:00:00.000Z");
  });

  test("who stayed away is asked soon, until asked", () => {
    const absent = [
      ...ways.participating,
      ["AttendanceRecorded", { present: false }, "2024-03-06T09:00:00.000Z"],
    ] as const;
    expect(step("askAfterAbsence", absent)?.dueAt).toBe("2024-03-13T09:00:00.000Z");
    expect(
      step("askAfterAbsence", [...absent, ["CheckedIn", { went: "no" }, "2024-03-07T09:00:00.000Z"]]),
    ).toBeUndefined();
    expect(
      step("askAfterAbsence", [...absent, ["AttendanceRecorded", {}, "2024-03-13T09:00:00.000Z"]]),
    ).toBeUndefined();
  });

  test("who stays away from a trial is asked soon as well, until asked or until it is talked over", () => {
    const absent = [
      ...ways.matched,
      "TrialStarted",
      ["AttendanceRecorded", { present: false }, "2024-03-06T09:00:00.000Z"],
    ] as const;
    expect(step("askAfterAbsence", absent)?.dueAt).toBe("2024-03-13T09:00:00.000Z");
    expect(
      step("askAfterAbsence", [...absent, ["CheckedIn", { went: "no" }, "2024-03-07T09:00:00.000Z"]]),
    ).toBeUndefined();
    expect(
      step("askAfterAbsence", [...absent, ["ParticipationStarted", {}, "2024-03-07T09:00:00.000Z"]]),
    ).toBeUndefined();
    expect(
      step("askAfterAbsence", [...absent, ["MatchingReopened", {}, "2024-03-07T09:00:00.000Z"]]),
    ).toBeUndefined();
  });

  test("asking late about long ago does not bring the next time forward", () => {
    const asked = [
      ...ways.participating,
      ["CheckedIn", {}, "2024-03-10T09:00:00.000Z"],
      ["CheckedIn", {}, "2024-03-05T09:00:00.000Z"],
    ] as const;
    expect(step("checkIn", asked)?.dueAt).toBe("2024-04-21T08:00:00.000Z");
  });

  test("goals are looked at every month where that is agreed", () => {
    const monthly = { ...calm, participation: { reviewGoalsEvery: "P1M" } };
    expect(step("reviewGoals", ways.participating, monthly)?.dueAt).toBe("2024-04-04T08:00:00.000Z");
    expect(step("reviewGoals", ways.participating)).toBeUndefined();
  });

  test("who goes on after looking at the goals is asked a term later whether it is enough", () => {
    const reviewed = [...ways.participating, ["GoalsReviewed", {}, "2024-06-04T08:00:00.000Z"]] as const;
    expect(step("talkOfCompleting", reviewed)?.dueAt).toBe("2024-12-04T09:00:00.000Z");
  });

  test("follow-ups are measured after three months; nothing is asked of who dropped out or died", () => {
    expect(
      step("measure", [
        ...ways.inIntake,
        "MeasurementTaken",
        ["MeasurementTaken", { instrument: "own-list" }],
      ])?.dueAt,
    ).toBe("2024-06-04T08:00:00.000Z");
    expect(step("measure", [...ways.inIntake, ["ReferralDropped", { reason: "deceased" }]])).toBeUndefined();
  });

  test("after a crisis the referrer is told the next working day", () => {
    const crisis = [
      ...ways.inIntake,
      ["ReferralDropped", { reason: "safety" }, "2024-03-08T09:00:00.000Z"],
    ] as const;
    expect(step("giveFeedback", crisis)?.dueAt).toBe("2024-03-11T09:00:00.000Z");
  });

  test("feedback is due by what it has been owed for longest, also when that was written down last", () => {
    const late = [
      ...ways.participating,
      ["FeedbackBecameDue", { moment: "match" }, "2024-03-12T09:00:00.000Z"],
      ["FeedbackBecameDue", { moment: "intake" }, "2024-03-05T09:00:00.000Z"],
    ] as const;
    expect(step("giveFeedback", late)?.dueAt).toBe("2024-03-19T09:00:00.000Z");
    const crisis = ["ReferralDropped", { reason: "safety" }, "2024-03-29T09:00:00.000Z"] as const;
    expect(step("giveFeedback", [...late, crisis])?.dueAt).toBe("2024-03-19T09:00:00.000Z");
  });

  test("feedback that was owed before the end is due by then, not later", () => {
    const both = [
      ...ways.participating,
      "FeedbackBecameDue",
      ["ReferralDropped", {}, "2024-03-15T09:00:00.000Z"],
    ] as const;
    expect(step("giveFeedback", both)?.dueAt).toBe("2024-03-18T09:00:00.000Z");
  });
});

describe("whose step it is", () => {
  test("the coach's, or the stand-in's while the coach is away", () => {
    expect(step("makeFirstContact", ways.guided)?.owner).toEqual({ role: "coach", coach: "coach-1" });
    const covered = [
      ...ways.guided,
      ["CoachRegistered", { coach: "coach-2" }],
      ["CoachWentOnLeave", { standIn: "coach-2" }],
      "StandInArranged",
    ] as const;
    expect(step("makeFirstContact", covered)?.owner).toEqual({ role: "coach", coach: "coach-2" });
  });

  test("the coordinator's, while there is no coach", () => {
    expect(step("makeFirstContact", ways.accepted)?.owner).toEqual({ role: "coordinator" });
    expect(step("assignCoach", ways.accepted)?.owner).toEqual({ role: "coordinator" });
  });

  test("the municipality's, when there is no coach and no coordinator either", () => {
    const alone = {
      ...calm,
      roles: ["referrer" as const, "coach" as const, "municipality" as const, "system" as const],
    };
    expect(step("assignCoach", ways.accepted, alone)?.owner).toEqual({ role: "municipality" });
  });

  test("the judge's, until it is judged", () => {
    for (const by of ["coach", "coordinator"] as const) {
      expect(step("judgeSuitability", ["ReferralRegistered"], { ...calm, triage: { by } })?.owner.role).toBe(
        "coordinator",
      );
    }
    expect(
      step("judgeSuitability", ["ReferralRegistered", "CoachRegistered", "CoachAssigned"], {
        ...calm,
        triage: { by: "coach" },
      })?.owner,
    ).toEqual({
      role: "coach",
      coach: "coach-1",
    });
  });
});

describe("what is not done in time", () => {
  const risen = (level: number, to: "coordinator" | "municipality") =>
    ["StepEscalated", { level, to, from: "coach" }, "2024-03-18T09:00:00.000Z"] as const;

  test("rises from the coach to the coordinator to the municipality, a week apart", () => {
    expect(step("makeFirstContact", ways.guided)?.escalation).toEqual({
      at: "2024-03-18T09:00:00.000Z",
      to: "coordinator",
      level: 1,
    });
    const once = step("makeFirstContact", [...ways.guided, risen(1, "coordinator")]);
    expect(once).toMatchObject({
      owner: { role: "coordinator" },
      level: 1,
      escalation: { at: "2024-03-25T09:00:00.000Z", to: "municipality", level: 2 },
    });
    const twice = step("makeFirstContact", [
      ...ways.guided,
      risen(1, "coordinator"),
      risen(2, "municipality"),
    ]);
    expect(twice).toMatchObject({ owner: { role: "municipality" }, level: 2, escalation: undefined });
  });

  test("rises on though the owner changed meanwhile", () => {
    const left = [...ways.guided, risen(1, "coordinator"), "CoachReleased"] as const;
    expect(step("makeFirstContact", left)?.escalation).toMatchObject({ to: "municipality", level: 2 });
  });

  test("is at once with somebody who is there, though other rules do not have the role it had risen to", () => {
    const facts = [...ways.guided, risen(1, "coordinator")] as const;
    const noCoordinator = {
      ...calm,
      roles: ["referrer" as const, "coach" as const, "municipality" as const, "system" as const],
    };
    expect(step("makeFirstContact", facts, noCoordinator)).toMatchObject({
      owner: { role: "municipality" },
      escalation: undefined,
    });
  });

  test("begins anew with a new due date", () => {
    const again = [
      ...ways.guided,
      risen(1, "coordinator"),
      "ReferralPostponed",
      ["ReferralTakenUpAgain", {}, "2024-04-08T09:00:00.000Z"],
    ] as const;
    expect(step("makeFirstContact", again)).toMatchObject({ level: 0, owner: { role: "coach" } });
  });
});

describe("what time calls for", () => {
  const due = (facts: readonly Given[], now: string, changes = calm) =>
    dueCommands(referral(facts), exampleVariant(changes), now as Instant);

  test("nothing, as long as nothing is near", () => {
    expect(due(ways.guided, "2024-03-15T09:00:00.000Z")).toEqual([]);
  });

  test("a reminder before, an escalation after, each under a key of its own", () => {
    expect(due(ways.guided, "2024-03-16T09:00:00.000Z")).toEqual([
      {
        at: "2024-03-16T09:00:00.000Z",
        commandId: "referral-1/makeFirstContact/2024-03-18T09:00:00.000Z/remind",
        command: {
          type: "RemindStep",
          referral: "referral-1",
          step: "makeFirstContact",
          dueAt: "2024-03-18T09:00:00.000Z",
          to: "coach",
        },
      },
    ]);
    expect(due(ways.guided, "2024-03-18T09:00:00.000Z").map(({ commandId }) => commandId)).toEqual([
      "referral-1/makeFirstContact/2024-03-18T09:00:00.000Z/escalate-1",
    ]);
  });

  test("no reminders made up afterwards: after a long silence there is only what is overdue", () => {
    const types = due(ways.participating, "2026-01-01T09:00:00.000Z").map(({ command }) => command.type);
    expect(new Set(types)).toEqual(new Set(["EscalateStep"]));
  });

  test("a day that was agreed takes things up again by itself", () => {
    expect(
      due([...ways.guided, "ReferralPostponed"], "2024-04-07T22:00:00.000Z").map(
        ({ command }) => command.type,
      ),
    ).toEqual(["TakeUpReferralAgain"]);
    expect(
      due(
        [
          ...ways.inIntake,
          "MeasurementTaken",
          ["MeasurementTaken", { instrument: "own-list" }],
          "IntakePutOnHold",
        ],
        "2024-04-07T22:00:00.000Z",
      ).map(({ command }) => command.type),
    ).toEqual(["ResumeIntake"]);
  });

  test("where the municipality keeps that to people, it is reminded of and rises instead", () => {
    const people = { ...calm, permissions: { TakeUpReferralAgain: ["coach" as const] } };
    const postponed = [...ways.guided, "ReferralPostponed"] as const;
    expect(due(postponed, "2024-04-07T22:00:00.000Z", people).map(({ command }) => command.type)).toEqual([
      "EscalateStep",
    ]);
  });
});
