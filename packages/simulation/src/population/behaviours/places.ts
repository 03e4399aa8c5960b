import { type Behaviour, firstDay, never } from "../behaviour.ts";
import { nijmegenYear } from "./nijmegen.ts";
import {
  gripAndGlans,
  ours,
  samenInBewegingProject,
  zwartewaterlandWithoutCoach,
} from "./samen-in-beweging.ts";

/** What the four municipalities have in common, where a place's own part of the report says nothing. */
const project: Behaviour = {
  ...samenInBewegingProject,
  sources: {
    ...ours,
    "residents.sex": "Samen in beweging L5515, of the four municipalities together: 85 women and 18 men",
    "residents.age": "Samen in beweging L5485-5492: just over half 55 or over; within the bands ours",
    reasons: "Samen in beweging L171, L5528-5533, of the four municipalities together",
    "conversations.number": "Samen in beweging L5565-5568: 1 to 9, mean 3; the spread is ours",
  },
};

const kampen: Behaviour = {
  ...project,
  name: "Kampen 2022",
  begins: "2022-01-03",
  sources: {
    ...project.sources,
    "arrivals.perYear": "ours: what Samen in beweging L5512-5514 leaves of 103 beside the other three",
    referrers: "Samen in beweging L2850-2858: mostly neighbourhood information points; the shares are ours",
    coaches:
      "Samen in beweging L2595-2597, L2837-2848: 24 hours a week, coupled to practices; how many is ours",
  },
  arrivals: { perYear: 60, twice: 0.02 },
  referrers: { informationPoint: 6, gp: 2, practiceNurse: 2 },
  coaches: [
    { key: "coach-1", practices: ["practice-a", "practice-b"], perWeek: 6 },
    { key: "coach-2", practices: ["practice-c", "practice-d"], perWeek: 6 },
  ],
};

const oostGelre: Behaviour = {
  ...project,
  name: "Oost Gelre, July 2021 to July 2022",
  begins: "2021-07-01",
  sources: {
    ...project.sources,
    "arrivals.perYear":
      "Samen in beweging §2.3: a few until March 2022 and 8 to 10 until November; 12 is ours",
    "residents.age": "Samen in beweging L3609-3612: 65 or over; the bands are ours",
    referrers: "Samen in beweging L3490-3491: POH, physiotherapist, district nurse; the shares are ours",
    organisations: "Samen in beweging L3495-3499: two practices refer",
    coaches:
      "Samen in beweging L3452-3456, L3465-3472: two, of whom one stopped for workload; the day is ours",
  },
  arrivals: { perYear: 12, twice: 0.02 },
  residents: { ...project.residents, age: { "65-74": 5, "75-84": 5, "85-94": 2 } },
  referrers: { practiceNurse: 2, physiotherapist: 1, districtNurse: 1 },
  organisations: { "practice-a": 1, "practice-b": 1 },
  coaches: [
    { key: "coach-1", perWeek: 2 },
    { key: "coach-2", perWeek: 2, until: "2022-01-31" },
  ],
};

const winterswijk: Behaviour = {
  ...project,
  name: "Winterswijk, second half of 2022",
  begins: "2022-07-01",
  sources: {
    ...project.sources,
    "arrivals.perYear": "Samen in beweging L4621-4640: ten registrations; that it was a year is ours",
    referrers: "Samen in beweging L4621-4640: six of ten by GPs; the others are ours",
    coaches: "Samen in beweging L4930-4931, L5841: one face, three hours a week, so a talk or two",
    "conversations.number": "Samen in beweging L4632-4634: several before an offer; the spread is ours",
  },
  arrivals: { perYear: 10, twice: 0.02 },
  referrers: { gp: 6, practiceNurse: 2, other: 2 },
  coaches: [{ key: "coach-1", perWeek: 2 }],
  conversations: { ...project.conversations, number: { 2: 2, 3: 3, 4: 2, 5: 1 } },
};

const hardenberg: Behaviour = {
  ...project,
  name: "Hardenberg, De Krim, July 2021 to July 2022",
  begins: "2021-07-01",
  sources: {
    ...project.sources,
    "arrivals.perYear": "Samen in beweging L3069-3076: two",
    "arrivals.opens": "Samen in beweging L848-852: could not be introduced",
    referrers: "Samen in beweging L3069-3076: the neighbourhood team, none by a GP",
    coaches: "Samen in beweging L3051-3055, L3157-3177: one, at reduced capacity, who left in May 2022",
  },
  arrivals: { perYear: 2, twice: 0, opens: never },
  referrers: { neighbourhoodTeam: 1 },
  organisations: { "samen-doen": 1 },
  coaches: [{ key: "coach-1", perWeek: 1, until: "2022-05-01" }],
};

/** The home visits had not begun when the report was written: a year as it might have gone. */
const homeVisits: Behaviour = {
  ...nijmegenYear,
  name: "Home visits 75+ in Steenwijkerland, had they begun in September 2022",
  begins: "2022-09-01",
  sources: {
    ...ours,
    "arrivals.opens": "Samen in beweging L4121-4137, L4150-4166: not begun; that somebody opens it is ours",
    "residents.age": "Samen in beweging L4109-4119: 75 or over; the bands are ours",
    referrers: "Samen in beweging L4150-4166: screened by integrated elderly care",
    activities: "Samen in beweging L4109-4119: trained volunteers; how many, and for how many, is ours",
  },
  arrivals: { perYear: 30, twice: 0, opens: firstDay },
  residents: { ...nijmegenYear.residents, age: { "75-79": 4, "80-84": 4, "85-94": 3 }, areas: undefined },
  referrers: { other: 1 },
  organisations: { "integrated-elderly-care": 1 },
  reasons: { loneliness: 5, chronicIllness: 3, other: 2 },
  coaches: [{ key: "supervisor-1", perWeek: 4 }],
  activities: Array.from({ length: 8 }, (_, i) => ({
    key: `volunteer-${i + 1}`,
    kind: "visiting",
    capacity: 3,
  })),
  conversations: { ...nijmegenYear.conversations, number: { 1: 3, 2: 1 } },
};

const stapjefitter: Behaviour = {
  ...gripAndGlans,
  name: "Stapjefitter, two groups in a year",
  begins: "2022-01-03",
  sources: {
    ...ours,
    activities: "Tien praktijken L564-577: groups; their size and their days are ours",
    "participation.weeks": "Tien praktijken L564-566, L582-583: eighteen weeks",
    "participation.becomesVolunteer": "ours; Tien praktijken L564-566 names volunteering as an aim",
  },
  arrivals: { perYear: 28, twice: 0 },
  residents: {
    ...nijmegenYear.residents,
    age: { "21-34": 3, "35-49": 4, "50-64": 4 },
    areas: undefined,
  },
  referrers: { other: 1 },
  reasons: { unhealthyLifestyle: 6, stuckInLife: 2, loneliness: 2 },
  coaches: [{ key: "guide-1", perWeek: 8 }],
  activities: [
    { key: "group-1", kind: "course", capacity: 12, startsOn: "2022-03-28" },
    { key: "group-2", kind: "course", capacity: 12, from: "2022-03-21", startsOn: "2022-08-22" },
    { key: "group-3", kind: "course", capacity: 12, from: "2022-08-15", startsOn: "2023-01-30" },
  ],
  participation: { ...nijmegenYear.participation, weeks: { 18: 1 } },
  stopping: {
    ...nijmegenYear.stopping,
    beforeArriving: { share: 0.05, reasons: { unreachable: 1, wantsNoHelp: 1 } },
  },
};

/** The behaviour of each place that a source prints numbers of, by the key of its variant. */
export const fittedBehaviours: { readonly [variant: string]: Behaviour } = {
  nijmegen: nijmegenYear,
  kampen,
  "oost-gelre": oostGelre,
  winterswijk,
  zwartewaterland: zwartewaterlandWithoutCoach,
  "hardenberg-de-krim": hardenberg,
  "steenwijkerland-grip-en-glans": gripAndGlans,
  "steenwijkerland-huisbezoek-75": homeVisits,
  stapjefitter,
};

/** For a variant of which nothing is printed: people as in the place that has this shape of pathway. */
export const byPathway = { individual: nijmegenYear, cohort: gripAndGlans, visit: homeVisits } as const;
