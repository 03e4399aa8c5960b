import type { Variant } from "../schema.ts";
import { explore } from "./explore.ts";
import { listProblems } from "./lists.ts";
import { ownershipProblems } from "./ownership.ts";
import type { VariantProblem } from "./problems.ts";
import { promiseProblems } from "./promises.ts";
import { termProblems } from "./terms.ts";
import { wayProblems } from "./ways.ts";

/** How far to look. */
export interface CheckOptions {
  /** Where a field stands in the file; `readVariant` of `@wor/variants` gives one. */
  readonly positionOf?: (path: string) => FieldPosition;
}

interface FieldPosition {
  readonly line: number;
  readonly column: number;
  readonly file?: string | undefined;
  /** Whether the field itself stands there, rather than what it would stand in. Default: it does. */
  readonly written?: boolean | undefined;
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
    ...ownershipProblems(variant, exploration),
    ...promiseProblems(variant, exploration),
  ];
  return withoutEchoes(found)
    .map((one) => (positionOf === undefined ? one : pointed(one, positionOf)))
    .sort((a, b) => rank(a) - rank(b) || (a.line ?? 0) - (b.line ?? 0));
}

/** Points at what somebody wrote, in this file where that can be: what was filled in cannot be looked at. */
function pointed(one: VariantProblem, positionOf: (path: string) => FieldPosition): VariantProblem {
  const fields = [one.path, ...(one.related ?? [])].map((path) => ({ path, at: positionOf(path) }));
  const written = fields.filter(({ at }) => at.written !== false);
  const { path, at } = written.find((field) => field.at.file === undefined) ??
    written[0] ?? {
      path: one.path,
      at: positionOf(one.path),
    };
  const { written: _, ...position } = at;
  const others = fields.flatMap((field) => (field.path === path ? [] : [field.path]));
  return { ...one, path, ...(one.related && { related: others }), ...position };
}

/** That nobody uses a step needs no saying where that is told as a fault. */
function withoutEchoes(problems: readonly VariantProblem[]): VariantProblem[] {
  const faulty = new Set(problems.filter((one) => one.severity === "error").map(({ path }) => path));
  return problems.filter(({ code, path }) => code !== "step-not-used" || !faulty.has(path));
}

const rank = ({ severity }: VariantProblem): number => (severity === "error" ? 0 : 1);
