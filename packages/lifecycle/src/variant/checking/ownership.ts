import type { CommandType } from "../../command-types.ts";
import { type OwningRole, onlyOwn } from "../../permission/own.ts";
import { rolesPermitted } from "../../permission/permissions.ts";
import { listed } from "../../vocabulary/listed.ts";
import type { Role } from "../../vocabulary/roles.ts";
import { nameOf, nameOfRole } from "../names.ts";
import type { Variant } from "../schema.ts";
import {
  type Exploration,
  hasEnded,
  isPerson,
  isUnderWay,
  leadingTo,
  type Move,
  placeOf,
  routeTo,
  type Situation,
} from "./explore.ts";
import { problem, type VariantProblem } from "./problems.ts";
import { commandsInWords, isCompleted } from "./ways.ts";

/** The roles that are gone together: with a practice, everybody who works there. */
interface Owners {
  readonly roles: readonly OwningRole[];
  /** Whether a situation has owners who could be gone. */
  readonly has: (situation: Situation) => boolean;
  /** By what others give a referral new owners. */
  readonly givenBy: readonly CommandType[];
  /** By what others see to the referrals of whoever is gone, wherever those stand. */
  readonly releasedBy: readonly CommandType[];
}

const owners: readonly Owners[] = [
  {
    roles: ["coach"],
    has: ({ state }) => state.place.coach === "assigned",
    givenBy: ["AssignCoach", "ReleaseCoach"],
    releasedBy: ["LetCoachDepart", "SendCoachOnLeave"],
  },
  {
    roles: ["referrer", "practiceNurse"],
    has: ({ state }) => state.record.referrer.organisation !== undefined,
    givenBy: [],
    releasedBy: ["ChangePractice"],
  },
];

/**
 * Where only owners may act, whoever is ill, gone or closed takes their referrals with them. Each situation is looked
 * at without them: it has to go on to a completion, or come to new owners, by what others may.
 */
export function ownershipProblems(variant: Variant, exploration: Exploration): VariantProblem[] {
  return owners.flatMap((one) => {
    const roles = one.roles.filter((role) => variant.roles.includes(role) && onlyOwn(role, variant));
    const others = (role: Role) => !roles.some((gone) => gone === role);
    const released = one.releasedBy.some((command) =>
      rolesPermitted(variant, command).some((role) => isPerson(role) && others(role)),
    );
    return roles.length === 0 || released ? [] : strandedBy(one, roles, variant, exploration);
  });
}

const nobody = { nl: "–", en: "–" };

function strandedBy(
  { has, givenBy, releasedBy }: Owners,
  gone: readonly OwningRole[],
  variant: Variant,
  exploration: Exploration,
): VariantProblem[] {
  const byOthers = ({ roles }: Move) => roles.some((role) => !gone.some((one) => one === role));
  const isRescued = (situation: Situation) =>
    (!has(situation) && !hasEnded(situation)) ||
    situation.moves.some((move) => givenBy.includes(move.command) && byOthers(move));
  const wayFor = (isEnd: (situation: Situation) => boolean, without: readonly CommandType[]) => {
    const counts = ({ command }: Move) => !without.includes(command);
    const usual = leadingTo(exploration, isEnd, counts);
    const rescued = leadingTo(
      exploration,
      (one) => isEnd(one) || isRescued(one),
      (move) => counts(move) && byOthers(move),
    );
    return (one: Situation) => usual.has(one) && !rescued.has(one);
  };
  const cannotEnd = wayFor(hasEnded, ["MarkEnteredInError", "ReopenReferral"]);
  const cannotComplete = wayFor(isCompleted, ["MarkEnteredInError", "ReopenReferral", "DropReferral"]);
  const stranded = exploration.situations.find(
    (one) =>
      !hasEnded(one) &&
      one.moves.some((move) => !byOthers(move)) &&
      (cannotEnd(one) || (isUnderWay(one) && cannotComplete(one))),
  );
  if (stranded === undefined) return [];
  const commands = [...givenBy, ...releasedBy];
  return [
    problem(
      "nobody-else-may",
      "ownReferralsOnly",
      {
        place: nameOf(placeOf(stranded), variant),
        role: listed(
          gone.map((role) => nameOfRole(role, variant)),
          nobody,
        ),
        commands: commandsInWords(commands),
      },
      { route: routeTo(stranded), related: commands.map((command) => `permissions.${command}`) },
    ),
  ];
}
