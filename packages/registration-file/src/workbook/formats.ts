import { readXml } from "./xml.ts";

/** What a number in a cell stands for, by the way it is shown. */
export type Format = "date" | "percentage" | "number";

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

function formatOf(id: string, code: string | undefined): Format {
  if (code === undefined) return builtIn.get(Number(id)) ?? "number";
  // What is between quotation marks, after a backslash or in brackets is shown as it stands, or is a colour.
  const bare = code
    .slice(0, longestCode)
    .replace(/"[^"]*"|\\.|[_*]./g, "")
    .replace(/\[(?:h+|m+|s+)\]/gi, "h")
    .replace(/\[[^\]]*\]/g, "");
  const [positive = ""] = bare.split(";");
  if (/[ymdhs]/i.test(positive)) return "date";
  return positive.includes("%") ? "percentage" : "number";
}

/** What Excel allows; none of it is worth looking at for longer. */
const longestCode = 255;

/** The formats that have a number and no code: 18.8.30, with those that East Asian editions add. */
const builtIn: ReadonlyMap<number, Format> = new Map([
  ...[9, 10].map((id) => [id, "percentage"] as const),
  ...[
    [14, 22],
    [27, 36],
    [45, 47],
    [50, 58],
  ].flatMap(([first = 0, last = 0]) =>
    Array.from({ length: last - first + 1 }, (_, i) => [first + i, "date"] as const),
  ),
]);
