import { Graphviz } from "@hpcc-js/wasm-graphviz";
import type { Locale, Stage, Variant } from "@wor/lifecycle";
import { type LifecycleGraph, lifecycleGraph } from "./lifecycle-graph.ts";

/**
 * The lifecycle of a variant as a picture: the stages from left to right, what is due in each place, and on every arrow
 * what is done and by whom. Endings and returns are drawn once for a stage.
 */
export async function drawSvg(variant: Variant, { locale }: { readonly locale: Locale }): Promise<string> {
  const graphviz = await Graphviz.load();
  const svg = graphviz.dot(dot(lifecycleGraph(variant, locale), variant.name[locale]), "svg");
  return svg.slice(svg.indexOf("<svg"));
}

const colours: { readonly [S in Stage]: { readonly line: string; readonly fill: string } } = {
  referred: { line: "#3b6ea8", fill: "#eaf1f9" },
  intake: { line: "#5a6cb5", fill: "#eef0fa" },
  matched: { line: "#7a5bb0", fill: "#f3eefa" },
  participating: { line: "#2f7d5b", fill: "#e8f5ee" },
  feedback: { line: "#1f7a8c", fill: "#e6f4f6" },
  dropped: { line: "#a2553a", fill: "#faeee9" },
};

function dot(graph: LifecycleGraph, title: string): string {
  const lines = [
    "digraph lifecycle {",
    `  graph [rankdir=TB, compound=true, newrank=true, nodesep=0.5, ranksep=0.55, pad=0.3, bgcolor=white, fontname="Arial", label=${quoted(title)}, labelloc=t, fontsize=18, tooltip=${quoted(title)}]`,
    `  node [shape=box, style="rounded,filled", fillcolor=white, fontname="Arial", fontsize=12, margin="0.26,0.1", penwidth=1.2]`,
    `  edge [fontname="Arial", fontsize=10, color="#5b6470", fontcolor="#2b3138", arrowsize=0.7]`,
    `  start [shape=circle, label="", width=0.18, style=filled, fillcolor="#2b3138", color="#2b3138"]`,
  ];
  for (const { stage, label, places } of graph.stages) {
    const { line, fill } = colours[stage];
    lines.push(`  subgraph cluster_${stage} {`);
    lines.push(
      `    label=${html(`<b>${escaped(label)}</b>`)}; labeljust=l; fontsize=13; fontcolor="${line}"; color="${line}"; fillcolor="${fill}"; style="rounded,filled"; margin=16`,
    );
    for (const { place, label, term, end } of places) {
      if (place === "referred.unregistered") continue;
      const text =
        term === undefined
          ? escaped(label)
          : `${escaped(label)}<br/><font point-size="9.5" color="#5b6470">${escaped(term)}</font>`;
      lines.push(`    ${id(place)} [label=${html(text)}, color="${line}"${end ? ", peripheries=2" : ""}]`);
    }
    lines.push("  }");
  }
  for (const { from, to, verb, who } of graph.moves) {
    const source = from === "referred.unregistered" ? "start" : id(from);
    lines.push(`  ${source} -> ${id(to)} [label=${arrow(verb, who)}]`);
  }
  lines.push(...drops(graph), ...returns(graph));
  lines.push(
    `  dropped_closed -> intake_conversing [label=${arrow(graph.reopening.verb, graph.reopening.who)}, style=dashed, constraint=false]`,
  );
  lines.push("}");
  return lines.join("\n");
}

function drops({ drops, stages }: LifecycleGraph): string[] {
  return drops.from.map((stage, index) => {
    const tail = stages.find((one) => one.stage === stage)?.places.at(-1)?.place ?? stage;
    const label = index === 0 ? `, label=${arrow(drops.verb, drops.who)}` : "";
    return `  ${id(tail)} -> dropped_reporting [ltail=cluster_${stage}, color="#a2553a"${label}]`;
  });
}

function returns({ returns, stages }: LifecycleGraph): string[] {
  return returns.from.map((stage) => {
    const tail = stages.find((one) => one.stage === stage)?.places.at(0)?.place ?? stage;
    return `  ${id(tail)} -> intake_conversing [ltail=cluster_${stage}, style=dashed, constraint=false, label=${arrow(returns.verb, returns.who)}]`;
  });
}

const id = (place: string): string => place.replace(".", "_");
const html = (text: string): string => `<${text}>`;
const quoted = (text: string): string => JSON.stringify(text);
const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
const arrow = (verb: string, who: string): string =>
  html(`${escaped(verb)}<br/><font point-size="8.5" color="#5b6470">${escaped(who)}</font>`);
