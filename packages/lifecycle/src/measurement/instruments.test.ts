import { describe, expect, test } from "vitest";
import { instrumentOf, lonelinessLevel } from "./instruments.ts";

const lonely = {
  emptiness: "yes",
  missPeople: "yes",
  feelRejected: "moreOrLess",
  enoughToLeanOn: "no",
  manyToTrust: "moreOrLess",
  enoughCloseTo: "no",
};

describe("the loneliness scale", () => {
  test("counts emotional items on yes and social items on no, and more or less on both", () => {
    expect(instrumentOf("loneliness6").score(lonely)).toEqual({
      scores: { total: 6, emotional: 3, social: 3 },
      missingItems: 0,
    });
  });

  test("counts nothing for who is not lonely", () => {
    const content = {
      emptiness: "no",
      missPeople: "no",
      feelRejected: "no",
      enoughToLeanOn: "yes",
      manyToTrust: "yes",
      enoughCloseTo: "yes",
    };
    expect(instrumentOf("loneliness6").score(content).scores.total).toBe(0);
  });

  test("has a total with one item missing, and none with two", () => {
    const { emptiness: _, ...five } = lonely;
    expect(instrumentOf("loneliness6").score(five)).toEqual({
      scores: { total: 5, emotional: null, social: 3 },
      missingItems: 1,
    });
    const { enoughCloseTo: __, ...four } = five;
    expect(instrumentOf("loneliness6").score(four).scores.total).toBeNull();
  });

  test.each([
    [0, "not"],
    [1, "not"],
    [2, "moderately"],
    [4, "moderately"],
    [5, "severely"],
    [6, "severely"],
  ] as const)("calls a total of %i %s lonely", (total, level) => {
    expect(lonelinessLevel(total)).toBe(level);
  });

  test("calls nobody anything without a total", () => {
    expect(lonelinessLevel(null)).toBeUndefined();
  });
});

describe("questionnaires whose items stand for themselves", () => {
  test("are never added up: ONS4 and Positive Health keep each item, missing ones as missing", () => {
    expect(instrumentOf("ons4").score({ satisfaction: 7, happiness: 8, anxiety: 2 })).toEqual({
      scores: { satisfaction: 7, worthwhile: null, happiness: 8, anxiety: 2 },
      missingItems: 1,
    });
    expect(Object.keys(instrumentOf("positiveHealth").score({}).scores)).toHaveLength(6);
  });

  test("go from nought to ten", () => {
    expect(instrumentOf("ons4").answers.safeParse({ happiness: 11 }).success).toBe(false);
    expect(instrumentOf("ons4").answers.safeParse({ happiness: 10, anxiety: 0 }).success).toBe(true);
  });
});
