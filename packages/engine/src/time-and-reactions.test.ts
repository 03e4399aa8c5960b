import { describe, expect, test } from "vitest";
import type { Ran } from "./by-itself.ts";
import { coach, coordinator, registration, town, variantOf } from "./testing/town-with-rules.ts";

const commands = ({ done }: Ran) => done.map(({ command }) => command.type);

describe("deadlines", () => {
  test("remind before, and rise to the next in the chain when nobody acts", async () => {
    const { engine, refers, clock } = town({ coach: { assign: "byHand" } });
    await refers("resident-1");
    clock.at = "2026-01-07T09:00:00.000Z";
    expect((await engine.runDue()).done[0]?.command).toMatchObject({
      type: "RemindStep",
      step: "assignCoach",
      to: "coordinator",
    });
    clock.at = "2026-01-08T09:00:00.000Z";
    const risen = await engine.runDue();
    expect(risen.done[0]?.events[0]?.data).toMatchObject({
      step: "assignCoach",
      from: "coordinator",
      to: "municipality",
      level: 1,
    });
    expect(commands(await engine.runDue())).toEqual([]);
  });

  test("stay in sight when the version of the rules that a referral follows is not loaded", async () => {
    const { engineOn, refers, clock } = town();
    const referral = await refers("resident-1");
    clock.at = "2026-01-20T09:00:00.000Z";
    const engine = engineOn({ variants: [variantOf({ version: 2 })] });
    const open = await engine.openReferrals({ actor: coordinator });
    expect(open.ok && open.referrals[0]?.steps.map(({ kind }) => kind)).toContain("makeFirstContact");
    const ran = await engine.runDue();
    expect(ran.refused[0]).toMatchObject({
      command: { type: "EscalateStep", referral },
      rejection: { code: "unknown-variant", details: { variant: "testdorp@1" } },
    });
  });

  test("are executed once, by however many processes", async () => {
    const { engineOn, refers, clock, log } = town();
    await refers("resident-1");
    clock.at = "2026-01-20T09:00:00.000Z";
    await Promise.all(Array.from({ length: 8 }, () => engineOn().runDue()));
    const risen = (await log()).filter((one) => one.type === "StepEscalated").map((one) => one.data.step);
    expect(risen.sort()).toEqual(["assignCoach", "makeFirstContact"]);
  });

  test("rise to the last of the chain once more, under rules that were changed and changed back", async () => {
    const variants = [variantOf(), variantOf({ version: 2, contact: { firstWithin: "P10D" } })];
    const { engine, engineOn, does, clock } = town({}, { variants });
    const registered = await engineOn({ variants: variants.slice(0, 1) }).execute(
      registration("resident-1"),
      {
        actor: coordinator,
      },
    );
    const referral = (registered.ok && registered.state?.record.id) || "";
    await does(coordinator, { type: "RegisterCoach", coach: "coach-1" });
    await does(coordinator, { type: "AssignCoach", referral, coach: "coach-1" });
    const follows = (version: number) =>
      does(coordinator, { type: "MigrateVariant", referral, to: { id: "testdorp", version } });
    const runsOn = async (day: string) => {
      clock.at = `${day}T09:00:00.000Z`;
      await engine.runDue();
      const steps = await engine.nextSteps(referral, { actor: coordinator });
      return steps.ok && steps.steps.find(({ kind }) => kind === "makeFirstContact")?.owner.role;
    };
    await runsOn("2026-01-20");
    expect(await runsOn("2026-01-28")).toBe("municipality");
    await follows(2);
    expect(await runsOn("2026-01-29")).toBe("coordinator");
    await follows(1);
    expect(await runsOn("2026-01-30")).toBe("coordinator");
    expect(await runsOn("2026-02-10")).toBe("municipality");
  });

  test("do by themselves what was agreed for a day", async () => {
    const { engine, refers, does, clock } = town();
    const referral = await refers("resident-1");
    await does(coach, { type: "PostponeReferral", referral, until: "2026-03-02", reason: "afterHolidays" });
    clock.at = "2026-03-02T06:00:00.000Z";
    expect(commands(await engine.runDue())).toContain("TakeUpReferralAgain");
  });
});

describe("what follows by itself", () => {
  test("a referral goes to a coach with room, the least loaded first", async () => {
    const { engine, refers, does } = town();
    for (const one of ["coach-1", "coach-2"]) await does(coordinator, { type: "RegisterCoach", coach: one });
    for (const resident of ["resident-1", "resident-2", "resident-3", "resident-4"]) await refers(resident);
    const ran = await engine.runReactions();
    const chosen = ran.done.map(({ command }) =>
      command.type === "AssignCoach" ? command.coach : command.type,
    );
    expect(chosen).toEqual(["coach-1", "coach-2", "coach-1", "coach-2"]);
    expect(commands(await engine.runReactions())).toEqual([]);
  });

  test("the caseload of a coach who leaves is picked up again", async () => {
    const { engine, refers, does } = town();
    for (const one of ["coach-1", "coach-2"]) await does(coordinator, { type: "RegisterCoach", coach: one });
    const referrals = [await refers("resident-1"), await refers("resident-2")];
    await engine.runReactions();
    await does(coordinator, { type: "LetCoachDepart", coach: "coach-1", reason: "otherJob" });
    await engine.runReactions();
    for (const referral of referrals) {
      expect(await engine.referral(referral, { actor: coach })).toMatchObject({
        state: { record: { coach: { id: "coach-2" } } },
      });
    }
  });

  test("a coach who gives a resident back does not get the same one again by rule", async () => {
    const { engine, refers, does } = town();
    await does(coordinator, { type: "RegisterCoach", coach: "coach-1" });
    const referral = await refers("resident-1");
    await engine.runReactions();
    await does(coach, { type: "ReleaseCoach", referral, reason: "noClick" });
    expect(await engine.runReactions()).toEqual({ done: [], refused: [] });
    await does(coordinator, { type: "RegisterCoach", coach: "coach-2" });
    expect((await engine.runReactions()).done.map(({ command }) => command)).toMatchObject([
      { type: "AssignCoach", referral, coach: "coach-2" },
    ]);
  });

  test("nobody is assigned by rule where the variant assigns by hand", async () => {
    const { engine, refers, does } = town({ coach: { assign: "byHand" } });
    await does(coordinator, { type: "RegisterCoach", coach: "coach-1" });
    await refers("resident-1");
    expect(commands(await engine.runReactions())).toEqual([]);
  });

  test("who took part in an activity that stopped looks on, without a drop", async () => {
    const { engine, refers, does } = town();
    const referral = await refers("resident-1");
    await does(coach, { type: "OfferActivity", activity: "choir", kind: "singing" });
    await does(coach, { type: "HoldConversation", referral, mode: "homeVisit" });
    await does(coach, { type: "MatchActivity", referral, activity: "choir" });
    await does(coach, { type: "StartParticipation", referral, activity: "choir" });
    await does(coordinator, { type: "StopActivity", activity: "choir", reason: "noVolunteers" });
    expect(commands(await engine.runReactions())).toEqual(["ReturnToMatching"]);
    expect(await engine.referral(referral, { actor: coach })).toMatchObject({
      state: { place: { lifecycle: "intake.conversing" } },
    });
    expect(commands(await engine.runReactions())).toEqual([]);
  });

  test("who pauses while all their activities stop looks on too", async () => {
    const { engine, refers, does } = town();
    const referral = await takesPart(["choir", "walking"], { refers, does });
    await does(coach, { type: "PauseParticipation", referral, reason: "illness" });
    await does(coordinator, { type: "StopActivity", activity: "choir", reason: "noVolunteers" });
    expect(await engine.runReactions()).toEqual({ done: [], refused: [] });
    await does(coordinator, { type: "StopActivity", activity: "walking", reason: "noVolunteers" });
    expect(commands(await engine.runReactions())).toEqual(["ReturnToMatching"]);
  });

  test("an activity that stops twice lets go twice, also when all of it was told on one day", async () => {
    const { engine, refers, does } = town();
    const referral = await refers("resident-1");
    await does(coach, { type: "HoldConversation", referral, mode: "homeVisit" });
    for (const time of ["first", "second"]) {
      await does(coach, { type: "OfferActivity", activity: "choir", kind: "singing" });
      await does(coach, { type: "MatchActivity", referral, activity: "choir" });
      await does(coordinator, { type: "StopActivity", activity: "choir", reason: "noVolunteers" });
      expect(commands(await engine.runReactions()), time).toEqual(["ReturnToMatching"]);
    }
  });

  test("a place that came free and was given to another is offered again when it comes free once more", async () => {
    const { engine, refers, does } = town();
    await does(coach, { type: "OfferActivity", activity: "choir", kind: "singing", capacity: 1 });
    const [first, second] = [await refers("resident-1"), await refers("resident-2")];
    for (const referral of [first, second])
      await does(coach, { type: "HoldConversation", referral, mode: "homeVisit" });
    await does(coach, { type: "MatchActivity", referral: first, activity: "choir" });
    await does(coach, { type: "JoinWaitingList", referral: second, activity: "choir" });
    await does(coach, { type: "ReturnToMatching", referral: first, reason: "noClick" });
    expect(commands(await engine.runReactions())).toEqual(["OfferPlace"]);
    await does(coach, {
      type: "MatchActivity",
      referral: first,
      activity: "choir",
      beforeOthersBecause: "urgent",
    });
    await does(coach, { type: "JoinWaitingList", referral: second, activity: "choir" });
    await does(coach, { type: "ReturnToMatching", referral: first, reason: "noClick" });
    expect(commands(await engine.runReactions())).toEqual(["OfferPlace"]);
  });

  test("a place that comes free is offered to who waits longest, once", async () => {
    const { engine, refers, does } = town();
    await does(coach, { type: "OfferActivity", activity: "choir", kind: "singing", capacity: 1 });
    const [first, second, third] = [
      await refers("resident-1"),
      await refers("resident-2"),
      await refers("resident-3"),
    ];
    for (const referral of [first, second, third]) {
      await does(coach, { type: "HoldConversation", referral, mode: "homeVisit" });
    }
    await does(coach, { type: "MatchActivity", referral: first, activity: "choir" });
    await does(coach, { type: "JoinWaitingList", referral: second, activity: "choir" });
    await does(coach, { type: "JoinWaitingList", referral: third, activity: "choir" });
    expect(commands(await engine.runReactions())).toEqual([]);

    await does(coach, { type: "ReturnToMatching", referral: first, reason: "noClick" });
    const ran = await engine.runReactions();
    expect(ran.done.map(({ command }) => command)).toEqual([
      { type: "OfferPlace", referral: second, activity: "choir" },
    ]);
    expect(commands(await engine.runReactions())).toEqual([]);
  });

  test("run goes on until told to stop, and reacts to what others append", async () => {
    const { engine, engineOn, refers, does, log } = town();
    await does(coordinator, { type: "RegisterCoach", coach: "coach-1" });
    const stop = new AbortController();
    const running = engine.run({ signal: stop.signal });
    await refers("resident-1");
    const assigned = async () => (await log()).some((one) => one.type === "CoachAssigned");
    await expect.poll(assigned).toBe(true);
    stop.abort();
    await running;
    expect(engineOn).toBeDefined();
  });
});

/** Somebody who takes part in several activities. */
async function takesPart(
  activities: readonly string[],
  { refers, does }: Pick<ReturnType<typeof town>, "refers" | "does">,
): Promise<string> {
  const referral = await refers("resident-1");
  await does(coach, { type: "HoldConversation", referral, mode: "homeVisit" });
  for (const [i, activity] of activities.entries()) {
    await does(coach, { type: "OfferActivity", activity, kind: "outing" });
    if (i > 0) await does(coach, { type: "AddActivity", referral, activity });
    else {
      await does(coach, { type: "MatchActivity", referral, activity });
      await does(coach, { type: "StartParticipation", referral, activity });
    }
  }
  return referral;
}
