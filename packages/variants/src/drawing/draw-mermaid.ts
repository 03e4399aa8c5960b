import type { Locale, Variant } from "@wor/lifecycle";
import { stageColours } from "./colours.ts";
import { type Doing, type FromStage, lifecycleGraph } from "./lifecycle-graph.ts";

/**
 * The lifecycle of a variant as a Mermaid flowchart, for pages that render it. Other than a state diagram, it can dash
 * what goes back and give each stage its colour.
 */
export function drawMermaid(variant: Variant, { locale }: { readonly locale: Locale }): string {
  const graph = lifecycleGraph(variant, locale);
  const id = (place: string) => place.replace(".", "_");
  const nobody = { nl: "niemand", en: "nobody" }[locale];
  const said = ({ verb, roles }: Doing) =>
    `${verb}<br/>(${roles.map((role) => graph.names.get(role)).join(", ") || nobody})`;
  const lines = ["flowchart LR", "  start((&nbsp;))"];
  for (const { stage, label, places } of graph.stages) {
    lines.push(`  subgraph ${stage}[${quoted(label)}]`);
    for (const { place, label, term, end } of places) {
      if (place === "referred.unregistered") continue;
      const text = quoted(term === undefined ? label : `${label}<br/>${term}`);
      lines.push(`    ${id(place)}${end ? `([${text}])` : `(${text})`}`);
    }
    lines.push("  end");
  }
  const arrow = (from: string, to: string, doing: string, line = "-->") =>
    lines.push(`  ${from} ${line}|${quoted(doing)}| ${to}`);
  for (const { from, to, ...doing } of graph.moves) {
    arrow(from === "referred.unregistered" ? "start" : id(from), id(to), said(doing));
  }
  for (const way of graph.drops) arrow(way.stage, "dropped_reporting", once(way, graph.drops, said));
  for (const way of graph.returns) {
    arrow(way.stage, "intake_conversing", once(way, graph.returns, said), "-.->");
  }
  arrow("dropped", "intake_conversing", said(graph.reopening), "-.->");
  for (const { stage } of graph.stages) {
    const { fill, line } = stageColours[stage];
    lines.push(`  style ${stage} fill:${fill},stroke:${line}`);
  }
  return `${lines.join("\n")}\n`;
}

/** Who may is told at the first stage only, where it is the same in all. */
function once(way: FromStage, ways: readonly FromStage[], said: (doing: Doing) => string): string {
  const everywhere = ways.filter(({ differs }) => differs).length < 2;
  return everywhere && way !== ways[0] ? way.verb : said(way);
}

/** Text as Mermaid takes it; quotation marks would end it. */
const quoted = (text: string): string => `"${text.replaceAll('"', "#quot;")}"`;
