import { broken, type Failure } from "../failure.ts";
import { says } from "../words.ts";

/**
 * The text of a file. UTF-8, or UTF-16 where the file says so itself, as Notepad and PowerShell write it. What is
 * something else is refused: guessing would turn an é into two strange signs that everybody then reads.
 *
 * @throws {Failure} where it is no text.
 */
export function plainText(bytes: Uint8Array, path: string): string {
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : undefined;
  const swapped = bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : undefined;
  const encoding = utf16 ?? swapped ?? "utf-8";
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    if (text.includes("\0")) throw noText(path);
    return text;
  } catch (error) {
    if (error instanceof TypeError)
      throw isZip(bytes) || bytes.includes(0) ? noText(path) : otherwiseEncoded(bytes, path);
    throw error;
  }
}

/** A document of Word or a spreadsheet is a zip file. */
const isZip = (bytes: Uint8Array) => bytes[0] === 0x50 && bytes[1] === 0x4b;

const noText = (path: string): Failure =>
  broken("not-text", says(`${path} is geen tekstbestand.`, `${path} is no text file.`), {
    help: says(
      "Bewaar het als platte tekst (UTF-8), niet als Word-document of rekenblad.",
      "Save it as plain text (UTF-8), not as a Word document or a spreadsheet.",
    ),
  });

function otherwiseEncoded(bytes: Uint8Array, path: string): Failure {
  const line = 1 + bytes.subarray(0, firstOtherByte(bytes)).filter((byte) => byte === 0x0a).length;
  return broken(
    "not-utf-8",
    says(
      `${path}, regel ${line}: hier staat een letter, zoals é of ï, die niet als UTF-8 is bewaard.`,
      `${path}, line ${line}: here is a letter, such as é or ï, that was not saved as UTF-8.`,
    ),
    {
      help: says(
        "Bewaar het bestand opnieuw; kies in Kladblok bij Opslaan als de codering UTF-8.",
        "Save the file again; in Notepad, choose the encoding UTF-8 with Save as.",
      ),
      details: { line },
    },
  );
}

/** How far the bytes can be read as UTF-8. */
function firstOtherByte(bytes: Uint8Array): number {
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  return new TextEncoder().encode(text.slice(0, Math.max(text.indexOf("\ufffd"), 0))).length;
}
