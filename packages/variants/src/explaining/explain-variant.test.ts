import type { Term } from "@wor/lifecycle";
import { describe, expect, test } from "vitest";
import { place, placeIds, readPlace } from "../places.ts";
import { readVariant } from "../reading/read-variant.ts";
import { explainVariant } from "./explain-variant.ts";

describe("a variant is explained on one page", () => {
  test.each(placeIds)("%s, in both languages, without a word missing", (id) => {
    for (const locale of ["nl", "en"] as const) {
      const page = explainVariant(place(id), locale);
      expect(page).not.toMatch(/undefined|\[object|NaN| {2}\|/);
      expect(page.split("\n").length).toBeLessThan(90);
    }
  });

  test("it names who may refer, who is not helped here, and what happens when", () => {
    const page = explainVariant(place("den-haag-schilderswijk"), "nl");
    expect(page).toContain("Verwijzen kan: huisarts.");
    expect(page).toContain(
      "- Veel problemen tegelijk: een korte activering is dan niet genoeg; dan naar krachtige basiszorg",
    );
    expect(page).toContain("gewoonlijk 5 tot 10");
    expect(page).toContain(
      "| Eerste contact; de welzijnscoach neemt het initiatief | welzijnscoach | binnen 14 dagen |",
    );
  });

  test("it uses the municipality's own names", () => {
    const page = explainVariant(place("kwetsbare-capellenaren"), "nl");
    expect(page).toContain("| ouderencoach |");
    expect(page).not.toContain("welzijnscoach");
  });

  test("it follows the variant: what is not done is not told", () => {
    expect(explainVariant(place("stapjefitter"), "nl")).toContain("Samen naar de doelen kijken");
    expect(explainVariant(place("nijmegen"), "nl")).not.toContain("Samen naar de doelen kijken");
    expect(explainVariant(place("assen"), "en")).toContain("1. Is a medical or psychological answer needed?");
  });

  test("of each question it is told where yes and no lead", () => {
    const page = explainVariant(
      {
        ...place("nijmegen"),
        destinations: { ggz: { nl: "de ggz", en: "mental health care" } },
        triage: {
          ...place("nijmegen").triage,
          decisionTree: [
            {
              code: "a",
              ask: { nl: "Is het ernstig?", en: "Is it severe?" },
              yes: { redirectTo: "ggz" },
              no: { next: "b" },
            },
            {
              code: "b",
              ask: { nl: "Wil de inwoner?", en: "Is it wanted?" },
              yes: "suitable",
              no: { redirectTo: "wijk-team" },
            },
          ],
        },
      },
      "nl",
    );
    expect(page).toContain("1. Is het ernstig? Ja: dit past niet, dan naar de ggz. Nee: naar vraag 2.");
    expect(page).toContain("2. Wil de inwoner? Ja: dit past. Nee: dit past niet, dan naar wijk team.");
  });

  test("a step of a role that does not exist here is told of whoever does it", () => {
    const nobody = { ...place("nijmegen"), roles: ["coach", "referrer", "municipality", "system"] as const };
    expect(explainVariant({ ...nobody, roles: [...nobody.roles] }, "nl")).toContain(
      "| Een welzijnscoach toewijzen (volgens een regel) | gemeente |",
    );
  });

  test("a team is het, a coach is de", () => {
    const { escalation, ...rest } = place("nijmegen");
    const terms = { coordinator: { nl: "sociaal wijkteam", en: "neighbourhood team" } };
    const page = explainVariant({ ...rest, terms, escalation }, "nl");
    expect(page).toContain("dan naar het sociaal wijkteam, en 1 week later naar de gemeente");
    expect(page).toContain("alleen bewust, door het sociaal wijkteam.");
  });

  test("a coach whose number of residents goes by the hours is told how many that are", () => {
    const { coach, ...rest } = place("nijmegen");
    const hours = { perWeek: 4.5, per: "coach" as const };
    const page = (more: object) => explainVariant({ ...rest, coach: { ...coach, hours, ...more } }, "nl");
    expect(page({})).toContain("Uren: 4,5 per week per welzijnscoach.\n\nTen hoogste 40 inwoners");
    expect(page({ residentsPerHour: 3 })).toContain(
      "Ten hoogste 3 inwoners tegelijk per uur in de week: dat zijn er 13. Wie zonder uren is aangemeld: ten hoogste 40",
    );
  });

  test("in a course there is a place in a group to give, and nothing to try once", () => {
    const page = explainVariant({ ...place("nijmegen"), pathway: "cohort" }, "nl");
    expect(page).toContain("| Match: een plaats in een groep |");
    expect(page).not.toContain("eerst een keer proberen");
    expect(explainVariant({ ...place("nijmegen"), pathway: "visit" }, "nl")).toContain(
      "Match met een vrijwilliger",
    );
  });

  test("who may do something only in some stages is told so", () => {
    const page = explainVariant(
      {
        ...place("nijmegen"),
        terms: { coach: { nl: "sociaal makelaar", en: "social broker" } },
        restrictions: [{ roles: ["coach"], commands: ["DropReferral"], stages: ["referred", "intake"] }],
      },
      "nl",
    );
    expect(page).toContain("Alleen in de fase Verwezen of Intake mag sociaal makelaar: beëindigen.");
    expect(page).toContain("de sociaal makelaar neemt het initiatief");
  });

  test("who may act only for their own is told so, and which those are", () => {
    const page = explainVariant({ ...place("nijmegen"), ownReferralsOnly: ["coach"] }, "nl");
    expect(page).toContain(
      "- Alleen bij eigen verwijzingen: welzijnscoach (wie deze coach begeleidt of waarneemt, en wie nog geen coach heeft).",
    );
    expect(explainVariant(place("nijmegen"), "nl")).not.toContain("eigen verwijzingen: welzijnscoach");
    expect(explainVariant(place("nijmegen"), "en")).toContain("- Only for referrals of their own: resident");
  });

  test("a rhythm of one is said without counting", () => {
    const { participation, ...rest } = place("nijmegen");
    const checkInEvery = (term: string) =>
      explainVariant({ ...rest, participation: { ...participation, checkInEvery: term as Term } }, "nl");
    expect(checkInEvery("P1M")).toContain("| elke maand |");
    expect(checkInEvery("P1Y")).toContain("| elk jaar |");
    expect(checkInEvery("P2W")).toContain("| elke 2 weken |");
  });

  test("with where values come from, it tells which nobody agreed on", () => {
    const read = readPlace("kampen");
    if (!read.ok) throw new Error("kampen cannot be read");
    const page = explainVariant(read.variant, "nl", read.provenance);
    expect(page).toContain("## Nog niet afgesproken");
    expect(page).toContain("| De coach | Inwoners per coach tegelijk | 40 |");
    expect(page).not.toContain("| Terugkoppelen aan de verwijzer | Terugkoppeling binnen |");
    expect(explainVariant(read.variant, "nl")).not.toContain("Nog niet afgesproken");
  });

  test("what can be read can be explained", () => {
    const read = readVariant("extends: landelijk\nid: a-dorp\nversion: 1", {
      resolve: () => JSON.stringify({ ...place("kampen"), permissions: {} }),
    });
    expect(read.ok && explainVariant(read.variant, "nl")).toContain("# Werkproces");
  });
});
