import type { CommandInput, Profession, Variant } from "@wor/lifecycle";
import fc, { type Arbitrary } from "fast-check";

type Registration = Extract<CommandInput, { type: "RegisterReferral" }>;

/** A resident's pseudonym. From few of them, so that the same one comes up again. */
export const residents = (howMany = 5): Arbitrary<string> =>
  fc.integer({ min: 1, max: howMany }).map((n) => `resident-${n}`);

/** A referral as the variant's rules welcome it: whoever may refer, for a reason it knows, of somebody old enough. */
export function registrations(
  variant: Variant,
  resident: Arbitrary<string> = residents(),
): Arbitrary<Registration> {
  const { referring, areas, pathway } = variant;
  const professions: Profession[] = [
    ...referring.professions,
    ...(referring.selfReferral ? ["self" as const] : []),
  ];
  const organisations =
    referring.organisations === "all" ? ["practice-a", "practice-b"] : referring.organisations;
  const oldEnough = referring.minimumAge ?? 18;
  return fc
    .record({
      resident,
      profession: fc.constantFrom(...professions),
      organisation: fc.constantFrom(...organisations),
      mainReason: fc.constantFrom(...referring.reasons.map(({ code }) => code)),
      channel: fc.constantFrom("phone", "zorgdomein", "informationPoint"),
      feedback: referring.consent.includes("feedback") ? fc.constant(true) : fc.boolean(),
      age: fc.integer({ min: oldEnough, max: 100 }),
      sex: fc.constantFrom("female" as const, "male" as const, "unknown" as const),
      hindered: fc.option(fc.boolean(), { nil: undefined }),
      area:
        areas.length === 0
          ? fc.constant(undefined)
          : fc.option(fc.constantFrom(...areas), { nil: undefined }),
    })
    .map(({ profession, organisation, feedback, ...told }) => ({
      type: "RegisterReferral",
      pathway,
      referrer: profession === "self" ? { profession } : { profession, organisation },
      residentInformed: true,
      consent: { referral: true, contact: true, feedback },
      ...told,
    }));
}

/** The same resident, registered again by another way: what double registration looks like in practice. */
export const duplicates = (variant: Variant): Arbitrary<readonly [Registration, Registration]> =>
  registrations(variant).chain((first) =>
    registrations(variant, fc.constant(first.resident)).map((second) => [first, second] as const),
  );

/** Two residents whose registrations look alike: a question for a person, never a refusal. */
export const lookalikes = (variant: Variant): Arbitrary<readonly [Registration, Registration]> =>
  registrations(variant).map((first) => [first, { ...first, resident: `${first.resident}-b` }] as const);
