import { dateOf } from "@wor/lifecycle";
import { look, type Overview, type Selection, select } from "@wor/monitoring";
import type { Context } from "./command.ts";
import { wrongUsage } from "./failure.ts";
import { warnOfFuture } from "./log/future.ts";
import { keptUp } from "./log/kept.ts";
import type { Town } from "./log/town.ts";
import { asOfFrom, asOfOptions, count, day, text } from "./options.ts";
import { warn } from "./warning.ts";
import { says } from "./words.ts";

/** About which referrals a table or report is, and as of when. */
export const selectionOptions = {
  year: count("--year <year>", "wie in dit jaar verwezen is", "who was referred in this year"),
  from: day("--from <day>", "verwezen vanaf deze dag", "referred from this day on"),
  until: day("--until <day>", "verwezen vóór deze dag", "referred before this day"),
  practice: text("--practice <key>", "alleen van deze praktijk", "only this practice's"),
  coach: text("--coach <key>", "alleen van deze coach", "only this coach's"),
  reason: text("--reason <code>", "alleen met deze hoofdreden", "only with this main reason"),
  profession: text("--profession <code>", "alleen van deze verwijzers", "only by these referrers"),
  area: text("--area <code>", "alleen uit dit gebied", "only from this area"),
  pathway: text("--pathway <name>", "alleen in dit traject", "only in this care path"),
  ...asOfOptions,
} as const;

type Given = { readonly [Name in Exclude<keyof typeof selectionOptions, "year">]: string | undefined } & {
  readonly year: number | undefined;
};

/** The same for the tables. @throws {Failure} when it asks for two periods at once. */
export function selectionFrom(given: Given): Selection {
  const period = periodOf(given);
  const { practice, coach, reason, profession, area, pathway } = given;
  return { period, practice, coach, reason, profession, area, pathway };
}

/** A town as every table needs it: kept up beside the log where that is so, otherwise read from the log. */
export async function overviewOf(town: Town, given: Given, context: Context): Promise<Overview> {
  const overview = await read(town, given, context);
  warnOfNobody(overview, selectionFrom(given), context);
  return overview;
}

async function read(town: Town, given: Given, context: Context): Promise<Overview> {
  const { now } = context;
  const asOf = asOfFrom(given);
  warnOfFuture(asOf, context);
  await using refusals = await town.refusals();
  const kept = asOf === undefined ? await keptUp(town, context, refusals) : undefined;
  if (kept !== undefined) return await kept.overview(now());
  const { store, municipality, variants } = town;
  return await look(store, { municipality, variants, now: now(), asOf, refusals });
}

/** A year that is not in the log, or a practice that is misspelled, makes a table of noughts: that is said. */
function warnOfNobody(overview: Overview, selection: Selection, context: Context): void {
  if (select(overview.trajectories.values(), selection).length > 0) return;
  const days = [...overview.trajectories.values()].map(({ registeredAt }) => dateOf(registeredAt)).sort();
  const [first, last] = [days[0], days.at(-1)];
  const words =
    first === undefined || last === undefined
      ? says("Er is (dan) nog niemand verwezen.", "Nobody has been referred yet (by then).")
      : says(
          `Hierbij is niemand verwezen. In het logboek staan verwijzingen van ${first} tot en met ${last}.`,
          `Nobody was referred here. The log has referrals from ${first} to ${last}.`,
        );
  warn(words, context);
}

const endsBeforeItBegins = (from: string, until: string) =>
  wrongUsage(
    "invalid-period",
    says(
      `Van ${from} tot ${until} valt geen dag: de periode eindigt voor zij begint.`,
      `From ${from} until ${until} there is no day: the period ends before it begins.`,
    ),
    {
      help: says(
        "De dag van --until hoort er zelf niet meer bij.",
        "The day of --until itself is not in it any more.",
      ),
    },
  );

function periodOf({ year, from, until }: Given): Selection["period"] {
  if (year === undefined) {
    if (from !== undefined && until !== undefined && from >= until) throw endsBeforeItBegins(from, until);
    return { from, until };
  }
  if (from !== undefined || until !== undefined) {
    throw wrongUsage(
      "two-periods",
      says("Kies --year, of --from en --until.", "Choose --year, or --from and --until."),
    );
  }
  const padded = (one: number) => String(one).padStart(4, "0");
  return { from: `${padded(year)}-01-01`, until: `${padded(year + 1)}-01-01` };
}
