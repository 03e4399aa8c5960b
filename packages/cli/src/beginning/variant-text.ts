import { isPlaceId, place } from "@wor/variants";
import { type Locale, says } from "../words.ts";
import { type Answers, coreReasonWords, keyOf } from "./answers.ts";

/** A variant made of answers, as a file for people: short, with a word about every choice. */
export function variantText(answers: Answers, locale: Locale): string {
  const say = (nl: string, en: string) => says(nl, en)[locale];
  const note = (nl: string, en: string) => `# ${say(nl, en).replaceAll("\n", "\n# ")}`;
  // A line break in a name would end the comment it stands in.
  const name = answers.name.replace(/\s+/g, " ").trim();
  const id = keyOf(name);
  const { coachIsCalled, minimumAge } = answers;
  const reasons = answers.reasons.flatMap((core) => {
    const { nl, en } = coreReasonWords[core];
    return [
      `    - code: ${core}`,
      `      label: { nl: ${quoted(nl)}, en: ${quoted(en)} }`,
      `      core: ${core}`,
    ];
  });
  const ours = say("eigen keuze", "our choice");
  const sections: readonly (readonly string[])[] = [
    [
      "# yaml-language-server: $schema=variant.schema.json",
      "#",
      note(
        `Welzijn op Recept in ${name}: wat u met elkaar hebt afgesproken.\nWat hier niet staat, heeft een standaardwaarde; wor explain laat alles zien.\nKijk dit bestand na met: wor check ${id}.yaml`,
        `Welzijn op Recept in ${name}: what you have agreed on.\nWhat is not here has a usual value; wor explain shows everything.\nCheck this file with: wor check ${id}.yaml`,
      ),
    ],
    [
      `id: ${id}`,
      note(
        "Verandert er iets aan de afspraken? Geef dan een hoger nummer: wie al verwezen is, houdt het oude.",
        "Does anything about the rules change? Then raise this: whoever was referred keeps the old ones.",
      ),
      `version: ${isPlaceId(id) ? place(id).version + 1 : 1}`,
      "name:",
      `  nl: ${quoted(`Welzijn op Recept ${name}`)}`,
      `  en: ${quoted(`Welzijn op Recept ${name}`)}`,
      `municipality: ${id}`,
      note(
        "individual: één inwoner, één coach. Ook mogelijk: cohort (cursusgroep), visit (huisbezoek).",
        "individual: one resident, one coach. Also possible: cohort (a course), visit (home visits).",
      ),
      "pathway: individual",
    ],
    ...(coachIsCalled === undefined
      ? []
      : [
          [
            note("Hoe mensen hier heten.", "What people are called here."),
            "terms:",
            `  coach: { nl: ${quoted(coachIsCalled)}, en: ${quoted(coachIsCalled)} }`,
          ],
        ]),
    [
      "referring:",
      `  ${note("Wie mag verwijzen.", "Who may refer.")}`,
      `  professions: [${answers.professions.join(", ")}]`,
      `  selfReferral: ${answers.selfReferral}`,
      ...(minimumAge === undefined ? [] : [`  minimumAge: ${minimumAge}`]),
      `  ${note("Waarvoor. Gebruik gerust uw eigen woorden; core is de indeling waarin alle gemeenten te tellen zijn.", "What for. Do use words of your own; core is the list by which all municipalities can be counted.")}`,
      "  reasons:",
      ...reasons,
    ],
    [
      note(
        "Wie beoordeelt of het past: referrer, coach of coordinator.",
        "Who judges whether it fits: referrer, coach or coordinator.",
      ),
      "triage:",
      `  by: ${answers.triageBy}`,
    ],
    [
      note(
        "P2W is twee weken. In werkdagen kan ook: { workingDays: 10 }.",
        "P2W is two weeks. Working days can be used too: { workingDays: 10 }.",
      ),
      "contact:",
      `  firstWithin: P${answers.firstContactWithin}W`,
      `  maxAttempts: ${answers.attempts}`,
    ],
    [
      note(
        "De verwijzer hoort altijd hoe het afliep, en hier ook na de match.",
        "The referrer always hears how it ended, and here after the match too.",
      ),
      "feedback:",
      "  interim: [match]",
      `  within: { workingDays: ${answers.feedbackWithin} }`,
    ],
    [
      note(
        "Waar elke afspraak staat, bijvoorbeeld “samenwerkingsovereenkomst, artikel 4”.",
        'Where each rule is written down, for example "cooperation agreement, article 4".',
      ),
      "provenance:",
      ...["referring", "triage.by", "contact", "feedback"].map((field) => `  ${field}: ${ours}`),
    ],
  ];
  return `${sections.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

/** As YAML reads it, whatever stands in it: a JSON string is one. */
const quoted = (text: string): string => JSON.stringify(text);
