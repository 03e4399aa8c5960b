import { describe, expect, test } from "vitest";
import { exampleVariant } from "../../testing/example-town.ts";
import { Code, OrganisationId } from "../../vocabulary/identifiers.ts";
import type { Variant } from "../schema.ts";
import { checkVariant } from "./check-variant.ts";
import { listProblems } from "./lists.ts";
import type { VariantProblem, VariantProblemCode } from "./problems.ts";
import { variantProblems } from "./problems.ts";
import { termProblems } from "./terms.ts";

type Changes = NonNullable<Parameters<typeof exampleVariant>[0]>;

/** The example with one kind of referrer and no questionnaires: half the ways to walk. */
const small = ({ referring, ...changes }: Changes): Variant =>
  exampleVariant({
    measurements: [],
    ...changes,
    referring: { professions: ["gp"], selfReferral: false, ...referring },
  });

const errorsOf = (variant: Variant): VariantProblem[] =>
  checkVariant(variant).filter(({ severity }) => severity === "error");

const seenAtOnce = (variant: Variant) => [...listProblems(variant), ...termProblems(variant)];

/** Walking takes a while; not where the fault was seen at once. */
const foundByWalking = (variant: Variant, code: VariantProblemCode) =>
  seenAtOnce(variant).some((one) => one.code === code) ? [] : checkVariant(variant);

describe("a good variant passes", () => {
  const good: { readonly [name: string]: Changes } = {
    "as in the examples": {},
    "as a course in a group": { pathway: "cohort" },
    "as visits by a volunteer": { pathway: "visit" },
    "judged by the coach, broadly": { referring: { model: "broad" }, triage: { by: "coach" } },
    "with every number at its smallest": {
      contact: { maxAttempts: 1 },
      conversations: { maximum: 1 },
      triage: { postponeAtMost: 0 },
    },
    "without trying, accompanying or waiting": {
      matching: { trying: false, accompanying: false, waitingList: false },
    },
    "without a coordinator": {
      roles: ["referrer", "practiceNurse", "coach", "activityProvider", "municipality", "resident", "system"],
      escalation: { chain: ["municipality"] },
      duplicates: { overrideBy: ["coach"] },
      triage: { by: "coach" },
    },
    "with the referrer withdrawing only before the intake": {
      restrictions: [{ roles: ["referrer"], commands: ["DropReferral"], stages: ["referred"] }],
    },
    "with everybody at their own referrals only": {
      ownReferralsOnly: ["coach", "referrer", "practiceNurse", "resident"],
    },
    "with practices at their own only, where another can hear back": {
      ownReferralsOnly: ["referrer", "practiceNurse"],
      permissions: { MatchActivity: ["referrer", "practiceNurse"] },
    },
    "with coaches at their own only, where just they guide": {
      ownReferralsOnly: ["coach"],
      permissions: { HoldConversation: ["coach"], GiveFeedback: ["coach"], CompleteParticipation: ["coach"] },
    },
    "opened by decision": { referring: { opens: "byDecision" } },
  };

  test.each(Object.entries(good))("%s", (_, changes) => {
    expect(errorsOf(small(changes))).toEqual([]);
  });

  test("without a warning, too", () => {
    expect(checkVariant(exampleVariant())).toEqual([]);
  });
});

const tree = (next: string) => [
  { code: "first", ask: { nl: "?", en: "?" }, yes: { next }, no: { redirectTo: "gp" } },
  { code: "second", ask: { nl: "?", en: "?" }, yes: "suitable" as const, no: { next: "first" } },
];
const label = { nl: "x", en: "x" };

/** Faults planted in a good variant, each with the code and the field under which it must be found. */
const faults: readonly (readonly [what: string, Changes, VariantProblemCode, path: string])[] = [
  [
    "nobody may register a referral",
    { permissions: { RegisterReferral: [] } },
    "referrer-never-succeeds",
    "permissions.RegisterReferral",
  ],
  [
    "no practice takes part",
    { referring: { organisations: [] } },
    "referrer-never-succeeds",
    "referring.organisations",
  ],
  [
    "a profession is on the list twice",
    { referring: { professions: ["gp", "gp"] } },
    "listed-twice",
    "referring.professions.1",
  ],
  [
    "a practice is on the list twice",
    { referring: { organisations: ["one", "one"].map((one) => OrganisationId.parse(one)) } },
    "listed-twice",
    "referring.organisations.1",
  ],
  [
    "a reason takes the place of one that is still on the list",
    {
      referring: {
        reasons: [
          { code: "lonely", core: "loneliness", label },
          { code: "alone", core: "loneliness", label, replaces: ["lonely"].map((one) => Code.parse(one)) },
        ],
      },
    },
    "listed-twice",
    "referring.reasons.1.replaces.0",
  ],
  [
    "residents are on the list but may not come by themselves",
    { referring: { professions: ["self", "gp"] } },
    "referrer-never-succeeds",
    "referring.selfReferral",
  ],
  [
    "from an age above the age up to which",
    { referring: { minimumAge: 66, maximumAge: 65 } },
    "excludes-everyone",
    "referring.maximumAge",
  ],
  [
    "every reason for referring excludes",
    { referring: { exclusions: ["lonely", "stuck"].map((code) => ({ code, label })) } },
    "excludes-everyone",
    "referring.exclusions",
  ],
  [
    "one reason for referring excludes",
    { referring: { exclusions: [{ code: "lonely", label }] } },
    "reason-excluded",
    "referring.exclusions.0.code",
  ],
  [
    "the decision tree never says yes",
    {
      triage: {
        decisionTree: [{ code: "a", ask: label, yes: { redirectTo: "gp" }, no: { redirectTo: "gp" } }],
      },
    },
    "excludes-everyone",
    "triage.decisionTree",
  ],
  [
    "the decision tree asks what is not there",
    { triage: { decisionTree: tree("third") } },
    "tree-broken",
    "triage.decisionTree.0.yes",
  ],
  [
    "the decision tree goes round",
    { triage: { decisionTree: tree("second") } },
    "tree-circular",
    "triage.decisionTree.1.no",
  ],
  [
    "a question that no answer leads to",
    {
      triage: {
        decisionTree: [
          { code: "a", ask: label, yes: "suitable", no: { redirectTo: "gp" } },
          { code: "b", ask: label, yes: "suitable", no: "suitable" },
        ],
      },
    },
    "question-unreachable",
    "triage.decisionTree.1",
  ],
  [
    "nobody may leave the pause",
    {
      permissions: { ResumeParticipation: [], CompleteParticipation: [], ChangeConsent: [] },
      restrictions: [
        {
          roles: ["referrer", "coach", "coordinator", "municipality", "resident"],
          commands: ["DropReferral", "ReturnToMatching"],
          stages: ["referred", "intake", "matched"],
        },
      ],
    },
    "nobody-may-leave",
    "permissions.ResumeParticipation",
  ],
  [
    "nobody may tell the referrer, nor say that it cannot be done",
    { permissions: { GiveFeedback: [], MarkFeedbackImpossible: [], ReopenReferral: [], ChangeConsent: [] } },
    "nobody-may-leave",
    "permissions.GiveFeedback",
  ],
  [
    "coaches at their own only, whom nobody may let go when they are gone",
    {
      ownReferralsOnly: ["coach"],
      permissions: {
        AssignCoach: ["coach"],
        ReleaseCoach: ["coach"],
        LetCoachDepart: ["coach"],
        SendCoachOnLeave: ["coach"],
        CompleteParticipation: ["coach"],
      },
      coach: { assign: "byHand" },
    },
    "nobody-else-may",
    "ownReferralsOnly",
  ],
  [
    "practices at their own only, where nobody else finds what fits",
    {
      ownReferralsOnly: ["referrer", "practiceNurse"],
      permissions: {
        MatchActivity: ["referrer", "practiceNurse"],
        JoinWaitingList: [],
        ChangePractice: ["referrer"],
      },
    },
    "nobody-else-may",
    "ownReferralsOnly",
  ],
  [
    "a referral of nobody's practice that only a practice may judge",
    {
      referring: { selfReferral: true },
      ownReferralsOnly: ["referrer"],
      permissions: { AcceptReferral: ["referrer"], PostponeReferral: [] },
    },
    "only-way-is-out",
    "permissions.PostponeReferral",
  ],
  [
    "who is put on hold can only be let go",
    { permissions: { ResumeIntake: [] } },
    "only-way-is-out",
    "permissions.ResumeIntake",
  ],
  [
    "who was dropped can only come back, and be dropped again",
    {
      permissions: {
        GiveFeedback: [],
        MarkFeedbackImpossible: [],
        CompleteParticipation: [],
        ChangeConsent: [],
      },
    },
    "dead-end",
    "permissions.GiveFeedback",
  ],
  [
    "nobody may talk with the resident",
    { permissions: { HoldConversation: [] } },
    "stage-unreachable",
    "permissions.HoldConversation",
  ],
  [
    "nobody may complete",
    { permissions: { CompleteParticipation: [] } },
    "stage-unreachable",
    "permissions.CompleteParticipation",
  ],
  [
    "there is a waiting list that nobody may use",
    { permissions: { JoinWaitingList: [] } },
    "place-unreachable",
    "permissions.JoinWaitingList",
  ],
  [
    "no coach can begin",
    { permissions: { RegisterCoach: [] } },
    "step-nobody-may-take",
    "permissions.RegisterCoach",
  ],
  [
    "overdue steps do not rise",
    { permissions: { EscalateStep: [] } },
    "step-nobody-may-take",
    "permissions.EscalateStep",
  ],
  [
    "a pathway opened by decision that nobody may open",
    { referring: { opens: "byDecision" }, permissions: { OpenIntake: [] } },
    "step-nobody-may-take",
    "permissions.OpenIntake",
  ],
  [
    "goals nobody may review",
    { permissions: { ReviewGoals: [] } },
    "step-not-used",
    "permissions.ReviewGoals",
  ],
  [
    "the coordinator owns the step to assign a coach and may not",
    { permissions: { AssignCoach: ["municipality", "system"] }, coach: { assign: "byHand" } },
    "deadline-not-permitted",
    "permissions.AssignCoach",
  ],
  [
    "goals are to be reviewed by a coach who may not",
    { participation: { reviewGoalsEvery: "P1M" }, permissions: { ReviewGoals: ["activityProvider"] } },
    "deadline-not-permitted",
    "permissions.ReviewGoals",
  ],
  [
    "questionnaires that the coach may not take",
    {
      permissions: { TakeMeasurement: ["resident"] },
      measurements: [{ instrument: "ons4", moments: ["start"] }],
    },
    "deadline-not-permitted",
    "permissions.TakeMeasurement",
  ],
  [
    "neither a coordinator nor anybody above",
    { roles: ["referrer", "coach", "resident", "system"] },
    "deadline-without-owner",
    "roles",
  ],
  [
    "the chain ends with the one who lets it lie",
    { escalation: { chain: ["coordinator"] } },
    "rises-to-nobody",
    "escalation.chain",
  ],
  [
    "feedback at the intake, in a course that can begin without one",
    { pathway: "cohort", feedback: { interim: ["intake"] } },
    "feedback-skipped",
    "feedback.interim",
  ],
  [
    "nobody may give feedback",
    { permissions: { GiveFeedback: [] } },
    "feedback-nobody-may-give",
    "permissions.GiveFeedback",
  ],
  [
    "no word for who ends early",
    { feedback: { messages: ["takesPart", "completed"] } },
    "feedback-without-words",
    "feedback.messages",
  ],
  [
    "a coach by rule, where the system may not assign one",
    { permissions: { AssignCoach: ["coach", "coordinator"] } },
    "rule-not-permitted",
    "permissions.AssignCoach",
  ],
  [
    "an activity that stops and lets nobody go by itself",
    { permissions: { ReturnToMatching: ["coach"] } },
    "roles-contradict",
    "permissions.ReturnToMatching",
  ],
  ["a reason that is on the list twice", { areas: ["north", "south", "north"] }, "listed-twice", "areas.2"],
  [
    "a reason called unreachable that means moved",
    { ending: { reasons: [{ code: "unreachable", core: "moved", label }] } },
    "reason-misleads",
    "ending.reasons.0.core",
  ],
  [
    "a term in years where weeks were meant",
    { contact: { firstWithin: "P14Y" } },
    "term-too-long",
    "contact.firstWithin",
  ],
  [
    "a reminder before the step begins",
    { escalation: { remindBefore: "P3W" } },
    "terms-contradict",
    "escalation.remindBefore",
  ],
  ["a coach later than the first contact", { coach: { within: "P1M" } }, "terms-contradict", "coach.within"],
  [
    "never asked whether somebody went",
    { participation: { checkInEvery: "P1Y" } },
    "terms-contradict",
    "participation.checkInEvery",
  ],
  [
    "reopening what has been forgotten",
    { retention: { afterClosing: "P1M" } },
    "terms-contradict",
    "duplicates.reopenWithin",
  ],
  [
    "more conversations usual than allowed",
    { conversations: { usual: { from: 5, to: 10 }, maximum: 3 } },
    "numbers-contradict",
    "conversations.maximum",
  ],
  [
    "hours in which there is room for nobody",
    { coach: { hours: { perWeek: 2, per: "coach" }, residentsPerHour: 0.25 } },
    "numbers-contradict",
    "coach.residentsPerHour",
  ],
  [
    "the referrer judges what the coach is to talk about",
    { referring: { model: "broad" } },
    "roles-contradict",
    "triage.by",
  ],
  [
    "a role that does not exist here is permitted something",
    {
      roles: [
        "referrer",
        "practiceNurse",
        "coach",
        "coordinator",
        "municipality",
        "resident",
        "system",
        "activityProvider",
      ],
      permissions: { CheckIn: ["volunteer", "coach"] },
    },
    "role-not-here",
    "permissions.CheckIn.0",
  ],
];

describe("a planted fault is found", () => {
  test.each(faults)("%s", (_, changes, code, path) => {
    const found = [...seenAtOnce(small(changes)), ...foundByWalking(small(changes), code)];
    expect(found.filter((one) => one.code === code).map((one) => one.path)).toContain(path);
  });

  test("what is seen at once and what is found by walking are told together, the errors first", () => {
    const found = checkVariant(
      small({
        areas: ["north", "north"],
        coach: { within: "P1M" },
        permissions: { ResumeIntake: [], ReopenReferral: [] },
      }),
    );
    expect(found.map(({ code, severity }) => `${severity} ${code}`)).toEqual([
      "error listed-twice",
      "error terms-contradict",
      "error only-way-is-out",
      "error deadline-not-permitted",
      "warning step-not-used",
    ]);
  });

  test("every kind of problem is planted, but for what the machine itself does not allow", () => {
    const planted = new Set<string>(faults.map(([, , code]) => code));
    expect(Object.keys(variantProblems).filter((code) => !planted.has(code))).toEqual([
      "waiting-without-deadline",
    ]);
  });
});

describe("of two terms that contradict each other, the place is", () => {
  const contradicting = small({ coach: { within: "P4W" }, contact: { firstWithin: "P1W" } });
  const found = (written: { readonly [path: string]: string | undefined }) =>
    checkVariant(contradicting, {
      positionOf: (path) => ({ line: 1, column: 1, file: written[path], written: path in written }),
    }).find(({ code }) => code === "terms-contradict");
  const [coach, contact] = ["coach.within", "contact.firstWithin"];

  test.each([
    ["the one that is written", { [contact]: undefined }, contact],
    ["the one in this file", { [coach]: "other", [contact]: undefined }, contact],
    ["the first when both are here", { [coach]: undefined, [contact]: undefined }, coach],
    ["that of the first when none is written", {}, coach],
  ])("%s", (_, written, path) => {
    expect(found(written)).toMatchObject({ path, related: [path === coach ? contact : coach] });
  });
});

test("a problem tells the shortest way to it, its place in the file, and says it in both languages", () => {
  const [problem] = checkVariant(small({ permissions: { ResumeIntake: [] } }), {
    positionOf: (path) => ({ line: path.length, column: 3 }),
  });
  expect(problem).toEqual({
    code: "only-way-is-out",
    severity: "error",
    path: "permissions.ResumeIntake",
    line: "permissions.ResumeIntake".length,
    column: 3,
    message: {
      nl: "Vanuit “Pas op de plaats” kan een verwijzing alleen nog beëindigd worden. Niemand mag: gesprekken hervatten.",
      en: 'From "On hold" a referral can only be ended early. Nobody may: go on.',
    },
    route: [
      { command: "RegisterReferral", role: "referrer" },
      { command: "HoldConversation", role: "coach" },
      { command: "PutIntakeOnHold", role: "coach" },
    ],
  });
});

test("who is called on for as long as it takes is no reason to look for ever", () => {
  expect(errorsOf(small({ contact: { maxAttempts: 1, dropWhenUnreachable: false } }))).toEqual([]);
});

test("a municipality's own names are used in the sentences", () => {
  const labels = { "intake.onHold": { nl: "Even wachten", en: "Waiting a while" } };
  const [problem] = errorsOf(small({ labels, permissions: { ResumeIntake: [] } }));
  expect(problem?.message.nl).toContain("“Even wachten”");
});

describe("what is wrong is said of the agreement, not of one referral", () => {
  test("where whoever judges does not exist, that is said, and what nobody may do therefore", () => {
    const variant = small({
      roles: ["referrer", "coach", "municipality", "resident", "system"],
      triage: { by: "coordinator" },
    });
    const found = errorsOf(variant).map(({ code, path, message }) => [code, path, message.en]);
    expect(found).toContainEqual([
      "role-not-here",
      "triage.by",
      'The role "coordinator" does not exist here (see roles).',
    ]);
    const [, , unreached = ""] = found.find(([code]) => code === "stage-unreachable") ?? [];
    expect(unreached).toContain("Nobody may: accept the referral");
  });

  const said: readonly (readonly [what: string, Changes, path: string, nl: string])[] = [
    [
      "ages that nobody has",
      { referring: { minimumAge: 66, maximumAge: 65 } },
      "referring.maximumAge",
      "Niemand komt in aanmerking: de leeftijd vanaf (66) ligt boven de leeftijd tot en met (65).",
    ],
    [
      "a tree without a yes",
      {
        triage: {
          decisionTree: [{ code: "one", ask: label, yes: { redirectTo: "gp" }, no: { redirectTo: "ggz" } }],
        },
      },
      "triage.decisionTree",
      "Niemand komt in aanmerking: geen enkel antwoord in de beslisboom leidt naar “suitable”.",
    ],
    [
      "an empty list of practices",
      { referring: { organisations: [] } },
      "referring.organisations",
      "Een verwijzing door “huisarts” lukt hier nooit: er staat geen praktijk op de lijst van wie meedoet.",
    ],
    [
      "terms that cannot both be kept",
      { contact: { firstWithin: "P1D" } },
      "coach.within",
      "coach.within (3 werkdagen) is langer dan contact.firstWithin (1 dag): het eerste contact is dan te laat voor er een coach hoeft te zijn.",
    ],
    [
      "roles without the system",
      {
        coach: { assign: "byHand" },
        roles: ["referrer", "coach", "coordinator", "municipality", "resident"],
      },
      "roles",
      "Niemand mag: herinneren. Standaard mag dat: systeem.",
    ],
    [
      "matches too late",
      {
        restrictions: [
          { roles: ["coach", "coordinator"], commands: ["MatchActivity"], stages: ["participating"] },
        ],
      },
      "restrictions.0",
      "De fase “Meedoen” wordt nooit bereikt. Niemand mag: match maken.",
    ],
    [
      "a judge who may not",
      { triage: { by: "coach" }, permissions: { AcceptReferral: ["referrer"] } },
      "permissions.AcceptReferral",
      "De stap “Beoordelen of het past” bij “Past dit?” is voor de rol “welzijnscoach”, maar die mag daar niet: verwijzing aannemen. Wie wel: niemand.",
    ],
  ];

  test.each(said)("%s", (_, changes, path, nl) => {
    const told = errorsOf(small(changes)).map((one) => [one.path, one.message.nl]);
    expect(told).toContainEqual([path, nl]);
  });
});
