import { decision, type Rule, type Situation } from "../decision.ts";
import { reject } from "../rejections.ts";
import { CoachId, type Code } from "../vocabulary/identifiers.ts";
import { coachProfile } from "./facts.ts";

/** The coach is known and works here. */
export const coachWorksHere: Rule<Situation<{ coach: CoachId }>> = ({ command: { coach }, known }) => {
  if (!known.coach.known) return reject("unknown-coach", { coach });
  return known.coach.departed ? reject("coach-departed", { coach }) : undefined;
};

/** A coach for an area that is not there would never be chosen for it, and nobody would notice. */
const areasAreHere: Rule<Situation<{ areas: readonly Code[] }>> = ({ command, variant, areas }) => {
  const here = areas ?? variant.areas;
  const area = here.length === 0 ? undefined : command.areas.find((one) => !here.includes(one));
  return area === undefined ? undefined : reject("unknown-area", { area, areas: here });
};

/** A coach begins, or begins again. */
export const registerCoach = decision(
  "RegisterCoach",
  { coach: CoachId, ...coachProfile },
  {
    leadsTo: ["CoachRegistered"],
    subjects: ({ coach }) => ({ coach }),
    rules: [
      ({ command: { coach }, known }) =>
        known.coach.known && !known.coach.departed ? reject("coach-already-known", { coach }) : undefined,
      areasAreHere,
    ],
    facts: ({ command: { type: _, occurredAt: __, ...profile } }) => [
      { type: "CoachRegistered", data: profile },
    ],
  },
);

/** Other practices, areas, hours or a smaller caseload (Samen in beweging L3157-3177). */
export const changeCoach = decision(
  "ChangeCoach",
  { coach: CoachId, ...coachProfile },
  {
    leadsTo: ["CoachChanged"],
    subjects: ({ coach }) => ({ coach }),
    rules: [coachWorksHere, areasAreHere],
    facts: ({ command: { type: _, occurredAt: __, ...profile } }) => [
      { type: "CoachChanged", data: profile },
    ],
  },
);
