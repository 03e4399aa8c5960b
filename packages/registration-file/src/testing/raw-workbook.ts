import { strToU8, zipSync } from "fflate";

/** A workbook put together by hand, for what no writer would write. */
export interface RawWorkbook {
  readonly sheets: readonly RawSheet[];
  readonly from1904?: boolean;
  /** `<si>…</si>` one after another. */
  readonly strings?: string;
  /** Number formats of the styles 0, 1, …: a built-in number, or a code. */
  readonly formats?: readonly (number | string)[];
  /** Parts besides, or instead. */
  readonly parts?: Readonly<Record<string, string | Uint8Array>>;
  /** 0 packs nothing. */
  readonly level?: 0 | 1;
}

export interface RawSheet {
  readonly name: string;
  /** What is between `<sheetData>` and its end. */
  readonly data: string;
  readonly merged?: readonly string[];
  readonly state?: "hidden" | "veryHidden";
}

export function rawWorkbook(book: RawWorkbook): Uint8Array {
  const { sheets, from1904 = false, strings = "", formats = [], parts = {}, level } = book;
  const files: Record<string, string | Uint8Array> = {
    "[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    "_rels/.rels": relations([["rId1", "officeDocument", "xl/workbook.xml"]]),
    "xl/workbook.xml": `<workbook xmlns="${main}" xmlns:r="${types}"><workbookPr date1904="${from1904}"/><sheets>${sheets
      .map(
        ({ name, state = "visible" }, i) =>
          `<sheet name="${name}" sheetId="${i + 1}" state="${state}" r:id="rId${i + 1}"/>`,
      )
      .join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": relations([
      ...sheets.map((_, i) => [`rId${i + 1}`, "worksheet", `worksheets/sheet${i + 1}.xml`] as const),
      ["rStrings", "sharedStrings", "/xl/sharedStrings.xml"],
      ["rStyles", "styles", "styles.xml"],
    ]),
    "xl/sharedStrings.xml": `<sst xmlns="${main}">${strings}</sst>`,
    "xl/styles.xml": styles(formats),
    ...Object.fromEntries(
      sheets.map(({ data, merged = [] }, i) => [
        `xl/worksheets/sheet${i + 1}.xml`,
        `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet xmlns="${main}"><sheetData>${data}</sheetData><mergeCells>${merged
          .map((ref) => `<mergeCell ref="${ref}"/>`)
          .join("")}</mergeCells></worksheet>`,
      ]),
    ),
    ...parts,
  };
  return zipped(files, level);
}

export const zipped = (files: Readonly<Record<string, string | Uint8Array>>, level: 0 | 1 = 1): Uint8Array =>
  zipSync(
    Object.fromEntries(
      Object.entries(files).map(([name, content]) => [
        name,
        typeof content === "string" ? strToU8(content) : content,
      ]),
    ),
    { level },
  );

/** A row of texts and numbers; a piece of XML that begins with `<c` stands as it is. */
export function rawRow(row: number, cells: readonly (string | number | null)[], attributes = ""): string {
  const xml = cells.map((cell, i) => {
    const place = `${String.fromCharCode(65 + i)}${row}`;
    if (cell === null) return "";
    if (typeof cell === "number") return `<c r="${place}"><v>${cell}</v></c>`;
    if (cell.startsWith("<c")) return cell.replace("<c", `<c r="${place}"`);
    return `<c r="${place}" t="inlineStr"><is><t>${cell}</t></is></c>`;
  });
  return `<row r="${row}" ${attributes}>${xml.join("")}</row>`;
}

function styles(formats: readonly (number | string)[]): string {
  const own = formats.flatMap((format, i) =>
    typeof format === "string" ? [`<numFmt numFmtId="${164 + i}" formatCode="${format}"/>`] : [],
  );
  const xfs = formats.map((format, i) => `<xf numFmtId="${typeof format === "string" ? 164 + i : format}"/>`);
  return `<styleSheet xmlns="${main}"><numFmts>${own.join("")}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${xfs.join("")}</cellXfs></styleSheet>`;
}

const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

const relations = (list: readonly (readonly [string, string, string])[]): string =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list
    .map(([id, kind, target]) => `<Relationship Id="${id}" Type="${types}/${kind}" Target="${target}"/>`)
    .join("")}</Relationships>`;
