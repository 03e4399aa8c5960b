import { describe, test } from "vitest";
import { type CheckpointStoreUnderTest, checkpointGuarantees } from "./checkpoints.ts";
import { conditions } from "./conditions.ts";
import { decidingAtOnce } from "./deciding-at-once.ts";
import { endingInAnyOrder } from "./ending-in-any-order.ts";
import { canTest, type EventStoreUnderTest, type Guarantee, titleOf } from "./guarantee.ts";
import { keeping } from "./keeping.ts";
import { behavingAsTheModel } from "./model.ts";
import { outOfOrder } from "./out-of-order.ts";
import { type ProjectionStoreUnderTest, projectionGuarantees } from "./projections.ts";
import { properties } from "./properties.ts";
import { reading } from "./reading.ts";
import { repeating } from "./repeating.ts";
import { restoring } from "./restoring.ts";
import { subscribing } from "./subscribing.ts";
import { writing } from "./writing.ts";

/**
 * Tests everything that {@link eventStoreGuarantees} names. One call in a test file of an adapter:
 *
 * ```ts
 * eventStoreConformance({ name: "my store", open: async () => myStore() });
 * ```
 *
 * What the adapter does not offer (`openAgain`, `holdOpen`) is skipped, under a name that says so.
 */
export function eventStoreConformance(subject: EventStoreUnderTest & { readonly name: string }): void {
  describe(`${subject.name} keeps the promises of an event store`, () => {
    register(eventStoreGuarantees, subject);
  });
}

/**
 * Tests everything that {@link checkpointGuarantees} names, for `store.checkpoints`.
 * Leases really run out unless the adapter offers `passTime`, which takes two seconds in all.
 */
export function checkpointConformance(subject: CheckpointStoreUnderTest & { readonly name: string }): void {
  describe(`${subject.name} keeps the promises of a checkpoint store`, () => {
    register(checkpointGuarantees, subject);
  });
}

/** Tests everything that {@link projectionGuarantees} names, for `store.projections`. */
export function projectionConformance(subject: ProjectionStoreUnderTest & { readonly name: string }): void {
  describe(`${subject.name} keeps the promises of a projection store`, () => {
    register(projectionGuarantees, subject);
  });
}

/** Every promise of an event store, to be tested one by one. */
export const eventStoreGuarantees: readonly Guarantee<EventStoreUnderTest>[] = [
  ...writing,
  ...keeping,
  ...repeating,
  ...conditions,
  ...reading,
  ...subscribing,
  ...restoring,
  ...decidingAtOnce,
  ...outOfOrder,
  ...endingInAnyOrder,
  ...properties,
  ...behavingAsTheModel,
];

function register<Subject>(guarantees: readonly Guarantee<Subject>[], subject: Subject): void {
  for (const guarantee of guarantees)
    test.skipIf(!canTest(guarantee, subject))(titleOf(guarantee, subject), () => guarantee.run(subject));
}

export {
  type CheckpointStoreUnderTest,
  checkpointGuarantees,
  type StoreWithCheckpoints,
} from "./checkpoints.ts";
export type { EventStoreUnderTest, Guarantee, HeldAppend } from "./guarantee.ts";
export {
  type ProjectionStoreUnderTest,
  projectionGuarantees,
  type StoreWithProjections,
} from "./projections.ts";
