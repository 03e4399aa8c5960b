import { feedbackMoments } from "@wor/lifecycle";
import { feedbackMomentWords } from "../words.ts";
import { type FeedbackFigures, feedbackOutcome } from "../year-figures.ts";
import { column, meaning, row, says, type TableDefinition } from "./definition.ts";

/** Whether referrers hear back: at half of the places they did not enough (RIVM/TNO L1402-1407). */
export const feedback: TableDefinition = {
  title: says("Terugkoppeling", "Feedback"),
  about: says(
    "Elk moment waarop de verwijzer iets hoort te horen over wie in de periode verwezen is, en wat daarvan kwam.",
    "Every moment at which the referrer was to hear something about those referred in the period, and what came of it.",
  ),
  columns: [
    column("moment", "text", "Moment", "Moment"),
    column("owed", "count", "Te geven", "Owed"),
    column("inTime", "count", "Op tijd", "In time"),
    column("late", "count", "Te laat", "Late"),
    column("withinTerm", "count", "Nog te geven", "Still to give"),
    column("overdue", "count", "Nooit, termijn voorbij", "Never, term passed"),
    column("nobodyToTell", "count", "Niemand in te lichten", "Nobody to tell"),
  ],
  make: ({ overview, people }) => {
    const owed = people.flatMap((one) =>
      one.feedback.map((feedback) => ({
        moment: feedback.moment,
        outcome: feedbackOutcome(feedback, overview.variantOf(one), overview.moment),
      })),
    );
    const cells = (of: typeof owed) => [
      of.length,
      ...outcomes.map((outcome) => of.filter((one) => one.outcome === outcome).length),
    ];
    const moments = feedbackMoments.filter((moment) => owed.some((one) => one.moment === moment));
    return {
      // Whoever completes or drops out makes one feedback owed; who came back did so twice.
      means: [
        ...meaning("owed", { all: "feedback", end: "completed", drop: "dropped" }),
        ...outcomes.flatMap((outcome) => meaning(outcome, { all: `feedback ${outcome}` })),
      ],
      rows: [
        row("all", [says("Totaal", "Together"), ...cells(owed)]),
        ...moments.map((moment) =>
          row(moment, [feedbackMomentWords[moment], ...cells(owed.filter((one) => one.moment === moment))], {
            part: "moment",
            total: "all",
            level: 1,
          }),
        ),
      ],
      sums: ["all", ...moments].map((key) => ({
        total: { row: key, column: "owed" },
        parts: outcomes.map((outcome) => ({ cell: { row: key, column: outcome } })),
      })),
    };
  },
};

const outcomes = [
  "inTime",
  "late",
  "withinTerm",
  "overdue",
  "nobodyToTell",
] as const satisfies readonly (keyof FeedbackFigures)[];
