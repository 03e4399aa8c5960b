/** How the report looks: on paper, on a phone and on a screen, in light and dark. Text has a contrast of 4.5 or more. */
export const style = `
:root {
  color-scheme: light dark;
  --paper: #fdfcf9; --ink: #1d2a2e; --soft: #55646a; --rule: #d9dcd6; --panel: #f3f1ea;
  --main: #0f6466; --second: #7fb2a8; --third: #c9ddd6; --warn: #b4460f; --none: #a9aba6;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14191b; --ink: #e9ece8; --soft: #aab5b5; --rule: #364043; --panel: #1d2528;
    --main: #5cc1b8; --second: #3d8480; --third: #2b5553; --warn: #f0955a; --none: #707a7b;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 1rem/1.55 ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", Arial, sans-serif;
  font-variant-numeric: tabular-nums;
}
header, main, footer { max-width: 62rem; margin: 0 auto; padding: 0 1.5rem; }
header { padding-top: 3rem; }
h1, h2 { font-family: Charter, "Bitstream Charter", "Sitka Text", Cambria, Georgia, "Liberation Serif", serif; line-height: 1.15; text-wrap: balance; }
h1 { font-size: clamp(2rem, 6vw, 3rem); margin: .25rem 0 .75rem; font-weight: 600; letter-spacing: -.01em; }
h2 { font-size: 1.6rem; margin: 0 0 .35rem; font-weight: 600; }
h3 { font-size: 1rem; margin: 1.5rem 0 .5rem; }
p { margin: 0 0 .75rem; max-width: 42rem; }
.kicker { color: var(--main); font-weight: 600; margin: 0; }
.notice { border: 2px solid var(--main); border-radius: .6rem; padding: .7rem 1rem; font-weight: 600; }
.soft, figcaption, .caption { color: var(--soft); }
.soft { font-size: .9rem; }
section { padding: 2.25rem 0; border-top: 1px solid var(--rule); }
main > section:first-child { border-top: 0; padding-top: 1.25rem; }
a { color: var(--main); }
a:focus-visible, [tabindex]:focus-visible { outline: 3px solid var(--main); outline-offset: 3px; }

.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: 1rem; margin: 0; padding: 0; list-style: none; }
.figures li { background: var(--panel); border-radius: .6rem; padding: 1rem 1.1rem 1.1rem; }
.figures b { display: block; font: 600 2.3rem/1.1 Charter, "Bitstream Charter", "Sitka Text", Cambria, Georgia, "Liberation Serif", serif; color: var(--main); }
.figures span { display: block; margin-top: .3rem; line-height: 1.35; }
.figures small { color: var(--soft); font-size: .85rem; display: block; margin-top: .2rem; line-height: 1.35; }

figure { margin: 1.25rem 0 0; }
figcaption { margin-top: .6rem; max-width: 42rem; }
.bars { margin: 0; padding: 0; list-style: none; }
.bars li { display: grid; grid-template-columns: minmax(9rem, 19rem) 1fr 6.5rem; gap: .25rem 1rem; align-items: center; padding: .28rem 0; }
.bars .deep > :first-child { padding-left: 1.25rem; }
.bars .track { background: var(--panel); border-radius: .3rem; height: 1.5rem; overflow: hidden; }
.bars .bar { background: var(--main); height: 100%; border-radius: .3rem; min-width: 2px; }
.bars .lighter .bar { background: var(--second); }
.bars .number { white-space: nowrap; }
.bars .number b { display: inline-block; min-width: 2.2rem; text-align: right; margin-right: .55rem; }
.bars .number span { color: var(--soft); }

.stack { display: flex; height: 2.4rem; border-radius: .4rem; overflow: hidden; gap: 2px; background: var(--paper); }
.stack i { display: block; min-width: 3px; }
.key { list-style: none; margin: .9rem 0 0; padding: 0; display: flex; flex-wrap: wrap; gap: .35rem 1.75rem; }
.key li { display: flex; align-items: baseline; gap: .5rem; }
.key i { width: .85rem; height: .85rem; border-radius: .2rem; flex: none; align-self: center; }
.key b { font-variant-numeric: tabular-nums; }
.inTime { background: var(--main); } .late { background: var(--second); } .withinTerm { background: var(--third); }
.overdue { background: var(--warn); } .nobodyToTell { background: var(--none); }

svg { display: block; width: 100%; overflow: visible; font: 600 .8rem ui-sans-serif, system-ui, "Liberation Sans", Arial, sans-serif; }
svg text { fill: var(--ink); } svg .axis { fill: var(--soft); font-weight: 400; }
svg .column { fill: var(--second); } svg .base { stroke: var(--rule); }
svg .line { stroke: var(--main); stroke-width: 2.5; stroke-linecap: round; } svg .dot { fill: var(--main); }
.chart-title { font-size: 1rem; margin: 1.5rem 0 .25rem; font-weight: 600; }

.columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(19rem, 1fr)); gap: 0 3rem; }
.columns .bars li { grid-template-columns: minmax(7rem, 10rem) 1fr 5.5rem; }

.scroll {
  overflow-x: auto;
  background:
    linear-gradient(90deg, var(--paper) 40%, transparent) left / 2.5rem 100% local no-repeat,
    linear-gradient(270deg, var(--paper) 40%, transparent) right / 2.5rem 100% local no-repeat,
    linear-gradient(90deg, var(--rule), transparent) left / 1rem 100% scroll no-repeat,
    linear-gradient(270deg, var(--rule), transparent) right / 1rem 100% scroll no-repeat;
}
table { border-collapse: collapse; width: 100%; }
.year { max-width: 42rem; }
.caption { margin: 1.1rem 0 .35rem; font-size: .9rem; }
tbody th { min-width: 8.5rem; }
th, td { padding: .3rem .9rem .3rem 0; text-align: left; font-weight: 400; vertical-align: baseline; border-bottom: 1px solid var(--rule); }
thead th { color: var(--soft); font-size: .85rem; border-bottom: 2px solid var(--ink); }
td.n, th.n { text-align: right; padding-right: 0; padding-left: .9rem; white-space: nowrap; }
tr.head > th, tr.head > td { padding-top: 1.1rem; } tr.head th { font-weight: 600; }
tr.l1 > th { padding-left: 1.1rem; } tr.l2 > th { padding-left: 2.2rem; color: var(--soft); }
footer { border-top: 1px solid var(--rule); padding-top: 1.25rem; padding-bottom: 3rem; margin-top: 1rem; color: var(--soft); font-size: .9rem; }
footer p { max-width: 46rem; }

@media (max-width: 40rem) {
  header, main, footer { padding-left: 1.1rem; padding-right: 1.1rem; }
  header { padding-top: 1.75rem; }
  .figures { grid-template-columns: 1fr 1fr; gap: .7rem; }
  .figures b { font-size: 1.8rem; }
  .bars li, .columns .bars li { grid-template-columns: 1fr auto; }
  .bars .track { grid-column: 1 / -1; grid-row: 2; height: .9rem; }
  .columns { grid-template-columns: 1fr; }
}
/* Where the reader chooses the colours, what is drawn keeps ours with a line around it. */
@media (forced-colors: active) {
  .bar, .stack i, .key i { forced-color-adjust: none; }
  .track, .stack i, .key i { border: 1px solid CanvasText; }
  svg text, svg .axis, svg .dot, svg .column { fill: CanvasText; } svg .line, svg .base { stroke: CanvasText; }
}
@media print {
  :root {
    color-scheme: light;
    --paper: #fff; --ink: #000; --soft: #444; --rule: #bbb; --panel: #f0f0ec;
    --main: #0f6466; --second: #7fb2a8; --third: #c9ddd6; --warn: #b4460f; --none: #a9aba6;
  }
  @page { margin: 1.6cm; }
  html { font-size: 9.5pt; }
  body { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  header, main, footer { max-width: none; padding-left: 0; padding-right: 0; }
  header { padding-top: 0; }
  section { padding: 1rem 0; }
  figure, .figures, .lead, .columns > div, section:has(.columns) { break-inside: avoid; }
  h2, h3, .chart-title, .lead, .caption { break-after: avoid; }
  tr { break-inside: avoid; } tr.head { break-after: avoid; } tr.head > th, tr.head > td { padding-top: .7rem; }
  footer { break-inside: avoid; padding-bottom: 0; }
  .figures { grid-template-columns: repeat(4, 1fr); }
  .columns { grid-template-columns: 1fr 1fr; }
  .scroll { overflow: visible; background: none; }
  .year th, .year td { padding-top: .18rem; padding-bottom: .18rem; }
}
`;
