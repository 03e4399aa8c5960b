import type { Locale, Row, Table } from "../table.ts";
import { shownCell } from "./charts.ts";
import { type Html, html } from "./html.ts";

/** A table as HTML, that scrolls sideways by itself where it is too wide, with the keyboard as well. */
export function dataTable(table: Table, locale: Locale, caption: string): Html {
  const { columns, rows } = table;
  const look = columns.map(({ kind }) => (kind === "text" || kind === "date" ? "" : "n"));
  const level = ({ level = 0 }: Row, index: number) =>
    level === 0 && (rows[index + 1]?.level ?? 0) > 0 ? "head" : `l${level}`;
  const cell = (row: Row, key: string, column: number) => {
    const text = shownCell(table, row, key, locale);
    return column === 0 ? html`<th scope="row">${text}</th>` : html`<td class="${look[column]}">${text}</td>`;
  };
  return html`<p class="caption">${caption}</p>
<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table aria-label="${caption}">
<thead><tr>${columns.map(({ heading }, index) => html`<th scope="col" class="${look[index]}">${heading[locale]}</th>`)}</tr></thead>
<tbody>${rows.map(
    (row, index) =>
      html`<tr class="${level(row, index)}">${columns.map(({ key }, column) => cell(row, key, column))}</tr>
`,
  )}</tbody></table></div>`;
}
