import type { Behaviour } from "../behaviour.ts";
import { nijmegenYear } from "./nijmegen.ts";

/** What a behaviour that is built on Nijmegen's leaves as it is there, is ours everywhere. */
export const ours: Behaviour["sources"] = Object.fromEntries(
  Object.keys(nijmegenYear.sources).map((path) => [path, "ours"]),
);

/**
 * Welzijn op Recept in Samen in beweging, the four municipalities together: 103 referred, 85 women and 18 men, 53 for
 * loneliness, 15 on their own initiative, conversations from 1 to 9 with a mean of 3, 10 who became volunteers. The
 * report prints no referrals per municipality, no lead times and no drop-out in numbers.
 */
export const samenInBewegingProject: Behaviour = {
  ...nijmegenYear,
  name: "Samen in beweging, four municipalities",
  begins: "2021-09-01",
  sources: {
    ...ours,
    "arrivals.perYear": "Samen in beweging L5512-5514: 103; spread over a year is ours",
    "residents.sex": "Samen in beweging L5515: 85 women and 18 men",
    "residents.age": "Samen in beweging L5485-5492: just over half 55 or over; within the bands ours",
    referrers:
      "Samen in beweging L5520-5526: 15% own initiative, nearly one in three POH-GGZ; the rest is ours",
    reasons:
      "Samen in beweging L171, L5528: half for loneliness; L5531-5533 name the next two; the rest is ours",
    "conversations.number": "Samen in beweging L5565-5568: 1 to 9, mean 3; the spread is ours",
    "participation.becomesVolunteer":
      "Samen in beweging L5579-5591: 10 of 103; of those who take part halfway, ours",
  },
  arrivals: { perYear: 103, twice: 0.02 },
  residents: {
    ...nijmegenYear.residents,
    sex: { female: 85, male: 18 },
    age: { "21-54": 48, "55-74": 37, "75-92": 18 },
    areas: undefined,
  },
  referrers: {
    self: 15,
    pohMentalHealth: 33,
    gp: 18,
    pohSomatic: 10,
    practiceNurse: 9,
    wmoConsultant: 6,
    neighbourhoodSportsCoach: 6,
    informationPoint: 6,
  },
  reasons: { loneliness: 53, stuckInLife: 20, psychologicalComplaints: 18, chronicIllness: 6, other: 6 },
  coaches: [
    { key: "coach-kampen-1", perWeek: 8 },
    { key: "coach-kampen-2", perWeek: 8 },
    { key: "coach-oost-gelre", perWeek: 3 },
    { key: "coach-winterswijk", perWeek: 2 },
    { key: "coach-zwartewaterland", perWeek: 2 },
  ],
  conversations: {
    ...nijmegenYear.conversations,
    number: { 1: 24, 2: 22, 3: 20, 4: 14, 5: 9, 6: 5, 7: 3, 8: 3, 9: 3 },
  },
  participation: { ...nijmegenYear.participation, becomesVolunteer: 0.14 },
  stopping: {
    ...nijmegenYear.stopping,
    beforeArriving: { share: 0.05, reasons: { unreachable: 4, wantsNoHelp: 4, notSuitable: 2 } },
    whileTalking: { share: 0.04, reasons: { wantsNoHelp: 3, otherHelp: 1, formalIndication: 1 } },
  },
};

/**
 * GRIP&GLANS in Steenwijkerland, 2022: two groups of twelve, both full, from 1 March and from the end of August; 24
 * started and 19 completed; 2 and 3 left, needing more or other support, and were referred on; 7 wait. How many
 * meetings there are and for how long is not printed.
 */
export const gripAndGlans: Behaviour = {
  ...nijmegenYear,
  name: "GRIP&GLANS Steenwijkerland 2022",
  begins: "2022-01-03",
  sources: {
    ...ours,
    "arrivals.perYear": "Samen in beweging L4071-4074, L4092-4100: 24 took part and 7 wait, 31 in all",
    "arrivals.byMonth":
      "Samen in beweging L4092-4100: one newspaper article filled the first group; the shape is ours",
    "residents.age": "Samen in beweging L4070, L5624-5629: 55 or over, mostly 65 to 70",
    referrers: "Samen in beweging L4092-4100: open to anybody; L6224-6227: a GP can refer, the share is ours",
    activities:
      "Samen in beweging L4071-4074: two groups of twelve, March and end of August; their length is ours",
    "stopping.whileTakingPart": "Samen in beweging L4075-4082: 5 of 24, who needed more or other support",
    "stopping.helpedOn": "Samen in beweging L4075-4082: all five were referred on",
  },
  arrivals: {
    perYear: 33,
    byMonth: { 1: 8, 2: 8, 3: 2, 4: 2, 5: 2, 6: 2, 7: 2, 8: 1, 9: 1, 10: 1, 11: 1, 12: 1 },
    twice: 0,
  },
  residents: {
    ...nijmegenYear.residents,
    sex: { female: 3, male: 1 },
    age: { "55-64": 3, "65-70": 6, "71-85": 2 },
    areas: undefined,
  },
  referrers: { self: 9, gp: 1 },
  reasons: { loneliness: 1, stuckInLife: 1, other: 1 },
  coaches: [
    { key: "trainer-1", perWeek: 10 },
    { key: "trainer-2", perWeek: 10 },
  ],
  activities: [
    { key: "group-1", kind: "course", capacity: 12, startsOn: "2022-03-01" },
    { key: "group-2", kind: "course", capacity: 12, from: "2022-02-21", startsOn: "2022-08-29" },
    { key: "group-3", kind: "course", capacity: 0, from: "2022-08-22" },
  ],
  judging: { ...nijmegenYear.judging, notSuitable: 0 },
  conversations: { ...nijmegenYear.conversations, number: { 1: 1 } },
  matching: { nothingFits: 0, daysUntilStart: { 1: 1 } },
  participation: {
    weeks: { 10: 1 },
    checkIns: 0.8,
    pauses: 0,
    pauseDays: { 7: 1 },
    becomesVolunteer: 0,
  },
  stopping: {
    beforeArriving: { share: 0, reasons: { wantsNoHelp: 1 } },
    whileTalking: { share: 0, reasons: { wantsNoHelp: 1 } },
    whileTakingPart: { share: 5 / 24, reasons: { otherHelp: 1 } },
    initiator: { resident: 1, service: 1 },
    helpedOn: 1,
  },
};

/**
 * Zwartewaterland from September 2021: one coach, who left on 1 May 2022; the next one came on 1 August. 20 referrals
 * until then.
 */
export const zwartewaterlandWithoutCoach: Behaviour = {
  ...nijmegenYear,
  name: "Zwartewaterland, September 2021 to November 2022",
  begins: "2021-09-01",
  sources: {
    ...ours,
    "arrivals.perYear": "Samen in beweging L5042: 20 in the eleven months until 1 August 2022",
    referrers: "Samen in beweging L5042-5048: social work, home care, two practices; how much each is ours",
    "residents.areas": "Samen in beweging L5064-5072: none from Hasselt, many from Genemuiden",
    coaches:
      "Samen in beweging L5020-5029, L5362: left 1 May 2022, next 1 August; four hours a week, so two talks",
    "measuring.filledIn":
      "Samen in beweging L2179-2182: 6 at the start, then 2, then 1; how many were asked is not printed, so the first is ours",
  },
  arrivals: { perYear: (20 / 11) * 12, twice: 0 },
  residents: { ...nijmegenYear.residents, areas: { genemuiden: 3, zwartsluis: 1 } },
  referrers: { gp: 2, socialWork: 2, homeCare: 1 },
  organisations: { "practice-a": 2, "practice-b": 1, "social-work": 2, "home-care": 1 },
  reasons: { loneliness: 2, psychologicalComplaints: 3, stuckInLife: 2 },
  coaches: [
    { key: "coach-1", perWeek: 2, until: "2022-05-01" },
    { key: "coach-2", perWeek: 2, from: "2022-08-01" },
  ],
};
