import { describe, expect, test } from "vitest";
import { allowed } from "../allowed.ts";
import { exampleVariant, somebody } from "../testing/example-town.ts";
import { type Given, given, recorded } from "../testing/specification.ts";
import { townLog } from "../testing/town-log.ts";
import * as ways from "../testing/ways.ts";
import type { CoachId, OrganisationId, ResidentId } from "../vocabulary/identifiers.ts";
import type { Actor, Role } from "../vocabulary/roles.ts";
import { isOwn, type Owned, owningRoles } from "./own.ts";

const resident = (id: string): Actor => ({ id, role: "resident" });
const coach = (id: string): Actor => ({ id, role: "coach" });
const of = (role: "referrer" | "practiceNurse", organisation?: string) =>
  ({ id: "somebody", role, ...(organisation && { organisation }) }) as Actor;

describe("a resident", () => {
  test("acts on their own referral, and on nobody else's, whatever the variant says", () => {
    given(...ways.guided)
      .when("DropReferral")
      .by(resident("resident-1"))
      .leadsTo("ReferralDropped");
    for (const ownReferralsOnly of [undefined, [], ["coach" as const]]) {
      given(...ways.guided)
        .under({ ownReferralsOnly })
        .when("DropReferral")
        .by(resident("resident-2"))
        .isRefused("not-yours", { role: "resident", own: "resident" });
    }
  });

  test("is known by the pseudonym of before, too", () => {
    given(["ReferralRegistered", { formerResident: "resident-0" }])
      .when("ChangeConsent")
      .by(resident("resident-0"))
      .leadsTo("ConsentChanged");
  });

  test("refers only themselves", () => {
    const self = { referrer: { profession: "self" as const } };
    given().when("RegisterReferral", self).by(resident("resident-1")).leadsTo("ReferralRegistered");
    given().when("RegisterReferral", self).by(resident("resident-2")).isRefused("not-yours");
    given()
      .when("RegisterReferral", { ...self, formerResident: "resident-2", alsoKnownAs: ["resident-2"] })
      .by(resident("resident-2"))
      .isRefused("not-yours");
  });
});

describe("where a coach may only act for their own", () => {
  const ownReferralsOnly = ["coach" as const];
  const under = (...facts: readonly Given[]) => given(...facts).under({ ownReferralsOnly });

  test("that is whom they guide", () => {
    under(...ways.guided)
      .when("HoldConversation")
      .by(coach("coach-1"))
      .leadsTo("IntakeStarted", "ConversationHeld");
    const no = under(...ways.guided)
      .when("HoldConversation")
      .by(coach("coach-2"))
      .isRefused("not-yours", {
        permitted: ["coordinator", "volunteer"],
      });
    expect(no.message.nl).toContain("alleen bij eigen verwijzingen: wie deze coach begeleidt of waarneemt");
    expect(no.help.nl).toBe("Vraag het aan: coördinator, vrijwilliger.");
  });

  test("or stand in for, as long as they do", () => {
    const covered = [...ways.guided, "StandInArranged"] as const;
    for (const one of ["coach-1", "coach-2"]) {
      under(...covered)
        .when("RecordContactAttempt")
        .by(coach(one))
        .leadsTo("ContactAttempted");
    }
    under(...covered, "StandInEnded")
      .when("RecordContactAttempt")
      .by(coach("coach-2"))
      .isRefused("not-yours");
  });

  test("or whoever has no coach yet, or no longer: anybody may take them on", () => {
    under(...ways.accepted, "CoachRegistered")
      .when("AssignCoach")
      .by(coach("coach-1"))
      .leadsTo("CoachAssigned");
    under(...ways.guided, "CoachDeparted", "CoachReleased")
      .when("HoldConversation")
      .by(coach("coach-2"))
      .leadsTo("IntakeStarted", "ConversationHeld");
  });

  test("they hand over themselves, and take nobody from another", () => {
    const two = [...ways.guided, ["CoachRegistered", { coach: "coach-2" }]] as const;
    const toTheSecond = { coach: "coach-2" };
    under(...two)
      .when("AssignCoach", toTheSecond)
      .by(coach("coach-1"))
      .leadsTo("CoachReleased", "CoachAssigned");
    under(...two)
      .when("AssignCoach", toTheSecond)
      .by(coach("coach-2"))
      .isRefused("not-yours");
  });

  test("they go on leave themselves, and send nobody else away", () => {
    under(...ways.guided)
      .when("SendCoachOnLeave")
      .by(coach("coach-1"))
      .leadsTo("CoachWentOnLeave", "CoachReleased");
    under(...ways.guided)
      .when("SendCoachOnLeave")
      .by(coach("coach-2"))
      .isRefused("not-your-own-work", { coach: "coach-1", permitted: ["coordinator", "municipality"] });
  });

  test("after the end, it stays with whoever guided last", () => {
    under(...ways.closedAfterDrop)
      .when("ReopenReferral")
      .by(coach("coach-1"))
      .leadsTo("ReferralReopened");
    under(...ways.closedAfterDrop)
      .when("ReopenReferral")
      .by(coach("coach-2"))
      .isRefused("not-yours");
  });

  test("a coordinator still may for everybody", () => {
    under(...ways.guided)
      .when("HoldConversation")
      .by("coordinator")
      .leadsTo("IntakeStarted", "ConversationHeld");
    under(...ways.guided)
      .when("ReleaseCoach")
      .by("coordinator")
      .leadsTo("CoachReleased");
  });

  test("what is said not to be allowed is said for that reason", () => {
    const town = townLog([exampleVariant({ ownReferralsOnly })]);
    for (const fact of ways.guided) town.note(recorded(fact));
    const [referral] = town.referrals();
    if (referral === undefined) throw new Error("Nobody was referred.");
    const codes = (actor: Actor) =>
      new Set(
        allowed(referral, actor, town.variantOf(referral)).map((one) =>
          one.allowed ? "allowed" : one.because.code,
        ),
      );
    expect(codes(coach("coach-1"))).toEqual(new Set(["allowed", "not-permitted", "not-in-this-state"]));
    expect(codes(coach("coach-2"))).toEqual(new Set(["not-yours", "not-permitted"]));
  });
});

describe("where who refers may only act for their own practice", () => {
  const ownReferralsOnly = ["referrer" as const, "practiceNurse" as const];
  const under = (...facts: readonly Given[]) => given(...facts).under({ ownReferralsOnly });

  test("whose practice is not told is not taken at their word", () => {
    for (const role of ownReferralsOnly) {
      under(...ways.guided)
        .when("ChangeConsent")
        .by(of(role, "practice-1"))
        .leadsTo("ConsentChanged");
      under(...ways.guided)
        .when("ChangeConsent")
        .by(of(role, "practice-9"))
        .isRefused("not-yours");
      under(...ways.guided)
        .when("ChangeConsent")
        .by(of(role))
        .isRefused("not-yours");
    }
  });

  test("a referral of no practice is no practice's own", () => {
    under(["ReferralRegistered", { referrer: { profession: "self" } }])
      .when("ChangeConsent")
      .by(of("referrer", "practice-1"))
      .isRefused("not-yours");
  });

  test("they refer in the name of it", () => {
    under()
      .when("RegisterReferral")
      .by(of("referrer", "practice-1"))
      .leadsTo("ReferralRegistered", "ReferralAccepted");
    under()
      .when("RegisterReferral", { referrer: { profession: "gp" } })
      .by(of("referrer", "practice-1"))
      .isRefused("not-yours");
  });
});

test("where the variant says nothing, a coach helps a colleague", () => {
  given(...ways.guided)
    .when("HoldConversation")
    .by(coach("coach-2"))
    .leadsTo("IntakeStarted", "ConversationHeld");
});

test("only who has a part in a referral that it tells of can have one of their own", () => {
  const referral: Owned = {
    resident: "r" as ResidentId,
    referrer: { profession: "gp", organisation: "p" as OrganisationId },
    coach: { id: "c" as CoachId },
  };
  const whose: { readonly [R in Role]?: string } = { resident: "r", coach: "c" };
  const owning = (
    ["resident", "referrer", "practiceNurse", "coach", "coordinator", "municipality"] as const
  ).filter((role) =>
    isOwn({ ...somebody(role), id: whose[role] ?? "x", organisation: "p" as OrganisationId }, referral),
  );
  expect(owning).toEqual([...owningRoles]);
});
