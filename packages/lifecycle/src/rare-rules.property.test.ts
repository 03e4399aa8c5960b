import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { feedbackChannels, feedbackMessages } from "./feedback/moments.ts";
import { placeKey } from "./machine/compiled.ts";
import { isClosed, isOnTheWay, stages } from "./machine/place.ts";
import type { Pathway } from "./referral/record.ts";
import { deadlines } from "./steps/deadlines.ts";
import { patience, runs } from "./testing/life-logs.ts";
import { intents, live } from "./testing/random-lives.ts";
import { policies } from "./testing/random-variants.ts";
import { Variant } from "./variant/schema.ts";
import { type Role, roles } from "./vocabulary/roles.ts";

const rarelyLeftOut: readonly Role[] = roles.filter((role) => role !== "coach");

/** What hardly any municipality agrees on, or all at once. */
const rare = fc.record(
  {
    without: fc.subarray([...rarelyLeftOut], { maxLength: 3 }),
    chain: fc.subarray([...roles], { minLength: 1, maxLength: 4 }),
    remindBefore: fc.constantFrom("P1D" as const, "P90D" as const, { workingDays: 1 }),
    messages: fc.subarray([...feedbackMessages], { minLength: 1 }),
    via: fc.subarray([...feedbackChannels], { minLength: 1 }),
    within: fc.constantFrom("P1D" as const, { workingDays: 1 }, "P6M" as const),
    standIn: fc.constantFrom("required" as const, "optional" as const),
    residentsPerHour: fc.constantFrom(0.1, 1, 20),
    maximum: fc.integer({ min: 1, max: 3 }),
    reviewGoalsEvery: fc.constantFrom("P1D" as const, "P1M" as const),
    measured: fc.constantFrom([], [{ instrument: "own-list", moments: ["after6Months" as const] }]),
    nationalHolidays: fc.boolean(),
    restriction: fc.record({
      roles: fc.subarray([...roles], { minLength: 1, maxLength: 2 }),
      commands: fc.subarray(["CheckIn", "GiveFeedback", "HoldConversation", "DropReferral"] as const, {
        minLength: 1,
        maxLength: 2,
      }),
      stages: fc.subarray([...stages], { minLength: 2 }),
    }),
  },
  { requiredKeys: [] },
);

const rareVariant = (pathway: Pathway): fc.Arbitrary<Variant> =>
  fc.tuple(policies(pathway), rare).map(([usual, odd]) =>
    Variant.parse({
      ...usual,
      roles: usual.roles.filter((role) => !odd.without?.includes(role)),
      ownReferralsOnly: usual.ownReferralsOnly?.filter((role) => !odd.without?.includes(role)),
      escalation: {
        ...usual.escalation,
        ...(odd.chain && { chain: odd.chain }),
        ...(odd.remindBefore && { remindBefore: odd.remindBefore }),
      },
      feedback: {
        ...usual.feedback,
        ...(odd.messages && { messages: odd.messages }),
        ...(odd.via && { via: odd.via }),
        ...(odd.within && { within: odd.within }),
      },
      coach: {
        ...usual.coach,
        ...(odd.standIn && { standIn: odd.standIn }),
        ...(odd.residentsPerHour && { residentsPerHour: odd.residentsPerHour }),
      },
      conversations: { ...usual.conversations, ...(odd.maximum && { maximum: odd.maximum }) },
      participation: {
        ...usual.participation,
        ...(odd.reviewGoalsEvery && { reviewGoalsEvery: odd.reviewGoalsEvery }),
      },
      measurements: odd.measured ?? usual.measurements,
      restrictions: odd.restriction === undefined ? [] : [odd.restriction],
      calendar: { ...usual.calendar, nationalHolidays: odd.nationalHolidays ?? true },
    }),
  );

const anyRareVariant = fc
  .constantFrom<Pathway>("individual", "cohort", "visit")
  .chain((pathway) => rareVariant(pathway));

/** Rules, and the same as other people keep them: with other roles, and another way up. */
const twoRareVariants = fc
  .tuple(anyRareVariant, anyRareVariant)
  .map(([variant, { roles, escalation }]) => [variant, { ...variant, roles, escalation }] as const);

/** Whether a step can rise to anybody who exists: the check of a variant refuses it otherwise. */
const somebodyIsThere = ({ escalation, roles }: Variant): boolean =>
  escalation.chain.some((one) => roles.includes(one));

describe("under rules that hardly anybody has, whether or not they would pass the check", patience, () => {
  test("the promises hold: a next step of somebody who is there, nothing owed where it is closed, nobody twice", () => {
    fc.assert(
      fc.property(twoRareVariants, intents(40), ([variant, changed], undertakings) => {
        live([variant], undertakings, (town) => {
          for (const referral of town.referrals()) {
            const { place, record } = referral;
            expect(place.feedback === "owed").toBe(record.feedback.owedFor.length > 0);
            if (isClosed(place)) {
              expect(record.feedback.owedFor).toEqual([]);
              continue;
            }
            // It could be moved to the other rules at any moment.
            for (const rules of [variant, changed]) {
              const steps = deadlines(referral, rules);
              expect(steps.length, placeKey(place)).toBeGreaterThan(0);
              for (const { kind, owner, escalation } of steps) {
                if (somebodyIsThere(rules))
                  expect(rules.roles, `${kind} at ${placeKey(place)}`).toContain(owner.role);
                if (escalation !== undefined) expect(rules.roles).toContain(escalation.to);
              }
            }
          }
          const open = town
            .referrals()
            .filter(({ place, record }) => isOnTheWay(place) && record.secondBecause === undefined)
            .map(({ record }) => record.resident);
          expect(new Set(open).size).toBe(open.length);
        });
      }),
      runs(15),
    );
  });
});
