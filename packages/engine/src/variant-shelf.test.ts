import type { CommandInput, Variant, VariantInput } from "@wor/lifecycle";
import { describe, expect, test } from "vitest";
import { coordinator, gp, registration, town, variantOf } from "./testing/town-with-rules.ts";

const adults = (version = 1, more: Partial<VariantInput> = {}) =>
  variantOf({ id: "adults", version, ...more });
const elderly = (version = 1, more: Partial<VariantInput> = {}) =>
  variantOf({ id: "elderly", version, ...more });

/** Refers somebody in a town with these variants; answers which variant is followed, or the refusal. */
async function follows(variants: readonly ReturnType<typeof adults>[], more: object = {}) {
  const { engine } = town({}, { variants });
  const command = { ...registration("resident-1"), ...more } as CommandInput;
  const executed = await engine.execute(command, { actor: gp });
  if (!executed.ok) return executed.rejection;
  const { id, version } = executed.state?.record.variant ?? {};
  return `${id}@${version}`;
}

describe("a new referral follows", () => {
  test("the highest version of the one variant there is", async () => {
    expect(await follows([adults(2), adults(3), adults(1)])).toBe("adults@3");
  });

  test("the variant that is asked for, in its own highest version", async () => {
    const both = [adults(3), elderly(1), elderly(2)];
    expect(await follows(both, { variant: "elderly" })).toBe("elderly@2");
    expect(await follows(both, { variant: "adults" })).toBe("adults@3");
  });

  test("none by the order of a list: with several for one pathway it is to be said which", async () => {
    expect(await follows([adults(3), elderly(1)])).toMatchObject({
      code: "several-variants",
      details: { pathway: "individual", variants: ["adults", "elderly"] },
      help: { en: "Name under variant which one it is: adults, elderly." },
    });
  });

  test("the one of its pathway, where each variant has a pathway of its own", async () => {
    const both = [adults(3), elderly(1, { pathway: "cohort" })];
    expect(await follows(both)).toBe("adults@3");
    expect(await follows(both, { pathway: "cohort" })).toBe("elderly@1");
    expect(await follows(both, { variant: "elderly" })).toMatchObject({ code: "another-pathway" });
  });

  test("no variant that another one replaces", async () => {
    const renamed = [adults(3), variantOf({ id: "everybody", replaces: ["adults"] })];
    expect(await follows(renamed)).toBe("everybody@1");
  });

  test("no variant that nobody knows, or of another municipality", async () => {
    const next = variantOf({ id: "next-town", municipality: "next-town" });
    const { engine } = town({}, { variants: [adults(), next] });
    for (const variant of ["unheard-of", "next-town"]) {
      const executed = await engine.execute({ ...registration("resident-1"), variant } as CommandInput, {
        actor: gp,
        municipality: "testdorp",
      });
      expect(executed).toMatchObject({ rejection: { code: "unknown-variant", details: { variant } } });
    }
  });
});

test("what was not read as a variant is told before anybody is referred by it", () => {
  for (const raw of ["nijmegen", { id: "dorp", version: 1, municipality: "dorp" }, undefined])
    expect(() => town({}, { variants: [raw as unknown as Variant] })).toThrow(/variants\[0\] was not read/);
});

test("whoever is on the way keeps the variant that another one replaces", async () => {
  const { engine, engineOn } = town({}, { variants: [adults()] });
  const executed = await engine.execute(registration("resident-1"), { actor: gp });
  const renamed = engineOn({ variants: [adults(), variantOf({ id: "everybody", replaces: ["adults"] })] });
  const referral = (executed.ok && executed.state?.record.id) || "";
  const steps = await renamed.nextSteps(referral, { actor: gp });
  expect(steps).toMatchObject({ ok: true });
  expect(await renamed.referral(referral, { actor: gp })).toMatchObject({
    state: { record: { variant: { id: "adults" } } },
  });
});

describe("a coach", () => {
  const begins = async (variants: readonly Variant[], area: string) => {
    const { engine } = town({}, { variants });
    const command: CommandInput = { type: "RegisterCoach", coach: "coach-1", areas: [area] };
    return (await engine.execute(command, { actor: coordinator })).ok;
  };
  const there = [
    adults(1, { areas: ["north"] }),
    adults(2, { areas: ["east"] }),
    elderly(1, { areas: ["west"] }),
  ];

  test("works in an area of any rules that are loaded: who is guided there may follow earlier ones", async () => {
    for (const area of ["north", "east", "west"]) expect(await begins(there, area)).toBe(true);
    expect(await begins(there, "noord")).toBe(false);
  });

  test("works in any area where some rules name none", async () => {
    expect(await begins([...there, elderly(2)], "anywhere")).toBe(true);
  });
});
