import { describe, expect, test } from "vitest";
import { exampleVariant } from "../testing/example-town.ts";
import { CoachId, OrganisationId } from "../vocabulary/identifiers.ts";
import { coachesToAsk } from "./choosing.ts";
import { type CoachState, coachView } from "./coach.ts";

const variant = exampleVariant();
const referral = {
  referrer: { profession: "gp", organisation: "practice-1" },
  area: "north",
  coach: { former: [] },
} as unknown as Parameters<typeof coachesToAsk>[0];

const ask = (
  coaches: { readonly [id: string]: Partial<CoachState> },
  about: Partial<typeof referral> = {},
  rules = variant,
) =>
  coachesToAsk(
    { ...referral, ...about },
    new Map(
      Object.entries(coaches).map(([id, coach]) => [
        CoachId.parse(id),
        { ...coachView.initial, known: true, trained: true, ...coach },
      ]),
    ),
    rules,
  );

const busy = (count: number) =>
  Array.from({ length: count }, (_, at) => ({
    referral: `r-${at}`,
    resident: `p-${at}`,
  })) as CoachState["caseload"];

describe("which coach is asked first", () => {
  test("of the practice before of the area before of elsewhere", () => {
    expect(
      ask({
        elsewhere: {},
        area: { areas: ["north"] },
        practice: { practices: [OrganisationId.parse("practice-1")], caseload: busy(3) },
      }),
    ).toEqual(["practice", "area", "elsewhere"]);
  });

  test("whoever guided this resident before comes first of all", () => {
    const former = [CoachId.parse("elsewhere")];
    expect(ask({ area: { areas: ["north"] }, elsewhere: {} }, { coach: { former } })).toEqual([
      "elsewhere",
      "area",
    ]);
  });

  test("whoever gave this resident back is not asked again by rule", () => {
    const own = { former: [CoachId.parse("one")], gaveBack: [CoachId.parse("one")] };
    expect(ask({ one: {}, other: {} }, { coach: own })).toEqual(["other"]);
    expect(ask({ one: {} }, { coach: own })).toEqual([]);
  });

  test("of two alike, the one with the emptier hands; then by key, so that the choice is always the same", () => {
    expect(ask({ b: { caseload: busy(2) }, c: { caseload: busy(1) }, a: { caseload: busy(2) } })).toEqual([
      "c",
      "a",
      "b",
    ]);
    expect(ask({ small: { maxCaseload: 4, caseload: busy(2) }, big: { caseload: busy(3) } })).toEqual([
      "big",
      "small",
    ]);
  });

  test("nobody who is away, gone, full, unknown, or not trained where that is required", () => {
    const strict = exampleVariant({ coach: { trainingRequired: true } });
    const unavailable: { readonly [id: string]: Partial<CoachState> } = {
      away: { leave: {} },
      gone: { departed: true },
      full: { maxCaseload: 0 },
      unknown: { known: false },
    };
    expect(ask(unavailable)).toEqual([]);
    expect(ask({ ...unavailable, new: { trained: false } })).toEqual(["new"]);
    expect(ask({ new: { trained: false } }, {}, strict)).toEqual([]);
  });
});
