import { type Cell, type Locale, type Row, suppressed, type Table } from "../table.ts";
import { cellText } from "../text.ts";
import { type Html, html } from "./html.ts";

/** A cell of a row by the key of its column. */
export function cellOf(table: Table, row: Row, column: string): Cell {
  return row.cells[table.columns.findIndex(({ key }) => key === column)];
}

/** A cell as it is shown to people. */
export function shownCell(table: Table, row: Row, column: string, locale: Locale): string {
  const kind = table.columns.find(({ key }) => key === column)?.kind ?? "text";
  return cellText(cellOf(table, row, column), kind, locale);
}

/**
 * Bars for rows with a count and a share, longest is everything. They are a list with the numbers beside the bars, so
 * that it reads without seeing them. What is hidden has no bar.
 */
export function bars(
  table: Table,
  rows: readonly Row[],
  { count, locale, lighter = [] }: { count: string; locale: Locale; lighter?: readonly string[] },
): Html {
  const counts = rows.map((row) => cellOf(table, row, count));
  const most = Math.max(1, ...counts.filter((one) => typeof one === "number"));
  return html`<ul class="bars">${rows.map((row, index) => {
    const value = counts[index];
    const width = typeof value === "number" ? (100 * value) / most : 0;
    const look = [(row.level ?? 0) > 1 && "deep", lighter.includes(row.key) && "lighter"]
      .filter(Boolean)
      .join(" ");
    const share = shownCell(table, row, "share", locale);
    return html`<li class="${look}"><span>${capital(shownCell(table, row, table.columns[0]?.key ?? "", locale))}</span>
<span class="track" aria-hidden="true">${width > 0 && html`<span class="bar" style="display:block;width:${width.toFixed(1)}%"></span>`}</span>
<span class="number"><b>${shownCell(table, row, count, locale)}</b><span>${share === "•" ? "" : share}</span></span></li>`;
  })}</ul>`;
}

/** One bar of parts, with a key that names each with its number. */
export function stack(table: Table, row: Row, columns: readonly string[], locale: Locale): Html {
  const parts = columns.map((key) => ({
    key,
    heading: table.columns.find((one) => one.key === key)?.heading[locale] ?? key,
    value: cellOf(table, row, key),
    text: shownCell(table, row, key, locale),
  }));
  const known = parts.filter(({ value }) => typeof value === "number" && value > 0);
  const bar = known.map(({ key, value }) => html`<i class="${key}" style="flex:${Number(value)}"></i>`);
  return html`${bar.length > 0 && html`<div class="stack" aria-hidden="true">${bar}</div>`}
<ul class="key">${parts
    .filter(({ value }) => value !== 0)
    .map(
      ({ key, heading, text }) =>
        html`<li><i class="${key}" aria-hidden="true"></i>${heading} <b>${text}</b></li>`,
    )}</ul>`;
}

const height = 150;
const top = 26;
const bottom = 24;

/**
 * Columns over time, or points joined by lines, with the number at each. Places are in percent across, so that text
 * keeps its size on a phone; where there are many, only every so many have a label.
 */
export function overTime(
  table: Table,
  {
    column,
    shape,
    locale,
    label,
  }: { column: string; shape: "columns" | "line"; locale: Locale; label: string },
): Html {
  const { rows } = table;
  const values = rows.map((row) => cellOf(table, row, column));
  if (values.every((value) => value === suppressed))
    return html`<p class="soft">• ${capital(tooFew[locale])}</p>`;
  const most = Math.max(1, ...values.filter((one) => typeof one === "number"));
  const place = (index: number) => `${(((index + 0.5) / rows.length) * 100).toFixed(2)}%`;
  const at = (value: number) => top + (height - top - bottom) * (1 - value / most);
  const every = Math.ceil(rows.length / 12);
  const number = (value: Cell) => cellText(value, shape === "line" ? "days" : "count", locale);
  const ground = height - bottom;
  return html`<svg role="img" height="${height}" aria-label="${label}: ${rows
    .map((row, index) => `${stretchText(row.key, locale, true)} ${spoken(values[index], number, locale)}`)
    .join("; ")}">
<line class="base" x1="0" x2="100%" y1="${ground}" y2="${ground}"/>
${shape === "line" && values.map((value, index) => joined(values, index, value, place, at))}
${values.map((value, index) => {
  const name =
    index % every === 0 &&
    html`<text class="axis" x="${place(index)}" y="${height - 6}" text-anchor="middle">${stretchText(rows[index]?.key ?? "", locale)}</text>`;
  if (typeof value !== "number")
    return html`${value === suppressed && html`<text class="axis" x="${place(index)}" y="${ground - 6}" text-anchor="middle">•</text>`}${name}`;
  const mark =
    shape === "line"
      ? html`<circle class="dot" cx="${place(index)}" cy="${at(value).toFixed(1)}" r="4.5"/>`
      : html`<rect class="column" x="${(((index + 0.18) / rows.length) * 100).toFixed(2)}%" width="${(64 / rows.length).toFixed(2)}%" y="${at(value).toFixed(1)}" height="${(ground - at(value)).toFixed(1)}" rx="3"/>`;
  return html`${mark}<text x="${place(index)}" y="${labelAt(values, index, value, at, shape).toFixed(1)}" text-anchor="middle">${number(value)}</text>${name}`;
})}
</svg>`;
}

/** The number stands above its mark, but under a point from which the lines go up: they would cross it. */
function labelAt(
  values: readonly Cell[],
  index: number,
  value: number,
  at: (value: number) => number,
  shape: "columns" | "line",
): number {
  if (shape === "columns") return at(value) - 7;
  const isDip = [values[index - 1], values[index + 1]].every((one) => typeof one === "number" && one > value);
  return isDip ? at(value) + 20 : at(value) - 11;
}

/** The line from the last known point before this one. */
function joined(
  values: readonly Cell[],
  index: number,
  value: Cell,
  place: (index: number) => string,
  at: (value: number) => number,
): Html | false {
  const before = values.slice(0, index).findLastIndex((one) => typeof one === "number");
  const from = values[before];
  if (typeof value !== "number" || typeof from !== "number") return false;
  return html`<line class="line" x1="${place(before)}" y1="${at(from).toFixed(1)}" x2="${place(index)}" y2="${at(value).toFixed(1)}"/>`;
}

function spoken(value: Cell, number: (value: Cell) => string, locale: Locale): string {
  if (value === suppressed) return tooFew[locale];
  return value === undefined ? { nl: "geen", en: "none" }[locale] : number(value);
}

const tooFew = { nl: "te weinig om te tonen", en: "too few to show" } as const;

/** A month or quarter for people: `mrt`, with the year where it begins; in full where it is read aloud. */
export function stretchText(key: string, locale: Locale, inFull = false): string {
  const [year = "", part = ""] = key.split("-");
  if (part.startsWith("Q")) {
    const quarter = locale === "nl" ? `${part.slice(1)}e kw` : part;
    return `${quarter} ’${inFull ? year : year.slice(2)}`;
  }
  const language = locale === "nl" ? "nl-NL" : "en-GB";
  const month = new Intl.DateTimeFormat(language, { month: inFull ? "long" : "short", timeZone: "UTC" });
  const name = month.format(new Date(`${key}-15T12:00:00Z`)).replace(".", "");
  return inFull || part === "01" ? `${name} ’${inFull ? year : year.slice(2)}` : name;
}

export const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
