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
    | "askForPlace"
    | "start"
    | "pause"
    | "resume"
    | "volunteer"
    | "stop"
    | "complete"
    | "checkIn"
    | "tellReferrer"
    | "lookAgain";
  readonly at: number;
}

type World = Pick<Population, "behaviour" | "diaries" | "variantOf">;

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
  const isCohort = world.variantOf(life).pathway === "cohort";
  if (coach === "missing") {
    return world.variantOf(life).coach.assign === "byHand" && !lifecycle.endsWith(".reporting")
      ? after("assign", fate.chance.number(behaviour.assigning.days))
      : undefined;
  }
  switch (lifecycle) {
    case "referred.contacting":
      if (isCohort) return after("match", fate.chance.number(behaviour.contact.days));
      return life.attempts === 0
        ? inDiary("reach", fate.chance.number(behaviour.contact.days))
        : after("reach", fate.chance.number(behaviour.contact.daysBetweenAttempts));
    case "intake.conversing":
      return life.held >= enough(life)
        ? after(fate.stops?.stage === "whileTalking" ? "stop" : "match", 1)
        : inDiary("talk", fate.chance.number(behaviour.conversations.daysBetween));
    case "matched.waiting":
      return after("askForPlace", 14);
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
  if (risen === "giveFeedback") return atWork(inDays(now, 1), minutes());
  if (reminded === "giveFeedback" && fate.feedback === "whenReminded")
    return atWork(inDays(now, 1), minutes());
  if (owes && fate.feedback === "promptly")
    return atWork(inDays(now, fate.chance.number(feedback.days)), minutes());
  return undefined;
}
