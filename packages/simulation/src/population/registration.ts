import { type CommandInput, type DecisionTree, suitabilityOf, type Variant } from "@wor/lifecycle";
import type { Behaviour, Handover } from "./behaviour.ts";
import { type Chance, chance, type Weights } from "./chance.ts";
import type { Fate } from "./fate.ts";
import { atWork, inDays, instant } from "./working-time.ts";

/** What whoever judges by the decision tree answers, and where that leads when it is not to this help. */
export interface Judgement {
  readonly answers: Readonly<Record<string, boolean>>;
  readonly redirectTo: string | undefined;
}

/** What a referrer does for a resident: registers a referral, or knows better beforehand. */
export type Considered =
  | { readonly command: Extract<CommandInput, { type: "RegisterReferral" }> }
  /** Another help by its code, or `consent`. */
  | { readonly notReferred: string };

interface Considering {
  readonly resident: string;
  readonly fate: Fate;
  readonly organisation: string;
  readonly variant: Variant;
  readonly behaviour: Behaviour;
  readonly seed: number;
  readonly now: number;
}

/**
 * Fills in a registration as the variant asks for it: a way by which referrals come there, a handover that is used,
 * the answers to its decision tree. A referrer who knows the rules does not refer what they refuse.
 */
export function consider(considering: Considering): Considered {
  const { resident, fate, organisation, variant, behaviour, seed, now } = considering;
  const { profession, area, consentsToFeedback, age, sex, hindered, reason } = fate;
  const { referring, triage } = variant;
  const drawn = chance(seed, "registration", resident);
  const channel = channelFor(variant, behaviour, profession, drawn);
  const handover = handoverFor(referring.handovers, behaviour.handovers, drawn);
  const days = drawn.number(behaviour.contact.days);
  const minutes = drawn.between(0, 480);
  const judged =
    triage.by === "referrer" && profession !== "self" ? judgement(variant, behaviour, drawn) : undefined;
  if (judged?.redirectTo !== undefined) return { notReferred: judged.redirectTo };
  if (!consentsToFeedback && referring.consent.includes("feedback")) return { notReferred: "consent" };
  return {
    command: {
      type: "RegisterReferral",
      pathway: variant.pathway,
      resident,
      referrer: profession === "self" ? { profession } : { profession, organisation },
      channel,
      mainReason: reason,
      residentInformed: true,
      consent: { referral: true, contact: true, feedback: consentsToFeedback },
      handover,
      ...(handover === "appointment" && { appointmentAt: instant(atWork(inDays(now, days + 1), minutes)) }),
      age,
      sex,
      hindered,
      ...(judged && { answers: judged.answers }),
      ...(area !== undefined && variant.areas.includes(area) && { area }),
    },
  };
}

function channelFor(variant: Variant, { channels }: Behaviour, profession: string, drawn: Chance): string {
  const used = variant.referring.channels.map(({ code }) => code);
  const usual = profession === "self" ? "ownInitiative" : "phone";
  if (used.length === 0) return usual;
  return usual === "ownInitiative" && used.includes(usual) ? usual : ofThose(used, channels, drawn);
}

function handoverFor(
  used: readonly Handover[],
  weights: Weights<Handover> | undefined,
  drawn: Chance,
): Handover {
  const [first = "none"] = used;
  return weights === undefined ? first : ofThose(used, weights, drawn, first);
}

/** One of those that are used, by their weights; when those say nothing of them, the given one or any. */
function ofThose<Key extends string>(
  used: readonly Key[],
  weights: Weights<Key> | undefined,
  drawn: Chance,
  otherwise?: Key,
): Key {
  const known = used.filter((one) => (weights?.[one] ?? 0) > 0);
  if (known.length === 0 && otherwise !== undefined) return otherwise;
  const all = known.length === 0 ? used : known;
  return drawn.of(Object.fromEntries(all.map((one) => [one, weights?.[one] || 1])) as Weights<Key>);
}

/** So many in a hundred get the answer with which a question goes on, where behaviour does not say otherwise. */
const usuallyGoesOn = 0.9;

/** Goes through the decision tree of a variant, where it has one. */
export function judgement({ triage }: Variant, { judging }: Behaviour, drawn: Chance): Judgement {
  const tree = triage.decisionTree ?? [];
  const answers = Object.fromEntries(
    tree.map((question) => {
      const share = judging.answers?.[question.code] ?? shareOfYes(question);
      return [question.code, drawn.happens(share)];
    }),
  );
  const outcome = tree.length === 0 ? undefined : suitabilityOf(tree, answers);
  return { answers, redirectTo: outcome?.suitable === false ? outcome.redirectTo : undefined };
}

function shareOfYes({ yes, no }: DecisionTree[number]): number {
  const goesOn = (answer: typeof yes) => answer === "suitable" || "next" in answer;
  if (goesOn(yes) === goesOn(no)) return 0.5;
  return goesOn(yes) ? usuallyGoesOn : 1 - usuallyGoesOn;
}
