import type { Overview } from "../overview.ts";
import type { Sum } from "../table.ts";
import type { Trajectory } from "../trajectory.ts";
import { coreReasonOf, coreReasonWords, reasonNow, reasonText } from "../words.ts";
import { byFrequency, tally } from "../year-figures.ts";
import {
  byCount,
  column,
  grouped,
  meaning,
  row,
  says,
  shareOf,
  type TableDefinition,
  wordFor,
} from "./definition.ts";

/** Everybody can see which reasons count as which on the list that all share. */
export const coreSums = (people: readonly Trajectory[], { variantOf }: Pick<Overview, "variantOf">): Sum[] =>
  byCount(grouped(people, (one) => coreReasonOf(one.mainReason, variantOf(one)))).map(([core, own]) => ({
    total: { as: `core reason ${core}` },
    parts: byCount(grouped(own, (one) => reasonNow(one.mainReason, variantOf(one)))).map(([code]) => ({
      cell: { as: `reason ${code}` },
    })),
  }));

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
    column("share", "share", "Aandeel", "Share"),
  ],
  make: ({ overview, people }) => {
    const all = people.length;
    const now = (one: Trajectory, code: string) => reasonNow(code, overview.variantOf(one));
    const main = byFrequency(tally(people.map((one) => now(one, one.mainReason))));
    const core = byFrequency(
      tally(people.map((one) => coreReasonOf(one.mainReason, overview.variantOf(one)))),
    );
    const further = byFrequency(
      tally(people.flatMap((one) => [...new Set(one.furtherReasons.map((code) => now(one, code)))])),
    );
    const label = (code: string) => reasonText(code, overview.variants);
    return {
      means: meaning("referred", {
        all: "referred",
        ...Object.fromEntries([...main.keys()].map((code) => [`main:${code}`, `reason ${code}`])),
        ...Object.fromEntries([...core.keys()].map((code) => [`core:${code}`, `core reason ${code}`])),
      }),
      sums: coreSums(people, overview),
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
