import { confirm, group, intro, multiselect, select, text } from "@clack/prompts";
import { coreReasons, professionWords } from "@wor/lifecycle";
import { exitCodes, Failure } from "../failure.ts";
import { type Locale, says } from "../words.ts";
import { type Answers, askableProfessions, coreReasonWords, keyOf, triageRoles, usual } from "./answers.ts";

/** Asks whoever sits at the terminal; what was given as an option is not asked. @throws {Failure} on Ctrl-C. */
export async function ask(given: Partial<Answers>, locale: Locale): Promise<Answers> {
  const say = (nl: string, en: string) => says(nl, en)[locale];
  const several = say("(spatie kiest, Enter bevestigt)", "(Space selects, Enter confirms)");
  const one = say("(pijltjes kiezen, Enter bevestigt)", "(arrows select, Enter confirms)");
  intro(say("Een variant voor uw gemeente", "A variant for your municipality"));
  const answers = await group(
    {
      name: async () =>
        given.name ??
        text({
          message: say("Hoe heet de gemeente?", "What is the municipality called?"),
          validate: (typed) =>
            keyOf(typed ?? "").length >= 2 ? undefined : say("Hier hoort een naam.", "This takes a name."),
        }),
      coach: async () =>
        given.coachIsCalled ??
        text({
          message: say("Hoe heet de coach bij u?", "What is the coach called?"),
          placeholder: say("welzijnscoach", "wellbeing coach"),
          defaultValue: "",
        }),
      professions: async () =>
        given.professions ??
        multiselect({
          message: `${say("Wie mogen verwijzen?", "Who may refer?")} ${several}`,
          options: askableProfessions.map((value) => ({ value, label: professionWords[value][locale] })),
          initialValues: [...usual.professions],
          required: true,
          showInstructions: false,
          maxItems: 10,
        }),
      selfReferral: async () =>
        given.selfReferral ??
        confirm({
          message: say("Mogen inwoners zichzelf aanmelden?", "May residents refer themselves?"),
          active: say("ja", "yes"),
          inactive: say("nee", "no"),
          initialValue: usual.selfReferral,
        }),
      reasons: async () =>
        given.reasons ??
        multiselect({
          message: `${say("Waarvoor wordt verwezen?", "What do people refer for?")} ${several}`,
          options: coreReasons.map((value) => ({ value, label: coreReasonWords[value][locale] })),
          initialValues: [...usual.reasons],
          required: true,
          showInstructions: false,
        }),
      triageBy: async () =>
        given.triageBy ??
        select({
          message: `${say("Wie beoordeelt of het past?", "Who judges whether it fits?")} ${one}`,
          showInstructions: false,
          options: triageRoles.map((value) => ({ value, label: triageWords[value][locale] })),
          initialValue: usual.triageBy,
        }),
      firstContactWithin: async () =>
        given.firstContactWithin ??
        select({
          message: `${say("Binnen hoeveel weken is er contact?", "Within how many weeks is there contact?")} ${one}`,
          showInstructions: false,
          options: numbers(1, 2, 3, 4),
          initialValue: usual.firstContactWithin,
        }),
      feedbackWithin: async () =>
        given.feedbackWithin ??
        select({
          message: `${say(
            "Binnen hoeveel werkdagen hoort de verwijzer terug?",
            "Within how many working days does the referrer hear back?",
          )} ${one}`,
          showInstructions: false,
          options: numbers(5, 10, 20),
          initialValue: usual.feedbackWithin,
        }),
    },
    { onCancel: stopped },
  );
  const { coach, ...others } = answers;
  return {
    attempts: usual.attempts,
    minimumAge: undefined,
    ...given,
    ...others,
    coachIsCalled: coach.trim() === "" ? undefined : coach.trim(),
  };
}

const triageWords = {
  referrer: says("de verwijzer", "the referrer"),
  coach: says("de coach", "the coach"),
  coordinator: says("de coördinator", "the coordinator"),
} as const;

const numbers = (...values: readonly number[]) => values.map((value) => ({ value, label: String(value) }));

function stopped(): never {
  throw new Failure(
    exitCodes.interrupted,
    "interrupted",
    says("Gestopt; er is niets geschreven.", "Stopped; nothing was written."),
  );
}
