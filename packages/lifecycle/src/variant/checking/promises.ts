import type { CommandType } from "../../command-types.ts";
import { isPossible } from "../../decide.ts";
import { recipientOf } from "../../feedback/recipient.ts";
import { isOnTheWay, stageOf } from "../../machine/place.ts";
import { rolesPermitted } from "../../permission/permissions.ts";
import { type Deadline, deadlines, dueMoment } from "../../steps/deadlines.ts";
import { stepCommands } from "../../steps/taking.ts";
import type { Role } from "../../vocabulary/roles.ts";
import { commandWords, stepWords, type Words } from "../../vocabulary/words.ts";
import { nameOf, nameOfRole } from "../names.ts";
import type { Variant } from "../schema.ts";
import { isWayOut } from "./attempts.ts";
import {
  type Exploration,
  hasEnded,
  isPerson,
  isUnderWay,
  type Move,
  placeOf,
  routeTo,
  type Situation,
  standing,
} from "./explore.ts";
import { problem, type VariantProblem } from "./problems.ts";
import { fieldOfCommands } from "./ways.ts";

/** What is promised to whoever waits and to whoever referred, and would not be kept. */
export function promiseProblems(variant: Variant, { situations }: Exploration): VariantProblem[] {
  return firstOfEach([
    ...alikeOnce(situations, variant).flatMap((one) => deadlineProblems(variant, one)),
    ...situations.flatMap((one) => skippedFeedback(variant, one)),
    ...situations.flatMap((one) => untoldReferrer(variant, one)),
  ]);
}

/** The same fault of the same field is told once, by the shortest way. */
function firstOfEach(problems: readonly VariantProblem[]): VariantProblem[] {
  const seen = new Set<string>();
  return problems.filter(({ code, path }) => {
    const key = `${code} ${path}`;
    return seen.has(key) ? false : seen.add(key);
  });
}

/** Where the same can be done at the same place, the same steps are open and taken. */
function alikeOnce(situations: readonly Situation[], variant: Variant): Situation[] {
  const seen = new Set<string>();
  return situations.filter((situation) => {
    const { state, moves } = situation;
    const able = moves.map(({ command, roles }) => `${command}(${roles})`).join();
    const key = `${standing(state, variant)} ${able}`;
    return hasEnded(situation) || seen.has(key) ? false : seen.add(key);
  });
}

function deadlineProblems(variant: Variant, situation: Situation): VariantProblem[] {
  const open = deadlines(situation.state, variant);
  const place = nameOf(placeOf(situation), variant);
  if (open.length === 0) {
    return [problem("waiting-without-deadline", "", { place }, { route: routeTo(situation) })];
  }
  return open.flatMap((deadline) => {
    const { kind, owner, escalation } = deadline;
    const [step, role] = [stepWords[kind], nameOfRole(owner.role, variant)];
    if (!variant.roles.includes(owner.role)) {
      return [
        problem("deadline-without-owner", "roles", { step, place, role }, { route: routeTo(situation) }),
      ];
    }
    const taken = situation.moves.filter((move) => takes(move, deadline, situation, variant));
    const possible = stepCommands[kind].filter(
      (command) => isPossible(command, situation.state) === undefined,
    );
    const able = new Set(taken.flatMap(({ roles }) => roles));
    const notPermitted =
      able.has(owner.role) || able.has("system")
        ? []
        : [
            problem(
              "deadline-not-permitted",
              fieldOfCommands(
                [
                  ...taken.map(({ command }) => command),
                  ...missing(deadline, situation, variant),
                  ...possible,
                ],
                variant,
              ),
              {
                step,
                place,
                role,
                commands: doingOf(possible),
                others: namesOf([...able].filter(isPerson), variant),
              },
              { route: routeTo(situation) },
            ),
          ];
    const unheard =
      escalation === undefined ? [problem("rises-to-nobody", "escalation.chain", { step, role })] : [];
    return [...notPermitted, ...unheard];
  });
}

/**
 * Whether a command takes a step, so that it is gone or due later. Where there is no coach, finding one passes the
 * step on. Whoever does not want to be contacted is let go; there, ending is what is to be done.
 */
function takes(
  { command, state }: Move,
  { kind, dueAt }: Deadline,
  { state: before }: Situation,
  variant: Variant,
): boolean {
  if (command === "AssignCoach" && before.place.coach === "missing") return true;
  if (!before.record.consent.contact && isWayOut(command)) return true;
  if (!stepCommands[kind].includes(command)) return false;
  if (kind === "measure") return true;
  const later = dueMoment(kind, state, variant);
  return later === undefined || later > dueAt;
}

/** What would take a step here, if only somebody might. */
const missing = ({ kind }: Deadline, { state }: Situation, variant: Variant): CommandType[] =>
  stepCommands[kind].filter(
    (command) => isPossible(command, state) === undefined && !rolesPermitted(variant, command).some(isPerson),
  );

const namesOf = (roles: readonly Role[], variant: Variant): Words => ({
  nl: roles.map((role) => nameOfRole(role, variant).nl).join(", ") || "niemand",
  en: roles.map((role) => nameOfRole(role, variant).en).join(", ") || "nobody",
});

const doingOf = (commands: readonly CommandType[]): Words => ({
  nl: commands.map((one) => commandWords[one].nl).join(", "),
  en: commands.map((one) => commandWords[one].en).join(", "),
});

/** Interim feedback that was promised and whose moment passes in silence. */
function skippedFeedback(variant: Variant, situation: Situation): VariantProblem[] {
  const { state, promised, moves } = situation;
  if (!isUnderWay(situation) || "nobodyBecause" in recipientOf(state.record)) return [];
  return variant.feedback.interim.flatMap((moment) => {
    if (promised.has(moment) || !hasPassed(moment, situation)) return [];
    const end = moves.find(({ to }) => !isOnTheWay(to.state.place));
    if (end === undefined) return [];
    const route = [...routeTo(situation), { command: end.command, role: end.roles[0] }];
    return [
      problem(
        "feedback-skipped",
        "feedback.interim",
        {
          moment:
            moment === "intake"
              ? { nl: "bij de intake", en: "at the intake" }
              : { nl: "bij de match", en: "at the match" },
        },
        { route },
      ),
    ];
  });
}

function hasPassed(moment: "intake" | "match", { state: { place } }: Situation): boolean {
  const stage = stageOf(place);
  if (stage === "participating") return true;
  return moment === "intake"
    ? stage === "intake" || stage === "matched"
    : place.lifecycle === "matched.agreed" || place.lifecycle === "matched.trying";
}

function untoldReferrer(variant: Variant, situation: Situation): VariantProblem[] {
  const { state, moves } = situation;
  const place = placeOf(situation);
  const waits = place.endsWith(".reporting") && state.place.feedback === "owed";
  if (!waits || "nobodyBecause" in recipientOf(state.record)) return [];
  return moves.some(({ command, roles }) => command === "GiveFeedback" && roles.some(isPerson))
    ? []
    : [
        problem(
          "feedback-nobody-may-give",
          fieldOfCommands(["GiveFeedback"], variant),
          { place: nameOf(place, variant) },
          { route: routeTo(situation) },
        ),
      ];
}
