import { type EndReason, stageWords } from "@wor/lifecycle";
import type { Row, Text } from "../table.ts";
import type { Dropped } from "../trajectory.ts";
import { destinationText, endReasonWords, initiatorWords } from "../words.ts";
import { byFrequency, tally } from "../year-figures.ts";
import { column, meaning, row, says, shareOf, type TableDefinition } from "./definition.ts";

/** Who stopped before completing: in which phase, why, by whose choice, and where to. */
export const dropouts: TableDefinition = {
  title: says("Uitval", "Drop-outs"),
  about: says(
    "Van wie in de periode verwezen is, wie stopte vóór de afronding. Met een verwijzing verder is stoppen geen mislukking.",
    "Of those referred in the period, who stopped before completing. With an onward referral, stopping is no failure.",
  ),
  columns: [
    column("what", "text", "Uitval", "Drop-outs"),
    column("count", "count", "Aantal", "Number"),
    column("share", "share", "Aandeel", "Share"),
  ],
  make: ({ overview, people }) => {
    const drops = people.flatMap((one) => (one.dropped === undefined ? [] : [one.dropped]));
    const all = drops.length;
    const section = (
      part: string,
      heading: Text,
      of: (drop: Dropped) => string,
      word: (code: string) => Text,
    ): Row[] => [
      ...(all === 0 ? [] : [row(part, [heading])]),
      ...[...byFrequency(tally(drops.map(of)))].map(([code, count]) =>
        row(`${part}:${code}`, [word(code), count, shareOf(count, all)], { part, total: "all", level: 1 }),
      ),
    ];
    return {
      means: meaning("count", {
        referred: "referred",
        all: "dropped",
        ...Object.fromEntries(
          [...byFrequency(tally(drops.map(({ reason }) => reason))).keys()].map((reason) => [
            `reason:${reason}`,
            `dropped: ${reason}`,
          ]),
        ),
      }),
      rows: [
        row("referred", [says("Verwezen", "Referred"), people.length]),
        row("all", [says("Uitgevallen", "Dropped out"), all, shareOf(all, people.length)], {
          total: "referred",
        }),
        ...section(
          "phase",
          says("Fase", "Phase"),
          ({ phase }) => phase,
          (code) => stageWords[code as Dropped["phase"]],
        ),
        ...section(
          "reason",
          says("Reden", "Reason"),
          ({ reason }) => reason,
          (code) => endReasonWords[code as EndReason],
        ),
        ...section(
          "initiator",
          says("Op initiatief van", "By choice of"),
          ({ initiator }) => initiator,
          (code) => initiatorWords[code as Dropped["initiator"]],
        ),
        ...section(
          "onward",
          says("Verder naar", "Onward to"),
          ({ onwardTo }) => onwardTo ?? nowhere,
          (code) =>
            code === nowhere
              ? says("geen verwijzing verder", "no onward referral")
              : destinationText(code, overview.variants),
        ),
      ],
    };
  },
};

/** No code can be empty, so this is none of them. */
const nowhere = "";
