import { onOneLine } from "../legible.ts";
import type { Parts } from "./parts.ts";
import { Unreadable } from "./unreadable.ts";
import { readXml } from "./xml.ts";

/** What a workbook says of itself: ECMA-376 part 1, 18.2. */
export interface Book {
  readonly sheets: readonly SheetEntry[];
  /** Its days are counted from 1904, as Excel on a Mac once did. */
  readonly from1904: boolean;
  readonly stringsPart: string | undefined;
  readonly stylesPart: string | undefined;
}

export interface SheetEntry {
  readonly name: string;
  readonly hidden: boolean;
  readonly part: string;
}

/** Finds the sheets. A zip that is no workbook is told what it is, as far as we know. */
export async function readBook(parts: Parts): Promise<Book> {
  if (otherPrograms.some((name) => parts.has(name))) throw new Unreadable("other-workbook");
  if (!parts.has("_rels/.rels")) throw new Unreadable("not-a-workbook");
  const main = (await relationsOf(parts, "")).find(({ kind }) => kind === "officeDocument")?.part;
  if (main === undefined || !parts.has(main)) throw new Unreadable("not-a-workbook");

  const relations = await relationsOf(parts, main);
  const partOf = (wanted: string) => relations.find(({ kind }) => kind === wanted)?.part;
  const sheets: SheetEntry[] = [];
  let root: string | undefined;
  let from1904 = false;
  await readXml(parts.read(main), {
    open(name, attributes) {
      const { date1904, state, name: title = "" } = attributes;
      root ??= name;
      if (name === "workbookPr") from1904 = isTrue(date1904);
      if (name !== "sheet") return;
      const [, id] = Object.entries(attributes).find(([key]) => key.endsWith(":id")) ?? [];
      const relation = relations.find((one) => one.id === id);
      if (relation === undefined) throw new Unreadable("broken-workbook");
      // A sheet may also hold nothing but a chart.
      if (relation.kind !== "worksheet") return;
      sheets.push({
        name: onOneLine(title),
        hidden: (state ?? "visible") !== "visible",
        part: relation.part,
      });
    },
  });
  if (root !== "workbook") throw new Unreadable("not-a-workbook");
  return { sheets, from1904, stringsPart: partOf("sharedStrings"), stylesPart: partOf("styles") };
}

export const isTrue = (value: string | undefined): boolean => value === "1" || value === "true";

/** OpenDocument, Excel's binary workbook, and Numbers. */
const otherPrograms = ["mimetype", "content.xml", "xl/workbook.bin", "Index/Document.iwa", "Index.zip"];

interface Relation {
  readonly id: string;
  /** The last word of its type: the words before it differ between the two dialects of the standard. */
  readonly kind: string;
  readonly part: string;
}

async function relationsOf(parts: Parts, part: string): Promise<readonly Relation[]> {
  const folder = part.slice(0, part.lastIndexOf("/") + 1);
  const file = `${folder}_rels/${part.slice(folder.length)}.rels`;
  const relations: Relation[] = [];
  if (!parts.has(file)) return relations;
  await readXml(parts.read(file), {
    open(name, { Id: id, Type: type, Target: target, TargetMode: mode }) {
      if (name !== "Relationship" || id === undefined || target === undefined || mode === "External") return;
      relations.push({ id, kind: type?.split("/").at(-1) ?? "", part: resolved(folder, target) });
    },
  });
  return relations;
}

function resolved(folder: string, target: string): string {
  const steps = (target.startsWith("/") ? target : `${folder}${target}`).split("/");
  const path: string[] = [];
  for (const step of steps) {
    if (step === "..") path.pop();
    else if (step !== "" && step !== ".") path.push(step);
  }
  return path.join("/");
}
