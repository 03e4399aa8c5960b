import {
  type CommandInput,
  type CommandType,
  coachesToAsk,
  type Deadline,
  type Decided,
  deadlines,
  Instant,
  parseCommand,
  ReferralId,
  type ReferralState,
  type RejectionCode,
  type Role,
  type Variant,
} from "@wor/lifecycle";
import { exampleCommands, somebody, townLog } from "@wor/lifecycle/testing";
import { describe, expect, test } from "vitest";
import { type PlaceId, place } from "./places.ts";

type Contents<Type extends CommandType> = Partial<Omit<Extract<CommandInput, { type: Type }>, "type">>;

/** A municipality's life in memory: what is done, by whom, when. */
function living(id: PlaceId) {
  const variant = place(id);
  const town = townLog([variant]);
  let now = "2022-01-10T09:00:00.000Z";
  const answer = <Type extends CommandType>(type: Type, contents: Contents<Type>, by: Role): Decided => {
    const parsed = parseCommand({ ...exampleCommands[type], type, ...contents });
    if (!parsed.ok) throw new Error(parsed.rejection.message.en);
    return town.tell(parsed.command, somebody(by), Instant.parse(now));
  };
  const life = {
    variant,
    town,
    on(day: string) {
      now = `${day}T09:00:00.000Z`;
      return life;
    },
    happens<Type extends CommandType>(type: Type, contents: Contents<Type> = {}, by: Role = "coach") {
      const decided = answer(type, contents, by);
      if (!decided.ok) throw new Error(`${type}: ${decided.rejection.message.en}`);
      return life;
    },
    /** Why something is refused. */
    no<Type extends CommandType>(type: Type, contents: Contents<Type> = {}, by: Role = "coach") {
      const decided = answer(type, contents, by);
      if (decided.ok) throw new Error(`${type} was not refused`);
      return decided.rejection;
    },
    refer: (contents: Contents<"RegisterReferral"> = {}) =>
      life.happens("RegisterReferral", { ...welcome(variant), ...contents }, "coordinator"),
    noReferral: (contents: Contents<"RegisterReferral"> = {}) =>
      life.no("RegisterReferral", { ...welcome(variant), ...contents }, "coordinator"),
    referral(number = 1): ReferralState {
      const state = town.referral(ReferralId.parse(`referral-${number}`));
      if (state === undefined) throw new Error("there is no such referral");
      return state;
    },
    due: (kind: Deadline["kind"]): string | undefined =>
      deadlines(life.referral(), variant)
        .find((one) => one.kind === kind)
        ?.dueAt.slice(0, 10),
  };
  return life;
}

/** A registration as the place wants it. */
function welcome({ referring, pathway, areas }: Variant): Contents<"RegisterReferral"> {
  const [profession = "gp"] = referring.professions;
  const { organisations } = referring;
  return {
    pathway,
    referrer: { profession, ...(organisations !== "all" && { organisation: organisations[0] ?? "x" }) },
    channel: referring.channels[0]?.code ?? "phone",
    mainReason: referring.reasons[0]?.code ?? "loneliness",
    area: areas[0],
    age: 80,
    handover: referring.handovers[0] ?? "none",
  };
}

const code = (rejection: { readonly code: RejectionCode }) => rejection.code;
const placeOf = (life: ReturnType<typeof living>) => life.referral().place.lifecycle;

describe("every place has its own character", () => {
  test("Kampen: an information point refers, and coaches belong to practices", () => {
    const life = living("kampen").refer({
      referrer: { profession: "informationPoint", organisation: "wijk-zuid" },
    });
    expect(placeOf(life)).toBe("referred.contacting");
    life
      .happens("RegisterCoach", { coach: "coach-1", practices: ["hanze"] }, "coordinator")
      .happens("RegisterCoach", { coach: "coach-2", practices: ["other"] }, "coordinator")
      .refer({ resident: "resident-2", referrer: { profession: "gp", organisation: "other" } });
    const coaches = new Map(
      (["coach-1", "coach-2"] as const).map((coach) => {
        const parsed = parseCommand({ type: "ChangeCoach", coach });
        if (!parsed.ok || parsed.command.type !== "ChangeCoach") throw new Error("no coach");
        const id = parsed.command.coach;
        return [id, life.town.known({ coach: id }).coach] as const;
      }),
    );
    expect(coachesToAsk(life.referral(2).record, coaches, life.variant)).toEqual(["coach-2", "coach-1"]);
  });

  test("Kampen: the referrer hears at the intake and at the match, within five working days", () => {
    const life = living("kampen").refer().on("2022-01-12").happens("HoldConversation");
    expect(life.due("giveFeedback")).toBe("2022-01-19");
  });

  test("De Krim: nobody is referred until somebody opens it, and then by the neighbourhood team only", () => {
    const life = living("hardenberg-de-krim");
    expect(life.noReferral()).toMatchObject({ code: "intake-closed", details: { reason: "notOpenedYet" } });
    life.happens("OpenIntake", {}, "municipality");
    expect(code(life.noReferral({ referrer: { profession: "gp" } }))).toBe("profession-may-not-refer");
    expect(placeOf(life.refer())).toBe("referred.contacting");
  });

  test("Oost Gelre: from 65, and who fits the social team better goes there", () => {
    const life = living("oost-gelre");
    expect(code(life.noReferral({ age: 64 }))).toBe("too-young");
    expect(life.noReferral({ circumstances: ["socialTeamCase"] })).toMatchObject({
      code: "excluded",
      details: { redirectTo: "sociaal-team" },
    });
    life.refer({ referrer: { profession: "physiotherapist" }, age: 65 });
    expect(life.variant.contact.initiative).toBe("coach");
    expect(life.due("makeFirstContact")).toBe("2022-01-24");
  });

  test("Winterswijk: with three hours a week there is room for a limited group", () => {
    const life = living("winterswijk").happens("RegisterCoach", { coach: "coach-1" }, "coordinator");
    for (const number of [1, 2, 3, 4, 5, 6]) life.refer({ resident: `resident-${number}` });
    for (const number of [1, 2, 3, 4, 5]) {
      life.happens("AssignCoach", { referral: `referral-${number}` }, "coordinator");
    }
    expect(life.no("AssignCoach", { referral: "referral-6" }, "coordinator")).toMatchObject({
      code: "coach-full",
      details: { capacity: 5 },
    });
    expect(life.referral(6).place.coach).toBe("missing");
  });

  test("Zwartewaterland: the coach leaves on 1 May 2022, and there is nobody until 1 August", () => {
    const life = living("zwartewaterland")
      .happens("RegisterCoach", { coach: "coach-1", areas: ["genemuiden"] }, "coordinator")
      .refer()
      .happens("AcceptReferral")
      .happens("AssignCoach")
      .on("2022-05-01")
      .happens("LetCoachDepart", { coach: "coach-1", reason: "other-work" }, "coordinator")
      .happens("CloseIntake", { reason: "noCoach", until: "2022-08-01" }, "municipality");
    expect(life.referral().place.coach).toBe("missing");
    expect(life.due("assignCoach")).toBe("2022-05-04");
    expect(life.noReferral({ resident: "resident-2" })).toMatchObject({
      code: "intake-closed",
      details: { until: "2022-08-01" },
    });
    life
      .on("2022-08-01")
      .happens("OpenIntake", {}, "municipality")
      .happens("RegisterCoach", { coach: "coach-2", areas: ["genemuiden"] }, "coordinator")
      .happens("AssignCoach", { coach: "coach-2" }, "coordinator")
      .refer({ resident: "resident-2" });
    expect(life.referral().record.coach.id).toBe("coach-2");
  });

  test("Zwartewaterland: the questionnaire comes at the start, after three and after six months", () => {
    const life = living("zwartewaterland").refer().happens("AcceptReferral").happens("HoldConversation");
    const fill = (moment: "start" | "after3Months") =>
      life.happens("TakeMeasurement", { instrument: "samen-in-beweging", moment, answers: { item: 3 } });
    const dates = [life.due("measure"), fill("start").due("measure"), fill("after3Months").due("measure")];
    expect(dates).toEqual(["2022-01-24", "2022-04-10", "2022-07-10"]);
  });

  test("GRIP&GLANS: the thirteenth waits for the next group, and who needs other support is referred on", () => {
    const life = living("steenwijkerland-grip-en-glans").happens("OfferActivity", {
      activity: "grip-en-glans-1",
      kind: "course",
      capacity: 12,
      startsOn: "2022-03-01",
    });
    for (let number = 1; number <= 13; number += 1) {
      const referral = `referral-${number}`;
      life
        .refer({ resident: `resident-${number}`, referrer: { profession: "self" }, age: 67 })
        .happens("AcceptReferral", { referral });
      if (number <= 12) life.happens("MatchActivity", { referral, activity: "grip-en-glans-1" });
    }
    const last = { referral: "referral-13", activity: "grip-en-glans-1" };
    expect(code(life.no("MatchActivity", last))).toBe("activity-full");
    life.happens("JoinWaitingList", last);
    expect(life.referral(13).place.lifecycle).toBe("matched.waiting");
    life.happens("StartParticipation", { activity: "grip-en-glans-1" }).happens("DropReferral", {
      reason: "otherHelp",
      localReason: "referredOn",
      onwardTo: "ggz",
      initiator: "service",
    });
    expect(life.referral().record.ending).toMatchObject({ reason: "otherHelp", onwardTo: "ggz" });
    expect(placeOf(life)).toBe("dropped.closed");
  });

  test("Visits at 75: once it opens, a volunteer visits at home", () => {
    const life = living("steenwijkerland-huisbezoek-75");
    expect(code(life.noReferral())).toBe("intake-closed");
    life.happens("OpenIntake", { pathway: "visit" }, "municipality").refer().happens("AcceptReferral");
    expect(code(life.no("HoldConversation", { mode: "phone" }, "volunteer"))).toBe("mode-not-used");
    life
      .happens("OfferActivity", { activity: "visits", kind: "homeVisits" })
      .happens("HoldConversation", { mode: "homeVisit" })
      .happens("MatchActivity", { activity: "visits" })
      .happens("StartParticipation", { activity: "visits" }, "volunteer");
    expect(placeOf(life)).toBe("participating.active");
  });

  test("Nijmegen: severe problems are excluded, and the referrer hears that somebody takes part", () => {
    const life = living("nijmegen");
    expect(code(life.noReferral({ circumstances: ["severeDementia"] }))).toBe("excluded");
    life
      .refer({ area: "dukenburg" })
      .happens("HoldConversation", { mode: "walking" })
      .happens("OfferActivity", { activity: "eetclub", kind: "eatingClub" })
      .happens("MatchActivity", { activity: "eetclub", accompanied: true })
      .happens("DelegateFeedback", { to: "practiceNurse" }, "referrer")
      .happens("GiveFeedback", { message: "takesPart", via: "visit" });
    expect(life.town.facts.at(-1)).toMatchObject({ data: { message: "takesPart", to: "practiceNurse" } });
  });

  test("Den Haag: many problems at once go to Krachtige Basiszorg; ten conversations are usual", () => {
    const life = living("den-haag-schilderswijk");
    expect(life.noReferral({ circumstances: ["multipleProblems"] })).toMatchObject({
      details: { redirectTo: "krachtige-basiszorg" },
    });
    expect(code(life.noReferral({ channel: "phone" }))).toBe("channel-not-used");
    life.refer();
    for (let number = 1; number <= 10; number += 1) life.happens("HoldConversation");
    expect(life.referral().record.conversations.count).toBe(life.variant.conversations.usual?.to);
  });

  test("Groningen-Lewenborg: mild problems, recorded with Z68, and a short way to an end", () => {
    const life = living("groningen-lewenborg")
      .refer()
      .happens("OfferActivity", { activity: "koffie", kind: "meeting" })
      .happens("HoldConversation", { mode: "practice" })
      .happens("MatchActivity", { activity: "koffie" })
      .happens("StartParticipation", { activity: "koffie" })
      .happens("CompleteParticipation")
      .happens("GiveFeedback", { message: "completed" });
    expect(placeOf(life)).toBe("feedback.closed");
    expect(life.variant.referring.registrationCode).toBe("Z68");
  });

  test("Houten: an untrained coach takes nobody on, and each of the five centres has its own coach", () => {
    const life = living("houten")
      .happens("RegisterCoach", { coach: "coach-1", areas: ["centrum-1"], trained: false }, "coordinator")
      .refer();
    expect(code(life.no("AssignCoach", {}, "coordinator"))).toBe("coach-not-trained");
    expect(life.variant.coach.hours).toEqual({ perWeek: 20, per: "centre" });
    expect(code(life.noReferral({ resident: "resident-2", area: "centrum-6" }))).toBe("unknown-area");
  });

  test("Assen: ten practices take part, and the referrer goes through the decision tree", () => {
    const life = living("assen");
    const [ours, other] = ["praktijk-03", "praktijk-11"].map((organisation) => ({
      profession: "gp" as const,
      organisation,
    }));
    if (ours === undefined || other === undefined) throw new Error("no practices");
    expect(code(life.noReferral({ referrer: other }))).toBe("organisation-does-not-take-part");
    expect(life.noReferral({ referrer: ours, answers: { medical: true } })).toMatchObject({
      code: "tree-says-no",
      details: { redirectTo: "huisartsenzorg" },
    });
    expect(code(life.noReferral({ referrer: ours }))).toBe("question-unanswered");
    life.refer({ referrer: ours, answers: { medical: false, informed: true, wants: true } });
    expect(placeOf(life)).toBe("referred.contacting");
  });

  test("Dordrecht: the social broker comes to the resident's home", () => {
    const life = living("dordrecht-sociaal-recept").refer();
    expect(code(life.no("HoldConversation", { mode: "phone" }))).toBe("mode-not-used");
    life.happens("HoldConversation", { mode: "homeVisit" });
    expect(life.variant.terms.coach?.nl).toBe("sociaal makelaar");
    expect(placeOf(life)).toBe("intake.conversing");
  });

  test("Capelle: a feeling that something is off, handed over warmly; the elderly coach judges", () => {
    const life = living("kwetsbare-capellenaren");
    expect(code(life.noReferral({ handover: "none" }))).toBe("handover-not-used");
    life.refer({ mainReason: "somethingOff", referrer: { profession: "practiceNurse" } });
    expect(placeOf(life)).toBe("referred.triage");
    expect(code(life.no("AcceptReferral", {}, "referrer"))).toBe("not-your-judgement");
    expect(placeOf(life.happens("AcceptReferral"))).toBe("referred.contacting");
  });

  test("Gezond Gewicht: other matters come first, and the next talk asks whether somebody went", () => {
    const life = living("rotterdam-gezond-gewicht")
      .refer()
      .happens("AcceptReferral")
      .happens("HoldConversation")
      .happens("PutIntakeOnHold", { until: "2022-02-01", reason: "debts" });
    expect(life.due("takeUpIntakeAgain")).toBe("2022-01-31");
    life
      .on("2022-02-01")
      .happens("ResumeIntake")
      .happens("OfferActivity", { activity: "swimming", kind: "sport" })
      .happens("MatchActivity", { activity: "swimming" })
      .happens("StartParticipation", { activity: "swimming" });
    expect(life.due("checkIn")).toBe("2022-03-01");
    life.on("2022-03-01").happens("CheckIn", { went: "no" });
    expect(life.referral().record.participation.noShows).toBe(1);
  });

  test("Scootmobiel: the resident's own application can end in a scooter, and there is nobody to tell", () => {
    const life = living("pilot-scootmobiel")
      .refer({ referrer: { profession: "self" }, channel: "wmoApplication" })
      .happens("AcceptReferral")
      .happens("HoldConversation")
      .happens("DropReferral", {
        reason: "formalIndication",
        localReason: "scooterGranted",
        initiator: "service",
      });
    expect(placeOf(life)).toBe("dropped.closed");
    expect(life.referral().place.feedback).toBe("notPossible");
  });

  test("Stapjefitter: goals every month, and eighteen weeks in all", () => {
    const life = living("stapjefitter")
      .happens("OfferActivity", { activity: "group-1", kind: "lifestyle", startsOn: "2022-01-17" })
      .refer()
      .happens("AcceptReferral")
      .happens("MatchActivity", { activity: "group-1" })
      .on("2022-01-17")
      .happens("StartParticipation", { activity: "group-1" });
    expect([life.due("reviewGoals"), life.due("talkOfCompleting")]).toEqual(["2022-02-17", "2022-05-23"]);
    life.on("2022-02-17").happens("ReviewGoals");
    expect(life.due("reviewGoals")).toBe("2022-03-17");
  });

  test("Spin in 't Web: two professionals who ask for the same resident are not both answered", () => {
    const life = living("spin-in-t-web").refer({ referrer: { profession: "practiceNurse" } });
    const again = { referrer: { profession: "wmoConsultant" as const } };
    expect(code(life.noReferral(again))).toBe("referral-already-open");
    expect(code(life.noReferral({ ...again, secondBecause: "urgent" }))).toBe("second-not-permitted");
  });
});
