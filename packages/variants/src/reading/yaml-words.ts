import type { Words } from "@wor/lifecycle";
import type { ErrorCode } from "yaml";

/** What the parser of YAML stumbles over, for people who have never heard of a flow sequence. */
const stumbles: { readonly [Code in ErrorCode]?: Words } = {
  DUPLICATE_KEY: { nl: "dit veld staat er twee keer", en: "this field is there twice" },
  TAB_AS_INDENT: {
    nl: "inspringen gaat met spaties, niet met tabs",
    en: "indent with spaces, not with tabs",
  },
  BAD_INDENT: {
    nl: "deze regel springt niet even ver in als die erboven, of er ontbreekt een ] of }",
    en: "this line is not indented as those above, or a ] or } is missing",
  },
  MISSING_CHAR: {
    nl: "hier ontbreekt iets: een aanhalingsteken, een komma, een dubbele punt, een ] of een }",
    en: "something is missing here: a quotation mark, a comma, a colon, ] or }",
  },
  BLOCK_AS_IMPLICIT_KEY: {
    nl: "hier staat een dubbele punt te veel, of de volgende regel springt te ver in; tekst met een dubbele punt hoort tussen aanhalingstekens",
    en: "there is one colon too many here, or the next line is indented too far; text with a colon goes between quotation marks",
  },
  MULTILINE_IMPLICIT_KEY: {
    nl: "achter de naam van het veld ontbreekt een dubbele punt",
    en: "a colon is missing after the name of the field",
  },
  BAD_SCALAR_START: {
    nl: "tekst die met dit teken begint, hoort tussen aanhalingstekens",
    en: "text that begins with this character goes between quotation marks",
  },
  BAD_DQ_ESCAPE: {
    nl: "het teken \\ mag niet tussen dubbele aanhalingstekens staan; gebruik enkele",
    en: "a \\ does not go between double quotation marks; use single ones",
  },
  BAD_ALIAS: {
    nl: "na * hoort een naam; tekst met * hoort tussen aanhalingstekens",
    en: "a name follows *; text with * goes between quotation marks",
  },
  BLOCK_IN_FLOW: {
    nl: "binnen [ ] of { } hoort tekst met een dubbele punt tussen aanhalingstekens, en mag geen regel inspringen",
    en: "within [ ] or { } text with a colon goes between quotation marks, and nothing can be indented",
  },
  MULTIPLE_DOCS: {
    nl: "in een bestand staat één variant; hier begint met --- een tweede",
    en: "a file holds one variant; here --- begins a second",
  },
  UNEXPECTED_TOKEN: {
    nl: "dit hoort hier niet; tekst met bijzondere tekens hoort tussen aanhalingstekens",
    en: "this does not belong here; text with special characters goes between quotation marks",
  },
};

/** What a line looks like over which the parser stumbles, and what is the matter with it then. */
const slips: readonly (readonly [looksLike: RegExp, words: Words])[] = [
  [/^\s*-[^\s-]/, { nl: "achter het streepje hoort een spatie", en: "a space goes after the hyphen" }],
  [
    /^\s*[\w.]+:[^\s/]/,
    { nl: "achter de dubbele punt hoort een spatie", en: "a space goes after the colon" },
  ],
];

/** In words that help whoever writes the file; what is rarer, in the parser's own. */
export const stumbledOver = (code: ErrorCode, message: string, line: string): Words =>
  (isAboutColons.has(code) ? slips.find(([looksLike]) => looksLike.test(line))?.[1] : undefined) ??
  stumbles[code] ?? {
    nl: `dit is geen leesbare YAML (${message})`,
    en: `this is not readable YAML (${message})`,
  };

const isAboutColons: ReadonlySet<ErrorCode> = new Set(["MULTILINE_IMPLICIT_KEY", "BLOCK_AS_IMPLICIT_KEY"]);

/** A space that only looks like one, as Word and web pages have them. */
export const fixedSpace: Words = {
  nl: "deze regel springt in met een vaste spatie, uit Word of van een webpagina; typ gewone spaties",
  en: "this line is indented with a fixed space, from Word or a web page; type ordinary spaces",
};

/** As of 's-Gravenhof: YAML takes its first sign for the beginning of a text between quotation marks. */
export const openQuote: Words = {
  nl: "hier begint een aanhalingsteken dat nergens eindigt; begint de tekst zelf met ', zet er dan dubbele omheen (\"'s-Gravenhof\")",
  en: "here begins a quotation mark that ends nowhere; if the text itself begins with ', put double ones around it (\"'s-Gravenhof\")",
};
