import type { Behaviour } from "./behaviour.ts";
import type { LivedLife, Noticed } from "./life.ts";
import type { Population } from "./population.ts";
import { atWork, inDays } from "./working-time.ts";

/** What somebody is going to do for a referral, and when. */
export interface Move {
  readonly kind:
    | "judge"
    | "assign"
    | "reach"
    | "talk"
    | "match"
    | "takePlace"
    | "start"
    | "pause"
    | "resume"
    | "volunteer"
    | "stop"
    | "complete"
    | "tellReferrer"
    | "lookAgain";
  readonly at: number;
}

type World = Pick<Population, "behaviour" | "diaries" | "nextGroup" | "variantOf">;

/** What comes next for a referral where it stands; nothing while others, or the calendar, are first. */
export function nextMove(life: LivedLife, world: World, now: number): Move | undefined {
  const { behaviour } = world;
  const { fate, node } = life;
  const minutes = () => fate.chance.between(0, 480);
  const after = (kind: Move["kind"], days: number): Move => ({
    kind,
    at: atWork(inDays(now, days), minutes()),
  });
  const inDiary = (kind: Move["kind"], days: number): Move => {
    const wish = inDays(now, days);
    const at = world.diaries.get(life.coach ?? "")?.book(wish, minutes()) ?? atWork(wish, minutes());
    return { kind, at };
  };
  const { lifecycle, coach } = node.place;
  if (lifecycle === "referred.triage") return after("judge", fate.chance.number(behaviour.judging.days));
  const variant = world.variantOf(life);
  const isCohort = variant.pathway === "cohort";
  if (coach === "missing") {
    return variant.coach.assign === "byHand" && !lifecycle.endsWith(".reporting")
      ? after("assign", fate.chance.number(behaviour.assigning.days))
      : undefined;
  }
  switch (lifecycle) {
    case "referred.contacting":
      if (life.appointmentAt !== undefined && life.attempts === 0)
        return { kind: "reach", at: atWork(Math.max(now, life.appointmentAt), minutes()) };
      return life.attempts === 0
        ? inDiary("reach", fate.chance.number(behaviour.contact.days))
        : after("reach", fate.chance.number(behaviour.contact.daysBetweenAttempts));
    case "intake.conversing":
      return life.held >= Math.min(enough(life), variant.conversations.maximum ?? Number.POSITIVE_INFINITY)
        ? after(fate.stops?.stage === "whileTalking" ? "stop" : "match", 1)
        : inDiary("talk", fate.chance.number(behaviour.conversations.daysBetween));
    case "matched.waiting":
      // Until a place is offered there is nothing to do, but where a next group takes people in.
      return life.offered || (isCohort && world.nextGroup !== life.waitingFor)
        ? after("takePlace", fate.chance.number(behaviour.contact.daysBetweenAttempts))
        : undefined;
    case "matched.agreed":
    case "matched.trying":
      return after("start", fate.chance.number(behaviour.matching.daysUntilStart));
    case "participating.active":
      return milestone(life, now, minutes());
    case "participating.paused":
      return after("resume", fate.chance.number(behaviour.participation.pauseDays));
    default:
      return undefined;
  }
}

/** Who stops while talking stops halfway. */
const enough = ({ fate }: LivedLife): number =>
  fate.stops?.stage === "whileTalking" ? Math.ceil(fate.conversations / 2) : fate.conversations;

/** Taking part has a beginning, an end, and what comes on the way. */
function milestone(life: LivedLife, now: number, minutes: number): Move {
  const { fate, paused, volunteers, tookPartAt = now } = life;
  const whole = fate.weeks * 7;
  const at = (share: number) => atWork(Math.max(now, inDays(tookPartAt, Math.floor(whole * share))), minutes);
  const ahead: Move[] = [
    ...(fate.pauses && !paused ? [{ kind: "pause", at: at(0.3) } as const] : []),
    ...(fate.becomesVolunteer && !volunteers ? [{ kind: "volunteer", at: at(0.5) } as const] : []),
    fate.stops?.stage === "whileTakingPart"
      ? { kind: "stop", at: at(fate.stops.at / 100) }
      : { kind: "complete", at: at(1) },
  ];
  return ahead.reduce((first, one) => (one.at < first.at ? one : first));
}

/** When somebody tells the referrer, as soon as that is known: of themselves, once reminded, or when it has risen. */
export function talksLater(
  { fate, node }: LivedLife,
  { owes, reminded, risen }: Noticed,
  { feedback }: Behaviour,
  now: number,
): number | undefined {
  if (node.place.feedback !== "owed") return undefined;
  const minutes = () => fate.chance.between(0, 480);
  if (risen?.kind === "giveFeedback") return atWork(inDays(now, 1), minutes());
  if (reminded?.kind === "giveFeedback" && fate.feedback === "whenReminded")
    return atWork(inDays(now, 1), minutes());
  if (owes && fate.feedback === "promptly")
    return atWork(inDays(now, fate.chance.number(feedback.days)), minutes());
  return undefined;
}
