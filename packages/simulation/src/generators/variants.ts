import { type CommandType, type LifeFactType, Variant, type VariantInput } from "@wor/lifecycle";
import fc, { type Arbitrary } from "fast-check";

const label = (text: string) => ({ nl: text, en: text });
const terms = fc.oneof(
  fc.integer({ min: 1, max: 30 }).map((days) => `P${days}D`),
  fc.integer({ min: 1, max: 20 }).map((workingDays) => ({ workingDays })),
);

/** Rules of a municipality, all of them such that every referral can come to an end. */
export const variants = (): Arbitrary<Variant> => inputs.map((input) => Variant.parse(input));

const inputs = fc
  .record({
    triage: fc.record({
      by: fc.constantFrom("referrer" as const, "coach" as const, "coordinator" as const),
      within: terms,
      postponeAtMost: fc.nat(2),
    }),
    coach: fc.record({
      assign: fc.constantFrom("byRule" as const, "byHand" as const),
      within: terms,
      maxCaseload: fc.integer({ min: 1, max: 5 }),
      trainingRequired: fc.boolean(),
    }),
    contact: fc.record({
      firstWithin: terms,
      maxAttempts: fc.integer({ min: 1, max: 4 }),
      nextAttemptWithin: terms,
      dropWhenUnreachable: fc.boolean(),
    }),
    matching: fc.record({
      trying: fc.boolean(),
      accompanying: fc.boolean(),
      waitingList: fc.boolean(),
      startWithin: terms,
    }),
    participation: fc.record({ checkInEvery: terms }),
    feedback: fc.record({
      interim: fc.subarray(["intake" as const, "match" as const]),
      within: terms,
    }),
    escalation: fc.record({
      remindBefore: terms,
      nextAfter: terms,
      chain: fc.constantFrom<("coordinator" | "municipality")[]>(
        ["coordinator", "municipality"],
        ["municipality"],
      ),
    }),
    ownReferralsOnly: fc.option(fc.subarray(["coach" as const, "referrer" as const]), { nil: undefined }),
    selfReferral: fc.boolean(),
    measured: fc.boolean(),
  })
  .map(
    ({ selfReferral, measured, ...policies }): VariantInput => ({
      id: "generated",
      version: 1,
      name: label("Generated"),
      municipality: "generated",
      referring: {
        professions: ["gp", "districtNurse"],
        selfReferral,
        reasons: [
          { code: "loneliness", label: label("Loneliness"), core: "loneliness" },
          { code: "loss", label: label("Loss"), core: "loss" },
        ],
      },
      measurements: measured ? [{ instrument: "own", moments: ["start"] }] : [],
      ...policies,
    }),
  );

/** Rules under which somebody gets stuck, and what is wrong with them. */
export const faultyVariants = (): Arbitrary<FaultyVariant> =>
  fc.tuple(inputs, fc.constantFrom(...faults)).map(([input, { name, blocks, into }]) => ({
    fault: name,
    blocks,
    variant: Variant.parse(into(input)),
  }));

/** A variant with one fault planted in it, and what the check should say of it. */
/** Rules with a fault. */
export interface FaultyVariant {
  readonly variant: Variant;
  /** What is wrong, in words. */
  readonly fault: string;
  /** What can therefore never happen. */
  readonly blocks: LifeFactType;
}

interface Fault {
  readonly name: string;
  readonly blocks: LifeFactType;
  readonly into: (input: VariantInput) => VariantInput;
}

const nobodyMay =
  (...commands: readonly CommandType[]): Fault["into"] =>
  (input) => ({
    ...input,
    permissions: { ...input.permissions, ...Object.fromEntries(commands.map((command) => [command, []])) },
  });

const faults: readonly Fault[] = [
  {
    name: "nobody may give feedback",
    blocks: "FeedbackGiven",
    into: nobodyMay("GiveFeedback", "MarkFeedbackImpossible"),
  },
  { name: "nobody may hold a conversation", blocks: "IntakeStarted", into: nobodyMay("HoldConversation") },
  {
    name: "nobody may judge suitability",
    blocks: "ReferralAccepted",
    into: (input) =>
      nobodyMay("AcceptReferral")({ ...input, triage: { ...input.triage, by: "coordinator" } }),
  },
  { name: "nobody may match", blocks: "ActivityMatched", into: nobodyMay("MatchActivity") },
  { name: "nobody may assign a coach", blocks: "CoachAssigned", into: nobodyMay("AssignCoach") },
];
