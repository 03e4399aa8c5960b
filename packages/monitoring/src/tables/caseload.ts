import type { CoachState, Variant } from "@wor/lifecycle";
import { capacityOf } from "@wor/lifecycle";
import { column, row, says, type TableDefinition } from "./definition.ts";

/** How full every coach is. About now: a caseload has no period. */
export const caseload: TableDefinition = {
  title: says("Caseload en ruimte", "Caseload and capacity"),
  about: says(
    "Hoeveel inwoners iedere coach nu begeleidt en nog kan aannemen. Wie weg is telt als vol.",
    "How many residents each coach guides now and can still take on. Who is away counts as full.",
  ),
  individual: true,
  columns: [
    column("coach", "text", "Coach", "Coach"),
    column("guides", "count", "Begeleidt", "Guides"),
    column("covers", "count", "Neemt waar", "Stands in"),
    column("capacity", "number", "Hoogste aantal", "Capacity"),
    column("room", "number", "Ruimte", "Room"),
    column("remark", "text", "", ""),
  ],
  make: ({ overview, selection }) => {
    const coaches = [...overview.coaches]
      .filter(([id, coach]) => coach.known && !coach.departed && (selection.coach ?? id) === id)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    const [variant] = overview.variants;
    const rooms = coaches.map(([, coach]) => roomOf(coach, variant));
    const missing = [...overview.trajectories.values()].filter(
      ({ place, inError, closedAt }) => place.coach === "missing" && !inError && closedAt === undefined,
    );
    return {
      rows: [
        ...coaches.map(([id, coach], index) =>
          row(id, [
            id,
            coach.caseload.length,
            coach.covering.length,
            variant && capacityOf(coach, variant),
            rooms[index],
            coach.leave && away(coach.leave),
          ]),
        ),
        row("total", [
          says("Totaal", "Together"),
          sum(coaches.map(([, coach]) => coach.caseload.length)),
          sum(coaches.map(([, coach]) => coach.covering.length)),
          sum(coaches.map(([, coach]) => (variant === undefined ? 0 : capacityOf(coach, variant)))),
          sum(rooms),
        ]),
        row("missing", [says("Zonder coach", "Without a coach"), missing.length]),
      ],
    };
  },
};

function roomOf(coach: CoachState, variant: Variant | undefined): number {
  if (variant === undefined || coach.leave !== undefined) return 0;
  return Math.max(0, capacityOf(coach, variant) - coach.caseload.length);
}

function away({ until, standIn }: NonNullable<CoachState["leave"]>) {
  return says(
    ["afwezig", until && `tot ${until}`, standIn && `waarneming ${standIn}`].filter(Boolean).join(", "),
    ["away", until && `until ${until}`, standIn && `stand-in ${standIn}`].filter(Boolean).join(", "),
  );
}

const sum = (values: readonly number[]): number => values.reduce((total, one) => total + one, 0);
