import { onOneLine } from "./legible.ts";
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

/** What a registration may say: the columns of a file, by our names. */
export type Field = keyof typeof headings;
/** All of them, in the order in which a row is read. */
export const fields: readonly Field[] = Object.keys(headings).filter((key): key is Field => key in headings);

const required = ["familyName", "birthDate", "sex", "referralDate", "referrerType", "conversations"] as const;

/** What stands in a column of the file; `undefined` where it is not ours to read. */
export interface Column {
  readonly heading: string;
  readonly field: Field | undefined;
}

/** What a file calls its columns, where that is not what we know: `{ mainReason: "Aanleiding" }`. */
export type OwnHeadings = Readonly<Partial<Record<Field, string>>>;

/** Knows headings, in any capitals, with or without spaces, accents and full stops. */
export interface HeadingReader {
  /** How many of these are headings. */
  known(cells: readonly string[]): number;
  /** Which column holds what. Without a column that is needed, or with two for one field, no row can be read. */
  read(cells: readonly string[], row: number): Headings;
}

export interface Headings {
  readonly complete: boolean;
  readonly columns: readonly Column[];
  readonly problems: readonly Problem[];
}

/** The headings we know; where a file has its own for a field, that one instead of ours. */
export function headingReader(own: OwnHeadings = {}): HeadingReader {
  const byHeading = new Map([
    ...fields
      .filter((field) => own[field] === undefined)
      .flatMap((field) => headings[field].map((heading) => [fold(heading), field] as const)),
    ...fields.flatMap((field) => (own[field] === undefined ? [] : [[fold(own[field]), field] as const])),
  ]);
  const fieldOf = (heading: string): Field | undefined => byHeading.get(fold(heading));
  return {
    known: (cells) => cells.filter((cell) => fieldOf(cell) !== undefined).length,
    read(cells, row) {
      const columns = cells.map((cell) => ({ heading: onOneLine(cell), field: fieldOf(cell) }));
      const missing = missingFrom(columns).map((field) => own[field] ?? ourHeading(field));
      const fatal = [
        ...missing.map((column) => problem(row, "missing-column", { column })),
        ...columns
          .filter(({ field }, i) => field && columns.findIndex((column) => column.field === field) < i)
          .map(({ heading }) => problem(row, "double-column", { column: heading })),
      ];
      const ignored = columns
        .filter(({ field, heading }) => field === undefined && heading !== "")
        .map(({ heading }) => {
          const code = bsnHeadings.has(fold(heading)) ? "bsn-column" : "unknown-column";
          return problem(row, code, { column: heading });
        });
      return { complete: fatal.length === 0, columns, problems: [...fatal, ...ignored] };
    },
  };
}

function missingFrom(columns: readonly Column[]): readonly Field[] {
  const present = new Set(columns.map(({ field }) => field));
  const named = present.has("givenName") || present.has("initials");
  return [...required.filter((field) => !present.has(field)), ...(named ? [] : (["givenName"] as const))];
}

/** How we write a field's heading, where the file has none. */
export const ourHeading = (field: Field): string => headings[field][0];

const fold = (text: string): string =>
  text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "");

const bsnHeadings: ReadonlySet<string> = new Set(["bsn", "burgerservicenummer", "sofinummer", "bsnnummer"]);
