import { type Problem, problem } from "./problems.ts";

/** What a registration says, and the headings under which coaches write it. The first is ours. */
const headings = {
  familyName: ["Achternaam", "Familienaam", "Geslachtsnaam", "Family name", "Last name", "Surname"],
  familyNamePrefix: [
    "Tussenvoegsel",
    "Tussenvoegsels",
    "Voorvoegsel",
    "Voorvoegsels",
    "Prefix",
    "Family name prefix",
  ],
  givenName: ["Voornaam", "Voornamen", "Roepnaam", "Given name", "First name"],
  initials: ["Voorletters", "Voorletter", "Initialen", "Initials"],
  birthDate: ["Geboortedatum", "Geb. datum", "Birth date", "Date of birth"],
  sex: ["Geslacht", "M/V", "Sex", "Gender"],
  age: ["Leeftijd", "Age"],
  referralDate: ["Verwijsdatum", "Datum verwijzing", "Referral date", "Date of referral"],
  referrerType: [
    "Type verwijzer",
    "Verwijzer",
    "Soort verwijzer",
    "Type doorverwijzer",
    "Referrer type",
    "Referrer",
  ],
  practice: ["Praktijk", "Huisartsenpraktijk", "Practice", "GP practice"],
  mainReason: ["Hoofdreden", "Reden verwijzing", "Reden", "Main reason", "Reason"],
  conversations: ["Aantal gesprekken", "Gesprekken", "Number of conversations", "Conversations"],
  note: [
    "Toelichting gesprek",
    "Toelichting",
    "Toelichting gesprekken",
    "Opmerking",
    "Opmerkingen",
    "Note",
    "Notes",
  ],
  feedback: [
    "Terugkoppeling huisarts",
    "Terugkoppeling aan huisarts",
    "Terugkoppeling",
    "Feedback to GP",
    "Feedback",
  ],
  activityKind: ["Soort activiteit", "Type activiteit", "Activiteit", "Kind of activity", "Activity"],
  hindered: ["Belemmerd", "Klachten belemmeren deelname", "Belemmerende klachten", "Hindered"],
  area: ["Gebied", "Wijk", "Stadsdeel", "Area", "Neighbourhood"],
} as const;

export type Field = keyof typeof headings;
export const fields = Object.keys(headings).filter((key): key is Field => key in headings);

const required = ["familyName", "birthDate", "sex", "referralDate", "referrerType", "conversations"] as const;

/** What stands in a column of the file; `undefined` where it is not ours to read. */
export interface Column {
  readonly heading: string;
  readonly field: Field | undefined;
}

/** Which column holds what. Without a column that is needed, or with two for one field, no row can be read. */
export function readHeadings(
  cells: readonly string[],
  row: number,
): {
  readonly complete: boolean;
  readonly columns: readonly Column[];
  readonly problems: readonly Problem[];
} {
  const columns = cells.map((cell) => ({ heading: cell.trim(), field: fieldOf(cell) }));
  const present = columns.flatMap(({ field }) => (field === undefined ? [] : [field]));

  const missing: Field[] = required.filter((field) => !present.includes(field));
  if (!present.includes("givenName") && !present.includes("initials")) missing.push("givenName");
  const twice = columns.filter(
    ({ field }, i) => field !== undefined && columns.findIndex((column) => column.field === field) < i,
  );
  const fatal = [
    ...missing.map((field) => problem(row, "missing-column", { column: ourHeading(field) })),
    ...twice.map(({ heading }) => problem(row, "double-column", { column: heading })),
  ];
  const ignored = columns
    .filter(({ field, heading }) => field === undefined && heading !== "")
    .map(({ heading }) =>
      problem(row, bsnHeadings.has(fold(heading)) ? "bsn-column" : "unknown-column", { column: heading }),
    );
  return { complete: fatal.length === 0, columns, problems: [...fatal, ...ignored] };
}

/** The field a heading stands for, in any capitals, with or without spaces, accents and full stops. */
export function fieldOf(heading: string): Field | undefined {
  return byHeading.get(fold(heading));
}

/** How we write a field's heading, where the file has none. */
export const ourHeading = (field: Field): string => headings[field][0];

const fold = (text: string): string =>
  text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "");

const byHeading: ReadonlyMap<string, Field> = new Map(
  fields.flatMap((field) => headings[field].map((heading) => [fold(heading), field] as const)),
);

const bsnHeadings: ReadonlySet<string> = new Set(["bsn", "burgerservicenummer", "sofinummer", "bsnnummer"]);
