import { z } from "zod";
import type { CommandType } from "./command-types.ts";
import type { ReferralState } from "./evolve.ts";
import type { AnyFact, FactType, LifeFactType } from "./facts.ts";
import type { Rejection } from "./rejections.ts";
import type { Known, Subjects } from "./subjects.ts";
import type { Variant } from "./variant/schema.ts";
import { type Code, ReferralId } from "./vocabulary/identifiers.ts";
import type { Actor } from "./vocabulary/roles.ts";
import { Instant } from "./vocabulary/times.ts";

/** All that a decision may look at. Time, identities and rules come in from outside. */
export interface Situation<Command> {
  readonly command: Command;
  readonly actor: Actor;
  /** When the command is decided. */
  readonly now: Instant;
  /** When that which it tells happened; `now` unless the command says otherwise. */
  readonly occurredAt: Instant;
  readonly variant: Variant;
  readonly known: Known;
  readonly municipality: string;
  /** Draws the key of a new referral. */
  readonly newReferral: () => ReferralId;
  /** Looks up another loaded variant: for migration. */
  readonly variantOf: (id: string, version: number) => Variant | undefined;
  /**
   * The areas of the municipality under all its rules, for what is about no referral; empty where some rules name
   * none. Default: those of `variant`.
   */
  readonly areas?: readonly Code[] | undefined;
}

/** The situation of a command about one referral, which exists. */
export interface ReferralSituation<Command> extends Situation<Command> {
  readonly referral: ReferralState;
}

/** One rule: a no, or nothing. */
export type Rule<S> = (situation: S) => Rejection | undefined;

/** A command's shape, what must be read for it, the rules it must pass, and the facts it leads to. */
export interface Decision<Type extends CommandType, Command extends z.ZodType, S> {
  readonly type: Type;
  readonly command: Command;
  /** Which facts to read. Called again once the referral is known, when it may name more. */
  readonly subjects: (command: z.infer<Command>, referral: ReferralState | undefined) => Subjects;
  /** Of these facts it yields one at least. A referral must be able to take one of them for this to be possible at all. */
  readonly leadsTo: readonly FactType[];
  readonly rules: readonly Rule<S>[];
  readonly facts: (situation: S) => readonly AnyFact[];
}

type Base<Type extends string> = { type: z.ZodLiteral<Type>; occurredAt: z.ZodOptional<typeof Instant> };
type CommandShape<Type extends string, Shape extends z.ZodRawShape> = z.ZodObject<
  Shape & Base<Type>,
  z.core.$strict
>;

/** Defines a decision about something else than an existing referral. */
export function decision<Type extends CommandType, Shape extends z.ZodRawShape>(
  type: Type,
  shape: Shape,
  body: {
    readonly leadsTo: readonly FactType[];
    readonly subjects: (command: z.infer<CommandShape<Type, Shape>>) => Subjects;
    readonly rules: readonly Rule<Situation<z.infer<CommandShape<Type, Shape>>>>[];
    readonly facts: (situation: Situation<z.infer<CommandShape<Type, Shape>>>) => readonly AnyFact[];
  },
): Decision<Type, CommandShape<Type, Shape>, Situation<z.infer<CommandShape<Type, Shape>>>> {
  return { type, command: commandOf(type, shape), ...body };
}

type ReferralShape<Shape extends z.ZodRawShape> = Shape & { referral: typeof ReferralId };
type ReferralCommand<Type extends string, Shape extends z.ZodRawShape> = z.infer<
  CommandShape<Type, ReferralShape<Shape>>
>;

/** Defines a decision about an existing referral. */
export function referralDecision<Type extends CommandType, Shape extends z.ZodRawShape>(
  type: Type,
  shape: Shape,
  body: {
    readonly leadsTo: readonly LifeFactType[];
    readonly subjects?: (
      command: ReferralCommand<Type, Shape>,
      referral: ReferralState | undefined,
    ) => Subjects;
    readonly rules?: readonly Rule<ReferralSituation<ReferralCommand<Type, Shape>>>[];
    readonly facts: (situation: ReferralSituation<ReferralCommand<Type, Shape>>) => readonly AnyFact[];
  },
): Decision<Type, CommandShape<Type, ReferralShape<Shape>>, ReferralSituation<ReferralCommand<Type, Shape>>> {
  return {
    type,
    command: commandOf(type, { ...shape, referral: ReferralId }),
    leadsTo: body.leadsTo,
    subjects: (command, referral) => ({
      ...body.subjects?.(command, referral),
      referral: (command as { referral: ReferralId }).referral,
    }),
    rules: body.rules ?? [],
    facts: body.facts,
  };
}

function commandOf<Type extends string, Shape extends z.ZodRawShape>(
  type: Type,
  shape: Shape,
): CommandShape<Type, Shape> {
  return z.strictObject({ ...shape, type: z.literal(type), occurredAt: Instant.optional() }) as never;
}
