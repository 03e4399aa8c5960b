import { termInWords } from "../../vocabulary/terms-in-words.ts";
import { after, Instant, type Term } from "../../vocabulary/times.ts";
import type { Words } from "../../vocabulary/words.ts";
import type { Variant } from "../schema.ts";
import { problem, type VariantProblem } from "./problems.ts";

interface Order {
  readonly short: readonly [path: string, term: Term | undefined];
  readonly long: readonly [path: string, term: Term];
  readonly because: Words;
}

/** Terms that cannot both be kept, and terms in which people get out of sight. */
export function termProblems(variant: Variant): VariantProblem[] {
  return [...tooLong(variant), ...contradicting(variant)];
}

/** Nobody is looked after who is looked after once in years: such a term is a slip (the bound is our choice). */
const longest: Term = "P2Y";

function tooLong(variant: Variant): VariantProblem[] {
  const { participation, escalation } = variant;
  const waited: readonly (readonly [string, Term | undefined])[] = [
    ...stepTerms(variant),
    ["participation.pauseAtMost", participation.pauseAtMost],
    ["escalation.nextAfter", escalation.nextAfter],
  ];
  return waited.flatMap(([path, term]) =>
    term !== undefined && isAlwaysLonger(term, longest, variant)
      ? [problem("term-too-long", path, { term: termInWords(term), longest: termInWords(longest) })]
      : [],
  );
}

function contradicting(variant: Variant): VariantProblem[] {
  return orders(variant).flatMap(({ short: [path, short], long: [longPath, long], because }) =>
    short !== undefined && isAlwaysLonger(short, long, variant)
      ? [
          problem(
            "terms-contradict",
            path,
            {
              short: path,
              shortTerm: termInWords(short),
              long: longPath,
              longTerm: termInWords(long),
              because,
            },
            { related: [longPath] },
          ),
        ]
      : [],
  );
}

function orders(variant: Variant): Order[] {
  const { coach, contact, participation, escalation, duplicates, retention } = variant;
  const neverAsked = {
    nl: "er wordt nooit naar gevraagd voordat afronden aan de orde is.",
    en: "it is never asked before completing comes up.",
  };
  return [
    ...stepTerms(variant).flatMap(([path, term]): Order[] =>
      term === undefined
        ? []
        : [
            {
              short: ["escalation.remindBefore", escalation.remindBefore],
              long: [path, term],
              because: {
                nl: "de herinnering komt dan voor de stap begint.",
                en: "the reminder comes before the step begins.",
              },
            },
          ],
    ),
    {
      short: ["coach.within", coach.within],
      long: ["contact.firstWithin", contact.firstWithin],
      because: {
        nl: "het eerste contact is dan te laat voor er een coach hoeft te zijn.",
        en: "first contact is late before there has to be a coach.",
      },
    },
    {
      short: ["participation.checkInEvery", participation.checkInEvery],
      long: ["participation.completeAfter", participation.completeAfter],
      because: neverAsked,
    },
    {
      short: ["participation.reviewGoalsEvery", participation.reviewGoalsEvery],
      long: ["participation.completeAfter", participation.completeAfter],
      because: neverAsked,
    },
    {
      short: ["duplicates.reopenWithin", duplicates.reopenWithin],
      long: ["retention.afterClosing", retention.afterClosing],
      because: {
        nl: "wat vergeten is, kan niet heropend worden.",
        en: "what has been forgotten cannot be reopened.",
      },
    },
  ];
}

/** The terms of what is to be done next. */
function stepTerms(variant: Variant): readonly (readonly [path: string, term: Term | undefined])[] {
  const { triage, coach, contact, conversations, matching, participation, feedback } = variant;
  return [
    ["triage.within", triage.within],
    ["coach.within", coach.within],
    ["contact.firstWithin", contact.firstWithin],
    ["contact.nextAttemptWithin", contact.nextAttemptWithin],
    ["conversations.nextWithin", conversations.nextWithin],
    ["matching.startWithin", matching.startWithin],
    ["matching.reviewWaitingEvery", matching.reviewWaitingEvery],
    ["participation.checkInEvery", participation.checkInEvery],
    ["participation.reviewGoalsEvery", participation.reviewGoalsEvery],
    ["participation.completeAfter", participation.completeAfter],
    ["feedback.within", feedback.within],
  ];
}

/** Whatever the day on which it begins: a month against four weeks is no contradiction. */
const isAlwaysLonger = (short: Term, long: Term, { calendar }: Variant): boolean =>
  starts.every((start) => after(start, short, calendar) > after(start, long, calendar));

const starts = ["01-08", "02-01", "04-02", "07-01", "12-19"].map((day) =>
  Instant.parse(`2024-${day}T09:00:00.000Z`),
);
