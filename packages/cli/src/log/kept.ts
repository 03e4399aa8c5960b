import { type Monitoring, type MonitoringOptions, monitoring } from "@wor/monitoring";
import type { Context } from "../command.ts";
import { warn } from "../warning.ts";
import { understood } from "../what-went-wrong.ts";
import { counted, says, type Words } from "../words.ts";
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
 * The same, brought up to the log; nothing where that was never built or cannot be written, so that the tables have to
 * be folded from the log: that is said before it takes long. What
 * could not be taken in is warned of: reading the log would stumble over it too.
 */
export async function keptUp(
  town: Town,
  context: Context,
  refusals?: MonitoringOptions["refusals"],
): Promise<Monitoring | undefined> {
  const kept = keptBy(town, refusals);
  if (kept === undefined) return undefined;
  if (!(await kept.status()).every(({ serving }) => serving)) {
    const events = await town.store.head();
    if (events >= takesLong) warn(adviceToBuild(events, context), context);
    return undefined;
  }
  if (!(await broughtUp(town, kept, context))) return undefined;
  const status = await kept.status();
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

/** From so many events on, reading them all takes more than a few seconds. */
const takesLong = 200_000;

function adviceToBuild(events: number, { locale }: Context): Words {
  const number = new Intl.NumberFormat(locale === "nl" ? "nl-NL" : "en-GB").format(events);
  return says(
    `Hierbij is nog niets bijgehouden, dus het hele logboek wordt gelezen: ${number} gebeurtenissen. Met wor rebuild, één keer, staan lijsten en tabellen er voortaan meteen.`,
    `Nothing is kept beside this log yet, so all of it is read: ${number} events. With wor rebuild, once, lists and tables are there at once from then on.`,
  );
}

/** Takes in what came after the last time. What is in the log stays as it is; where nothing may be written, it is read whole. */
async function broughtUp(town: Town, kept: Monitoring, context: Context): Promise<boolean> {
  const { signal } = context;
  if ((await kept.status()).every(({ lag }) => lag === 0)) return true;
  try {
    await using own = await town.toKeepUp();
    await keptBy({ ...town, ...own })?.catchUp({ signal });
    return true;
  } catch (error) {
    signal.throwIfAborted();
    const { nl, en } = understood(error).words;
    warn(
      says(
        `Wat naast het logboek is bijgehouden loopt achter en is niet bij te werken, dus het hele logboek wordt gelezen. ${nl}`,
        `What is kept beside the log is behind and cannot be brought up to it, so all of the log is read. ${en}`,
      ),
      context,
    );
    return false;
  }
}
