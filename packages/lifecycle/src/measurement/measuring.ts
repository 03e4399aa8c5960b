import { z } from "zod";
import { type ReferralSituation, type Rule, referralDecision } from "../decision.ts";
import { reject } from "../rejections.ts";
import { Code } from "../vocabulary/identifiers.ts";
import { MeasurementMoment } from "./facts.ts";
import { instrumentOf } from "./instruments.ts";

type Measuring = ReferralSituation<{
  instrument: Code;
  moment: z.infer<typeof MeasurementMoment>;
  answers: { [item: string]: unknown };
}>;

const isMeasuredHere: Rule<Measuring> = ({ command: { instrument, moment }, variant }) => {
  const known = variant.measurements.some(
    (one) => one.instrument === instrument && one.moments.includes(moment),
  );
  const measurements = variant.measurements.map((one) => `${one.instrument} (${one.moments.join(", ")})`);
  return known ? undefined : reject("unknown-measurement", { instrument, moment, measurements });
};

const notYetMeasured: Rule<Measuring> = ({ command: { instrument, moment }, referral }) =>
  referral.record.measurements.some((one) => one.instrument === instrument && one.moment === moment)
    ? reject("already-measured", { instrument, moment })
    : undefined;

const answersFit: Rule<Measuring> = ({ command }) => {
  const parsed = instrumentOf(command.instrument).answers.safeParse(command.answers);
  if (parsed.success) return undefined;
  const issue = parsed.error.issues[0];
  return reject("invalid-command", {
    path: ["answers", ...(issue?.path ?? [])].join("."),
    problem: issue?.message ?? "",
  });
};

/** A questionnaire filled in at the start, after three or after six months (Samen in beweging L2173-2182). */
export const takeMeasurement = referralDecision(
  "TakeMeasurement",
  { instrument: Code, moment: MeasurementMoment, answers: z.record(z.string().max(64), z.unknown()) },
  {
    leadsTo: ["MeasurementTaken"],
    rules: [isMeasuredHere, notYetMeasured, answersFit],
    facts: ({ command }) => [
      {
        type: "MeasurementTaken",
        data: {
          referral: command.referral,
          instrument: command.instrument,
          moment: command.moment,
          ...(instrumentOf(command.instrument).score(command.answers) as {
            scores: { [scale: Code]: number | null };
            missingItems: number;
          }),
        },
      },
    ],
  },
);
