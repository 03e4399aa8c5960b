import { nameOfDestination, type Variant } from "@wor/lifecycle";
import { type Page, section } from "./page.ts";

/** Whom this helps and whom not, and the questions by which that is judged. */
export function forWhom(page: Page): string {
  const { variant, say, words } = page;
  const { referring, areas, triage } = variant;
  const { minimumAge: from, maximumAge: to } = referring;
  const age =
    from !== undefined && to !== undefined
      ? say(`Van ${from} tot en met ${to} jaar.`, `From ${from} up to and including ${to} years.`)
      : from !== undefined
        ? say(`Vanaf ${from} jaar.`, `From the age of ${from}.`)
        : to !== undefined
          ? say(`Tot en met ${to} jaar.`, `Up to and including the age of ${to}.`)
          : "";
  const goesTo = (key: string) => nameOfDestination(key, variant);
  const excluded = referring.exclusions.map(({ label, because, redirectTo }) =>
    [
      words(label),
      because === undefined ? "" : `: ${words(because).toLowerCase()}`,
      redirectTo === undefined
        ? ""
        : say(`; dan naar ${goesTo(redirectTo).nl}`, `; then to ${goesTo(redirectTo).en}`),
    ].join(""),
  );
  const questions = questionsIn(triage.decisionTree ?? [], page);
  return section(say("Voor wie", "For whom"), [
    ...(referring.targetGroup === undefined ? [] : [`${words(referring.targetGroup)}.`]),
    age,
    areas.length === 0 ? "" : say(`Gebieden: ${areas.join(", ")}.`, `Areas: ${areas.join(", ")}.`),
    `${say("Redenen", "Reasons")}: ${referring.reasons.map(({ label }) => words(label).toLowerCase()).join(", ")}.`,
    excluded.length === 0
      ? ""
      : `${say("Niet bij", "Not with")}:\n\n${excluded.map((one) => `- ${one}`).join("\n")}`,
    questions.length === 0 ? "" : `${say("Beslisboom", "Decision tree")}:\n\n${questions.join("\n")}`,
  ]);
}

type DecisionTree = NonNullable<Variant["triage"]["decisionTree"]>;

/** Each question with where its answers lead, by number. */
function questionsIn(tree: DecisionTree, { variant, say, words }: Page): string[] {
  const number = (code: string) => tree.findIndex((one) => one.code === code) + 1;
  const leadsTo = (answer: DecisionTree[number]["yes"]): string => {
    if (answer === "suitable") return say("dit past", "this fits");
    if ("next" in answer)
      return say(`naar vraag ${number(answer.next)}`, `to question ${number(answer.next)}`);
    const other = words(nameOfDestination(answer.redirectTo, variant));
    return say(`dit past niet, dan naar ${other}`, `this does not fit, then to ${other}`);
  };
  return tree.map(
    ({ ask, yes, no }, index) =>
      `${index + 1}. ${words(ask)} ${say("Ja", "Yes")}: ${leadsTo(yes)}. ${say("Nee", "No")}: ${leadsTo(no)}.`,
  );
}
