import { dateOf, Instant } from "@wor/lifecycle";
import type { AsOf } from "@wor/monitoring";
import type { Context } from "../command.ts";
import { warn } from "../warning.ts";
import { says } from "../words.ts";

/** A moment that has not come shows what is open now as it will stand then when nobody does anything; that is said. */
export function warnOfFuture(asOf: AsOf | undefined, context: Context): void {
  const today = dateOf(Instant.parse(context.now()));
  const ahead = [asOf?.occurredBy, asOf?.recordedBy].find(
    (one) => one !== undefined && one.slice(0, 10) > today,
  );
  if (ahead === undefined) return;
  warn(
    says(
      `${ahead} moet nog komen: wat tot nu toe bekend is, gezien vanaf dat moment.`,
      `${ahead} is still to come: what is known so far, seen from that moment.`,
    ),
    context,
  );
}
