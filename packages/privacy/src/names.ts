/**
 * The words of a family name that tell one family from another, folded and sorted: what is left of
 * "van der Berg", "Berg, van der", "V.D. BERG" and "v d Bérg" is the same.
 *
 * Tussenvoegsels are left out, because people write and omit and abbreviate them at will ("v.d." may be van de,
 * van der or van den). The order of words is left out, because a married name is written both ways round.
 */
export function familyWords(familyName: string): readonly string[] {
  const all = words(familyName);
  const telling = all.filter(
    (word) => word.length > 1 && !particles.has(withoutIj(word)) && !asides.has(word),
  );
  return [...new Set((telling.length > 0 ? telling : all).map(withoutIj))].sort();
}

/**
 * A given name or initials as one folded word. "Jan-Willem", "Jan Willem" and "JAN WILLEM A." are the same; so are
 * "A.B." and "AB". "Anna" and "A." differ: twins share a birth date, a family name and often an initial.
 */
export function givenWord(givenName: string): string {
  if (initials.test(givenName)) return withoutIj(words(givenName).join(""));
  const all = words(givenName).filter((word, _, { length }) => length === 1 || !asides.has(word));
  // "Berg, Jan van der" puts the tussenvoegsel behind the given name.
  const end = all.findLastIndex((word) => !trailingParticles.has(withoutIj(word)));
  const names = end < 0 ? all : all.slice(0, end + 1);
  const full = names.filter((word) => word.length > 1);
  return withoutIj((full.length > 0 ? full : names).join(""));
}

function words(text: string): readonly string[] {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[øłđðþßæœı]/g, (letter) => unlikeLetters[letter] ?? letter)
    .replace(/[\p{M}\p{Cf}]/gu, "")
    .replace(/[’‘ʼʻ‛`´′＇]/g, "'")
    .replace(/(?<![\p{L}])([dl])'/gu, "$1 ")
    .replace(/'([ts])(?![\p{L}])/gu, " $1 ")
    .replace(/'/g, "")
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
}

/** `A.B.`, `Th. A.`, `IJ.` */
const initials = /^\s*(?:\p{L}{1,3}\.\s*)+$/u;

// The alphabet of Dutch registers sorts ij and y as one letter; typists mix them, and ÿ.
const withoutIj = (word: string): string => word.replaceAll("ij", "y");

/** Letters that Unicode does not take apart. */
const unlikeLetters: Readonly<Record<string, string>> = {
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ı: "i",
};

const trailingParticles: ReadonlySet<string> = new Set(
  "van de der den het ten ter te op in aan by vd vdr vdn vant d t v".split(" "),
);

/** Words of the Dutch civil registry's table of tussenvoegsels, and the usual abbreviations of them; ij written as y. */
const particles: ReadonlySet<string> = new Set([
  ...trailingParticles,
  ..."a af al am an auf aus bei ben bin boven d da dal dalla das degli dei del della deca des di die dit do don dos"
    .split(" ")
    .concat(
      "du el i im l la las le les li lo los met of onder over s tegen tho thoe thor to toe tot uit unter uyt".split(
        " ",
      ),
    )
    .concat("ven ver vom von voor vor zu zum zur".split(" ")),
]);

/** Not part of a name: forms of address, and how a maiden name is announced. */
const asides: ReadonlySet<string> = new Set([
  "dhr",
  "mevr",
  "mevrouw",
  "mw",
  "meneer",
  "geb",
  "geboren",
  "ev",
]);
