import { same } from "../table.ts";
import { column, grouped, row, says, type TableDefinition } from "./definition.ts";

/** What was looked for and is not on offer (Samen in beweging L4700-4712; Nijmegen L74). */
export const gaps: TableDefinition = {
  title: says("Wat in het aanbod ontbreekt", "Gaps in what is on offer"),
  about: says(
    "Wat coaches zochten en niet vonden, voor wie in de periode verwezen is.",
    "What coaches looked for and did not find, for those referred in the period.",
  ),
  columns: [
    column("wanted", "text", "Gezocht", "Wanted"),
    column("people", "count", "Inwoners", "Residents"),
    column("signals", "number", "Signalen", "Signals"),
    column("last", "date", "Laatste keer", "Last time"),
  ],
  make: ({ people }) => {
    const signals = people.flatMap((one) => one.gaps.map((gap) => ({ ...gap, referral: one.referral })));
    const found = [...grouped(signals, ({ wanted }) => wanted)]
      .map(([wanted, of]) => ({
        wanted,
        people: new Set(of.map(({ referral }) => referral)).size,
        signals: of.length,
        last: of
          .map(({ at }) => at)
          .sort()
          .at(-1),
      }))
      .sort((a, b) => b.people - a.people || (a.wanted < b.wanted ? -1 : 1));
    return {
      rows: found.map((one) => row(one.wanted, [same(one.wanted), one.people, one.signals, one.last])),
    };
  },
};
