import { type Locale, Profession, professions, professionWords, Term } from "@wor/lifecycle";
import { type Change, feedbackWithin, oneCoachFewer, onlyReferring } from "@wor/simulation";
import { z } from "zod";
import { says, type Words } from "../words.ts";

/** Something that is otherwise, as it is written: `coach-fewer`, `only:gp,practiceNurse`, `feedback:P5D`. */
export interface NamedChange {
  readonly name: string;
  readonly change: Change;
  /** What is otherwise, and by what it shows. */
  readonly says: Words;
}

const known = "coach-fewer, only:<professions>, feedback:<term>";

/** Reads what is to be otherwise. */
export const NamedChange = z.string().transform((name, context): NamedChange => {
  const [kind, value = ""] = name.split(":", 2);
  if (kind === "coach-fewer") return { name, change: oneCoachFewer, says: coachFewer };
  if (kind === "only") {
    const who = z
      .array(Profession)
      .min(1)
      .safeParse(value.split(",").map((one) => one.trim()));
    if (who.success) return { name, change: onlyReferring(...who.data), says: onlyThese(who.data) };
    const all = professions.join(", ");
    context.addIssue(`achter only: horen beroepen: ${all} / after only: come professions: ${all}`);
    return z.NEVER;
  }
  if (kind === "feedback") {
    const term = Term.safeParse(value);
    if (term.success) return { name, change: feedbackWithin(value), says: sooner };
    context.addIssue("achter feedback: hoort een termijn, als P5D / after feedback: comes a term, as P5D");
    return z.NEVER;
  }
  context.addIssue(`kies uit ${known} / choose from ${known}`);
  return z.NEVER;
});

const coachFewer = says(
  "de eerste coach vertrekt op de eerste dag en wordt niet vervangen; wie die begeleidde gaat naar de anderen, die daardoor voller zitten",
  "the first coach leaves on the first day and is not replaced; who was guided goes to the others, who have less time for each",
);

const onlyThese = (who: readonly Profession[]): Words => {
  const names = (locale: Locale) => who.map((one) => professionWords[one][locale]).join(", ");
  return says(
    `alleen ${names("nl")} verwijst; dezelfde inwoners komen langs anderen, en worden dan geweigerd`,
    `only the ${names("en")} refers; the same residents come by others, and are then refused`,
  );
};

const sooner = says(
  "de coach wordt eerder herinnerd; wie uit zichzelf terugkoppelt doet dat even snel als anders",
  "the coach is reminded sooner; who gives feedback without being reminded is as quick as before",
);
