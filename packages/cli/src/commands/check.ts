import {
  checkVariant,
  commandWords,
  nameOfRole,
  type RouteStep,
  type VariantProblem,
  variantHash,
  variantKey,
} from "@wor/lifecycle";
import { isPlaceId, place, placeIds, type ReadProblem } from "@wor/variants";
import { type Context, defineCommand, several } from "../command.ts";
import { hanging } from "../layout.ts";
import { codeFrame } from "../variant/code-frame.ts";
import { readVariantText, type VariantText } from "../variant/load.ts";
import { counted, says } from "../words.ts";

/** Checks variants, and shows of every problem where it is and what was probably meant. */
export const check = defineCommand({
  about: says(
    "Kijkt varianten na: of het bestand klopt, en of niemand in de afspraken kan stranden. Elke weg wordt gelopen, met elke rol; van een probleem ziet u de regel en de kortste weg erheen.",
    "Checks variants: whether the file is right, and whether the rules can strand nobody. Every way is walked, with every role; of a problem you see the line and the shortest way to it.",
  ),
  examples: ["check mijn-gemeente.yaml", "check nijmegen"],
  positionals: {
    variant: several(
      says(
        `bestand of ingebouwde plaats: ${placeIds.join(", ")}`,
        `file or built-in place: ${placeIds.join(", ")}`,
      ),
    ),
  },
  options: {},
  async run({ positionals, context }) {
    const checked = positionals.variant.map(readVariantText).map((variant) => ({
      variant,
      problems: problemsOf(variant),
    }));
    const isRight = (problems: readonly Problem[]) =>
      problems.every(({ severity }) => severity === "warning");
    return {
      ok: checked.every(({ problems }) => isRight(problems)),
      result: {
        variants: checked.map(({ variant: { name, read }, problems }) => ({
          name,
          ok: isRight(problems),
          ...(read.ok && { id: read.variant.id, version: read.variant.version }),
          problems,
        })),
      },
      text: checked.map(({ variant, problems }) => told(variant, problems, context)).join("\n\n"),
    };
  },
});

/** What is wrong with the file, or with what it says. */
type Problem =
  | VariantProblem
  | (Omit<VariantProblem, "code"> & { readonly code: "also-built-in" })
  | (ReadProblem & { readonly severity: "error" });

function problemsOf({ read }: VariantText): readonly Problem[] {
  if (!read.ok) return read.problems.map((one) => ({ ...one, severity: "error" as const }));
  return [...checkVariant(read.variant, { positionOf: read.positionOf }), ...alsoBuiltIn(read)];
}

/** Whose own file would take the place of a built-in one, or be refused by a log that follows that. */
function alsoBuiltIn({ variant, positionOf }: Extract<VariantText["read"], { ok: true }>): Problem[] {
  const key = variantKey(variant);
  if (!isPlaceId(variant.id)) return [];
  const builtIn = place(variant.id);
  if (variantKey(builtIn) !== key || variantHash(builtIn) === variantHash(variant)) return [];
  const { written: _, ...position } = positionOf("id");
  return [
    {
      code: "also-built-in",
      severity: "warning",
      path: "id",
      ...position,
      message: says(
        `${key} is ook een ingebouwde plaats, met andere afspraken. Geef uw bestand een eigen id of een hoger versienummer: verwijzingen onder de ene worden onder de andere geweigerd.`,
        `${key} is a built-in place too, with other rules. Give your file an id of its own or a higher version: referrals under one are refused under the other.`,
      ),
    },
  ];
}

function told(variant: VariantText, problems: readonly Problem[], context: Context): string {
  const { locale, terminal } = context;
  const errors = problems.filter(({ severity }) => severity === "error").length;
  const warnings = problems.length - errors;
  const counts = [
    ...(errors > 0 ? [counted(errors, says("fout", "error"), says("fouten", "errors"))[locale]] : []),
    ...(warnings > 0
      ? [counted(warnings, says("waarschuwing", "warning"), says("waarschuwingen", "warnings"))[locale]]
      : []),
  ].join(", ");
  const mark = errors > 0 ? terminal.ink("red", "✗") : terminal.ink("green", "✓");
  return [
    hanging(
      `${mark} `,
      [`${variant.name}: ${titleOf(variant, errors, context)}`, counts]
        .filter((part) => part !== "")
        .join(", "),
      terminal.width,
    ),
    ...[...byPlace(variant, problems, context.locale)].map(([place, of]) =>
      explained(variant, place, of, context),
    ),
  ].join("\n\n");
}

function titleOf({ read }: VariantText, errors: number, { locale }: Context): string {
  if (!read.ok) return says("kan niet worden gelezen", "cannot be read")[locale];
  const { id, version, name } = read.variant;
  const verdict = errors === 0 ? says("klopt", "is right") : says("klopt niet", "is not right");
  return `${name[locale]} (${id}@${version}) ${verdict[locale]}`;
}

/** What is wrong at one place is told together, under one frame. */
function byPlace(
  variant: VariantText,
  problems: readonly Problem[],
  locale: Context["locale"],
): Map<string, Problem[]> {
  const notFilledIn = says("niet ingevuld", "not filled in")[locale];
  return Map.groupBy(problems, (problem) => {
    const { file = variant.name, line = 1, column = 1, path } = problem;
    if (isWritten(problem, variant)) return `${file}:${line}:${column}`;
    return path === "" ? file : `${file}: ${path} (${notFilledIn})`;
  });
}

/** Of a field that was filled in for whoever wrote the file, there is nothing to point at. */
const isWritten = ({ path }: Problem, { read }: VariantText): boolean =>
  !read.ok || read.positionOf(path).written;

function explained(
  variant: VariantText,
  place: string,
  problems: readonly Problem[],
  { locale, terminal }: Context,
): string {
  const { ink, width } = terminal;
  const [first] = problems;
  const { line = 1, column = 1 } = first ?? {};
  const messages = problems.flatMap((problem) => {
    const { message, severity } = problem;
    const suggestion = "suggestion" in problem ? problem.suggestion : undefined;
    const route = "route" in problem ? problem.route : undefined;
    const mark = severity === "error" ? ink("red", "✗") : ink("yellow", "!");
    const meant = `${says("Bedoeld", "Meant")[locale]}: ${suggestion}`;
    const there = `${says("Weg erheen", "Way there")[locale]}: ${way(route ?? [], variant, locale)}`;
    return [
      hanging(`  ${mark} `, message[locale], width),
      ...(suggestion === undefined ? [] : [`    ${ink("cyan", meant)}`]),
      ...(route === undefined || route.length === 0 ? [] : [hanging("    ", there, width)]),
    ];
  });
  const frame =
    first !== undefined && isWritten(first, variant)
      ? [codeFrame(variant.textOf(first), { line, column }, terminal)]
      : [];
  return [ink("bold", place), ...frame, ...messages].join("\n");
}

const way = (route: readonly RouteStep[], { read }: VariantText, locale: Context["locale"]): string =>
  route
    .map(
      ({ command, role }) =>
        `${nameOfRole(role, read.ok ? read.variant : { terms: {} })[locale]}: ${commandWords[command][locale]}`,
    )
    .join(" → ");
