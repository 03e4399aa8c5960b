import { type Row, same } from "../table.ts";
import type { Trajectory } from "../trajectory.ts";
import { column, grouped, mean, row, says, shareOf, type TableDefinition } from "./definition.ts";

/**
 * What was measured before and after, with how many were lost on the way: 6 at the start, 2 after three months, 1
 * after six (Samen in beweging L2179-2182). A change is only told of those who answered both times.
 */
export const measurements: TableDefinition = {
  title: says("Metingen", "Measurements"),
  about: says(
    "Vragenlijsten van wie in de periode verwezen is. Verandering: alleen van wie beide keren antwoordde.",
    "Questionnaires of those referred in the period. Change: only of those who answered both times.",
  ),
  columns: [
    column("what", "text", "Vragenlijst", "Questionnaire"),
    column("count", "count", "Ingevuld", "Answered"),
    { ...column("share", "share", "Van de start", "Of the start"), from: ["count"] },
    { ...column("mean", "number", "Gemiddelde", "Mean"), from: ["count"] },
    column("paired", "count", "Beide keren", "Both times"),
    { ...column("change", "number", "Verandering", "Change"), from: ["paired"] },
  ],
  make: ({ people }) => {
    const taken = people.flatMap((one) => one.measurements.map((measurement) => ({ one, measurement })));
    const rows: Row[] = [];
    for (const [instrument, own] of grouped(taken, ({ measurement }) => measurement.instrument)) {
      rows.push(row(instrument, [same(instrument)]));
      const answered = (moment: Moment) =>
        new Set(own.filter(({ measurement }) => measurement.moment === moment).map(({ one }) => one)).size;
      const start = answered("start");
      for (const moment of moments) {
        const count = answered(moment);
        const key = `${instrument}:${moment}`;
        rows.push(row(key, [momentWords[moment], count, shareOf(count, start)], { level: 1 }));
        const scales = new Set(own.flatMap(({ measurement }) => Object.keys(measurement.scores)));
        for (const scale of [...scales].sort())
          rows.push(
            scaleRow(
              `${key}:${scale}`,
              scale,
              own.map(({ one }) => one),
              instrument,
              moment,
            ),
          );
      }
    }
    return { rows };
  },
};

type Moment = Trajectory["measurements"][number]["moment"];

const moments: readonly Moment[] = ["start", "after3Months", "after6Months"];
const momentWords: { readonly [moment in Moment]: { nl: string; en: string } } = {
  start: says("bij de start", "at the start"),
  after3Months: says("na 3 maanden", "after 3 months"),
  after6Months: says("na 6 maanden", "after 6 months"),
};

function scaleRow(
  key: string,
  scale: string,
  answering: readonly Trajectory[],
  instrument: string,
  moment: Moment,
): Row {
  const people = [...new Set(answering)];
  const score = (one: Trajectory, at: Moment) =>
    one.measurements.findLast((taken) => taken.instrument === instrument && taken.moment === at)?.scores[
      scale
    ];
  const scores = people.map((one) => score(one, moment)).filter((one) => typeof one === "number");
  const changes = people.flatMap((one) => {
    const [before, now] = [score(one, "start"), score(one, moment)];
    return typeof before === "number" && typeof now === "number" ? [now - before] : [];
  });
  const later = moment !== "start";
  return row(
    key,
    [
      same(scale),
      scores.length,
      undefined,
      mean(scores),
      later ? changes.length : undefined,
      later ? mean(changes) : undefined,
    ],
    { level: 2 },
  );
}
