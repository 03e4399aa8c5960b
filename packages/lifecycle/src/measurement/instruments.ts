import { z } from "zod";
import type { Code } from "../vocabulary/identifiers.ts";

/** What came out of a questionnaire: a score per scale, `null` where too much is missing, and how much was missing. */
export interface Scored {
  readonly scores: { [scale: string]: number | null };
  readonly missingItems: number;
}

/** A questionnaire: which answers it takes and how they are scored. */
export interface Instrument {
  readonly answers: z.ZodType;
  readonly score: (answers: { readonly [item: string]: unknown }) => Scored;
}

const zeroToTen = z.number().min(0).max(10).nullable().optional();

/** Each item stands for itself; they are never added up. */
function itemsApart(items: readonly string[]): Instrument {
  return {
    answers: z.strictObject(Object.fromEntries(items.map((item) => [item, zeroToTen]))),
    score: (answers) => {
      const scores = Object.fromEntries(
        items.map((item) => [item, (answers[item] as number | null | undefined) ?? null]),
      );
      return { scores, missingItems: Object.values(scores).filter((score) => score === null).length };
    },
  };
}

const emotional = ["emptiness", "missPeople", "feelRejected"];
const social = ["enoughToLeanOn", "manyToTrust", "enoughCloseTo"];
const threeWay = z.enum(["yes", "moreOrLess", "no"]).nullable().optional();

/**
 * De Jong Gierveld, six items: emotional items count on "more or less" and "yes", social items on "no" and
 * "more or less"; no total when more than one item is missing (peers.md, "Measures").
 */
const loneliness: Instrument = {
  answers: z.strictObject(Object.fromEntries([...emotional, ...social].map((item) => [item, threeWay]))),
  score: (answers) => {
    const count = (items: readonly string[], lonely: string) =>
      items.filter((item) => answers[item] === "moreOrLess" || answers[item] === lonely).length;
    const missing = (items: readonly string[]) => items.filter((item) => answers[item] == null).length;
    const missingItems = missing(emotional) + missing(social);
    return {
      scores: {
        total: missingItems > 1 ? null : count(emotional, "yes") + count(social, "no"),
        emotional: missing(emotional) > 0 ? null : count(emotional, "yes"),
        social: missing(social) > 0 ? null : count(social, "no"),
      },
      missingItems,
    };
  },
};

/** A questionnaire of the municipality's own: numbers as they are. */
const own: Instrument = {
  answers: z.record(z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,63}$/), z.number().nullable()),
  score: (answers) => {
    const scores = answers as { [item: string]: number | null };
    return {
      scores: { ...scores },
      missingItems: Object.values(scores).filter((score) => score === null).length,
    };
  },
};

/** The questionnaires that are scored by their published rules (peers.md, "Measures"); any other is {@link own}. */
export const instruments: { readonly [code: string]: Instrument } = {
  positiveHealth: itemsApart([
    "bodilyFunctions",
    "mentalWellbeing",
    "meaning",
    "qualityOfLife",
    "participation",
    "dailyFunctioning",
  ]),
  ons4: itemsApart(["satisfaction", "worthwhile", "happiness", "anxiety"]),
  loneliness6: loneliness,
};

/** How a questionnaire is scored; one that is not published is the municipality's own. */
export const instrumentOf = (code: Code): Instrument => instruments[code] ?? own;

/** 0–1 not, 2–4 moderately, 5–6 severely lonely (peers.md, "Measures"). */
export function lonelinessLevel(total: number | null): "not" | "moderately" | "severely" | undefined {
  if (total === null) return undefined;
  return total <= 1 ? "not" : total <= 4 ? "moderately" : "severely";
}
