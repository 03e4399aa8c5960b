import type { EndReason, Initiator, MeasurementMoment, Profession } from "@wor/lifecycle";
import type { Behaviour, Stopping } from "./behaviour.ts";
import { type Chance, chance } from "./chance.ts";

/** How the life of one resident would go if nothing stood in its way; drawn before it begins. */
export interface Fate {
  readonly sex: "female" | "male" | "other" | "unknown";
  readonly age: number;
  readonly hindered: boolean;
  readonly area: string | undefined;
  readonly profession: Profession;
  readonly organisation: string;
  readonly reason: string;
  readonly consentsToFeedback: boolean;
  readonly notSuitable: boolean;
  readonly conversations: number;
  readonly nothingFits: boolean;
  readonly weeks: number;
  readonly pauses: boolean;
  readonly becomesVolunteer: boolean;
  readonly stops: Stops | undefined;
  readonly feedback: "promptly" | "whenReminded" | "whenItRises";
  /** The moments at which questionnaires are filled in, where there are any. */
  readonly measured: readonly MeasurementMoment[];
  /** For everything that is drawn on the way. */
  readonly chance: Chance;
}

/** Where somebody stops, and why. */
export interface Stops {
  readonly stage: "beforeArriving" | "whileTalking" | "whileTakingPart";
  readonly reason: EndReason;
  readonly initiator: Initiator;
  readonly helpedOn: boolean;
  /** For who stops while taking part: how far on the way, in hundredths. */
  readonly at: number;
}

/**
 * The fate of a resident. It depends on the seed and the resident alone, so that the same resident behaves alike in
 * a world where a rule or a coach is another: what differs between two worlds is then not chance.
 */
export function fateOf(resident: string, behaviour: Behaviour, seed: number): Fate {
  const drawn = chance(seed, "fate", resident);
  const { residents, conversations, matching, participation, judging, feedback } = behaviour;
  const [youngest = 18, oldest = youngest] = drawn.of(residents.age).split("-").map(Number);
  return {
    sex: drawn.of(residents.sex),
    age: drawn.between(youngest, oldest),
    hindered: drawn.happens(residents.hindered),
    area: residents.areas === undefined ? undefined : drawn.of(residents.areas),
    profession: drawn.of(behaviour.referrers),
    organisation: drawn.of(behaviour.organisations),
    reason: drawn.of(behaviour.reasons),
    consentsToFeedback: !drawn.happens(residents.noFeedbackConsent),
    notSuitable: drawn.happens(judging.notSuitable),
    conversations: drawn.number(conversations.number),
    nothingFits: drawn.happens(matching.nothingFits),
    weeks: drawn.number(participation.weeks),
    pauses: drawn.happens(participation.pauses),
    becomesVolunteer: drawn.happens(participation.becomesVolunteer),
    stops: stopsOf(behaviour, drawn),
    feedback: drawn.of(feedback.when),
    measured: measuredOf(behaviour, drawn),
    chance: chance(seed, "way", resident),
  };
}

function stopsOf({ stopping }: Behaviour, drawn: Chance): Stops | undefined {
  const stages = ["beforeArriving", "whileTalking", "whileTakingPart"] as const;
  // Everything is drawn, also what is not needed: another share must not shift what comes after it.
  const outcomes = stages.map((stage) => {
    const { share, reasons }: Stopping = stopping[stage];
    return { stage, stops: drawn.happens(share), reason: drawn.of(reasons) };
  });
  const initiator = drawn.of(stopping.initiator);
  const helpedOn = drawn.happens(stopping.helpedOn);
  const at = drawn.between(5, 95);
  const first = outcomes.find(({ stops }) => stops);
  return first && { stage: first.stage, reason: first.reason, initiator, helpedOn, at };
}

/** Who is lost is lost: after a questionnaire that was not filled in, none is. */
function measuredOf({ measuring }: Behaviour, drawn: Chance): MeasurementMoment[] {
  const moments = ["start", "after3Months", "after6Months"] as const;
  const filledIn = moments.map((moment) => drawn.happens(measuring.filledIn[moment]));
  const lost = filledIn.indexOf(false);
  return moments.slice(0, lost < 0 ? moments.length : lost);
}
