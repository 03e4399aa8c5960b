import fc from "fast-check";
import { expect, test } from "vitest";
import type { Identity } from "./identity.ts";
import { familyWords } from "./names.ts";
import { pseudonymKey, residentPseudonym } from "./pseudonym.ts";

const runs = { numRuns: 300 * Number(process.env.WOR_RUNS ?? 1) };
const secret = fc.uint8Array({ minLength: 32, maxLength: 32 });
const municipality = fc.constantFrom("nijmegen", "houten", "assen");

/** A name of the letters g to z, so that no piece of it can stand in a hexadecimal pseudonym by chance; no tussenvoegsel. */
const name = fc
  .array(fc.constantFrom(..."ghklmnoprstuwyzéüöÿ"), { minLength: 3, maxLength: 12 })
  .map((letters) => letters.join("").normalize("NFC"))
  .filter((word) => familyWords(`Wulp-${word}`).length === 2);
const person = fc.record({
  families: fc.uniqueArray(name, { minLength: 1, maxLength: 2, selector: plain }),
  given: name,
  born: fc.date({ min: new Date("1900-01-01"), max: new Date("2015-12-31"), noInvalidDate: true }),
});
type Person = typeof person extends fc.Arbitrary<infer T> ? T : never;

/** One person as two receptionists may type them. */
const spelledTwice = person.chain((who) => fc.tuple(fc.constant(who), spelling(who), spelling(who)));

test("however somebody is spelled, the pseudonym is the same", () => {
  fc.assert(
    fc.property(spelledTwice, secret, municipality, ([, one, other], bytes, place) => {
      const context = { key: pseudonymKey("k1", bytes), municipality: place };
      expect(residentPseudonym(context, one)).toBe(residentPseudonym(context, other));
    }),
    runs,
  );
});

test("people who differ in a name or in birth date have different pseudonyms", () => {
  const context = { key: pseudonymKey("k1", new Uint8Array(32).fill(1)), municipality: "nijmegen" };
  const two = fc.tuple(person, person).chain(([a, b]) =>
    fc.record({ families: fc.boolean(), given: fc.boolean(), born: fc.boolean() }).map((differs) => ({
      one: a,
      other: {
        families: differs.families ? b.families : a.families,
        given: differs.given ? b.given : a.given,
        born: differs.born ? b.born : a.born,
      },
    })),
  );
  fc.assert(
    fc.property(two, ({ one, other }) => {
      fc.pre(identityOf(one) !== identityOf(other));
      expect(residentPseudonym(context, plainly(one))).not.toBe(residentPseudonym(context, plainly(other)));
    }),
    runs,
  );
});

test("a pseudonym holds no part of a name or birth date, and another key or place gives another", () => {
  fc.assert(
    fc.property(person, secret, secret, (who, bytes, otherBytes) => {
      fc.pre(Buffer.compare(bytes, otherBytes) !== 0);
      const of = (key: Uint8Array, place: string) =>
        residentPseudonym({ key: pseudonymKey("q", key), municipality: place }, plainly(who));
      const pseudonym = of(bytes, "nijmegen");
      for (const word of [...who.families, who.given]) {
        expect(pseudonym).not.toContain(word.slice(0, 3));
        expect(pseudonym).not.toContain(plain(word).slice(0, 3));
      }
      expect(pseudonym).not.toContain(who.born.toISOString().slice(0, 10));
      expect(new Set([pseudonym, of(otherBytes, "nijmegen"), of(bytes, "houten")]).size).toBe(3);
    }),
    runs,
  );
});

function spelling({ families, given, born }: Person): fc.Arbitrary<Identity> {
  const [year = "", month = "", day = ""] = born.toISOString().slice(0, 10).split("-");
  const dates = [
    `${year}-${month}-${day}`,
    ...["-", "/", "."].flatMap((m) => [
      [day, month, year].join(m),
      [Number(day), Number(month), year].join(m),
    ]),
  ];
  return fc.record({
    familyName: fc
      .tuple(
        fc.shuffledSubarray([...families], { minLength: families.length }),
        fc.constantFrom("-", " - ", " ", "–"),
        fc.constantFrom("", "van der ", "v.d. ", "de ", "'t ", "van ’t ", "Van Den "),
        fc.boolean(),
        writing,
      )
      .map(([words, hyphen, particle, behind, written]) =>
        written(behind ? `${words.join(hyphen)}, ${particle}` : `${particle}${words.join(hyphen)}`),
      ),
    familyNamePrefix: fc.constantFrom(undefined, "", "van", "op de"),
    givenName: fc
      .tuple(fc.constantFrom("", " ", " A.", " M.J."), writing)
      .map(([more, written]) => written(given) + more),
    birthDate: fc.constantFrom(...dates),
  });
}

const writing = fc.constantFrom<(text: string) => string>(
  (text) => text,
  (text) => text.toUpperCase(),
  (text) => text.normalize("NFD"),
  (text) => text.normalize("NFD").replace(/\p{M}/gu, ""),
  (text) => text.replaceAll("y", "ij"),
  (text) => ` ${text}  `,
);

const plainly = ({ families, given, born }: Person): Identity => ({
  familyName: families.join("-"),
  givenName: given,
  birthDate: born.toISOString().slice(0, 10),
});

const identityOf = ({ families, given, born }: Person): string =>
  JSON.stringify([families.map(plain).sort(), plain(given), born.toISOString().slice(0, 10)]);

function plain(word: string): string {
  return word.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("ij", "y");
}
