import { Variant } from "@wor/lifecycle";
import { look, table } from "@wor/monitoring";
import { sqliteEventStore } from "@wor/store-sqlite";
import { nijmegen } from "@wor/variants";
import { describe, expect, test } from "vitest";
import { municipality } from "./municipality.ts";

describe("a care path as a story", () => {
  test("from the referral to the feedback", async () => {
    const town = await municipality({ variant: nijmegen, on: "2026-01-05" });
    const coach = await town.coach("coach-1", { areas: ["lindenholt"] });
    const walking = await town.activity("walking-group", { kind: "walking" });
    const gp = town.gp("practice-a");

    const path = await gp.refers("resident-1", { reason: "loneliness", area: "lindenholt" });
    path.expect.at("referred").coach(coach).next("makeFirstContact", { by: "2026-01-19", owner: coach });
    await town.time.passes("P13D");
    path.expect.sent("reminder", { to: coach, says: "makeFirstContact" });
    await town.time.passes("P2D");
    path.expect.sent("escalation", { to: "coordinator" }).next("makeFirstContact", { owner: "coordinator" });
    await coach.holdsConversation(path);
    path.expect.at("intake.conversing").refused(gp, "HoldConversation", "not-permitted");
    await coach.matches(path, walking, { accompanied: true });
    path.expect.feedback("owed").allowed(coach, "GiveFeedback", "StartParticipation");
    await coach.startsParticipation(path);
    await coach.givesFeedback(path);
    await town.time.passes("P5W");
    await coach.checksIn(path);
    await coach.completes(path);
    await coach.givesFeedback(path);

    path.expect.at("feedback.closed").nextSteps().happened(["CoachAssigned", "ReferralClosed"]);
    coach.expect.caseload();
    expect(path.timeline).toMatchInlineSnapshot(`
      "2026-01-05 gp.practice-a: refers resident-1 for loneliness (phone) → referred.triage
      2026-01-05 gp.practice-a: judged suitable by the referrer → referred.contacting
      2026-01-05 system: coach-1 becomes the coach by rule
      2026-01-17 system: reminder to coach: "First contact", due 2026-01-19
      2026-01-19 system: rises from coach to coordinator: "First contact", was due 2026-01-19
      2026-01-20 coach-1: the intake begins → intake.conversing
      2026-01-20 coach-1: talks with the resident (homeVisit)
      2026-01-20 coach-1: walking-group fits, the coach comes along → matched.agreed
      2026-01-20 coach-1: the referrer is to be told (match)
      2026-01-20 coach-1: takes part in walking-group → participating.active
      2026-01-20 coach-1: tells the gp: takesPart (match, by phone)
      2026-02-24 coach-1: asks whether the resident went: yes
      2026-02-24 coach-1: completes: goesOnAlone → feedback.reporting
      2026-02-24 coach-1: tells the gp: completed (end, by phone)
      2026-02-24 coach-1: closed → feedback.closed"
    `);
  });

  test("coaches who are kept to their own: nobody else's, until they stand in or take over", async () => {
    const town = await municipality({ variant: { ...nijmegen, ownReferralsOnly: ["coach"] } });
    const first = await town.coach("coach-1");
    const path = await town.gp("practice-a").refers("resident-1");
    const second = await town.coach("coach-2");
    path.expect.allowed(first, "HoldConversation").refused(second, "HoldConversation", "not-yours");
    path.expect.refused(town.resident("resident-2"), "DropReferral", "not-yours");

    await first.goesOnLeave({ standIn: "coach-2" });
    path.expect.allowed(second, "HoldConversation");
    await first.comesBack();
    path.expect.refused(second, "HoldConversation", "not-yours");

    await first.leaves();
    path.expect.coach(second).allowed(second, "HoldConversation");
    path.expect.refused(first, "HoldConversation", "not-yours");
  });

  test("a coach who leaves: everybody in the caseload is picked up", async () => {
    const town = await municipality({ variant: nijmegen });
    const first = await town.coach("coach-1");
    const gp = town.gp("practice-a");
    const one = await gp.refers("resident-1");
    const two = await gp.refers("resident-2");
    first.expect.caseload(one, two);
    const second = await town.coach("coach-2");
    const mark = town.mark;

    await first.leaves();

    first.expect.caseload();
    second.expect.caseload(one, two);
    one.expect.happened(["CoachReleased", "CoachAssigned"], { since: mark });
    town.expect.everybodyHasACoach().nobodyIsForgotten();
  });

  test("without any coach somebody still knows, up to the municipality", async () => {
    const town = await municipality({ variant: nijmegen });
    const path = await town.gp("practice-a").refers("resident-1");
    path.expect.noCoach().next("assignCoach", { owner: "coordinator" });
    await town.time.passes("P4W");
    path.expect.sent("escalation", { to: "municipality", says: "assignCoach" });
  });

  test("the same resident is not open twice, by whatever route", async () => {
    const town = await municipality({ variant: nijmegen });
    const path = await town.gp("practice-a").refers("resident-1");

    const no = await town.refuses(
      town.practiceNurse("practice-b").refers("resident-1"),
      "referral-already-open",
    );

    expect(no.details.referral).toBe(path.id);
    town.expect.openOnce("resident-1");
  });

  test("steps at once: one wins, the other hears why not", async () => {
    const town = await municipality({ variant: nijmegen });
    const outcomes = await town.atOnce(
      () => town.gp("practice-a").refers("resident-1"),
      () => town.gp("practice-b").refers("resident-1"),
    );
    expect(outcomes.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
    town.expect.openOnce("resident-1");
  });

  test("a step given again under the same id does nothing", async () => {
    const town = await municipality({ variant: nijmegen });
    await town.gp("practice-a").refers("resident-1");
    await town.again();
    town.expect.count(1);
  });

  test("what is written down late keeps its own day", async () => {
    const town = await municipality({ variant: nijmegen, on: "2026-01-05" });
    const coach = await town.coach("coach-1");
    const path = await town.gp("practice-a").refers("resident-1");
    await town.time.until("2026-01-15");
    await coach.holdsConversation(path, { occurredAt: "2026-01-08" });
    expect(path.timeline).toContain(
      "2026-01-08 coach-1: talks with the resident (homeVisit) (written down 2026-01-15)",
    );
  });

  test("a story goes on where a log ends", async () => {
    const before = await municipality({ variant: nijmegen, on: "2026-01-05" });
    const path = await before.gp("practice-a").refers("resident-1");
    const town = await municipality({ variant: nijmegen, store: before.store, on: "2026-02-01" });
    const coach = await town.coach("coach-1");
    town.path("resident-1").expect.coach(coach);
    expect(town.path("resident-1").id).toBe(path.id);
  });

  test("a story on a log in a file is the same story", async () => {
    const store = sqliteEventStore({ path: ":memory:" });
    try {
      const town = await municipality({ variant: nijmegen, store });
      const coach = await town.coach("coach-1");
      const path = await town.gp("practice-a").refers("resident-1");
      await town.time.passes("P3W");
      await coach.holdsConversation(path);
      path.expect.at("intake").sent("escalation");
      const inMemory = await municipality({ variant: nijmegen });
      const again = await inMemory.coach("coach-1");
      const other = await inMemory.gp("practice-a").refers("resident-1");
      await inMemory.time.passes("P3W");
      await again.holdsConversation(other);
      expect(town.events).toEqual(inMemory.events);
    } finally {
      await store.close();
    }
  });

  test("a variant of one's own, where the coach judges", async () => {
    const variant = Variant.parse({
      ...nijmegen,
      id: "judged",
      triage: { by: "coach" },
      pathway: "individual",
    });
    const town = await municipality({ variant });
    const coach = await town.coach("coach-1");
    const path = await town.gp("practice-a").refers("resident-1");
    path.expect.at("referred.triage").noCoach().next("judgeSuitability");
    await coach.accepts(path);
    path.expect.at("referred.contacting").coach(coach);
  });
});

describe("rules that change halfway", () => {
  const sooner = Variant.parse({
    ...nijmegen,
    version: 2,
    contact: { ...nijmegen.contact, firstWithin: "P3D" },
  });

  test("hold for who is referred from then on; who is on the way keeps the old ones until moved", async () => {
    const town = await municipality({ variant: nijmegen, on: "2026-01-05" });
    const gp = town.gp("practice-a");
    const before = await gp.refers("resident-1");
    await town.adopts(sooner);
    const after = await gp.refers("resident-2");

    expect([before.variant.version, after.variant.version, town.variant.version]).toEqual([1, 2, 2]);
    before.expect.next("makeFirstContact", { by: "2026-01-19" });
    after.expect.next("makeFirstContact", { by: "2026-01-08" });
    await town.coordinator().migrates(before, sooner);
    before.expect.next("makeFirstContact", { by: "2026-01-08" });
    expect(town.story).toContain("await town.adopts(nijmegen2);");
  });

  test("are those of the tables, too", async () => {
    const town = await municipality({ variant: nijmegen, on: "2026-01-05" });
    await town.gp("practice-a").refers("resident-1");
    await town.adopts(sooner);
    await town.gp("practice-a").refers("resident-2");
    const funnel = table("funnel", await look(town.store, town.asItStands));
    expect(funnel.rows[0]?.cells).toEqual([{ nl: "Verwezen", en: "Referred" }, 2, 2, 1]);
  });

  test("leave what was refused before them in the tables", async () => {
    const town = await municipality({ variant: nijmegen, on: "2026-01-05" });
    const refersAgain = () => town.gp("practice-b").refers("resident-1");
    await town.gp("practice-a").refers("resident-1");
    await town.refuses(refersAgain(), "referral-already-open");
    await town.adopts(sooner);
    await town.time.passes("P1D");
    await town.refuses(refersAgain(), "referral-already-open");
    const doubles = table("doubles", await look(town.store, town.asItStands));
    expect(doubles.rows[0]).toMatchObject({ key: "refused", cells: [expect.anything(), 2] });
  });
});

test("a story can be written down as the code that tells it", async () => {
  const town = await municipality({ variant: nijmegen, on: "2026-01-05" });
  const coach = await town.coach("coach-1", { maxCaseload: 3 });
  const path = await town.gp("practice-a").refers("resident-1", { reason: "loss" });
  await town.time.passes("P1W");
  await coach.holdsConversation(path, { mode: "phone" });
  await town.refuses(coach.startsParticipation(path), "not-in-this-state");
  await town.atOnce(
    () => coach.leaves(),
    () => coach.drops(path, { reason: "moved" }),
  );
  expect(town.story).toMatchInlineSnapshot(`
    "const town = await municipality({ variant: nijmegen, on: "2026-01-05T08:00:00.000Z" });
    const coach1 = await town.coach("coach-1", {maxCaseload: 3});
    const gpPracticeA = town.gp("practice-a");
    const path1 = await gpPracticeA.refers("resident-1", { reason: "loss" });
    await town.time.passes("P1W");
    await coach1.holdsConversation(path1, { mode: "phone" });
    await town.refuses(coach1.startsParticipation(path1), "not-in-this-state");
    await town.atOnce(
      () => coach1.leaves(),
      () => coach1.drops(path1, { reason: "moved" }),
    );"
  `);
});
