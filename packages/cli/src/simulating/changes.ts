import { Profession, professions, Term } from "@wor/lifecycle";
import { type Change, feedbackWithin, oneCoachFewer, onlyReferring } from "@wor/simulation";
import { z } from "zod";

/** Something that is otherwise, as it is written: `coach-fewer`, `only:gp,practiceNurse`, `feedback:P5D`. */
export interface NamedChange {
  readonly name: string;
  readonly change: Change;
}

const known = "coach-fewer, only:<professions>, feedback:<term>";

/** Reads what is to be otherwise. */
export const NamedChange = z.string().transform((name, context): NamedChange => {
  const [kind, value = ""] = name.split(":", 2);
  if (kind === "coach-fewer") return { name, change: oneCoachFewer };
  if (kind === "only") {
    const who = z
      .array(Profession)
      .min(1)
      .safeParse(value.split(",").map((one) => one.trim()));
    if (who.success) return { name, change: onlyReferring(...who.data) };
    const all = professions.join(", ");
    context.addIssue(`achter only: horen beroepen: ${all} / after only: come professions: ${all}`);
    return z.NEVER;
  }
  if (kind === "feedback") {
    const term = Term.safeParse(value);
    if (term.success) return { name, change: feedbackWithin(value) };
    context.addIssue("achter feedback: hoort een termijn, als P5D / after feedback: comes a term, as P5D");
    return z.NEVER;
  }
  context.addIssue(`kies uit ${known} / choose from ${known}`);
  return z.NEVER;
});
