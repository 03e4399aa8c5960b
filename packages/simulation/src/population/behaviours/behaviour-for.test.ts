import { Variant } from "@wor/lifecycle";
import { nijmegen, placeIds } from "@wor/variants";
import { describe, expect, test } from "vitest";
import { LogView } from "../../harness/log-view.ts";
import { brokenPromises } from "../../harness/promises.ts";
import { variantOf } from "../../testing/places.ts";
import { valuesOf } from "../behaviour.ts";
import { simulatePopulation } from "../simulate.ts";
import { behaviourFor } from "./behaviour-for.ts";
import { nijmegenYear } from "./nijmegen.ts";
import { fittedBehaviours } from "./places.ts";
import { samenInBewegingProject } from "./samen-in-beweging.ts";

const begun = placeIds.filter((id) => id !== "hardenberg-de-krim");

describe("in every place", () => {
  test.each(begun)("people are referred, go on, and are heard of again: %s", async (id) => {
    const variant = variantOf(id);
    const behaviour = behaviourFor(variant);
    const years = behaviour.arrivals.perYear < 40 ? 0.5 : 0.25;
    const { summary, store, until } = await simulatePopulation({ variant, behaviour, years, seed: 4 });

    expect(summary.referred).toBeGreaterThan(0);
    expect(summary.arrived).toBeGreaterThan(summary.referred / 4);
    expect(summary.feedback.count > 0 || summary.feedbackOwed === 0).toBe(true);
    // A referrer cannot know of a referral elsewhere; everything else that is refused could have been known.
    expect(Object.keys(summary.refused)).toEqual(
      summary.refused["referral-already-open"] === undefined ? [] : ["referral-already-open"],
    );
    expect(summary.refusedSteps).toEqual({});

    const view = new LogView(store, variant.municipality);
    await view.catchUp();
    // Who waits longer than a fortnight, since every caseload is full, is known to somebody above the coordinator.
    const lately = new Date(Date.parse(until) - 14 * 86_400_000).toISOString();
    const forgotten = view.states.filter(
      ({ place, record: { registeredAt, triage, escalations } }) =>
        place.coach === "missing" &&
        place.lifecycle !== "referred.triage" &&
        (triage.acceptedAt ?? registeredAt) < lately &&
        escalations.assignCoach === undefined,
    );
    expect(forgotten).toEqual([]);
    expect(brokenPromises({ states: view.states, coaches: view.coaches, variantOf: () => variant })).toEqual(
      [],
    );
  });

  test("but where the intake never opened, nobody is referred", async () => {
    const variant = variantOf("hardenberg-de-krim");
    const { summary } = await simulatePopulation({ variant, behaviour: behaviourFor(variant), seed: 1 });
    expect(summary).toMatchObject({ referred: 0, refused: { "intake-closed": 2 }, refusedSteps: {} });
  });

  test.each(placeIds)("it is said of each value where it comes from: %s", (id) => {
    const behaviour = behaviourFor(variantOf(id));
    expect(valuesOf(behaviour).filter((path) => behaviour.sources[path] === undefined)).toEqual([]);
    for (const source of Object.values(behaviour.sources)) expect(source).toMatch(/^ours|L\d+|§/);
  });

  test("everybody who is fitted to a place fits its rules", () => {
    for (const [id, behaviour] of Object.entries(fittedBehaviours))
      expect(behaviourFor(variantOf(id)).name, id).toBe(behaviour.name);
  });
});

describe("a behaviour of another place", () => {
  test("takes on who refers here, for what, from where and at which age", () => {
    const variant = variantOf("oost-gelre");
    const { referrers, reasons, residents, sources, name } = behaviourFor(variant, nijmegenYear);
    expect(Object.keys(referrers)).toEqual(variant.referring.professions);
    expect(Object.keys(reasons)).toEqual(variant.referring.reasons.map(({ code }) => code));
    expect(
      Object.keys(residents.age)
        .map((band) => Number(band.slice(0, 2)))
        .every((age) => age >= 65),
    ).toBe(true);
    expect(name).toBe("oost-gelre, as in Nijmegen, September 2018 to September 2019");
    expect(sources["residents.sex"]).toBe("ours, after Nijmegen, September 2018 to September 2019");
  });

  test("takes on the coaches that the variant has hours for, and as many referrals for each", () => {
    const { coaches, arrivals } = behaviourFor(variantOf("houten"));
    expect(coaches).toHaveLength(5);
    expect(coaches[0]).toMatchObject({ areas: ["centrum-1"], perWeek: 10 });
    expect(arrivals.perYear).toBe(Math.round((99 / 4) * 5));
  });

  test("is taken as it is where it fits", () => {
    expect(behaviourFor(nijmegen, nijmegenYear)).toBe(nijmegenYear);
    expect(behaviourFor(nijmegen, samenInBewegingProject)).not.toBe(samenInBewegingProject);
  });
});

describe("a registration", () => {
  const strict = Variant.parse({
    ...nijmegen,
    id: "strict",
    referring: {
      ...nijmegen.referring,
      consent: ["referral", "contact", "feedback"],
      handovers: ["appointment"],
      channels: [{ code: "zorgdomein", label: { nl: "ZorgDomein", en: "ZorgDomein" } }],
    },
    triage: {
      by: "referrer",
      decisionTree: [
        {
          code: "wants",
          ask: { nl: "Wil iemand dit?", en: "Does somebody want this?" },
          yes: "suitable",
          no: { redirectTo: "later" },
        },
      ],
    },
  });

  test("is filled in as the variant asks, and not made where whoever refers knows it would be refused", async () => {
    const behaviour = { ...nijmegenYear, residents: { ...nijmegenYear.residents, noFeedbackConsent: 0.3 } };
    const once = { ...behaviour, arrivals: { ...behaviour.arrivals, twice: 0 } };
    const year = { variant: strict, behaviour: once, seed: 1, years: 0.5 };
    const { summary, store } = await simulatePopulation(year);
    expect(summary.referred).toBeGreaterThan(10);
    expect(summary.refused).toEqual({});
    expect(summary.notReferred.later).toBeGreaterThan(0);
    expect(summary.notReferred.consent).toBeGreaterThan(summary.notReferred.later ?? 0);
    for await (const [event] of store.read(
      { municipality: strict.municipality, items: [{ types: ["ReferralRegistered"] }] },
      { limit: 1 },
    ))
      expect(event?.data).toMatchObject({
        channel: "zorgdomein",
        handover: "appointment",
        appointmentAt: expect.any(String),
      });
  });

  test("says what behaviour says of the decision tree", async () => {
    const never = { ...nijmegenYear, judging: { ...nijmegenYear.judging, answers: { wants: 0 } } };
    const { summary } = await simulatePopulation({ variant: strict, behaviour: never, seed: 1, years: 0.2 });
    expect(summary.referred).toBe(0);
    expect(summary.notReferred.later).toBeGreaterThan(0);
  });
});
