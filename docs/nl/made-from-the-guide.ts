import { readFileSync } from "node:fs";
import {
  commandWords,
  defaultPermissions,
  fieldsAt,
  fieldWords,
  placeWords,
  professionWords,
  roleWords,
  stageWords,
  type Term,
  Term as TermSchema,
  termInWords,
  valueWords,
} from "@wor/lifecycle";
import { drawSvg, explainVariant, type ReadVariant, readVariant } from "@wor/variants";

/** What lies beside the guide and is made from its example: the drawing, the work process, and the list of all fields. */
export function madeFromTheGuide(): ReadonlyMap<string, string> {
  const { variant, provenance } = example();
  return new Map([
    ["voorbeeldstad.svg", drawSvg(variant, { locale: "nl" })],
    ["voorbeeldstad-werkproces.md", explainVariant(variant, "nl", provenance)],
    ["velden.md", allFields()],
  ]);
}

/** The first file of the guide. */
function example(): Extract<ReadVariant, { ok: true }> {
  const guide = readFileSync(new URL("gids-voor-gemeenten.md", import.meta.url), "utf8");
  const [, text = ""] = /```yaml voorbeeldstad\.yaml\n([\s\S]*?)```/.exec(guide) ?? [];
  const read = readVariant(text);
  if (!read.ok) throw new Error(read.problems[0].message.en);
  return read;
}

const smallest = `
id: kleinst
version: 1
name: { nl: Kleinst, en: Smallest }
municipality: kleinst
referring:
  professions: [gp]
  reasons: [{ code: a, label: { nl: a, en: a }, core: other }]
`;

function allFields(): string {
  const read = readVariant(smallest);
  if (!read.ok) throw new Error(read.problems[0].message.en);
  const usual = new Map(
    read.provenance.filter(({ from }) => from === "default").map((one) => [one.path, one] as const),
  );
  const row = (path: readonly string[]) => {
    const name = path.join(".").replaceAll(".0", "[]");
    const found = usual.get(name);
    const from = found === undefined ? "" : (found.source ?? "eigen keuze");
    const choices = codes(choicesOf[path.join(".")] ?? {});
    const what = `${fieldWords(path).nl}${choices === "" ? "" : `. Keuze: ${choices}`}`;
    return `| \`${name}\` | ${what} | ${found === undefined ? "" : shown(found.value)} | ${from} |`;
  };
  const head = ["| Veld | Wat | Standaardwaarde | Herkomst daarvan |", "|---|---|---|---|"];
  const sections = fieldsAt([]).filter((name) => isSection(name));
  const single = fieldsAt([]).filter((name) => !isSection(name) && name !== "permissions");
  return [
    "# Alle velden van een variant",
    "Gemaakt uit het schema. Een veld zonder standaardwaarde is verplicht of mag ontbreken. Wat als “eigen keuze” gemerkt is, noemt geen bron.",
    [
      ...head,
      ...single.flatMap((name) => [row([name]), ...fieldsOfEach([name]).map((one) => row([name, "0", one]))]),
    ].join("\n"),
    ...sections.map((name) =>
      [
        `## ${fieldWords([name]).nl}`,
        "",
        ...head,
        ...fieldsAt([name]).flatMap((field) => {
          const inner = fieldsAt([name, field]).filter(() => !isTerm([name, field]));
          if (inner.length > 0 && !isWords(inner)) return inner.map((one) => row([name, field, one]));
          return [
            row([name, field]),
            ...fieldsOfEach([name, field]).map((one) => row([name, field, "0", one])),
          ];
        }),
      ].join("\n"),
    ),
    "## Wie wat mag (permissions)",
    "Wie hier niets invult, houdt deze verdeling. Zij is een eigen keuze.",
    [
      "| Veld | Wat | Wie |",
      "|---|---|---|",
      ...Object.entries(defaultPermissions).map(
        ([command, roles]) =>
          `| \`${command}\` | ${commandWords[command as keyof typeof commandWords].nl} | ${roles.map((role) => roleWords[role].nl).join(", ")} |`,
      ),
    ].join("\n"),
    "## Codes",
    "In het bestand staan codes; dit betekenen ze. Een termijn is een aantal dagen (`P14D`), weken (`P2W`), maanden (`P3M`) of jaren (`P1Y`), of een aantal werkdagen (`{ workingDays: 5 }`).",
    [
      "| Waar | Codes |",
      "|---|---|",
      `| wie verwijst: \`referring.professions\`, \`feedback.delegateTo\` | ${codes(professionWords)} |`,
      `| kernreden: \`core\` bij \`referring.reasons\` | ${codes(valueWords["referring.reasons.core"])} |`,
      `| kernreden: \`core\` bij \`ending.reasons\` | ${codes(valueWords["ending.reasons.core"])} |`,
      `| wanneer: \`moments\` bij \`measurements\` | ${codes(valueWords["measurements.moments"])} |`,
      `| rollen: \`roles\`, \`terms\`, \`permissions\`, \`restrictions\`, \`escalation.chain\`, \`duplicates.overrideBy\` | ${codes(roleWords)} |`,
      `| fasen: \`labels\`, \`restrictions\` | ${codes(stageWords)} |`,
      `| plekken: \`labels\` | ${codes(placeWords)} |`,
    ].join("\n"),
  ]
    .join("\n\n")
    .concat("\n");
}

const choicesOf: { readonly [path: string]: { readonly [code: string]: { readonly nl: string } } } =
  valueWords;

/** Codes with what they mean. */
const codes = (words: { readonly [code: string]: { readonly nl: string } }): string =>
  Object.entries(words)
    .map(([code, { nl }]) => `\`${code}\` (${nl})`)
    .join(", ");

/** What each item of a list consists of; a text is one thing, whatever the language. */
const fieldsOfEach = (path: readonly string[]): readonly string[] => {
  const fields = fieldsAt([...path, "0"]);
  return isWords(fields) ? [] : fields;
};

const isSection = (name: string): boolean =>
  fieldsAt([name]).length > 0 && !["name", "about", "terms", "labels", "permissions"].includes(name);

const isTerm = (path: readonly string[]): boolean => fieldsAt(path).includes("workingDays");
const isWords = (fields: readonly string[]): boolean => fields.includes("nl");

function shown(value: unknown): string {
  const term = TermSchema.safeParse(value);
  if (term.success) return termInWords(term.data satisfies Term).nl;
  if (Array.isArray(value)) return value.length === 0 ? "geen" : value.join(", ");
  if (typeof value === "boolean") return value ? "ja" : "nee";
  return String(value);
}
