import type { ReadProblem } from "@wor/variants";
import type { Context } from "../command.ts";
import { defineCommand, several } from "../command.ts";
import { hanging } from "../layout.ts";
import { codeFrame } from "../variant/code-frame.ts";
import { readVariantText, type VariantText } from "../variant/load.ts";
import { counted, says } from "../words.ts";

/** Checks variants, and shows of every problem where it is and what was probably meant. */
export const check = defineCommand({
  about: says(
    "Kijkt varianten na: of het bestand klopt, en of niemand in de afspraken kan stranden.",
    "Checks variants: whether the file is right, and whether the rules can strand nobody.",
  ),
  examples: ["check mijn-gemeente.yaml", "check nijmegen"],
  positionals: {
    variant: several(says("bestand of ingebouwde plaats", "file or built-in place")),
  },
  options: {},
  async run({ positionals, context }) {
    const checked = positionals.variant.map(readVariantText).map((variant) => ({
      variant,
      problems: variant.read.ok ? [] : variant.read.problems,
    }));
    return {
      ok: checked.every(({ problems }) => problems.length === 0),
      result: {
        variants: checked.map(({ variant: { name, read }, problems }) => ({
          name,
          ok: problems.length === 0,
          ...(read.ok && { id: read.variant.id, version: read.variant.version }),
          problems,
        })),
      },
      text: checked.map(({ variant, problems }) => told(variant, problems, context)).join("\n\n"),
    };
  },
});

function told(variant: VariantText, problems: readonly ReadProblem[], { locale, terminal }: Context): string {
  const { ink } = terminal;
  if (variant.read.ok && problems.length === 0) {
    const { id, version, name } = variant.read.variant;
    const fine = { nl: "klopt", en: "is right" }[locale];
    return `${ink("green", "✓")} ${variant.name}: ${name[locale]} (${id}@${version}) ${fine}`;
  }
  const count = counted(problems.length, says("probleem", "problem"), says("problemen", "problems"));
  return [
    `${ink("red", "✗")} ${variant.name}: ${count[locale]}`,
    ...problems.map((problem) => explained(variant, problem, { locale, terminal })),
  ].join("\n\n");
}

function explained(
  variant: VariantText,
  problem: ReadProblem,
  { locale, terminal }: Pick<Context, "locale" | "terminal">,
): string {
  const { file = variant.name, line, column, message, suggestion } = problem;
  const meant = { nl: "Bedoeld", en: "Meant" }[locale];
  return [
    hanging(
      "",
      `${terminal.ink("bold", `${file}:${line}:${column}`)}  ${message[locale]}`,
      terminal.width,
      2,
    ),
    codeFrame(variant.textOf(problem), problem, terminal),
    ...(suggestion === undefined ? [] : [`  ${terminal.ink("cyan", `${meant}: ${suggestion}`)}`]),
  ].join("\n");
}
