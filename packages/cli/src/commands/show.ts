import { type Deadline, deadlines, isClosed, type ReferralState, variantKey } from "@wor/lifecycle";
import { type MomentsSeen, momentsAsOf, placeText, stepsText, timeline, timelineText } from "@wor/monitoring";
import { type Context, defineCommand, one } from "../command.ts";
import { refused } from "../failure.ts";
import { changedAmong, warnOfChanged } from "../log/changed-rules.ts";
import { warnOfFuture } from "../log/future.ts";
import { openTown, type Town } from "../log/town.ts";
import { asOfFrom, asOfOptions, townOptions } from "../options.ts";
import { says } from "../words.ts";

/** The life of one referral: who did what, when and why, and what is next. */
export const show = defineCommand({
  about: says(
    "Het verloop van één verwijzing: wie deed wat, wanneer en waarom, en wat er nu moet gebeuren. Ook zoals het toen was (--as-of) of zoals het toen bekend was (--known-at).",
    "The life of one referral: who did what, when and why, and what is next. Also as it was then (--as-of) or as it was known then (--known-at).",
  ),
  examples: ["show 4f0p2c --log nijmegen.sqlite", "show 4f0p2c --log nijmegen.sqlite --known-at 2019-05-03"],
  positionals: {
    referral: one(says("de sleutel van de verwijzing, uit wor list", "the referral's key, from wor list")),
  },
  options: { ...townOptions, ...asOfOptions },
  async run({ positionals, options, context }) {
    const { locale, terminal } = context;
    await using town = await openTown(options, "read", context);
    const history = await town.engine.history(positionals.referral, town.reader);
    if (!history.ok) {
      const { code, message, help } = history.rejection;
      const given = code === "unknown-variant" ? giveIt : help;
      throw refused(code, message, { help: given, details: { referral: positionals.referral } });
    }
    warnOfFuture(asOfFrom(options), context);
    const seen = momentsAsOf(history.moments, { now: context.now(), asOf: asOfFrom(options) });
    const state = seen.moments.at(-1)?.state;
    if (state === undefined) {
      throw refused(
        "not-yet",
        says("Toen was deze verwijzing er nog niet.", "There was no such referral then."),
        { details: { referral: positionals.referral, moment: seen.moment } },
      );
    }
    const variant = variantOf(state, town);
    const changed = changedAmong([state.record.variant], town);
    warnOfChanged(changed, context);
    const steps = variant === undefined ? [] : deadlines(state, variant);
    const lines = timeline(seen.moments, locale, variant);
    return {
      ok: true,
      result: {
        ...plain(state),
        moment: seen.moment,
        variantChanged: changed.length > 0,
        timeline: lines,
        next: steps,
      },
      text: [
        terminal.ink("bold", heading(state, context)),
        "",
        timelineText(lines, { locale, width: terminal.width }),
        "",
        next(state, steps, seen, town, context),
      ].join("\n"),
    };
  },
});

const giveIt = says("Geef die mee met --variant <bestand>.", "Give it with --variant <file>.");

const variantOf = ({ record }: ReferralState, { variants }: Town) =>
  variants.find((one) => variantKey(one) === variantKey(record.variant));

const plain = ({ place, record }: ReferralState) => ({
  referral: record.id,
  municipality: record.municipality,
  place,
  variant: record.variant,
  pathway: record.pathway,
  coach: record.coach.standIn ?? record.coach.id ?? null,
});

function heading({ place, record }: ReferralState, { locale }: Context): string {
  const coach = record.coach.standIn ?? record.coach.id;
  const guided = coach === undefined ? says("zonder coach", "without a coach") : says(coach, coach);
  return [record.id, placeText(place)[locale], guided[locale], variantKey(record.variant)].join(" · ");
}

function next(
  state: ReferralState,
  steps: readonly Deadline[],
  { moment }: MomentsSeen,
  town: Town,
  { locale, terminal }: Context,
): string {
  if (isClosed(state.place))
    return says("Gesloten: er hoeft niets meer.", "Closed: nothing is left to do.")[locale];
  const variant = variantOf(state, town);
  if (variant === undefined) {
    const key = variantKey(state.record.variant);
    return says(
      `Wat er nu moet, staat in ${key}: geef die met --variant.`,
      `What is next stands in ${key}: give it with --variant.`,
    )[locale];
  }
  const lines = stepsText(steps, { locale, moment, variant, width: terminal.width });
  return `${terminal.ink("bold", says("Wat nu moet", "What is next")[locale])}\n  ${lines.replaceAll("\n", "\n  ")}`;
}
