import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { type Identity, InvalidIdentity } from "./identity.ts";
import { nearMatchKeys } from "./near-match.ts";
import { pseudonymKey, residentPseudonym, residentPseudonyms } from "./pseudonym.ts";

const key = pseudonymKey("k1", new Uint8Array(32).fill(7));
const context = { key, municipality: "nijmegen" };
const of = (identity: Partial<Identity>) =>
  residentPseudonym(context, {
    familyName: "Zilverreiger",
    givenName: "Anna",
    birthDate: "1950-03-12",
    ...identity,
  });

const sameName: readonly (readonly [string, Partial<Identity>, Partial<Identity>])[] = [
  ["capitals", { familyName: "ZILVERREIGER" }, { familyName: "zilverreiger" }],
  ["a tussenvoegsel behind a comma", { familyName: "van der Berg" }, { familyName: "Berg, van der" }],
  [
    "a tussenvoegsel in its own field",
    { familyName: "van der Berg" },
    { familyName: "Berg", familyNamePrefix: "van der" },
  ],
  [
    "a tussenvoegsel behind the given name",
    { familyName: "van der Berg" },
    { familyName: "Berg", givenName: "Anna van der" },
  ],
  ["a tussenvoegsel shortened", { familyName: "van der Berg" }, { familyName: "v.d. Berg" }],
  ["a tussenvoegsel shortened without dots", { familyName: "van den Berg" }, { familyName: "vd Berg" }],
  ["a tussenvoegsel left out", { familyName: "de Vries" }, { familyName: "Vries" }],
  ["'t with any apostrophe", { familyName: "in 't Veld" }, { familyName: "In ’t Veld" }],
  ["'t without a space", { familyName: "in 't Veld" }, { familyName: "in't Veld" }],
  ["'t written out", { familyName: "van 't Hof" }, { familyName: "van het Hof" }],
  ["'s- in front", { familyName: "'s-Gravenmade" }, { familyName: "Gravenmade, 's" }],
  ["d' in front", { familyName: "d'Artois" }, { familyName: "Artois" }],
  ["an apostrophe inside", { familyName: "O'Brien" }, { familyName: "OBrien" }],
  ["accents", { familyName: "Çelik-Özdemír" }, { familyName: "Celik-Ozdemir" }],
  ["accents as separate marks", { givenName: "Zoë".normalize("NFD") }, { givenName: "Zoë".normalize("NFC") }],
  ["letters that have no accent to lose", { familyName: "Sørensen" }, { familyName: "Sorensen" }],
  ["ij and y", { familyName: "Meijer" }, { familyName: "Meyer" }],
  ["ij and y in a tussenvoegsel", { familyName: "uijt den Bogerd" }, { familyName: "Bogerd, uyt den" }],
  ["ij as a whole name", { familyName: "van der IJ" }, { familyName: "IJ" }],
  ["the ligature of ij", { familyName: "Ĳssel" }, { familyName: "IJssel" }],
  ["ÿ", { familyName: "Dÿkstra" }, { familyName: "Dijkstra" }],
  [
    "a married name the other way round",
    { familyName: "Jansen-de Vries" },
    { familyName: "de Vries - Jansen" },
  ],
  ["a married name without a hyphen", { familyName: "Jansen-de Vries" }, { familyName: "Jansen de Vries" }],
  ["a maiden name announced", { familyName: "Jansen geb. de Vries" }, { familyName: "Jansen-de Vries" }],
  ["a form of address", { familyName: "mw. de Vries" }, { familyName: "de Vries" }],
  ["an initial behind the family name", { familyName: "Jansen, J." }, { familyName: "Jansen" }],
  ["spaces", { familyName: "  de   Vries " }, { familyName: "de\u00a0Vries" }],
  ["hyphens in a given name", { givenName: "Jan-Willem" }, { givenName: "jan willem" }],
  ["further initials", { givenName: "Anna M." }, { givenName: "Anna" }],
  ["initials with and without dots", { givenName: "A.B." }, { givenName: undefined, initials: "AB" }],
  ["initials of two letters", { givenName: "A.Th." }, { givenName: undefined, initials: "A. Th." }],
  ["a birth date in Dutch", {}, { birthDate: "12-3-1950" }],
  ["a birth date with slashes", {}, { birthDate: "12/03/1950" }],
  ["a birth date with dots", {}, { birthDate: " 12.3.1950 " }],
];

test.each(sameName)("the same resident is recognised: %s", (_, one, other) => {
  expect(of(one)).toBe(of(other));
});

const differentPeople: readonly (readonly [string, Partial<Identity>, Partial<Identity>])[] = [
  ["twins", { givenName: "Anna" }, { givenName: "Bente" }],
  ["twins with the same initial", { givenName: "Anna" }, { givenName: "Agnes" }],
  ["a day apart", {}, { birthDate: "1950-03-13" }],
  ["day and month the other way round", {}, { birthDate: "3-12-1950" }],
  ["another family name", {}, { familyName: "Blauwe Reiger" }],
  ["a name of tussenvoegsels only", { familyName: "Van" }, { familyName: "De" }],
  ["names in another script", { familyName: "Дятел" }, { familyName: "Снегирь" }],
];

test.each(differentPeople)("different residents stay apart: %s", (_, one, other) => {
  expect(of(one)).not.toBe(of(other));
});

test("another key or municipality gives another pseudonym", () => {
  const identity = { familyName: "Reiger", givenName: "Anna", birthDate: "1950-03-12" };
  const otherKey = pseudonymKey("k1", new Uint8Array(32).fill(8));
  const all = [
    residentPseudonym(context, identity),
    residentPseudonym({ key: otherKey, municipality: "nijmegen" }, identity),
    residentPseudonym({ key, municipality: "houten" }, identity),
  ];
  expect(new Set(all).size).toBe(3);
});

test("a pseudonym is stable: what is in a log today is found tomorrow", () => {
  expect(of({})).toBe("k1.6b5c80d372318134e0dae12be7ebb007fbf21f6e");
});

test("after a key is replaced, a resident is looked for under both", () => {
  const fresh = pseudonymKey("k2", new Uint8Array(32).fill(9));
  const identity = { familyName: "Reiger", givenName: "Anna", birthDate: "1950-03-12" };
  const found = residentPseudonyms({ municipality: "nijmegen", current: fresh, previous: [key] }, identity);
  expect(found.current).toMatch(/^k2\.[0-9a-f]{40}$/);
  expect(found.all).toEqual([found.current, residentPseudonym(context, identity)]);
});

test("a key does not show its secret when it is printed", () => {
  const secret = new Uint8Array(Buffer.from("0123456789abcdef0123456789abcdef"));
  const printed =
    inspect(pseudonymKey("k1", secret), { depth: 9, showHidden: true }) +
    JSON.stringify(pseudonymKey("k1", secret));
  for (const form of ["utf8", "hex", "base64"] as const)
    expect(printed).not.toContain(Buffer.from(secret).toString(form).slice(0, 16));
  expect(printed).not.toContain("48, 49, 50");
});

test.each([
  ["K1", 32],
  ["", 32],
  ["k 1", 32],
  ["k1.", 32],
  ["k1", 31],
])("a key %j of %i bytes is refused", (id, size) => {
  expect(() => pseudonymKey(id, new Uint8Array(size))).toThrow(RangeError);
});

describe("what cannot be a resident is refused, field by field", () => {
  const problemsOf = (identity: unknown) => {
    try {
      // A caller without types.
      residentPseudonym(context, identity as Identity);
    } catch (error) {
      if (error instanceof InvalidIdentity)
        return error.problems.map(({ field, code }) => `${field} ${code}`);
    }
    return [];
  };
  const good = { familyName: "Reiger", givenName: "Anna", birthDate: "1950-03-12" };

  test.each([
    ["30 February", { ...good, birthDate: "30-2-1950" }, ["birthDate impossible"]],
    ["29 February outside a leap year", { ...good, birthDate: "1951-02-29" }, ["birthDate impossible"]],
    ["a month that does not exist", { ...good, birthDate: "1950-13-01" }, ["birthDate impossible"]],
    [
      "day zero, as registers write for unknown",
      { ...good, birthDate: "00-00-1950" },
      ["birthDate impossible"],
    ],
    ["a year before anybody", { ...good, birthDate: "12-3-0195" }, ["birthDate impossible"]],
    ["a year of two digits", { ...good, birthDate: "12-3-50" }, ["birthDate unreadable"]],
    ["words", { ...good, birthDate: "ergens in maart" }, ["birthDate unreadable"]],
    ["mixed marks", { ...good, birthDate: "12-3/1950" }, ["birthDate unreadable"]],
    ["no birth date", { ...good, birthDate: " " }, ["birthDate missing"]],
    ["no names", { ...good, familyName: " ", givenName: "-" }, ["familyName missing", "givenName missing"]],
    [
      "a tussenvoegsel without a name",
      { ...good, familyName: "", familyNamePrefix: "van" },
      ["familyName missing"],
    ],
    ["nothing", {}, ["familyName missing", "birthDate missing"]],
    ["not even an object", "Reiger", ["identity missing"]],
    ["a field too many", { ...good, bsn: "111222333" }, ["identity unknown"]],
    ["a name without end", { ...good, familyName: "x".repeat(201) }, ["familyName long"]],
    ["a BSN in a name", { ...good, familyName: "Reiger 111222333" }, ["familyName bsn"]],
    ["a BSN with invisible marks", { ...good, givenName: "111\u200b222\u200b333" }, ["givenName bsn"]],
    ["a BSN with dots", { ...good, givenName: "1112.22.333" }, ["givenName bsn"]],
    ["a BSN of eight digits", { ...good, initials: "10000008" }, ["initials bsn"]],
    [
      "a BSN for a birth date",
      { ...good, birthDate: "111222333" },
      ["birthDate bsn", "birthDate unreadable"],
    ],
  ])("%s", (_, identity, expected) => {
    expect(problemsOf(identity)).toEqual(expected);
  });

  test("nine digits that fail the eleven-test are no BSN", () => {
    expect(problemsOf({ ...good, familyName: "Testpersoon 111222334" })).toEqual([]);
  });

  test("a birth date that happens to pass the eleven-test is a birth date", () => {
    const dates = Array.from({ length: 28 }, (_, day) => `${String(day + 1).padStart(2, "0")}-03-1950`);
    expect(dates.flatMap((birthDate) => problemsOf({ ...good, birthDate }))).toEqual([]);
  });
});

describe("possible duplicates share a key", () => {
  const anna: Identity = { familyName: "Jansen-de Vries", givenName: "Anna", birthDate: "1950-03-12" };
  const shared = (other: Partial<Identity>) => {
    const keys = nearMatchKeys(context, anna);
    return nearMatchKeys(context, { ...anna, ...other }).filter((one) => keys.includes(one)).length;
  };

  test.each([
    ["her maiden name only", { familyName: "de Vries" }],
    ["her nickname", { givenName: "Hanneke" }],
    ["her initials", { givenName: "A.M." }],
    ["her name misspelled", { familyName: "Jansse" }],
    ["both names misspelled, but the initial", { familyName: "Jansse", givenName: "Anne" }],
    ["her names in each other's column", { familyName: "Anna", givenName: "Jansen" }],
    ["day and month swapped", { birthDate: "3-12-1950" }],
    ["a wrong year", { birthDate: "12-3-1951" }],
    ["a wrong day", { birthDate: "13-3-1950" }],
  ])("%s", (_, other) => {
    expect(shared(other)).toBeGreaterThan(0);
  });

  test("somebody else shares none", () => {
    expect(shared({ familyName: "Reiger", givenName: "Bente", birthDate: "1961-07-02" })).toBe(0);
    expect(shared({ birthDate: "1961-07-02" })).toBe(0);
  });

  test("and none of the keys is the pseudonym, nor the same in another municipality", () => {
    const keys = nearMatchKeys(context, anna);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).not.toContain(residentPseudonym(context, anna));
    expect(nearMatchKeys({ key, municipality: "houten" }, anna).some((one) => keys.includes(one))).toBe(
      false,
    );
  });
});
