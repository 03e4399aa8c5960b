import { professionWords } from "@wor/lifecycle";
import { bounds, daysBetween, select } from "../period.ts";
import { type Cell, same } from "../table.ts";
import type { Trajectory } from "../trajectory.ts";
import {
  byCount,
  column,
  grouped,
  meaning,
  row,
  says,
  shareOf,
  type TableDefinition,
  type TableSubject,
} from "./definition.ts";

/** Who refers: by profession, and within it by practice. */
export const referrers: TableDefinition = {
  title: says("Verwijzers", "Referrers"),
  about: says(
    "Wie in de periode verwees, naar beroep en praktijk, en hoeveel van hun inwoners bij de coach aankwamen.",
    "Who referred in the period, by profession and practice, and how many of their residents arrived at the coach.",
  ),
  columns: [
    column("referrer", "text", "Verwijzer", "Referrer"),
    column("referred", "count", "Verwezen", "Referred"),
    { ...column("share", "share", "Aandeel", "Share"), from: ["referred"] },
    column("arrived", "count", "Aangekomen", "Arrived"),
    { ...column("last", "date", "Laatste verwijzing", "Last referral"), from: ["referred"] },
  ],
  make: ({ people }) => {
    const cells = (label: Cell, group: readonly Trajectory[]): Cell[] => [
      label,
      group.length,
      shareOf(group.length, people.length),
      group.filter((one) => one.arrivedAt !== undefined).length,
      last(group),
    ];
    const rows = [row("all", cells(says("Alle verwijzers", "All referrers"), people))];
    const professions = byCount(grouped(people, (one) => one.profession));
    for (const [profession, group] of professions) {
      const word = professionWords[profession as Trajectory["profession"]];
      rows.push(row(profession, cells(word, group), { part: "profession", total: "all", level: 1 }));
      for (const [practice, own] of byCount(grouped(group, (one) => one.practice ?? "")))
        rows.push(
          row(
            `${profession}:${practice}`,
            cells(practice === "" ? says("zonder praktijk", "no practice") : same(practice), own),
            { part: profession, total: profession, level: 2 },
          ),
        );
    }
    return {
      rows,
      means: [
        ...meaning("referred", {
          all: "referred",
          ...Object.fromEntries(professions.map(([profession]) => [profession, `referred by ${profession}`])),
        }),
        ...meaning("arrived", { all: "arrived" }),
      ],
      sums: [
        ...rows.map(({ key }) => ({
          total: { row: key, column: "referred" },
          parts: [{ cell: { row: key, column: "arrived" } }],
          rest: true,
        })),
        ...byCount(grouped(people, ({ practice }) => practice ?? "")).map(([practice, own]) => ({
          total: { as: `referred from ${practice}` },
          parts: byCount(grouped(own, ({ profession }) => profession)).map(([profession]) => ({
            cell: { row: `${profession}:${practice}`, column: "referred" },
          })),
        })),
      ],
    };
  },
};

/**
 * Practices that fell silent: demand that goes unanswered makes referrers drop off (Samen in beweging L1531-1534,
 * L2821-2824), and nobody notices who stopped.
 */
export const silent: TableDefinition = {
  title: says("Praktijken die stilvielen", "Practices that fell silent"),
  about: says(
    "Praktijken die eerder verwezen, of volgens de variant meedoen, en al 90 dagen niets meer stuurden; van een periode die voorbij is: aan het eind daarvan.",
    "Practices that referred before, or take part by the variant, and have sent nothing for 90 days; for a period that is over: at its end.",
  ),
  columns: [
    column("practice", "text", "Praktijk", "Practice"),
    column("referred", "count", "Verwees eerder", "Referred before"),
    column("last", "date", "Laatste verwijzing", "Last referral"),
    column("days", "days", "Dagen stil", "Days silent"),
  ],
  make: (subject) => {
    const silences = silentPractices(subject);
    return {
      means: meaning(
        "referred",
        Object.fromEntries(silences.map(({ practice }) => [practice, `referred from ${practice}`])),
      ),
      rows: silences.map(({ practice, referred, last, days }) =>
        row(practice, [practice, referred, last, days]),
      ),
    };
  },
};

/** After how many days without a referral a practice counts as silent: our choice, no source names one. */
const silenceDays = 90;

function silentPractices({ overview, selection }: TableSubject) {
  const { until } = bounds(selection.period ?? {});
  const end = until !== undefined && until < overview.moment ? until : overview.moment;
  // Who referred before the period and not in it fell silent in it; what came after it is another story.
  const asked = { ...selection, period: { until: selection.period?.until } };
  const referred = select(overview.trajectories.values(), asked, overview.variantOf);
  const practices = grouped(
    referred.filter((one) => one.practice !== undefined),
    (one) => one.practice ?? "",
  );
  for (const { referring } of overview.variants)
    if (referring.organisations !== "all")
      for (const practice of referring.organisations)
        if (!practices.has(practice)) practices.set(practice, []);
  return [...practices]
    .map(([practice, group]) => {
      const latest = last(group);
      return {
        practice,
        referred: group.length,
        last: latest,
        days: latest === undefined ? undefined : daysBetween(latest, end),
      };
    })
    .filter(({ days }) => days === undefined || days >= silenceDays)
    .sort((a, b) => (b.days ?? Number.POSITIVE_INFINITY) - (a.days ?? Number.POSITIVE_INFINITY));
}

function last(group: readonly Trajectory[]): Trajectory["registeredAt"] | undefined {
  return group
    .map((one) => one.registeredAt)
    .sort()
    .at(-1);
}
