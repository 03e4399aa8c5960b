import { type CommandType, commandTypes } from "../../command-types.ts";
import { refusalOf } from "../../decide.ts";
import { type LifecyclePlace, type Stage, stageOf, stages } from "../../machine/place.ts";
import { defaultPermissions, rolesPermitted } from "../../permission/permissions.ts";
import type { Rejection } from "../../rejections.ts";
import { listed } from "../../vocabulary/listed.ts";
import { type Role, roles } from "../../vocabulary/roles.ts";
import { commandWords, professionWords, stageWords, type Words } from "../../vocabulary/words.ts";
import { nameOf, nameOfRole } from "../names.ts";
import type { Variant } from "../schema.ts";
import {
  type Exploration,
  explore,
  hasEnded,
  isPerson,
  isUnderWay,
  leadingTo,
  type Move,
  placeOf,
  registering,
  routeTo,
  type Situation,
  welcome,
} from "./explore.ts";
import { problem, type VariantProblem } from "./problems.ts";

/** Where somebody would be stuck, or where nobody ever comes. */
export function wayProblems(variant: Variant, exploration: Exploration): VariantProblem[] {
  const notWelcome = referrerProblems(variant, exploration);
  if (exploration.beginnings.size === 0) return [...notWelcome, ...commandProblems(variant)];
  const free = isAsUsual(variant) ? exploration : explore(everybodyMay(variant), { by: "somebody" });
  return [
    ...notWelcome,
    ...stuckProblems(variant, exploration, free),
    ...unreachableProblems(variant, exploration, free),
    ...commandProblems(variant),
  ];
}

function referrerProblems(variant: Variant, { beginnings }: Exploration): VariantProblem[] {
  const refused = welcome(variant).flatMap((profession) =>
    beginnings.has(profession) ? [] : [{ profession, no: whyNot(variant, profession) }],
  );
  const closed = refused.find(({ no }) => no !== undefined && no.code in keepsEverybodyOut(variant));
  if (closed?.no !== undefined) {
    const because = keepsEverybodyOut(variant)[closed.no.code] ?? closed.no.message;
    return [problem("excludes-everyone", fieldOf(closed.no), { because })];
  }
  return refused.map(({ profession, no }) =>
    problem("referrer-never-succeeds", no === undefined ? "permissions.RegisterReferral" : fieldOf(no), {
      profession: professionWords[profession],
      because: (no?.code === "organisation-does-not-take-part" ? noPractice : no?.message) ?? nobodyRegisters,
    }),
  );
}

const noPractice: Words = {
  nl: "er staat geen praktijk op de lijst van wie meedoet.",
  en: "no practice is on the list of those that take part.",
};
const nobodyRegisters: Words = {
  nl: "niemand mag een verwijzing vastleggen.",
  en: "nobody may register a referral.",
};

function whyNot(variant: Variant, profession: Parameters<typeof registering>[1]): Rejection | undefined {
  return rolesPermitted(variant, "RegisterReferral")
    .filter(isPerson)
    .flatMap((role) => refusalOf(...registering(variant, profession, role)) ?? [])[0];
}

/** Of a single referral one would be told otherwise: what is wrong here is the agreement. */
const keepsEverybodyOut = ({
  referring: { minimumAge: from, maximumAge: to },
}: Variant): { readonly [code: string]: Words } => {
  const ages = {
    nl: `de leeftijd vanaf (${from}) ligt boven de leeftijd tot en met (${to}).`,
    en: `the age from (${from}) is above the age up to (${to}).`,
  };
  const tree = {
    nl: "geen enkel antwoord in de beslisboom leidt naar “suitable”.",
    en: 'no answer in the decision tree leads to "suitable".',
  };
  return { "too-young": ages, "too-old": ages, "tree-says-no": tree, "question-unanswered": tree };
};

const fieldOf = ({ code }: Rejection): string =>
  ({
    "too-young": "referring.minimumAge",
    "too-old": "referring.maximumAge",
    "tree-says-no": "triage.decisionTree",
    "question-unanswered": "triage.decisionTree",
    "organisation-does-not-take-part": "referring.organisations",
    "no-self-referral": "referring.selfReferral",
  })[code as string] ?? "referring.professions";

function stuckProblems(variant: Variant, exploration: Exploration, free: Exploration): VariantProblem[] {
  const counts = ({ command }: Move) => command !== "MarkEnteredInError";
  const onwards = (move: Move) => counts(move) && move.command !== "ReopenReferral";
  const ending = leadingTo(exploration, hasEnded, onwards);
  const completing = leadingTo(exploration, isCompleted, onwards);
  const canComplete = [...exploration.beginnings.values()].some(({ to }) => completing.has(to));
  const codeOf = (situation: Situation) => {
    if (!situation.moves.some((move) => counts(move) && leadsElsewhere(move, situation))) {
      return "nobody-may-leave";
    }
    if (!ending.has(situation)) return "dead-end";
    const stuck = canComplete && isUnderWay(situation) && wantsContact(situation);
    return stuck && !completing.has(situation) ? "only-way-is-out" : undefined;
  };
  const told = new Set<LifecyclePlace>();
  const stuck = exploration.situations.flatMap((situation) => {
    const place = placeOf(situation);
    const code = hasEnded(situation) || told.has(place) ? undefined : codeOf(situation);
    if (code === undefined) return [];
    told.add(place);
    return [{ code, situation, missing: missingAt(place, variant, free) } as const];
  });
  return causes(stuck).map(({ code, situation, missing }) =>
    problem(
      code,
      fieldOfCommands(missing, variant),
      { place: nameOf(placeOf(situation), variant), commands: commandsInWords(missing) },
      { route: routeTo(situation) },
    ),
  );
}

/** Those with something that nobody may do; the others are stuck because of them. Withdrawing consent is no way on. */
function causes<Found extends { readonly missing: readonly CommandType[] }>(
  found: readonly Found[],
): Found[] {
  const own = found.filter(({ missing }) => missing.some((command) => command !== "ChangeConsent"));
  return own.length > 0 ? own : found.slice(0, 1);
}

export const isCompleted = (situation: Situation): boolean => placeOf(situation) === "feedback.closed";
const wantsContact = ({ state }: Situation): boolean => state.record.consent.contact;
const leadsElsewhere = ({ to }: Move, from: Situation): boolean => placeOf(to) !== placeOf(from);

/** What would lead elsewhere from a place, if only somebody might do it. */
function missingAt(place: LifecyclePlace, variant: Variant, free: Exploration): CommandType[] {
  const commands = free.situations
    .filter((situation) => placeOf(situation) === place)
    .flatMap((situation) =>
      situation.moves.flatMap((move) =>
        leadsElsewhere(move, situation) && move.command !== "MarkEnteredInError" ? [move.command] : [],
      ),
    );
  return [...new Set(commands)]
    .filter((command) => !isPermittedAt(command, place, variant))
    .sort((a, b) => Number(a === "ChangeConsent") - Number(b === "ChangeConsent"));
}

const isPermittedAt = (command: CommandType, place: LifecyclePlace, variant: Variant): boolean =>
  rolesPermitted(variant, command).some(
    (role) =>
      isPerson(role) &&
      variant.restrictions.every(
        (one) =>
          !one.roles.includes(role) ||
          !one.commands.includes(command) ||
          one.stages.includes(stageOf({ lifecycle: place, coach: "missing", feedback: "notOwed" })),
      ),
  );

function unreachableProblems(
  variant: Variant,
  exploration: Exploration,
  free: Exploration,
): VariantProblem[] {
  const reached = placesReached(exploration);
  const possible = placesReached(free);
  const reachedStages = new Set([...reached].map(stage));
  const lost = stages.filter((one) => !reachedStages.has(one));
  const lostPlaces = [...possible].filter((place) => !reached.has(place) && !lost.includes(stage(place)));
  /** What anybody could do from where somebody comes, if the table named them. */
  const possibleOnTheWay = (counts: (move: Move, from: Situation) => boolean): CommandType[] => {
    const onTheWay = free.situations.filter((from) => reached.has(placeOf(from)));
    const moves = onTheWay.flatMap((from) => from.moves.filter((move) => counts(move, from)));
    return [...new Set(moves.map(({ command }) => command))];
  };
  const leadingInto = (isThere: (place: LifecyclePlace) => boolean) =>
    possibleOnTheWay(
      ({ command, to }, from) => isThere(placeOf(to)) && !isPermittedAt(command, placeOf(from), variant),
    );
  /** What would lead further than anybody comes, and nobody does though the table names somebody. */
  const refusedOnTheWay = () => {
    const done = new Set(
      exploration.situations.flatMap((from) =>
        from.moves.map(({ command }) => `${placeOf(from)} ${command}`),
      ),
    );
    return possibleOnTheWay(
      ({ command, to }, from) => !reached.has(placeOf(to)) && !done.has(`${placeOf(from)} ${command}`),
    );
  };
  /** Where nothing leads there directly, what leads to whatever comes before it, or what is refused for another reason. */
  const orBefore = (commands: CommandType[]) => {
    if (commands.length > 0) return commands;
    const before = leadingInto((place) => !reached.has(place));
    return before.length > 0 ? before : refusedOnTheWay();
  };
  const lostStages = lost.map((one) => ({
    label: variant.labels[one] ?? stageWords[one],
    missing: leadingInto((place) => stage(place) === one),
  }));
  return [
    ...causes(lostStages).map(({ label, missing }) => {
      const commands = orBefore(missing);
      return problem("stage-unreachable", fieldOfCommands(commands, variant), {
        stage: label,
        commands: commandsInWords(commands),
      });
    }),
    ...lostPlaces.map((place) => {
      const commands = orBefore(leadingInto((one) => one === place));
      return problem("place-unreachable", fieldOfCommands(commands, variant), {
        place: nameOf(place, variant),
        commands: commandsInWords(commands),
      });
    }),
  ];
}

/** Where one comes without having been dropped and reopened, which begins a path in its midst. */
export function placesReached({ beginnings }: Exploration): ReadonlySet<LifecyclePlace> {
  const reached = new Set([...beginnings.values()].map(({ to }) => to));
  for (const { moves } of reached) {
    for (const { command, to } of moves) if (command !== "ReopenReferral") reached.add(to);
  }
  return new Set([...reached].map(placeOf));
}

const stage = (place: LifecyclePlace): Stage =>
  stageOf({ lifecycle: place, coach: "missing", feedback: "notOwed" });

/** What has to be done by somebody, beside what is found on the ways. */
function commandProblems(variant: Variant): VariantProblem[] {
  const needed: ReadonlySet<CommandType> = new Set([
    "RegisterCoach",
    "AssignCoach",
    "OfferActivity",
    "GiveFeedback",
    "RemindStep",
    "EscalateStep",
    ...(variant.referring.opens === "byDecision" ? (["OpenIntake"] as const) : []),
  ]);
  const bySystem: ReadonlySet<CommandType> = new Set(["RemindStep", "EscalateStep"]);
  return commandTypes.flatMap((command) => {
    const permitted = rolesPermitted(variant, command);
    const somebody = bySystem.has(command) ? permitted.includes("system") : permitted.some(isPerson);
    if (somebody) return [];
    const code = needed.has(command) ? "step-nobody-may-take" : "step-not-used";
    const usually = defaultPermissions[command].map((role) => nameOfRole(role, variant));
    return [
      problem(code, fieldOfCommand(command, variant), {
        commands: commandWords[command],
        usually: { nl: usually.map(({ nl }) => nl).join(", "), en: usually.map(({ en }) => en).join(", ") },
      }),
    ];
  });
}

/** Where nothing is written about a command, it is the list of roles that leaves nobody for it. */
const fieldOfCommand = (command: CommandType, variant: Variant): string =>
  variant.permissions[command] === undefined && variant.roles.length < roles.length
    ? "roles"
    : `permissions.${command}`;

/** The field that keeps these commands from everybody. */
export function fieldOfCommands(commands: readonly CommandType[], variant: Variant): string {
  const written = commands.find((command) => variant.permissions[command] !== undefined);
  if (written !== undefined && rolesPermitted({ ...variant, roles: [...roles] }, written).length === 0) {
    return `permissions.${written}`;
  }
  const restriction = variant.restrictions.findIndex((one) =>
    one.commands.some((command) => commands.includes(command)),
  );
  if (restriction >= 0) return `restrictions.${restriction}`;
  if (written !== undefined) return `permissions.${written}`;
  if (commands.length === 0 && (variant.ownReferralsOnly ?? []).length > 0) return "ownReferralsOnly";
  return variant.roles.length < roles.length ? "roles" : "permissions";
}

/** Commands as people call them, in a row. */
export const commandsInWords = (commands: readonly CommandType[]): Words =>
  listed(
    commands.map((one) => commandWords[one]),
    { nl: "–", en: "–" },
  );

const isAsUsual = (variant: Variant): boolean =>
  Object.keys(variant.permissions).length === 0 &&
  variant.restrictions.length === 0 &&
  (variant.ownReferralsOnly ?? []).length === 0 &&
  variant.roles.length === roles.length;

/** The same agreements, but with everything permitted to everybody: what the shape and the policy allow. */
function everybodyMay(variant: Variant): Variant {
  const everybody: Role[] = [...roles];
  return {
    ...variant,
    roles: everybody,
    restrictions: [],
    ownReferralsOnly: [],
    permissions: Object.fromEntries(commandTypes.map((command) => [command, everybody])),
  };
}
