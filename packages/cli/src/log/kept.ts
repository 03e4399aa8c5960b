import { type Monitoring, type MonitoringOptions, monitoring } from "@wor/monitoring";
import type { Town } from "./town.ts";

/** What keeps a town's tables up with its log; nothing for a log in memory. */
export function keptBy(
  { store, projections, municipality, variants }: Town,
  refusals?: MonitoringOptions["refusals"],
): Monitoring | undefined {
  if (projections === undefined) return undefined;
  return monitoring({ store, projections, municipality, variants, refusals });
}

/** The same, where everything that is in the log is in the tables too; otherwise they are folded from the log. */
export async function keptUp(
  town: Town,
  refusals?: MonitoringOptions["refusals"],
): Promise<Monitoring | undefined> {
  const kept = keptBy(town, refusals);
  if (kept === undefined) return undefined;
  const status = await kept.status();
  return status.every(({ serving, lag, parked }) => serving && lag === 0 && parked.length === 0)
    ? kept
    : undefined;
}
