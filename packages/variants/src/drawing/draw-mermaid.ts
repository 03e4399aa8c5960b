import type { Locale, Variant } from "@wor/lifecycle";
import { type Doing, lifecycleGraph } from "./lifecycle-graph.ts";

/** The lifecycle of a variant as a Mermaid state diagram, for pages that render it. */
export function drawMermaid(variant: Variant, { locale }: { readonly locale: Locale }): string {
  const graph = lifecycleGraph(variant, locale);
  const id = (place: string) => place.replace(".", "_");
  const lines = ["stateDiagram-v2", "  direction LR"];
  for (const { stage, label, places } of graph.stages) {
    lines.push(`  state "${label}" as ${stage} {`);
    for (const { place, label, term } of places) {
      if (place === "referred.unregistered") continue;
      lines.push(`    state "${term === undefined ? label : `${label}<br/>${term}`}" as ${id(place)}`);
    }
    lines.push("  }");
  }
  const said = ({ verb, roles }: Doing) =>
    roles.length === 0 ? verb : `${verb} (${roles.map((role) => graph.names.get(role)).join(", ")})`;
  for (const { from, to, ...doing } of graph.moves) {
    const source = from === "referred.unregistered" ? "[*]" : id(from);
    lines.push(`  ${source} --> ${id(to)}: ${said(doing)}`);
  }
  for (const stage of graph.drops.from) lines.push(`  ${stage} --> dropped_reporting: ${graph.drops.verb}`);
  for (const stage of graph.returns.from)
    lines.push(`  ${stage} --> intake_conversing: ${graph.returns.verb}`);
  lines.push(`  dropped --> intake_conversing: ${said(graph.reopening)}`);
  for (const { places } of graph.stages) {
    for (const { place, end } of places) if (end) lines.push(`  ${id(place)} --> [*]`);
  }
  return `${lines.join("\n")}\n`;
}
