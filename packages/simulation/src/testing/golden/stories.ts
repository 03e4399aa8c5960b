import { Variant } from "@wor/lifecycle";
import { type Municipality, municipality } from "../../index.ts";

/** Rules with every stage and questionnaire in use, so that every kind of fact can happen. */
const everything = (version: number): Variant =>
  Variant.parse({
    id: "golden",
    version,
    name: { nl: "Bewaard", en: "Golden" },
    municipality: "golden",
    areas: ["north"],
    referring: {
      professions: ["gp", "practiceNurse"],
      selfReferral: true,
      reasons: [
        { code: "loneliness", label: { nl: "Eenzaamheid", en: "Loneliness" }, core: "loneliness" },
        { code: "loss", label: { nl: "Verlies", en: "Loss" }, core: "loss" },
      ],
    },
    feedback: { interim: ["intake", "match"] },
    measurements: [{ instrument: "own", moments: ["start"] }],
    ending: { reasons: [{ code: "tooFar", label: { nl: "Te ver", en: "Too far" }, core: "noTransport" }] },
  });

/** Stories in which, together, every kind of fact happens. A golden log is made of each. */
export const stories: { readonly [name: string]: () => Promise<Municipality> } = {
  async "a whole path"() {
    const town = await municipality({ variant: everything(1), also: [everything(2)], on: "2026-01-05" });
    const coach = await town.coach("coach-1", { areas: ["north"] });
    const coordinator = town.coordinator();
    const gp = town.gp("practice-a");
    const walking = await town.activity("walking", { kind: "walking", capacity: 5 });
    const choir = await town.activity("choir", { kind: "singing", capacity: 0 });
    const path = await gp.refers("resident-1", { area: "north", age: 71, sex: "female", hindered: true });
    await coach.triesToReach(path);
    await town.time.passes("P2D");
    await coach.holdsConversation(path, { wishes: ["company"], barriers: ["fear"] });
    await coach.givesFeedback(path);
    await coach.measures(path, { instrument: "own", moment: "start", answers: { wellbeing: 6 } });
    await coach.refersAside(path, "debtHelp");
    await coach.putsOnHold(path, "2026-02-02");
    await town.time.until("2026-02-03");
    await coach.proposes(path, choir);
    await coach.signalsGap(path, "eveningChoir");
    await coach.putsOnWaitingList(path, choir);
    await coordinator.changesActivity(choir, { kind: "singing", capacity: 1 });
    await coach.offersPlace(path);
    await coach.matches(path, choir, { accompanied: true });
    await coach.startsTrial(path, { accompanied: true });
    await coach.looksOn(path);
    await coach.matches(path, walking);
    await coach.startsParticipation(path);
    await coach.adds(path, choir);
    await coach.endsEnrolment(path, choir);
    await coach.checksIn(path);
    await coach.notesAttendance(path, { on: "2026-02-03" });
    await coach.reviewsGoals(path);
    await coach.pauses(path);
    await coach.resumes(path);
    await coach.notesVolunteering(path, { activity: walking });
    await coach.delegatesFeedback(path, "practiceNurse");
    await coordinator.migrates(path, { id: "golden", version: 1 });
    await coach.completes(path);
    await coach.givesFeedback(path);
    return town;
  },

  async "coaches who come and go"() {
    const town = await municipality({ variant: everything(1), on: "2026-01-05" });
    const first = await town.coach("coach-1");
    const path = await town.gp("practice-a").refers("resident-1");
    await first.changesWork({ maxCaseload: 10 });
    const second = await town.coach("coach-2");
    await first.goesOnLeave({ standIn: second, until: "2026-01-20" });
    await first.comesBack();
    await first.leaves();
    path.expect.coach(second);
    await second.leaves();
    await town.time.passes("P4W");
    return town;
  },

  async "postponed, put off, dropped and back again"() {
    const town = await municipality({ variant: everything(1), on: "2026-01-05" });
    const coach = await town.coach("coach-1");
    const gp = town.gp("practice-a");
    const path = await gp.refers("resident-1");
    await coach.postpones(path, "2026-01-12");
    await town.time.until("2026-01-13");
    const [step] = path.nextSteps;
    if (step !== undefined) {
      const { kind, dueAt } = step;
      await coach.reschedules(path, { step: kind, dueAt, to: "2026-01-20", reason: "holiday" });
    }
    await coach.drops(path, { reason: "noTransport", localReason: "tooFar", onwardTo: "taxi" });
    await coach.givesFeedback(path);
    await coach.reopens(path);
    await coach.notesConsent(path, { feedback: false });
    const other = await gp.refers("resident-2");
    await coach.dismissesDuplicate(other, path);
    await coach.marksInError(other);
    const third = await town.resident("resident-3").refers("resident-3");
    await town.coordinator().accepts(third);
    await coach.drops(third, { reason: "moved" });
    return town;
  },

  async "feedback that is written down late"() {
    const town = await municipality({ variant: everything(1), on: "2026-01-05" });
    const coach = await town.coach("coach-1");
    const walking = await town.activity("walking");
    const path = await town.gp("practice-a").refers("resident-1");
    await coach.holdsConversation(path);
    await coach.matches(path, walking);
    await town.time.passes("P2D");
    const toldAt = town.time.now;
    await town.time.passes("P2D");
    await coach.drops(path, { reason: "noTransport" });
    await coach.givesFeedback(path, { occurredAt: toldAt });
    await coach.reopens(path);
    await coach.givesFeedback(path);
    return town;
  },

  async "a practice that closes"() {
    const town = await municipality({ variant: everything(1), on: "2026-01-05" });
    const coach = await town.coach("coach-1");
    const path = await town.gp("practice-a").refers("resident-1");
    await coach.changesPractice(path, "practice-b");
    await coach.drops(path);
    await coach.givesFeedback(path);
    return town;
  },

  async "what lies still"() {
    const town = await municipality({ variant: everything(1), on: "2026-01-05" });
    const walking = await town.activity("walking");
    const coordinator = town.coordinator();
    await coordinator.suspendsActivity(walking);
    await coordinator.resumesActivity(walking);
    await coordinator.stopsActivity(walking);
    await coordinator.closesIntake({ until: "2026-02-01" });
    await coordinator.opensIntake();
    return town;
  },
};
