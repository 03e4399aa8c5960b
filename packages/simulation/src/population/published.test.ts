import type { EventStore } from "@wor/event-store";
import { Variant } from "@wor/lifecycle";
import { look } from "@wor/monitoring";
import { nijmegen, place } from "@wor/variants";
import { describe, expect, test } from "vitest";
import { runs } from "../testing/runs.ts";
import { nijmegenYear } from "./behaviours/nijmegen.ts";
import {
  gripAndGlans,
  samenInBewegingProject,
  zwartewaterlandWithoutCoach,
} from "./behaviours/samen-in-beweging.ts";
import { simulatePopulation } from "./simulate.ts";

const seeds = Array.from({ length: Math.max(3, runs(4)) }, (_, i) => i + 1);

/**
 * A count of n has a standard deviation of the root of n. What is printed is one draw: a behaviour that was fitted to
 * it may on average be one standard deviation off, as the next year would be. The mean of k simulated years is known
 * to within three of its own, which is the root of n / k: more seeds see more.
 */
function expectCount(simulated: readonly number[], printed: number): void {
  const mean = simulated.reduce((sum, one) => sum + one, 0) / simulated.length;
  const tolerance = Math.sqrt(printed) + 3 * Math.sqrt(printed / simulated.length);
  expect(mean, `${simulated.join(", ")} for the printed ${printed}`).toBeGreaterThan(printed - tolerance);
  expect(mean, `${simulated.join(", ")} for the printed ${printed}`).toBeLessThan(printed + tolerance);
}

/** The same for a share: so many of so many. */
function expectShare(
  simulated: readonly (readonly [number, number])[],
  [some, all]: readonly [number, number],
): void {
  const [count, whole] = simulated.reduce(([a, b], [c, d]) => [a + c, b + d], [0, 0]);
  const share = some / all;
  const ofOne = share * (1 - share);
  const tolerance = Math.sqrt(ofOne / all) + 3 * Math.sqrt(ofOne / whole);
  expect(
    Math.abs(count / whole - share),
    `${count} of ${whole} for the printed ${some} of ${all}`,
  ).toBeLessThan(tolerance);
}

describe("the year in Nijmegen, as its report prints it", async () => {
  const years = await Promise.all(
    seeds.map(async (seed) => {
      const { store, summary, until } = await simulatePopulation({
        variant: nijmegen,
        behaviour: nijmegenYear,
        seed,
        from: "2018-09-01",
      });
      const seen = await look(store, { municipality: "nijmegen", variants: [nijmegen], now: until });
      const people = [...seen.trajectories.values()].filter(({ inError }) => !inError);
      return { summary, people, participants: people.filter(({ arrivedAt }) => arrivedAt !== undefined) };
    }),
  );
  const counts = (of: (year: (typeof years)[number]) => number) => years.map(of);
  const shares = (is: (one: (typeof years)[number]["participants"][number]) => boolean) =>
    years.map(({ participants }) => [participants.filter(is).length, participants.length] as const);

  test("89 participants", () =>
    expectCount(
      counts(({ participants }) => participants.length),
      89,
    ));
  test("54 women and 35 men", () =>
    expectShare(
      shares(({ sex }) => sex === "female"),
      [54, 89],
    ));
  test("72 aged 50 or over", () =>
    expectShare(
      shares(({ age = 0 }) => age >= 50),
      [72, 89],
    ));
  test("45 with complaints that hinder taking part", () =>
    expectShare(
      shares(({ hindered }) => hindered === true),
      [45, 89],
    ));
  test("174 conversations", () =>
    expectCount(
      counts(({ summary }) => summary.conversations),
      174,
    ));

  test("what is counted on the way is what the tables count afterwards", () => {
    for (const { summary, people, participants } of years) {
      expect(summary.referred).toBe(people.length);
      expect(summary.arrived).toBe(participants.length);
      expect(summary.conversations).toBe(people.reduce((sum, one) => sum + one.conversations.length, 0));
      expect(summary.women).toBe(people.filter(({ sex }) => sex === "female").length);
      expect(summary.dropped).toBe(people.filter(({ dropped }) => dropped !== undefined).length);
      expect(summary.completed).toBe(people.filter(({ completedAt }) => completedAt !== undefined).length);
    }
  });
});

describe("Samen in beweging, four municipalities together", async () => {
  const kampen = place("kampen");
  // The report has totals of four municipalities only, so they are simulated as one, with everybody who refers there.
  const variant = Variant.parse({
    ...kampen,
    id: "samen-in-beweging",
    municipality: "samen-in-beweging",
    referring: {
      ...kampen.referring,
      selfReferral: true,
      professions: Object.keys(samenInBewegingProject.referrers),
    },
  });
  const projects = await Promise.all(
    seeds.map(async (seed) => {
      const year = { variant, behaviour: samenInBewegingProject, seed, from: "2021-09-01" };
      const { store } = await simulatePopulation(year);
      // Nobody new comes, and everybody is followed to the end.
      const nobodyNew = { ...samenInBewegingProject, arrivals: { perYear: 0, twice: 0 } };
      const { summary, until } = await simulatePopulation({
        variant,
        behaviour: nobodyNew,
        seed,
        years: 2,
        store,
      });
      const { municipality } = variant;
      const { trajectories } = await look(store, { municipality, variants: [variant], now: until });
      const talks = [...trajectories.values()].map(({ conversations }) => conversations.length);
      return { ...summary, talks: talks.filter((number) => number > 0) };
    }),
  );
  const counts = (of: (one: (typeof projects)[number]) => number) => projects.map(of);

  test("103 referred", () =>
    expectCount(
      counts((one) => one.referred),
      103,
    ));
  test("85 women and 18 men", () =>
    expectShare(
      projects.map((one) => [one.women, one.referred]),
      [85, 103],
    ));
  test("53 for loneliness", () =>
    expectShare(
      projects.map((one) => [one.byReason.loneliness ?? 0, one.referred]),
      [53, 103],
    ));
  test("15 on own initiative", () =>
    expectShare(
      projects.map((one) => [one.byProfession.self ?? 0, one.referred]),
      [15, 103],
    ));
  test("just under one in three from the POH-GGZ", () =>
    expectShare(
      projects.map((one) => [one.byProfession.pohMentalHealth ?? 0, one.referred]),
      [34, 103],
    ));
  test("conversations from 1 to 9, 3 on average", () => {
    const most = projects.map(({ talks }) => Math.max(...talks));
    for (const [i, { talks }] of projects.entries()) {
      expect(Math.min(...talks)).toBe(1);
      expect(most[i]).toBeLessThanOrEqual(9);
    }
    expect(Math.max(...most)).toBe(9);
    const mean = projects.reduce((sum, one) => sum + one.conversations / one.arrived, 0) / projects.length;
    // Printed as a whole number.
    expect(Math.round(mean)).toBe(3);
  });
  test("10 became volunteers", () =>
    expectCount(
      counts((one) => one.volunteers),
      10,
    ));
  test("everybody's way has an end, and nobody waits to hear", () => {
    for (const one of projects) expect(one).toMatchObject({ open: 0, stranded: 0, feedbackOwed: 0 });
  });
});

describe("GRIP&GLANS in Steenwijkerland, 2022", async () => {
  const variant = place("steenwijkerland-grip-en-glans");
  const years = await Promise.all(
    seeds.map(async (seed) => {
      const { summary, store } = await simulatePopulation({ variant, behaviour: gripAndGlans, seed });
      return { ...summary, groups: await groupsOf(store) };
    }),
  );

  test("no group has more than twelve, so no more than 24 start", () => {
    for (const { tookPart } of years) expect(tookPart).toBeLessThanOrEqual(24);
  });
  test("24 started and 19 completed", () => {
    expectCount(
      years.map((one) => one.tookPart),
      24,
    );
    expectShare(
      years.map((one) => [one.completed, one.tookPart]),
      [19, 24],
    );
  });
  test("5 left, every one of them referred on", () => {
    expectCount(
      years.map((one) => one.dropped),
      5,
    );
    for (const { dropped, helpedOn } of years) expect(helpedOn).toBe(dropped);
  });
  test("of the first group 2 left and of the second 3, and both were full or nearly", () => {
    for (const [group, left] of [
      ["group-1", 2],
      ["group-2", 3],
    ] as const) {
      const own = years.map(({ groups }) => groups.get(group) ?? { started: 0, left: 0 });
      expectCount(
        own.map(({ started }) => started),
        12,
      );
      for (const { started } of own) expect(started).toBeLessThanOrEqual(12);
      expectShare(
        own.map(({ left: gone, started }) => [gone, started]),
        [left, 12],
      );
    }
  });
  test("7 wait for the next group", () => {
    expectCount(
      years.map((one) => one.waitingForPlace),
      7,
    );
    // Who is open and waits for no place was referred in the last weeks: still to be met, or just met.
    const justMet = years.map(({ open, waitingForPlace, notYetMet }) => open - waitingForPlace - notYetMet);
    expect(justMet.reduce((sum, one) => sum + one, 0)).toBeLessThan(years.length);
  });
});

/** How many started in each group, and how many of them left before it was completed. */
async function groupsOf(store: EventStore): Promise<Map<string, { started: number; left: number }>> {
  const groups = new Map<string, { started: number; left: number }>();
  const groupOf = new Map<string, string>();
  for await (const batch of store.read({ municipality: "steenwijkerland" })) {
    for (const { type, data } of batch) {
      const { referral = "", activity = "" } = data as { referral?: string; activity?: string };
      if (type === "ParticipationStarted") groupOf.set(referral, activity);
      const group = groupOf.get(referral);
      if (group === undefined) continue;
      const counted = groups.get(group) ?? { started: 0, left: 0 };
      if (type === "ParticipationStarted") counted.started += 1;
      if (type === "ReferralDropped") counted.left += 1;
      groups.set(group, counted);
    }
  }
  return groups;
}

describe("Zwartewaterland, without a coach from 1 May to 1 August 2022", async () => {
  const variant = place("zwartewaterland");
  const simulated = await Promise.all(
    seeds.map((seed) =>
      simulatePopulation({
        variant,
        behaviour: zwartewaterlandWithoutCoach,
        seed,
        from: "2021-09-01",
        years: 1.2,
      }),
    ),
  );
  const months = simulated.map(({ summary }) => new Map(summary.months.map((one) => [one.month, one])));
  const gap = ["2022-05", "2022-06", "2022-07"];

  test("20 referrals by 1 August", () => {
    expectCount(
      simulated.map(({ summary }) =>
        summary.months.filter(({ month }) => month < "2022-08").reduce((sum, one) => sum + one.referred, 0),
      ),
      20,
    );
  });

  test("questionnaires: 6 at the start, 2 after three months, 1 after six", () => {
    for (const [moment, printed] of [
      ["start", 6],
      ["after3Months", 2],
      ["after6Months", 1],
    ] as const)
      expectCount(
        simulated.map(({ summary }) => summary.measurements[moment] ?? 0),
        printed,
      );
  });

  test("nobody starts while there is no coach", () => {
    for (const one of months) for (const month of gap) expect(one.get(month)?.arrived ?? 0).toBe(0);
  });

  test("everybody is kept in sight meanwhile, up to the municipality, and is picked up when the next coach comes", async () => {
    for (const [i, { store }] of simulated.entries()) {
      const seen = await look(store, {
        municipality: "zwartewaterland",
        variants: [variant],
        now: "2022-07-31T08:00:00.000Z",
        asOf: { recordedBy: "2022-07-31T08:00:00.000Z" },
      });
      const waiting = [...seen.trajectories.values()].filter(
        ({ place: at }) => at.coach === "missing" && !/closed|triage/.test(at.lifecycle),
      );
      for (const one of waiting) {
        const item = seen.work.find(({ referral }) => referral === one.referral);
        expect(item?.owner, `${one.resident} is out of sight`).toBeDefined();
      }
      expect(months[i]?.get("2022-08")?.withoutCoach ?? 0).toBeLessThanOrEqual(2);
    }
  });
});
