import { tally } from "../year-figures.ts";
import { column, mean, meaning, row, says, shareOf, type TableDefinition } from "./definition.ts";

/** How often coaches and residents talk (Samen in beweging L5565-5568: 1 to 9, 3 on average). */
export const conversations: TableDefinition = {
  title: says("Gesprekken", "Conversations"),
  about: says(
    "Gesprekken met wie in de periode verwezen is; het gemiddelde is over wie minstens één gesprek had.",
    "Conversations with those referred in the period; the mean is over those with at least one.",
  ),
  columns: [
    column("held", "text", "Gesprekken per inwoner", "Conversations per resident"),
    column("people", "count", "Inwoners", "Residents"),
    column("share", "share", "Aandeel", "Share"),
    column("conversations", "number", "Gesprekken", "Conversations"),
  ],
  make: ({ people }) => {
    const held = people.map((one) => one.conversations.length);
    const distribution = tally(held, (a, b) => a - b);
    const total = held.reduce((sum, one) => sum + one, 0);
    return {
      rows: [
        row("all", [says("Iedereen", "All"), people.length, shareOf(people.length, people.length), total]),
        ...[...distribution].map(([times, count]) =>
          row(`${times}`, [`${times}`, count, shareOf(count, people.length), times * count], {
            part: "held",
            total: "all",
            level: 1,
          }),
        ),
        row("mean", [says("Gemiddeld", "Mean"), undefined, undefined, mean(held.filter((one) => one > 0))], {
          // Divided by, all conversations tell how many had one.
          from: ["all", "0"],
        }),
      ],
      means: [
        ...meaning("people", {
          all: "referred",
          ...Object.fromEntries([...distribution.keys()].map((times) => [times, `held ${times}`])),
        }),
        ...meaning("conversations", { all: "conversations" }),
      ],
      sums: [
        {
          total: { row: "all", column: "conversations" },
          parts: [...distribution.keys()].map((times) => ({
            cell: { row: `${times}`, column: "people" },
            weight: times,
          })),
        },
      ],
    };
  },
};
