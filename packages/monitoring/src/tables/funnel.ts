import { after, type Calendar, type Instant } from "@wor/lifecycle";
import type { Overview } from "../overview.ts";
import type { Trajectory } from "../trajectory.ts";
import { column, meaning, row, says, shareOf, type TableDefinition } from "./definition.ts";

/**
 * How far people come. The two holes that the sources complain of are in it: who was referred and never arrived
 * (Samen in beweging L1509-1517), and who still takes part some months on (L1519-1526).
 */
export const funnel: TableDefinition = {
  title: says("Van verwijzing tot deelname", "From referral to taking part"),
  about: says(
    "Van wie in de periode verwezen is, hoeveel er ooit zover kwamen. Na 3 en 6 maanden: van wie dat moment al bereikt is.",
    "Of those referred in the period, how many ever came so far. After 3 and 6 months: of those for whom that moment has come.",
  ),
  columns: [
    column("state", "text", "Hoe ver", "State"),
    column("count", "count", "Aantal", "Number"),
    column("of", "number", "Van", "Of"),
    column("share", "share", "Aandeel", "Share"),
  ],
  make: ({ overview, people }) => {
    const { referred, steps, stays, ended } = funnelFigures(people, overview);
    let before = { key: "referred", count: referred };
    const rows = [
      row("referred", [says("Verwezen", "Referred"), referred, referred, shareOf(referred, referred)]),
    ];
    for (const { key, text, count } of steps) {
      rows.push(row(key, [text, count, referred, shareOf(count, referred)], { total: before.key, level: 1 }));
      before = { key, count };
    }
    for (const { months, due, still } of stays) {
      const came = `came${months}`;
      rows.push(
        row(
          came,
          [
            says(`Begon minstens ${months} maanden geleden`, `Started at least ${months} months ago`),
            due,
            before.count,
            shareOf(due, before.count),
          ],
          { total: before.key, level: 1 },
        ),
        row(
          `still${months}`,
          [
            says(`Nam na ${months} maanden nog deel`, `Still took part after ${months} months`),
            still,
            due,
            shareOf(still, due),
          ],
          { total: came, level: 2 },
        ),
      );
    }
    rows.push(
      row("ended", [says("Geëindigd", "Ended"), ended, referred, shareOf(ended, referred)], {
        total: "referred",
        level: 1,
      }),
    );
    // What stands under "of" stands elsewhere as a count: hidden there, hidden here.
    const same = (key: string, whole: string) => ({
      total: { row: key, column: "of" },
      parts: [{ cell: { row: whole, column: "count" } }],
    });
    return {
      rows,
      means: meaning("count", {
        referred: "referred",
        ended: "ended",
        ...Object.fromEntries(steps.map(({ key }) => [key, key])),
      }),
      sums: [
        ...["referred", "ended", ...steps.map(({ key }) => key)].map((key) => same(key, "referred")),
        ...stays.flatMap(({ months }) => [
          same(`came${months}`, before.key),
          same(`still${months}`, `came${months}`),
        ]),
      ],
    };
  },
};

/** The numbers of the funnel. */
export interface FunnelFigures {
  readonly referred: number;
  readonly steps: readonly {
    readonly key: string;
    readonly text: { nl: string; en: string };
    readonly count: number;
  }[];
  readonly stays: readonly { readonly months: 3 | 6; readonly due: number; readonly still: number }[];
  readonly ended: number;
}

export function funnelFigures(people: readonly Trajectory[], overview: Overview): FunnelFigures {
  const count = (is: (one: Trajectory) => boolean) => people.filter(is).length;
  const calendar = overview.variants[0]?.calendar ?? { holidays: [] };
  return {
    referred: people.length,
    steps: [
      {
        key: "arrived",
        text: says("Aangekomen (contact met de coach)", "Arrived (contact with the coach)"),
        count: count((one) => one.arrivedAt !== undefined),
      },
      {
        key: "intake",
        text: says("Intake (een gesprek gehad)", "Intake (had a conversation)"),
        count: count((one) => one.intakeAt !== undefined),
      },
      {
        key: "matched",
        text: says("Gematcht met een activiteit", "Matched with an activity"),
        count: count((one) => one.firstMatchedAt !== undefined),
      },
      {
        key: "participating",
        text: says("Ging deelnemen", "Took part"),
        count: count((one) => one.participating.length > 0),
      },
    ],
    stays: ([3, 6] as const).map((months) => stay(people, months, calendar, overview.moment)),
    ended: count((one) => one.dropped !== undefined || one.completedAt !== undefined),
  };
}

/** Of those whose first day is so many months ago, who took part on that day; a pause is taking part. */
function stay(people: readonly Trajectory[], months: 3 | 6, calendar: Calendar, moment: Instant) {
  let due = 0;
  let still = 0;
  for (const { participating } of people) {
    const [first] = participating;
    if (first === undefined) continue;
    const at = after(first.from, `P${months}M`, calendar);
    if (at > moment) continue;
    due += 1;
    if (participating.some(({ from, to }) => from <= at && (to === undefined || to > at))) still += 1;
  }
  return { months, due, still };
}
