import type { Locale, Row, Table } from "../table.ts";
import { bars, cellOf, overTime, shownCell, stack } from "./charts.ts";
import { dataTable } from "./data-table.ts";
import { type Html, html } from "./html.ts";
import type { ShownTables } from "./shown-tables.ts";
import { reportWords } from "./words.ts";

/** The report's sections, in order. */
export function sections(shown: ShownTables, locale: Locale): Html[] {
  const words = reportWords[locale];
  const parts = { shown, locale, words };
  return [
    html`<section aria-label="${words.figures}">${keyFigures(parts)}</section>`,
    section("funnel", words.funnelTitle, words.funnelLead, howFar(parts)),
    section("waiting", words.waitingTitle, words.waitingLead, howLong(parts)),
    section("feedback", words.feedbackTitle, words.feedbackLead, whetherTold(parts)),
    section("who", words.whoTitle, words.whoLead, whoAndWhy(parts)),
    section("doubles", words.doublesTitle, words.doublesLead, whoCameTwice(parts)),
    section("year", words.yearTitle, noteOf(shown.year, locale), theYear(parts)),
  ];
}

interface Parts {
  readonly shown: ShownTables;
  readonly locale: Locale;
  readonly words: (typeof reportWords)[Locale];
}

const section = (id: string, title: string, lead: string, body: Html): Html =>
  html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2><p class="lead">${lead}</p>${body}</section>`;

const noteOf = ({ notes }: Table, locale: Locale): string => notes[0]?.[locale] ?? "";
const rowOf = ({ rows }: Table, key: string): Row | undefined => rows.find((row) => row.key === key);
const rowsLike = ({ rows }: Table, prefix: string): Row[] => rows.filter(({ key }) => key.startsWith(prefix));

function keyFigures({ shown: { funnel, times, feedback }, locale, words }: Parts): Html {
  const text = (table: Table, key: string, column: string) => {
    const row = rowOf(table, key);
    return (row && shownCell(table, row, column, locale)) || "–";
  };
  const wait = text(times, "intake", "median");
  const tile = (value: string, what: string, how: string) =>
    html`<li><b>${value}</b><span>${what}</span><small>${how}</small></li>`;
  return html`<ul class="figures">
${tile(text(funnel, "referred", "count"), words.referred, words.referredHow)}
${tile(text(funnel, "arrived", "share"), words.arrived, words.arrivedHow)}
${tile(/\d/.test(wait) ? `${wait} ${words.days}` : wait, words.wait, words.waitHow)}
${tile(toldInTime(feedback, locale), words.heardBack, words.heardBackHow)}
</ul>`;
}

/** Of the feedback that should have been given by now, which part was given in time. */
function toldInTime(feedback: Table, locale: Locale): string {
  const all = rowOf(feedback, "all");
  const [inTime, late, overdue] = ["inTime", "late", "overdue"].map(
    (key) => all && cellOf(feedback, all, key),
  );
  if (typeof inTime !== "number" || typeof late !== "number" || typeof overdue !== "number") return "•";
  const due = inTime + late + overdue;
  const percent = new Intl.NumberFormat(locale === "nl" ? "nl-NL" : "en-GB", { style: "percent" });
  return due === 0 ? "–" : percent.format(inTime / due);
}

function howFar({ shown: { funnel }, locale, words }: Parts): Html {
  const lighter = ["still3", "still6", "ended"];
  const rows = funnel.rows.filter(({ key }) => !key.startsWith("came"));
  const chart = bars(funnel, rows, { count: "count", locale, lighter });
  return html`<figure>${chart}<figcaption class="soft">${words.funnelNote}</figcaption></figure>`;
}

function howLong({ shown: { stretches, times }, locale, words }: Parts): Html {
  const charts = (
    [
      ["wait", "line", words.waitChart],
      ["waiting", "columns", words.waitingChart],
      ["referred", "columns", words.referredChart],
    ] as const
  ).map(
    ([column, shape, label]) =>
      html`<figure><h3 class="chart-title">${label}</h3>${overTime(untilNothing(stretches), { column, shape, locale, label })}</figure>`,
  );
  const table = dataTable(times, locale, noteOf(times, locale));
  return html`${stretches.rows.length > 0 && charts}<h3>${words.timesTitle}</h3>${table}`;
}

/** Without the stretches after the last in which anybody came in, waited or had an intake. */
function untilNothing(table: Table): Table {
  const asked = ["referred", "waiting", "intake"];
  const last = table.rows.findLastIndex((row) => asked.some((column) => cellOf(table, row, column) !== 0));
  return { ...table, rows: table.rows.slice(0, last + 1) };
}

function whetherTold({ shown: { feedback }, locale, words }: Parts): Html {
  const all = rowOf(feedback, "all");
  const outcomes = ["inTime", "late", "withinTerm", "overdue", "nobodyToTell"];
  return html`<figure>${all && stack(feedback, all, outcomes, locale)}</figure>${dataTable(feedback, locale, words.feedbackCaption)}`;
}

function whoAndWhy({ shown: { year }, locale, words }: Parts): Html {
  const endings = ["underWay", "completed", "dropped"].flatMap((key) => rowOf(year, key) ?? []);
  const blocks = [
    [words.byWhom, rowsLike(year, "referrer:")],
    [words.why, rowsLike(year, "reason:")],
    [words.howItWent, endings],
    [words.whyStopped, rowsLike(year, "dropped:").map((row) => ({ ...row, level: 1 }))],
  ] as const;
  return html`<div class="columns">${blocks
    .filter(([, rows]) => rows.length > 0)
    .map(
      ([title, rows]) => html`<div><h3>${title}</h3>${bars(year, rows, { count: "count", locale })}</div>`,
    )}</div>`;
}

/** Without the practices: which of them tried is theirs to hear, not the readers' of a report. */
function whoCameTwice({ shown: { doubles }, locale }: Parts): Html {
  const rows = doubles.rows.filter(({ key, level }) => !(key.startsWith("by:") && level === 2));
  return html`${dataTable({ ...doubles, rows }, locale, doubles.notes.at(-1)?.[locale] ?? "")}`;
}

const theYear = ({ shown: { year }, locale, words }: Parts): Html =>
  html`<div class="year">${dataTable(year, locale, words.yearCaption)}</div>`;
