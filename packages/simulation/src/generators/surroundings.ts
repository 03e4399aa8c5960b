import type { CommandInput, Variant } from "@wor/lifecycle";
import fc, { type Arbitrary } from "fast-check";

type Input<Type extends CommandInput["type"]> = Extract<CommandInput, { type: Type }>;

/** A coach with little room, so that caseloads fill up: of a practice, of an area, or of neither. */
export function coaches(variant: Variant, howMany = 3): Arbitrary<Input<"RegisterCoach">> {
  const area = variant.areas.length === 0 ? fc.constant<string[]>([]) : fc.subarray([...variant.areas]);
  return fc.record({
    type: fc.constant("RegisterCoach" as const),
    coach: fc.integer({ min: 1, max: howMany }).map((n) => `coach-${n}`),
    practices: fc.subarray(["practice-a", "practice-b"]),
    areas: area,
    maxCaseload: fc.integer({ min: 0, max: 4 }),
    trained: variant.coach.trainingRequired ? fc.boolean() : fc.constant(true),
  });
}

/** Something on the sociale kaart, often with few places or a first day. */
export const activities = (howMany = 3): Arbitrary<Input<"OfferActivity">> =>
  fc.record(
    {
      type: fc.constant("OfferActivity" as const),
      activity: fc.integer({ min: 1, max: howMany }).map((n) => `activity-${n}`),
      kind: fc.constantFrom("walking", "eating", "painting", "volunteering"),
      capacity: fc.integer({ min: 0, max: 3 }),
    },
    { requiredKeys: ["type", "activity", "kind"] },
  );
