import type { AsOf } from "./as-of.ts";
import type { Selection } from "./period.ts";

/** The languages people read tables in. */
export type Locale = "nl" | "en";

/** Something said in both languages. */
export interface Text {
  readonly nl: string;
  readonly en: string;
}

/** A table: what the numbers are, how they were chosen, and the rows. Nothing in it depends on a language. */
export interface Table {
  /** Stable, for files and commands: `year`, `funnel`. */
  readonly name: string;
  readonly title: Text;
  readonly municipality: string;
  readonly selection: Selection;
  readonly asOf: AsOf | undefined;
  /** The moment against which it was made. */
  readonly moment: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  /** What adds up in another way than by rows with a `total`. */
  readonly sums?: readonly Sum[] | undefined;
  /** Cells that hold a number which other tables hold as well, by what it means. */
  readonly means?: readonly (Meaning & { readonly cell: CellRef })[] | undefined;
  /** Holds keys of referrals or people: for those who guide them, never for outside. */
  readonly individual?: boolean | undefined;
  /** What one has to know to read the numbers, such as which state a count names. */
  readonly notes: readonly Text[];
}

/** A column. `key` is its stable name in files. */
export interface Column {
  readonly key: string;
  readonly heading: Text;
  readonly kind: ColumnKind;
  /** The columns that it is computed from, by key, where that is not all of them: hidden where one of them is. */
  readonly from?: readonly string[] | undefined;
}

/**
 * What stands in a column. `count` is people or referrals and is what small-cell suppression looks at; `share` is
 * a part of one; `days` have one decimal below ten, and a `number` two at most; `date` is a day or a moment.
 */
export type ColumnKind = "text" | "count" | "number" | "share" | "days" | "date";

/**
 * A row. `total` names the row of which this one counts a part: with `part`, all rows of that name together make up
 * the total (women and men), without it this is some of them (those aged 50 or over). Small-cell suppression needs to
 * know, for what is hidden could be computed from it.
 */
export interface Row {
  /** Stable within the table: `women`, `reason:loneliness`. */
  readonly key: string;
  readonly cells: readonly Cell[];
  readonly part?: string | undefined;
  readonly total?: string | undefined;
  /** Computed from these rows: hidden where one of them is. */
  readonly from?: readonly string[] | undefined;
  /** Indented under a heading. */
  readonly level?: number | undefined;
}

/** Cells that add up to another, each so many times: conversations are one times those with one, two times … */
export interface Sum {
  readonly total: CellRef | Meaning;
  readonly parts: readonly { readonly cell: CellRef | Meaning; readonly weight?: number | undefined }[];
  /** There is more in the total than these parts. */
  readonly rest?: boolean | undefined;
}

/** A number by what it means, wherever it stands: `referred`, `dropped`. */
export interface Meaning {
  readonly as: string;
}

/** A cell by the keys of its row and column. */
export interface CellRef {
  readonly row: string;
  readonly column: string;
}

/** Text in both languages, a key or code as it is, a number, a date as text, or nothing. */
export type Cell = Text | string | number | typeof suppressed | undefined;

/** Hidden, because so few people are behind it that somebody might be recognised. */
export const suppressed: unique symbol = Symbol("suppressed");

/** Says the same in both languages. */
export const same = (text: string): Text => ({ nl: text, en: text });
