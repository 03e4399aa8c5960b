import { describe, expect, test } from "vitest";
import { exampleVariant } from "../testing/example-town.ts";
import { diffVariants } from "./diff.ts";

const said = (
  ...changes: readonly [Parameters<typeof exampleVariant>[0], Parameters<typeof exampleVariant>[0]?]
) => {
  const [to, from = {}] = changes;
  return diffVariants(exampleVariant(from), exampleVariant(to)).map(({ message }) => message.nl);
};

describe("what changes is said in words", () => {
  test("a term", () => {
    expect(said({ contact: { firstWithin: "P1W" } })).toEqual([
      "Eerste contact binnen: was 14 dagen, wordt 1 week",
    ]);
  });

  test("yes or no", () => {
    expect(said({ matching: { waitingList: false } })).toEqual(["Is er een wachtlijst: was ja, wordt nee"]);
  });

  test("what was not there before", () => {
    expect(said({ conversations: { maximum: 10 } })).toEqual([
      "Hoogste aantal gesprekken: was niets, wordt 10",
    ]);
  });

  test("who comes on a list and who goes", () => {
    expect(said({ referring: { professions: ["gp", "districtNurse", "self"] } })).toEqual([
      "Wie mag verwijzen: erbij wijkverpleegkundige; vervalt praktijkondersteuner, sociaal wijkteam",
    ]);
  });

  test("who may do something, as they are called here", () => {
    const terms = { coordinator: { nl: "regisseur", en: "director" } };
    expect(said({ terms, permissions: { PostponeReferral: ["coach"] } }, { terms })).toEqual([
      "regisseur: mag niet meer uitstellen",
    ]);
  });

  test("who may do something from now on, and who no longer, beside what is usual", () => {
    expect(said({ permissions: { PostponeReferral: ["coach", "referrer"] } })).toEqual([
      "verwijzer: mag voortaan uitstellen",
      "coördinator: mag niet meer uitstellen",
    ]);
  });

  test("a permission that is written out as it already was is no change", () => {
    expect(said({ permissions: { PostponeReferral: ["coordinator", "coach"] } })).toEqual([]);
  });

  test("who may act only for their own from now on, and who no longer", () => {
    expect(said({ ownReferralsOnly: ["coach", "resident"] }, { ownReferralsOnly: ["referrer"] })).toEqual([
      "welzijnscoach: mag voortaan alleen nog iets bij eigen verwijzingen",
      "verwijzer: mag voortaan ook iets bij verwijzingen die niet de eigen zijn",
    ]);
    expect(said({ ownReferralsOnly: ["resident"] })).toEqual([]);
  });

  test("a choice, by what it means", () => {
    expect(said({ coach: { assign: "byHand" } })).toEqual([
      "Hoe een coach wordt toegewezen: was volgens een regel, wordt met de hand",
    ]);
    expect(said({ duplicates: { within: "resident" } })).toEqual([
      "Eén lopende verwijzing per traject (pathway), of per inwoner over alle trajecten heen (resident): was per traject, wordt per inwoner",
    ]);
  });

  test("what something is called", () => {
    expect(said({ terms: { coach: { nl: "sociaal makelaar", en: "social broker" } } })).toEqual([
      "“welzijnscoach” heet voortaan “sociaal makelaar”",
    ]);
    expect(said({ labels: { "intake.onHold": { nl: "Even wachten", en: "Waiting" } } })).toEqual([
      "“Pas op de plaats” heet voortaan “Even wachten”",
    ]);
  });

  test("what other help and what came of it are called", () => {
    const ggz = { ggz: { nl: "de ggz", en: "mental health care" } };
    expect(said({ destinations: ggz }, { destinations: { ggz: { nl: "Ggz", en: "Ggz" } } })).toEqual([
      "“Ggz” heet voortaan “de ggz”",
    ]);
    expect(said({ outcomes: { onOwnFeet: { nl: "op eigen benen", en: "on own feet" } } })).toEqual([
      "“on own feet” heet voortaan “op eigen benen”",
    ]);
    expect(said({}, { destinations: ggz })).toEqual(["“de ggz” heet voortaan “ggz”"]);
  });

  test("a rule made of several things, without a code of a programmer", () => {
    expect(
      said({ restrictions: [{ roles: ["referrer"], commands: ["DropReferral"], stages: ["referred"] }] }),
    ).toEqual(["Wat een rol alleen in bepaalde fasen mag: erbij verwijzer: beëindigen: Verwezen"]);
  });

  test("what is still called the same but has another meaning", () => {
    const reason = (core: "loneliness" | "other") => ({
      referring: { reasons: [{ code: "alone", label: { nl: "Alleen", en: "Alone" }, core }] },
    });
    expect(said(reason("other"), reason("loneliness"))).toEqual([
      "Redenen van verwijzing en de kernreden waarbij ze horen: veranderd “Alleen”",
    ]);
  });

  test("another source or another version alone is no change", () => {
    expect(said({ provenance: { areas: "elders" } })).toEqual([]);
    expect(diffVariants(exampleVariant(), { ...exampleVariant(), version: 2 })).toEqual([]);
  });
});

test("for whom a change matters is told with it", () => {
  const concerns = (changes: Parameters<typeof exampleVariant>[0]) =>
    diffVariants(exampleVariant(), exampleVariant(changes))[0]?.concerns;
  expect(concerns({ feedback: { within: "P1W" } })).toEqual(["coach", "referrer"]);
  expect(concerns({ ownReferralsOnly: ["practiceNurse"] })).toEqual(["practiceNurse"]);
  expect(concerns({ permissions: { CloseIntake: ["coordinator"] } })).toEqual(["municipality"]);
});
