import type { CommandType } from "../command-types.ts";
import type { FactType } from "../facts.ts";
import type { RejectionCode } from "../rejections.ts";
import type { StepKind } from "../steps/step-kinds.ts";

/** What answers a case: something that is written down, decided, refused, due, counted; or it lies outside. */
export const answerKinds = ["event", "rule", "rejection", "deadline", "table", "outside"] as const;
export type AnswerKind = (typeof answerKinds)[number];

/** An unhappy path that the sources tell of, and what the system does about it. */
export interface CaseAnswer {
  /** `E` from Samen in beweging, `S` from the other sources, `P` from peers. */
  readonly id: `${"E" | "S" | "P"}${number}`;
  readonly case: string;
  readonly sources: string;
  readonly kind: AnswerKind;
  readonly nl: string;
  readonly en: string;
  /** The facts, commands, refusals and steps that do it. */
  readonly by: readonly (FactType | CommandType | RejectionCode | StepKind)[];
  /** The tables of `@wor/monitoring` in which it is seen. */
  readonly tables?: readonly string[];
  /** The file below `packages/` and the test in it that shows it; none for what lies outside. */
  readonly test: readonly [file: string, name: string] | null;
}

/** Every table can be made, which is tested where the tables are. */
export const everyTable = [
  "monitoring/src/tables/tables.test.ts",
  "every table can be made, in both languages, of everything and of nothing",
] as const;
