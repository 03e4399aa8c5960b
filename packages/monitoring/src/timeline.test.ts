import { expect, test } from "vitest";
import { testdorp, testTown } from "./testing/town.ts";
import { timelineText } from "./text.ts";
import { timeline } from "./timeline.ts";

test("a life reads from referral to feedback: when, what, who and why", async () => {
  const { clock, engine, refers, talks, takesPart, drops, gives } = await testTown();
  const referral = await refers("r1", { practice: "north" });
  await talks(referral);
  clock.at = "2026-02-10T08:00:00.000Z";
  await takesPart(referral);
  await drops(referral, "noTransport");
  await gives("coach", { type: "GiveFeedback", referral, message: "stopped", via: "phone" });
  const history = await engine.history(referral, { actor: { id: "coach-1", role: "coach" } });
  if (!history.ok) throw new Error("no history");
  const lines = timeline(history.moments, "nl", testdorp);
  expect(timelineText(lines, { locale: "nl" })).toMatchInlineSnapshot(`
    "Wanneer      Wat                                     Wie
    ────────────────────────────────────────────────────────────────────────────────
    5 jan 2026   verwezen door huisarts (north)          verwijzer referrer-1
                 reden: Eenzaam
                 → Past dit?
    5 jan 2026   aangenomen: dit past                    coördinator coordinator-1
                 → Contact leggen
    5 jan 2026   welzijnscoach is coach-1                coördinator coordinator-1
    5 jan 2026   intake begonnen                         welzijnscoach coach-1
                 → In gesprek
    5 jan 2026   gesprek, op huisbezoek                  welzijnscoach coach-1
    10 feb 2026  match met walking                       welzijnscoach coach-1
                 → Afgesproken
    10 feb 2026  terugkoppeling nodig na de match        welzijnscoach coach-1
    10 feb 2026  doet mee aan walking                    welzijnscoach coach-1
                 → Doet mee
    10 feb 2026  gestopt                                 welzijnscoach coach-1
                 reden: geen vervoer (door inwoner)
                 → Eerder geëindigd
    10 feb 2026  terugkoppeling aan huisarts             welzijnscoach coach-1
                 (telefoon): gestopt
    10 feb 2026  gesloten                                welzijnscoach coach-1
                 → Gesloten"
  `);
  expect(timelineText(timeline(history.moments, "en", testdorp), { locale: "en" })).toMatchInlineSnapshot(`
    "When         What                                 Who
    ─────────────────────────────────────────────────────────────────────────────
    5 Jan 2026   referred by GP (north)               referrer referrer-1
                 because: Lonely
                 → Does this fit?
    5 Jan 2026   accepted: this suits                 coordinator coordinator-1
                 → Making contact
    5 Jan 2026   wellbeing coach is coach-1           coordinator coordinator-1
    5 Jan 2026   intake started                       wellbeing coach coach-1
                 → In conversation
    5 Jan 2026   conversation, at home                wellbeing coach coach-1
    10 Feb 2026  match with walking                   wellbeing coach coach-1
                 → Agreed
    10 Feb 2026  feedback owed after the match        wellbeing coach coach-1
    10 Feb 2026  takes part in walking                wellbeing coach coach-1
                 → Taking part
    10 Feb 2026  dropped                              wellbeing coach coach-1
                 because: no transport (by resident)
                 → Ended early
    10 Feb 2026  feedback to the GP (phone): stopped  wellbeing coach coach-1
    10 Feb 2026  closed                               wellbeing coach coach-1
                 → Closed"
  `);
});

test("what was entered on a later day says so", async () => {
  const { clock, engine, refers } = await testTown();
  clock.at = "2026-01-09T08:00:00.000Z";
  const referral = await refers("r1", { occurredAt: "2026-01-05T09:00:00.000Z" });
  const history = await engine.history(referral, { actor: { id: "coach-1", role: "coach" } });
  if (!history.ok) throw new Error("no history");
  expect(timeline(history.moments, "en")[0]).toMatchObject({
    at: "2026-01-05T09:00:00.000Z",
    enteredAt: "2026-01-09T08:00:00.000Z",
  });
});

test("of a duplicate it says with which referral the resident goes on", async () => {
  const { engine, refers, gives } = await testTown();
  const [first, second] = [await refers("r1"), await refers("r2")];
  await gives("coach", {
    type: "DropReferral",
    referral: second,
    reason: "duplicate",
    initiator: "service",
    mergedInto: first,
  });
  const history = await engine.history(second, { actor: { id: "coach-1", role: "coach" } });
  if (!history.ok) throw new Error("no history");
  const said = timeline(history.moments, "nl", testdorp).map(({ what }) => what);
  expect(said).toContain(`samengevoegd met verwijzing ${first}`);
});

test("what came of it is told as it is called here, and otherwise as its key reads", async () => {
  const { engine, refers, talks, takesPart, gives } = await testTown();
  const referral = await refers("r1", { practice: "north" });
  await talks(referral);
  await takesPart(referral);
  await gives("coach", { type: "ReviewGoals", referral, outcome: "on-the-way" });
  await gives("coach", { type: "CompleteParticipation", referral, outcome: "onOwnFeet" });
  const history = await engine.history(referral, { actor: { id: "coach-1", role: "coach" } });
  if (!history.ok) throw new Error("no history");
  const said = (variant: typeof testdorp) => timeline(history.moments, "nl", variant).map(({ what }) => what);
  expect(said(testdorp)).toEqual(
    expect.arrayContaining(["doelen besproken: on the way", "afgerond: on own feet"]),
  );
  const outcomes = { onOwnFeet: { nl: "staat op eigen benen", en: "stands on own feet" } };
  expect(said({ ...testdorp, outcomes })).toContain("afgerond: staat op eigen benen");
});
