import { readXml } from "./xml.ts";

/** What a number in a cell stands for, by the way it is shown. */
export interface Format {
  readonly kind: "date" | "percentage" | "number";
  /** How many digits are shown after the point; all there are when it is not said. */
  readonly decimals?: number | undefined;
}

/** The format of each style, by the number under which cells name it: ECMA-376 part 1, 18.8. */
export async function readFormats(chunks: AsyncIterable<Uint8Array>): Promise<readonly Format[]> {
  const own = new Map<string, string>();
  const formats: Format[] = [];
  let isCellFormats = false;
  await readXml(chunks, {
    open(name, { numFmtId = "0", formatCode }) {
      if (name === "numFmt" && formatCode !== undefined) own.set(numFmtId, formatCode);
      else if (name === "cellXfs") isCellFormats = true;
      else if (name === "xf" && isCellFormats) formats.push(formatOf(numFmtId, own.get(numFmtId)));
    },
    close(name) {
      if (name === "cellXfs") isCellFormats = false;
    },
  });
  return formats;
}

function formatOf(id: string, own: string | undefined): Format {
  const code = own ?? builtIn[Number(id)] ?? (isBuiltInDate(Number(id)) ? "d" : "General");
  // What is between quotation marks, after a backslash or in brackets is shown as it stands, or is a colour.
  const bare = code
    .slice(0, longestCode)
    .replace(/"[^"]*"|\\.|[_*]./g, "")
    .replace(/\[(?:h+|m+|s+)\]/gi, "h")
    .replace(/\[[^\]]*\]/g, "");
  const [positive = ""] = bare.split(";");
  if (/[ymdhs]/i.test(positive)) return { kind: "date" };
  return { kind: positive.includes("%") ? "percentage" : "number", decimals: decimalsOf(positive) };
}

/** `undefined` for what is no plain number: `General`, a fraction, a power of ten, thousands left out. */
function decimalsOf(code: string): number | undefined {
  const digits = /^[^#0?]*[#0?][#0?,]*(?:\.(?<decimals>[#0?]*))?[^#0?]*$/.exec(code);
  if (digits === null || /[/E]|,(?![#0?])/i.test(code)) return undefined;
  return digits.groups?.decimals?.length ?? 0;
}

/** What Excel allows; none of it is worth looking at for longer. */
const longestCode = 255;

/** The formats of numbers that have a number of their own and no code: 18.8.30. */
const builtIn: Readonly<Record<number, string>> = {
  1: "0",
  2: "0.00",
  3: "#,##0",
  4: "#,##0.00",
  9: "0%",
  10: "0.00%",
};

/** Those of days and times, with those that East Asian editions add. */
const isBuiltInDate = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
