import { dirname, join } from "node:path";
import { coreReasons, Profession, professionWords } from "@wor/lifecycle";
import { readVariant } from "@wor/variants";
import { z } from "zod";
import { type Answers, coreReasonWords, keyOf, triageRoles, usual } from "../beginning/answers.ts";
import { ask } from "../beginning/ask.ts";
import { variantText } from "../beginning/variant-text.ts";
import { defineCommand } from "../command.ts";
import { broken, wrongUsage } from "../failure.ts";
import { count, flag, output, text } from "../options.ts";
import { writeText } from "../variant/writing.ts";
import { says, type Words } from "../words.ts";
import { schemaFile, schemaText } from "./schema.ts";

/** Begins a variant: a few questions, and a commented file that passes the check. */
export const init = defineCommand({
  about: says(
    "Begint een variant: stelt een paar vragen en schrijft een bestand met uitleg, dat door de controle komt. Zonder vragen: geef --name, en wat verder anders moet.",
    "Begins a variant: asks a few questions and writes a file with explanations that passes the check. Without questions: give --name, and whatever should be different.",
  ),
  examples: ["init", 'init --name "Oost Gelre" --professions gp,districtNurse --minimum-age 65'],
  positionals: {},
  options: {
    name: text(
      "--name <name>",
      "hoe de gemeente heet; dan wordt er niets gevraagd",
      "what the municipality is called; then nothing is asked",
    ),
    coachIsCalled: text(
      "--coach-is-called <word>",
      "hoe de coach hier heet",
      "what the coach is called here",
    ),
    professions: listOf(
      "--professions <codes>",
      "wie mogen verwijzen",
      "who may refer",
      Profession.options,
      professionWords,
    ),
    selfReferral: flag(
      "--self-referral",
      "inwoners mogen zichzelf aanmelden",
      "residents may refer themselves",
    ),
    reasons: listOf("--reasons <codes>", "waarvoor", "what for", coreReasons, coreReasonWords),
    minimumAge: count("--minimum-age <years>", "leeftijd vanaf", "from which age"),
    triageBy: {
      flags: "--triage-by <role>",
      says: says(`wie beoordeelt: ${triageRoles.join(", ")}`, `who judges: ${triageRoles.join(", ")}`),
      schema: z
        .enum(triageRoles, {
          error: `kies uit ${triageRoles.join(", ")} / choose from ${triageRoles.join(", ")}`,
        })
        .optional(),
    },
    firstContactWithin: count("--contact-within <weeks>", "eerste contact binnen", "first contact within"),
    attempts: count("--attempts <count>", "pogingen om iemand te bereiken", "attempts to reach somebody"),
    feedbackWithin: count(
      "--feedback-within <days>",
      "terugkoppelen, in werkdagen",
      "feedback, in working days",
    ),
    output: {
      ...output,
      says: says(
        "schrijf naar dit bestand; anders naar <gemeente>.yaml",
        "write to this file; otherwise to <municipality>.yaml",
      ),
    },
    force: flag("--force", "vervang het bestand als het er al is", "replace the file if it is there"),
  },
  async run({ options, context }) {
    const { locale, terminal, json } = context;
    const { output: path, force, selfReferral, ...other } = options;
    const given: Partial<Answers> = Object.fromEntries(
      Object.entries({ ...other, selfReferral: selfReferral || undefined }).filter(
        ([, value]) => value !== undefined,
      ),
    );
    const asking = given.name === undefined && terminal.interactive && !json;
    const answers = asking ? await ask(given, locale) : { ...usual, ...given, name: named(given.name) };
    const written = variantText(answers, locale);
    const read = readVariant(written);
    if (!read.ok) {
      const [{ path: field, message }] = read.problems;
      throw wrongUsage("invalid-answer", says(`${field}: ${message.nl}.`, `${field}: ${message.en}.`));
    }
    const file = path ?? `${read.variant.id}.yaml`;
    await writeText(file, written, force ? "w" : "wx").catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
      throw broken("exists", says(`${file} is er al.`, `${file} is there already.`), {
        help: says(
          "Kies een ander met -o, of vervang het met --force.",
          "Choose another with -o, or replace it with --force.",
        ),
      });
    });
    const beside = join(dirname(file), schemaFile);
    await writeText(beside, schemaText());
    return {
      ok: true,
      result: { file, schema: beside, id: read.variant.id, version: read.variant.version },
      text: [
        `${terminal.ink("green", "✓")} ${file}`,
        `${terminal.ink("green", "✓")} ${beside} ${says("(aanvulling en uitleg in uw editor)", "(completion and explanation in your editor)")[locale]}`,
        says(
          `  Vul aan wat u afspreekt, en kijk het na: wor check ${file}`,
          `  Fill in what you agree on, and check it: wor check ${file}`,
        )[locale],
      ].join("\n"),
    };
  },
});

function named(name: string | undefined): string {
  if (name === undefined) {
    throw wrongUsage("no-name", says("Hoe heet de gemeente?", "What is the municipality called?"), {
      help: says(
        "Zonder terminal worden geen vragen gesteld: geef --name.",
        "Without a terminal nothing is asked: give --name.",
      ),
    });
  }
  if (keyOf(name).length >= 2) return name;
  throw wrongUsage("invalid-option", says("--name: hier hoort een naam.", "--name: this takes a name."));
}

function listOf<const Values extends readonly string[]>(
  flags: string,
  nl: string,
  en: string,
  values: Values,
  words: { readonly [Value in Values[number]]: Words },
) {
  const called = (value: Values[number], locale: keyof Words) => `${value} (${words[value][locale]})`;
  const known = (locale: keyof Words) => values.map((value) => called(value, locale)).join(", ");
  const one = z.enum(values, { error: `kies uit ${known("nl")} / choose from ${known("en")}` });
  return {
    flags,
    says: says(`${nl}, met komma's ertussen`, `${en}, with commas between`),
    schema: z
      .string()
      .transform((given) => given.split(/[\s,]+/).filter((word) => word !== ""))
      .pipe(z.array(one).min(1, "hier hoort een waarde / this takes a value"))
      .optional(),
  };
}
