import { readXml, type XmlListener } from "./xml.ts";

/** The texts that cells refer to by number: ECMA-376 part 1, 18.4. */
export async function readStrings(chunks: AsyncIterable<Uint8Array>): Promise<readonly string[]> {
  const strings: string[] = [];
  const text = richText((whole) => strings.push(whole), "si");
  await readXml(chunks, text);
  return strings;
}

/** Listens for texts inside `<si>` or `<is>`: the pieces in one, whatever they look like, without reading aids. */
export function richText(done: (text: string) => void, around: "si" | "is"): Required<XmlListener> {
  let whole = "";
  let isOpen = false;
  let isText = false;
  let isAid = false;
  return {
    open(name) {
      if (name === around) {
        isOpen = true;
        whole = "";
      } else if (name === "rPh") isAid = true;
      else if (name === "t") isText = isOpen && !isAid;
    },
    text(piece) {
      if (isText) whole += piece;
    },
    close(name) {
      if (name === "t") isText = false;
      else if (name === "rPh") isAid = false;
      else if (name === around) {
        isOpen = false;
        done(unescaped(whole));
      }
    },
  };
}

/** What XML cannot hold is written as `_x000D_`: ECMA-376 part 1, 22.9.2.19. */
export const unescaped = (text: string): string =>
  text.replace(/_x([0-9a-f]{4})_/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
