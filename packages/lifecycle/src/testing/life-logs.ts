import fc from "fast-check";
import type { LifeFact, LifeFactType, RecordedFact } from "../facts.ts";
import { lifeFacts } from "../facts.ts";
import { compiled } from "../machine/compiled.ts";
import type { Pathway } from "../referral/record.ts";
import type { Instant } from "../vocabulary/times.ts";
import { exampleFacts, somebody } from "./example-town.ts";

/**
 * Every log that the machine of a pathway takes, whatever the rules would say: a walk over its table, with other
 * coaches, activities and moments. It begins with the registration.
 */
export const lifeLogs = (pathway: Pathway, maxLength = 40): fc.Arbitrary<RecordedFact<LifeFact>[]> =>
  fc.array(step, { minLength: 1, maxLength }).map((steps) => walk(pathway, steps));

const deepened = Number(process.env.WOR_RUNS ?? 1);

/** How often a property is tried: `WOR_RUNS=20 vitest run` tries each twenty times as often. */
export const runs = (count: number): { numRuns: number } => ({ numRuns: Math.ceil(count * deepened) });

/** How long a test may take that is tried as often as that. */
export const patience = { timeout: 60_000 * Math.max(1, deepened) };

interface Step {
  readonly choice: number;
  /** Whether the referral is to go somewhere else by it: most facts leave it where it is. */
  readonly moves: boolean;
  readonly coach: string;
  readonly activity: string;
  readonly minutes: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  choice: fc.nat(),
  moves: fc.boolean(),
  coach: fc.constantFrom("coach-1", "coach-2", "coach-3"),
  activity: fc.constantFrom("walking", "painting", "cooking"),
  // Heard late or out of order, too.
  minutes: fc.integer({ min: -3 * 24 * 60, max: 30 * 24 * 60 }),
});

function walk(pathway: Pathway, steps: readonly Step[]): RecordedFact<LifeFact>[] {
  let node = compiled(pathway).initial;
  let at = Date.parse("2024-01-08T09:00:00.000Z");
  return steps.map((step) => {
    const moving = [...node.next].filter(([, next]) => next !== node);
    const ways = step.moves && moving.length > 0 ? moving : [...node.next];
    const [type, next] = ways[step.choice % ways.length] ?? never(node.key);
    node = next;
    at += step.minutes * 60_000;
    return lived(type, pathway, step, new Date(at).toISOString() as Instant);
  });
}

function lived(type: LifeFactType, pathway: Pathway, step: Step, at: Instant): RecordedFact<LifeFact> {
  const example: { readonly [field: string]: unknown } = exampleFacts[type];
  const data = lifeFacts[type].data.parse({
    ...example,
    ...(type === "ReferralRegistered" && { pathway }),
    ...("coach" in example && { coach: step.coach }),
    ...("activity" in example && { activity: step.activity }),
  });
  return { type, data, occurredAt: at, recordedAt: at, actor: somebody("coach") } as RecordedFact<LifeFact>;
}

function never(key: string): never {
  throw new Error(`Nothing can happen at ${key}.`);
}
