import { coreReasonOf, coreReasonWords, reasonText } from "../words.ts";
import { byFrequency, tally } from "../year-figures.ts";
import { column, meaning, row, says, shareOf, type TableDefinition, wordFor } from "./definition.ts";

/** Why people are referred: the main reason, as the municipality and as the list shared by all call it, and what else plays. */
export const reasons: TableDefinition = {
  title: says("Redenen van verwijzing", "Reasons for referral"),
  about: says(
    "Hoofdreden van wie in de periode verwezen is. Bijkomende redenen kunnen er meer per inwoner zijn.",
    "The main reason of those referred in the period. Of further reasons, a resident may have several.",
  ),
  columns: [
    column("reason", "text", "Reden", "Reason"),
    column("referred", "count", "Verwezen", "Referred"),
    column("share", "share", "Deel", "Share"),
  ],
  make: ({ overview, people }) => {
    const all = people.length;
    const main = byFrequency(tally(people.map((one) => one.mainReason as string)));
    const core = byFrequency(
      tally(people.map((one) => coreReasonOf(one.mainReason, overview.variantOf(one)))),
    );
    const further = byFrequency(tally(people.flatMap((one) => [...new Set<string>(one.furtherReasons)])));
    const label = (code: string) => reasonText(code, overview.variants);
    return {
      means: meaning("referred", { all: "referred" }),
      rows: [
        row("all", [says("Verwezen", "Referred"), all, shareOf(all, all)]),
        row("main", [says("Hoofdreden", "Main reason")]),
        ...[...main].map(([code, count]) =>
          row(`main:${code}`, [label(code), count, shareOf(count, all)], {
            part: "main",
            total: "all",
            level: 1,
          }),
        ),
        row("core", [says("Hoofdreden, gemeenschappelijke indeling", "Main reason, shared list")]),
        ...[...core].map(([code, count]) =>
          row(`core:${code}`, [wordFor(coreReasonWords, code), count, shareOf(count, all)], {
            part: "core",
            total: "all",
            level: 1,
          }),
        ),
        ...(further.size === 0 ? [] : [row("further", [says("Speelt ook mee", "Also plays a part")])]),
        ...[...further].map(([code, count]) =>
          row(`further:${code}`, [label(code), count, shareOf(count, all)], { total: "all", level: 1 }),
        ),
      ],
    };
  },
};
