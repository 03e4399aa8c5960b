import { type Monitoring, type MonitoringOptions, monitoring } from "@wor/monitoring";
import type { Context } from "../command.ts";
import { warn } from "../warning.ts";
import { counted, says } from "../words.ts";
import type { Town } from "./town.ts";

/** What keeps a town's tables up with its log; nothing for a log in memory. */
export function keptBy(
  { store, projections, municipality, variants }: Town,
  refusals?: MonitoringOptions["refusals"],
): Monitoring | undefined {
  if (projections === undefined) return undefined;
  return monitoring({ store, projections, municipality, variants, refusals });
}

/**
 * The same, where everything that is in the log has been looked at; otherwise the tables are folded from the log. What
 * could not be taken in is warned of: reading the log would stumble over it too.
 */
export async function keptUp(
  town: Town,
  context: Context,
  refusals?: MonitoringOptions["refusals"],
): Promise<Monitoring | undefined> {
  const kept = keptBy(town, refusals);
  if (kept === undefined) return undefined;
  const status = await kept.status();
  if (!status.every(({ serving, lag }) => serving && lag === 0)) return undefined;
  const aside = new Set(status.flatMap(({ parked }) => parked.map(({ key }) => key)));
  if (aside.size > 0) {
    const referrals = counted(aside.size, says("verwijzing", "referral"), says("verwijzingen", "referrals"));
    const words = says(
      `${referrals.nl} niet helemaal verwerkt: wor rebuild --check laat zien wat opzij is gezet.`,
      `${referrals.en} not taken in whole: wor rebuild --check shows what was set aside.`,
    );
    warn(words, context);
  }
  return kept;
}
