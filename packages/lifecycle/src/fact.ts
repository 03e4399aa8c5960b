import { z } from "zod";
import type { ReferralRecord } from "./referral/record.ts";
import { ReferralId } from "./vocabulary/identifiers.ts";
import type { Actor } from "./vocabulary/roles.ts";
import type { Instant } from "./vocabulary/times.ts";

/** Something that happened, as decided: what a decision yields, before the log gives it a place. */
export interface Fact<Type extends string = string, Data = unknown> {
  readonly type: Type;
  readonly data: Data;
}

/** When a fact happened, when we heard of it, and from whom: what the log's envelope adds to it. */
export interface Recorded {
  readonly occurredAt: Instant;
  readonly recordedAt: Instant;
  readonly actor: Actor;
}

/** The shape of a fact and its version. A changed shape is a new version and leaves an upcaster behind. */
export interface FactDefinition<Shape extends z.ZodType = z.ZodType> {
  readonly version: number;
  readonly data: Shape;
}

/** A fact in the life of one referral: its shape, and what it changes in the record. */
export interface ReferralFactDefinition<Shape extends z.ZodType> extends FactDefinition<Shape> {
  readonly record: (record: ReferralRecord, fact: { readonly data: z.infer<Shape> } & Recorded) => void;
}

/**
 * Defines a fact about a referral. `record` is written in mutating style: the folds decide whether the record
 * is a private object or an immer draft. It asks no question: what it is told has happened.
 */
export function referralFact<Shape extends z.ZodRawShape>(
  version: number,
  shape: Shape,
  record: (
    record: ReferralRecord,
    fact: {
      readonly data: z.infer<z.ZodObject<Shape & { referral: typeof ReferralId }, z.core.$strict>>;
    } & Recorded,
  ) => void,
): ReferralFactDefinition<z.ZodObject<Shape & { referral: typeof ReferralId }, z.core.$strict>> {
  return { version, data: z.strictObject({ ...shape, referral: ReferralId }) as never, record };
}

/** Defines a fact about something else than one referral: a coach, an activity, a pathway. */
export function fact<Shape extends z.ZodRawShape>(
  version: number,
  shape: Shape,
): FactDefinition<z.ZodObject<Shape, z.core.$strict>> {
  return { version, data: z.strictObject(shape) };
}

/** For facts that only move the referral along or are kept for those who read the log. */
export const leavesTheRecordAsItIs = (): void => {};
