import type { Variant } from "../schema.ts";
import { explore } from "./explore.ts";
import { listProblems } from "./lists.ts";
import type { VariantProblem } from "./problems.ts";
import { promiseProblems } from "./promises.ts";
import { termProblems } from "./terms.ts";
import { wayProblems } from "./ways.ts";

/** How far to look. */
export interface CheckOptions {
  /** Where a field stands in the file; `readVariant` of `@wor/variants` gives one. */
  readonly positionOf?: (path: string) => {
    readonly line: number;
    readonly column: number;
    readonly file?: string | undefined;
  };
}

/**
 * What would go wrong under a variant, before anybody is referred: every way through it is walked with the
 * decisions and deadlines that would be taken in earnest. The errors first; a variant without errors strands
 * nobody.
 */
export function checkVariant(variant: Variant, { positionOf }: CheckOptions = {}): VariantProblem[] {
  const exploration = explore(variant);
  const found = [
    ...listProblems(variant),
    ...termProblems(variant),
    ...wayProblems(variant, exploration),
    ...promiseProblems(variant, exploration),
  ];
  return withoutEchoes(found)
    .map((one) => (positionOf === undefined ? one : { ...one, ...positionOf(one.path) }))
    .sort((a, b) => rank(a) - rank(b) || (a.line ?? 0) - (b.line ?? 0));
}

/** That nobody uses a step needs no saying where that is told as a fault. */
function withoutEchoes(problems: readonly VariantProblem[]): VariantProblem[] {
  const faulty = new Set(problems.filter((one) => one.severity === "error").map(({ path }) => path));
  return problems.filter(({ code, path }) => code !== "step-not-used" || !faulty.has(path));
}

const rank = ({ severity }: VariantProblem): number => (severity === "error" ? 0 : 1);
