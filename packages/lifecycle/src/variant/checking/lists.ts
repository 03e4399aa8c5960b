import { endReasons } from "../../ending/reasons.ts";
import { rolesPermitted } from "../../permission/permissions.ts";
import type { Role } from "../../vocabulary/roles.ts";
import type { Words } from "../../vocabulary/words.ts";
import { nameOfRole } from "../names.ts";
import { coreReasons, type DecisionTree } from "../referring-policy.ts";
import type { Variant } from "../schema.ts";
import { problem, type VariantProblem } from "./problems.ts";

/** What can be seen without walking: lists, numbers and roles that contradict themselves. */
export function listProblems(variant: Variant): VariantProblem[] {
  return [
    ...twice(variant),
    ...replacedTwice(variant),
    ...misleadingReasons(variant),
    ...excludedReasons(variant),
    ...treeProblems(variant.triage.decisionTree ?? []),
    ...wordlessFeedback(variant),
    ...numbers(variant),
    ...absentRoles(variant),
    ...contradictingRoles(variant),
  ];
}

function twice({ referring, ending, coach, areas, measurements, triage }: Variant): VariantProblem[] {
  const codes = (list: readonly { readonly code: string }[]) => list.map(({ code }) => code);
  const lists: readonly (readonly [string, readonly string[]])[] = [
    ["referring.reasons", codes(referring.reasons)],
    ["referring.exclusions", codes(referring.exclusions)],
    ["referring.channels", codes(referring.channels)],
    ["triage.decisionTree", codes(triage.decisionTree ?? [])],
    ["coach.actions", codes(coach.actions)],
    ["ending.reasons", codes(ending.reasons)],
    ["areas", areas],
    ["referring.professions", referring.professions],
    ["referring.organisations", referring.organisations === "all" ? [] : referring.organisations],
    ["measurements", measurements.map(({ instrument }) => instrument)],
  ];
  return lists.flatMap(([path, list]) =>
    list.flatMap((code, index) =>
      list.indexOf(code) < index ? [problem("listed-twice", `${path}.${index}`, { code })] : [],
    ),
  );
}

/** What another took the place of is not on the list any more, and has one successor. */
function replacedTwice({ referring: { reasons } }: Variant): VariantProblem[] {
  const taken = new Set<string>(reasons.map(({ code }) => code));
  return reasons.flatMap(({ replaces = [] }, index) =>
    replaces.flatMap((code, at) => {
      if (taken.has(code))
        return [problem("listed-twice", `referring.reasons.${index}.replaces.${at}`, { code })];
      taken.add(code);
      return [];
    }),
  );
}

/** Who reads `unreachable` takes it for the core reason of that name. */
function misleadingReasons({ referring, ending }: Variant): VariantProblem[] {
  const misleads = (
    path: string,
    list: readonly { readonly code: string; readonly core: string }[],
    cores: readonly string[],
  ) =>
    list.flatMap(({ code, core }, index) =>
      cores.includes(code) && code !== core
        ? [problem("reason-misleads", `${path}.${index}.core`, { code, core })]
        : [],
    );
  return [
    ...misleads("referring.reasons", referring.reasons, coreReasons),
    ...misleads("ending.reasons", ending.reasons, endReasons),
  ];
}

function excludedReasons({ referring: { reasons, exclusions } }: Variant): VariantProblem[] {
  const excluded = (code: string) => exclusions.findIndex((one) => one.code === code);
  const found = reasons.flatMap(({ code }) =>
    excluded(code) < 0
      ? []
      : [problem("reason-excluded", `referring.exclusions.${excluded(code)}.code`, { code })],
  );
  return found.length < reasons.length
    ? found
    : [
        problem("excludes-everyone", "referring.exclusions", {
          because: {
            nl: "elke reden om te verwijzen sluit ook uit.",
            en: "every reason to refer excludes as well.",
          },
        }),
      ];
}

function treeProblems(tree: DecisionTree | readonly never[]): VariantProblem[] {
  const at = (code: string) => tree.findIndex((one) => one.code === code);
  const found: VariantProblem[] = [];
  const asked = new Set<string>();
  const visit = (index: number, above: readonly string[]) => {
    const question = tree[index];
    if (question === undefined || asked.has(question.code)) return;
    asked.add(question.code);
    for (const answer of ["yes", "no"] as const) {
      const leadsTo = question[answer];
      if (leadsTo === "suitable" || !("next" in leadsTo)) continue;
      const path = `triage.decisionTree.${index}.${answer}`;
      if (at(leadsTo.next) < 0) found.push(problem("tree-broken", path, { question: leadsTo.next }));
      else if ([...above, question.code].includes(leadsTo.next))
        found.push(problem("tree-circular", path, { question: leadsTo.next }));
      else visit(at(leadsTo.next), [...above, question.code]);
    }
  };
  visit(0, []);
  const unasked = tree.flatMap(({ code }, index) =>
    asked.has(code)
      ? []
      : [problem("question-unreachable", `triage.decisionTree.${index}`, { question: code })],
  );
  return [...found, ...unasked];
}

/** Each moment at which the referrer is told something needs a word for it. */
function wordlessFeedback({ feedback }: Variant): VariantProblem[] {
  const moments: readonly (readonly [Words, readonly Variant["feedback"]["messages"][number][]])[] = [
    [{ nl: "na een afronding", en: "after completing" }, ["completed", "takesPart"]],
    [{ nl: "na een eerder einde", en: "after an early end" }, ["stopped", "notSuitable"]],
    ...(feedback.interim.length > 0
      ? [[{ nl: "onderweg", en: "on the way" }, ["takesPart", "exploring"]] as const]
      : []),
  ];
  return moments.flatMap(([moment, messages]) =>
    messages.some((one) => feedback.messages.includes(one))
      ? []
      : [problem("feedback-without-words", "feedback.messages", { moment, messages: messages.join(", ") })],
  );
}

function numbers({ conversations: { usual, maximum }, coach }: Variant): VariantProblem[] {
  const found: VariantProblem[] = [];
  const contradict = (path: string, nl: string, en: string, related: readonly string[] = []) =>
    found.push(problem("numbers-contradict", path, { because: { nl, en } }, { related }));
  if (usual !== undefined && usual.from > usual.to) {
    contradict(
      "conversations.usual",
      `Gewoon zijn ${usual.from} tot ${usual.to} gesprekken: van is meer dan tot.`,
      `${usual.from} to ${usual.to} conversations are usual: from is more than to.`,
    );
  }
  if (usual !== undefined && maximum !== undefined && usual.to > maximum) {
    contradict(
      "conversations.maximum",
      `Tot ${usual.to} gesprekken is gebruikelijk, maar er mogen er ten hoogste ${maximum} zijn.`,
      `Up to ${usual.to} conversations are usual, but at most ${maximum} are allowed.`,
      ["conversations.usual"],
    );
  }
  const { hours, residentsPerHour } = coach;
  if (hours !== undefined && residentsPerHour !== undefined && hours.perWeek * residentsPerHour < 1) {
    contradict(
      "coach.residentsPerHour",
      `Met ${String(hours.perWeek).replace(".", ",")} uur per week is er plaats voor niemand.`,
      `With ${hours.perWeek} hours a week there is room for nobody.`,
      ["coach.hours"],
    );
  }
  return found;
}

/** A role that was left out of `roles` and is counted on all the same. */
function absentRoles(variant: Variant): VariantProblem[] {
  const lists: readonly (readonly [string, readonly Role[]])[] = [
    ["escalation.chain", variant.escalation.chain],
    ["duplicates.overrideBy", variant.duplicates.overrideBy],
    ["ownReferralsOnly", variant.ownReferralsOnly ?? []],
    ...Object.entries(variant.permissions).map(
      ([command, roles]) => [`permissions.${command}`, roles ?? []] as const,
    ),
    ...variant.restrictions.map(({ roles }, index) => [`restrictions.${index}.roles`, roles] as const),
  ];
  const notHere = (path: string, role: Role) =>
    variant.roles.includes(role) ? [] : [problem("role-not-here", path, { role: nameOfRole(role, variant) })];
  return [
    ...lists.flatMap(([path, roles]) =>
      isDefault(path, variant) ? [] : roles.flatMap((role, index) => notHere(`${path}.${index}`, role)),
    ),
    ...notHere("triage.by", variant.triage.by),
  ];
}

/** The lists that are filled in where the file says nothing may name anybody. */
const isDefault = (path: string, { escalation, duplicates }: Variant): boolean =>
  (path === "escalation.chain" && String(escalation.chain) === "coordinator,municipality") ||
  (path === "duplicates.overrideBy" && String(duplicates.overrideBy) === "coordinator");

function contradictingRoles(variant: Variant): VariantProblem[] {
  const found: VariantProblem[] = [];
  if (variant.referring.model === "broad" && variant.triage.by === "referrer") {
    found.push(
      problem(
        "roles-contradict",
        "triage.by",
        {
          because: {
            nl: "De coach voert het andere gesprek (model: broad), maar de verwijzer beoordeelt al of het past.",
            en: "The coach holds the other conversation (model: broad), but the referrer judges suitability before.",
          },
        },
        { related: ["referring.model"] },
      ),
    );
  }
  if (variant.feedback.delegateTo.includes("self")) {
    found.push(
      problem("roles-contradict", "feedback.delegateTo", {
        because: {
          nl: "De inwoner kan niet namens de verwijzer de terugkoppeling ontvangen.",
          en: "The resident cannot receive the feedback for the referrer.",
        },
      }),
    );
  }
  if (variant.coach.assign === "byRule" && !rolesPermitted(variant, "AssignCoach").includes("system")) {
    found.push(problem("rule-not-permitted", "permissions.AssignCoach", {}, { related: ["coach.assign"] }));
  }
  for (const [command, because] of Object.entries(followsByItself)) {
    if (!rolesPermitted(variant, command as keyof typeof followsByItself).includes("system"))
      found.push(problem("roles-contradict", `permissions.${command}`, { because }));
  }
  return found;
}

/** What the engine does by itself as soon as an activity changes, and what is left lying where it may not. */
const followsByItself = {
  ReturnToMatching: {
    nl: "Wie meedoet aan een activiteit die stopt, gaat niet vanzelf terug naar zoeken: de rol “systeem” mag dat hier niet.",
    en: 'Who takes part in an activity that stops does not go back to searching by itself: the role "system" may not do so here.',
  },
  EndEnrolment: {
    nl: "Van meer activiteiten eindigt die ene die stopt niet vanzelf: de rol “systeem” mag dat hier niet.",
    en: 'Of several activities the one that stops does not end by itself: the role "system" may not do so here.',
  },
  OfferPlace: {
    nl: "Een plek die vrijkomt, wordt niet vanzelf aangeboden: de rol “systeem” mag dat hier niet.",
    en: 'A place that comes free is not offered by itself: the role "system" may not do so here.',
  },
} as const;
