import { SaxesParser } from "saxes";

/** What is told of a part as it goes by. Names of elements come without their prefix: every writer picks its own. */
export interface XmlListener {
  open?(name: string, attributes: Attributes): void;
  text?(text: string): void;
  close?(name: string): void;
}

export type Attributes = Readonly<Record<string, string | undefined>>;

/** Reads a part of a workbook. Throws when it is not well-formed XML in UTF-8. */
export async function readXml(chunks: AsyncIterable<Uint8Array>, listener: XmlListener): Promise<void> {
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }) => {
    listener.open?.(withoutPrefix(name), attributes);
  });
  parser.on("text", (text) => listener.text?.(text));
  parser.on("cdata", (text) => listener.text?.(text));
  parser.on("closetag", ({ name }) => listener.close?.(withoutPrefix(name)));

  const decoder = new TextDecoder("utf-8", { fatal: true });
  for await (const chunk of chunks) parser.write(decoder.decode(chunk, { stream: true }));
  parser.write(decoder.decode());
  parser.close();
}

const withoutPrefix = (name: string): string => name.slice(name.indexOf(":") + 1);
