import { describe, expect, test } from "vitest";
import { CoachId, OrganisationId, ResidentId } from "../vocabulary/identifiers.ts";
import { Actor, roles } from "../vocabulary/roles.ts";
import { mayLook } from "./looking.ts";
import type { OwningRole } from "./own.ts";

const referral = {
  resident: ResidentId.parse("resident-1"),
  referrer: { profession: "gp", organisation: OrganisationId.parse("practice-1") },
  coach: { id: CoachId.parse("coach-1") },
} as const;

const another = (role: string) => Actor.parse({ id: "somebody", role, organisation: "practice-2" });
const refused = (ownReferralsOnly?: OwningRole[]) =>
  roles.filter((role) => mayLook(referral, another(role), { ownReferralsOnly }) !== undefined);

describe("another's referral", () => {
  test("is kept from nobody but a resident, where a variant says nothing", () => {
    expect(refused()).toEqual(["resident"]);
    expect(refused([])).toEqual(["resident"]);
  });

  test("is kept from the roles that a variant keeps to their own", () => {
    expect(refused(["coach"])).toEqual(["coach", "resident"]);
    expect(refused(["coach", "referrer", "practiceNurse"])).toEqual([
      "referrer",
      "practiceNurse",
      "coach",
      "resident",
    ]);
  });

  test("is kept from them with the reason, and whom to ask", () => {
    const no = mayLook(referral, another("resident"), {});
    expect(no?.message).toMatchInlineSnapshot(`
      {
        "en": "As resident you see only referrals of your own: those of the resident.",
        "nl": "Als inwoner ziet u alleen eigen verwijzingen: die van de inwoner zelf.",
      }
    `);
    expect(no?.help).toMatchInlineSnapshot(`
      {
        "en": "Ask somebody who sees all referrals, such as the coordinator.",
        "nl": "Vraag het aan wie alle verwijzingen ziet, zoals de coördinator.",
      }
    `);
  });
});

describe("their own", () => {
  const ownReferralsOnly: OwningRole[] = ["coach", "referrer", "practiceNurse"];
  test.each([
    { id: "resident-1", role: "resident" },
    { id: "coach-1", role: "coach" },
    { id: "gp-9", role: "referrer", organisation: "practice-1" },
    { id: "nurse-9", role: "practiceNurse", organisation: "practice-1" },
  ])("is kept from nobody: $role", (actor) => {
    expect(mayLook(referral, Actor.parse(actor), { ownReferralsOnly })).toBeUndefined();
  });
});
