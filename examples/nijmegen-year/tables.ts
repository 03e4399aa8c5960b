import {
  look,
  table,
  tableText,
  timeline,
  timelineText,
  workList,
  workListText,
  type YearFigures,
  yearFigures,
  yearTable,
} from "@wor/monitoring";
import { nijmegen } from "@wor/variants";
import { coordinator } from "./people.ts";
import type { Town } from "./town.ts";

/** The year that was published. */
const period = { from: "2018-09-01", until: "2019-09-01" };

const options = (town: Town) => ({
  municipality: "nijmegen",
  variants: [nijmegen],
  now: town.now(),
  refusals: town.refusals,
});

export async function yearFiguresOf(town: Town): Promise<YearFigures> {
  return yearFigures(await look(town.store, options(town)), { period });
}

export async function yearTableOf(town: Town): Promise<string> {
  return tableText(yearTable(await look(town.store, options(town)), { period }), { locale: "nl" });
}

/** Which double registrations were prevented, and what came of others. */
export async function doublesOf(town: Town): Promise<string> {
  await town.refusals.settled();
  return tableText(table("doubles", await look(town.store, options(town))), { locale: "en" });
}

/** What has to be done first. */
export async function workListOf(town: Town, most: number): Promise<string> {
  const items = await workList(town.store, options(town));
  const rest = items.length - most;
  return `${workListText(items.slice(0, most), { locale: "en" })}${rest > 0 ? `\n… and ${rest} more.` : ""}`;
}

export async function timelineOf(town: Town, referral: string): Promise<string> {
  const history = await town.engine.history(referral, { actor: coordinator });
  return history.ok ? timelineText(timeline(history.moments, "en", nijmegen), { locale: "en" }) : "";
}
