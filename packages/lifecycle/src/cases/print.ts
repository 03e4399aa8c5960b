import { answerKinds, type CaseAnswer } from "./answer.ts";

/** The answers as a page of docs. */
export function casesPage(answers: readonly CaseAnswer[]): string {
  const counts = answerKinds.map((kind) => `${answers.filter((one) => one.kind === kind).length} ${kind}`);
  return [
    "# The unhappy paths, and what answers each",
    "",
    "The sources tell of what goes wrong in Welzijn op Recept, peers of what goes wrong everywhere. Each such case has",
    "an answer here: something that is written down (event), decided (rule), refused (rejection), due (deadline) or",
    "counted (table); or a sentence that says why it lies outside.",
    "",
    `${answers.length} cases: ${counts.join(", ")}. A test checks that every name and every test exists.`,
    "This page is printed from `packages/lifecycle/src/cases` by `pnpm --filter @wor/lifecycle cases`.",
    "",
    ...answers.flatMap(caseLines),
  ].join("\n");
}

function caseLines(one: CaseAnswer): string[] {
  const by = one.by.map((name) => `\`${name}\``).join(", ");
  const tables = (one.tables ?? []).map((name) => `\`${name}\``).join(", ");
  return [
    `## ${one.id} · ${one.case}`,
    "",
    `*${one.kind}* · ${one.sources}`,
    "",
    `- ${one.nl}`,
    `- ${one.en}`,
    ...(by === "" ? [] : [`- By ${by}.`]),
    ...(tables === "" ? [] : [`- Seen in the tables ${tables}.`]),
    ...(one.test === null ? [] : [`- Shown by “${one.test[1]}” in \`packages/${one.test[0]}\`.`]),
    "",
  ];
}
