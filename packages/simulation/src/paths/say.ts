import type { CommandInput, ReferralState, Variant } from "@wor/lifecycle";
import { actorFor } from "../harness/people.ts";
import { isNthPath, type Sentence, type Who } from "../harness/sentence.ts";
import type { PathAsKnown, Speaker } from "../harness/told.ts";
import { verbs } from "../harness/verbs.ts";

/** A sentence as the command it comes down to, and in whose name; nothing while it is about a referral that is not there. */
export function commandOf(
  { who, verb, args }: Extract<Sentence, { who: Who }>,
  referrals: readonly ReferralState[],
  variant: Variant,
): { command: CommandInput; actor: Speaker["actor"] } | undefined {
  const filled: unknown[] = [];
  for (const arg of args) {
    if (!isNthPath(arg)) {
      filled.push(arg);
      continue;
    }
    const state = referrals[arg.path];
    if (state === undefined) return undefined;
    filled.push({ id: state.record.id, state, variant } satisfies PathAsKnown);
  }
  const speaker = speakerOf(who, variant);
  const say = verbs[verb] as (...all: unknown[]) => CommandInput;
  return { command: say(speaker, ...filled), actor: actorFor(speaker, verb) };
}

const speakerOf = ({ key, role, organisation, profession }: Who, variant: Variant): Speaker => ({
  key,
  variant,
  profession:
    profession ?? (role === "resident" ? "self" : role === "practiceNurse" ? "practiceNurse" : "other"),
  actor: { id: key, role, ...(organisation !== undefined && { organisation }) } as Speaker["actor"],
});
