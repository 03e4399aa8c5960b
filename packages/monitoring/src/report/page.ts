import type { Words } from "@wor/lifecycle";
import type { ExportOptions } from "../exporting/outside.ts";
import type { Overview } from "../overview.ts";
import type { Selection } from "../period.ts";
import { dayText } from "../words.ts";
import { html, trusted } from "./html.ts";
import { sections } from "./sections.ts";
import { shownTables } from "./shown-tables.ts";
import { style } from "./style.ts";
import { periodText, reportWords } from "./words.ts";

/** For whom a report is made, and what has to be said before all else. */
export interface ReportOptions extends ExportOptions {
  /** Stands at the top, in a box: that the people are invented, say. */
  readonly notice?: Words | undefined;
}

/**
 * A municipality's report as one HTML file: how far people come, how long they wait, whether referrers hear back, and
 * the year's table. It needs nothing else and runs no script, reads on paper and on a phone, and leaves out counts of
 * few people unless it is made for the municipality itself.
 *
 * @throws {InvalidPeriod}
 */
export function reportPage(
  overview: Overview,
  selection: Selection = {},
  options: ReportOptions = {},
): string {
  const { locale = "nl", audience, notice } = options;
  const words = reportWords[locale];
  const name = overview.variants[0]?.name[locale] ?? overview.municipality;
  const period = periodText(selection.period, locale);
  const shown = shownTables(overview, selection, options);
  return html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${name} – ${period}</title>
<style>${trusted(style)}</style>
</head>
<body>
<header>
<p class="kicker">${words.report}</p>
<h1>${name}</h1>
<p>${words.about(period)}</p>
${notice && html`<p class="notice">${notice[locale]}</p>`}
</header>
<main>
${sections(shown, locale)}
</main>
<footer>
<p>${words.made(dayText(overview.moment, locale))} ${audience === "municipality" ? words.complete : words.hidden}</p>
<p>${words.counts}</p>
</footer>
</body>
</html>
`.text;
}
