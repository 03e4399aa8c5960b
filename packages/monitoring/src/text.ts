import { type Deadline, stepWords, type Variant } from "@wor/lifecycle";
import CliTable from "cli-table3";
import stringWidth from "string-width";
import wrapAnsi from "wrap-ansi";
import { type Cell, type ColumnKind, type Locale, suppressed, type Table } from "./table.ts";
import type { TimelineLine } from "./timeline.ts";
import { dayText, placeText, roleText } from "./words.ts";
import { unknownRules, type WorkItem } from "./work-list.ts";

/** How to lay text out. */
export interface TextOptions {
  readonly locale: Locale;
  /** In columns of a terminal. Default 80. */
  readonly width?: number | undefined;
}

/** A table for a terminal. */
export function tableText(table: Table, options: TextOptions): string {
  const { locale } = options;
  const body = table.rows.flatMap(({ cells, level = 0 }, index) => {
    const row = table.columns.map(({ kind }, column) => {
      const text = cellText(cells[column], kind, locale);
      return column === 0 ? "  ".repeat(level) + text : text;
    });
    const begins = index > 0 && level === 0 && (table.rows[index + 1]?.level ?? 0) > 0;
    return begins ? [row.map(() => ""), row] : [row];
  });
  const grid = layOut(
    table.columns.map(({ heading }) => heading[locale]),
    body,
    table.columns.map(({ kind }) => (kind === "text" || kind === "date" ? "left" : "right")),
    options,
  );
  const notes = table.notes.map((note) => wrapAnsi(note[locale], options.width ?? 80));
  return [
    `${table.title[locale]} – ${table.municipality}`,
    "",
    body.length === 0 ? { nl: "Er is niets te tonen.", en: "Nothing to show." }[locale] : grid,
    ...(notes.length ? ["", ...notes] : []),
  ].join("\n");
}

/** A work list for a terminal. */
export function workListText(items: readonly WorkItem[], options: TextOptions): string {
  const { locale } = options;
  if (items.length === 0) return { nl: "Er staat niets open.", en: "Nothing is open." }[locale];
  const headings = {
    nl: ["Verwijzing", "Staat bij", "Volgende stap", "Vóór", "Van wie"],
    en: ["Referral", "Is at", "Next step", "Due", "Whose"],
  }[locale];
  const rows = items.map((item) => {
    const { referral, place, kind, dueAt, owner, overdue, level } = item;
    return [
      referral,
      placeText(place)[locale],
      kind === undefined ? (unknownRules(item)?.[locale] ?? "–") : stepWords[kind][locale],
      dueAt === undefined ? "–" : `${dayText(dueAt, locale)}${overdue ? " !" : ""}`,
      owner === undefined ? "–" : `${ownerText(owner, undefined, locale)}${level > 0 ? ` ↑${level}` : ""}`,
    ];
  });
  const legend = {
    nl: "! te laat   ↑ zo vaak opgeschaald",
    en: "! overdue   ↑ escalated so often",
  }[locale];
  return `${layOut(
    headings,
    rows,
    headings.map(() => "left" as const),
    options,
  )}\n${legend}`;
}

/** A timeline for a terminal. */
export function timelineText(lines: readonly TimelineLine[], options: TextOptions): string {
  const { locale } = options;
  const headings = { nl: ["Wanneer", "Wat", "Wie"], en: ["When", "What", "Who"] }[locale];
  const rows = lines.map(({ at, enteredAt, what, why, who, place }) => [
    dayText(at, locale) +
      (enteredAt === undefined
        ? ""
        : `\n${{ nl: "ingevoerd", en: "entered" }[locale]} ${dayText(enteredAt, locale)}`),
    what +
      (why === undefined ? "" : `\n${{ nl: "reden", en: "because" }[locale]}: ${why}`) +
      (place === undefined ? "" : `\n→ ${place}`),
    who,
  ]);
  return layOut(headings, rows, ["left", "left", "left"], options);
}

/** Next steps for a terminal, one line each. */
export function stepsText(
  steps: readonly Deadline[],
  {
    locale,
    moment,
    variant,
  }: TextOptions & { readonly moment: string; readonly variant?: Variant | undefined },
): string {
  return steps
    .map((step) => {
      const late = step.dueAt <= moment ? { nl: " (te laat)", en: " (overdue)" }[locale] : "";
      return `${stepWords[step.kind][locale]} – ${dayText(step.dueAt, locale)}${late} – ${ownerText(step.owner, variant, locale)}`;
    })
    .join("\n");
}

const ownerText = (owner: Deadline["owner"], variant: Variant | undefined, locale: Locale): string =>
  owner.coach ?? roleText(owner.role, variant)[locale];

/** A cell as people read it: `1.234`, `12,5`, `61%`, `3 mei 2022`. */
export function cellText(cell: Cell, kind: ColumnKind, locale: Locale): string {
  if (cell === undefined) return "";
  if (cell === suppressed) return "•";
  if (typeof cell === "object") return cell[locale];
  if (typeof cell === "string") return kind === "date" ? dayText(cell, locale) : cell;
  return numberText(cell, kind, locale);
}

function numberText(value: number, kind: ColumnKind, locale: Locale): string {
  const style = kind === "share" ? "percent" : "decimal";
  // A mean may stand among counts; a count has no decimals anyway.
  const maximumFractionDigits = { share: 0, days: value < 10 ? 1 : 0 }[kind as string] ?? 2;
  return new Intl.NumberFormat(locale === "nl" ? "nl-NL" : "en-GB", { style, maximumFractionDigits }).format(
    value,
  );
}

type Align = "left" | "right";

/** Lines only under the heading, columns as wide as they need to be, the widest one giving way. */
function layOut(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  align: readonly Align[],
  { width = 80 }: TextOptions,
): string {
  const colWidths = columnWidths(headings, rows, width);
  const wrapped = (row: readonly string[]) =>
    row.map((cell, column) => within(cell, (colWidths[column] ?? width) - gap));
  const grid = new CliTable({
    head: wrapped(headings),
    colAligns: [...align],
    colWidths,
    chars: rules,
    style: { compact: true, head: [], border: [], "padding-left": 0, "padding-right": gap },
  });
  for (const row of rows) grid.push(wrapped(row));
  return grid
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}

/** Broken between words, and within one that is too long by itself: nothing is cut off. What is indented stays so. */
function within(cell: string, width: number): string {
  const indent = /^ */.exec(cell)?.[0] ?? "";
  const text = wrapAnsi(cell.slice(indent.length), Math.max(1, width - indent.length), { hard: true });
  return text
    .split("\n")
    .map((line) => indent + line)
    .join("\n");
}

const gap = 2;

// Only a line under the heading: rules between all rows make a long list hard to scan.
const nothing = "";
const rules = {
  ...Object.fromEntries(
    ["top", "top-mid", "top-left", "top-right", "bottom", "bottom-mid", "bottom-left", "bottom-right"].map(
      (edge) => [edge, nothing],
    ),
  ),
  ...{ left: nothing, "left-mid": nothing, right: nothing, "right-mid": nothing, middle: nothing },
  ...{ mid: "─", "mid-mid": nothing },
};

/**
 * As wide as what stands in them. While that is too wide together, headings that are wider than their column are
 * broken first, then the widest that can still be wrapped gives way, and in the end words are broken, but hardly ever
 * in the first column: a key in pieces is of little use.
 */
function columnWidths(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  width: number,
): number[] {
  const columns = headings.map((heading, column) => {
    const cells = rows.map((row) => row[column] ?? "");
    const word = widestOf([heading, ...cells], /\s/);
    return { word, cells: Math.max(word, widestOf(cells, "\n")), all: widestOf([heading, ...cells], "\n") };
  });
  const widths = columns.map(({ all }) => all + gap);
  const over = widths.reduce((sum, one) => sum + one, 0) - width;
  for (let left = over; left > 0; left -= 1) {
    const above = (least: "cells" | "word") =>
      widths.map((one, column) => (one > (columns[column]?.[least] ?? 0) + gap ? one : 0));
    const giving =
      [above("cells"), above("word"), widths.map((one, column) => (column === 0 ? 0 : one - 6)), widths].find(
        (some) => some.some((one) => one > 0),
      ) ?? widths;
    const widest = giving.indexOf(Math.max(...giving));
    widths[widest] = (widths[widest] ?? 1) - 1;
  }
  return widths;
}

const widestOf = (cells: readonly string[], between: string | RegExp): number =>
  Math.max(0, ...cells.flatMap((cell) => cell.split(between).map((part) => stringWidth(part))));
