import { dateOf, Instant } from "@wor/lifecycle";
import type { AsOf, Selection } from "@wor/monitoring";
import type { Context } from "../command.ts";
import { warn } from "../warning.ts";
import { says } from "../words.ts";

/**
 * What is hidden in one file can be computed when another is about partly the same people: part of the referrals, or a
 * period that goes on. No single file can prevent that, so whoever makes one for outside is told.
 */
export function warnOfSubtraction(selection: Selection, asOf: AsOf | undefined, context: Context): void {
  const { period, ...parts } = selection;
  const today = dateOf(Instant.parse(context.now()));
  const goesOn = period?.until === undefined || period.until > today;
  const isPart = Object.values(parts).some((one) => one !== undefined);
  if (!goesOn && !isPart && asOf === undefined) return;
  warn(
    says(
      `Dit gaat over ${isPart ? "een deel van de verwijzingen" : "een periode die nog niet om is"}. Wie ook een ander bestand over dezelfde mensen krijgt, trekt het ene van het andere af en ziet dan wat verborgen was. Geef naar buiten hele perioden die om zijn (--year), en steeds dezelfde indeling.`,
      `This is about ${isPart ? "part of the referrals" : "a period that is not over yet"}. Whoever gets another file about the same people subtracts one from the other, and sees what was hidden. Give out whole periods that are over (--year), and the same division every time.`,
    ),
    context,
  );
}
