import type { Locale, Stage, Variant } from "@wor/lifecycle";
import { stageColours } from "./colours.ts";
import { type Doing, type DrawnPlace, type LifecycleGraph, lifecycleGraph } from "./lifecycle-graph.ts";
import { type Chips, chipsFor } from "./role-chips.ts";
import { bent, element, escaped, type Point, wrapped } from "./shapes.ts";
import { frameOf, middleOf, paper, type Route, routeOf, size } from "./storyboard.ts";

/**
 * The lifecycle of a variant as a picture: the stages side by side with the straight way through their middle, in each
 * place what is due, and on every arrow what is done and by whom. Endings and returns are drawn once for a stage.
 */
export function drawSvg(variant: Variant, { locale }: { readonly locale: Locale }): string {
  const graph = lifecycleGraph(variant, locale);
  const chips = chipsFor(graph);
  const title = variant.name[locale];
  const height = paper.bandTop + size.band + 92;
  return element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `0 0 ${paper.width} ${height}`,
      width: paper.width,
      height,
      role: "img",
      "font-family": "Inter, 'Helvetica Neue', Arial, sans-serif",
    },
    `<title>${escaped(title)}</title>`,
    markers(),
    element("rect", { width: "100%", height: "100%", fill: "white" }),
    heading(title, `${variant.id}@${variant.version}`),
    ...graph.stages.map(({ stage, label }) => frame(stage, label)),
    ...stageArrows(graph, chips),
    ...graph.moves.map((move) =>
      move.from === "referred.unregistered"
        ? beginning(middleOf(move.to), move, chips)
        : arrow(routeOf(move, graph), move, chips),
    ),
    ...graph.stages.flatMap(({ stage, places }) =>
      places.filter(({ place }) => place !== "referred.unregistered").map((one) => card(stage, one)),
    ),
    legend(chips, height - 44, locale),
  );
}

const ink = { dark: "#1f2933", soft: "#616e7c", line: "#7b8794", end: "#b4532a" } as const;

function markers(): string {
  const marker = (id: string, fill: string) =>
    element(
      "marker",
      {
        id,
        viewBox: "0 0 10 10",
        refX: 9,
        refY: 5,
        markerWidth: 7,
        markerHeight: 7,
        orient: "auto-start-reverse",
      },
      element("path", { d: "M0 1L9 5L0 9z", fill }),
    );
  return element("defs", {}, marker("head", ink.line), marker("end", ink.end));
}

const heading = (title: string, key: string): string =>
  text(title, { x: size.margin, y: 52 }, { "font-size": 24, "font-weight": 700, fill: ink.dark }) +
  text(key, { x: size.margin, y: 76 }, { "font-size": 13, fill: ink.soft });

function frame(stage: Stage, label: string): string {
  const { x, y, width, height } = frameOf(stage);
  const { line, fill } = stageColours[stage];
  return (
    element("rect", { x, y, width, height, rx: 16, fill, stroke: line, "stroke-opacity": 0.35 }) +
    text(label, { x: x + 16, y: y + 26 }, { "font-size": 15, "font-weight": 700, fill: line })
  );
}

function card(stage: Stage, { place, label, term, end }: DrawnPlace): string {
  const { x, y } = middleOf(place);
  const { width, height } = size.card;
  const { line } = stageColours[stage];
  const box = (inset: number, stroke: number) =>
    element("rect", {
      x: x - width / 2 + inset,
      y: y - height / 2 + inset,
      width: width - 2 * inset,
      height: height - 2 * inset,
      rx: 12 - inset,
      fill: "white",
      stroke: line,
      "stroke-width": stroke,
    });
  const names = wrapped(label, 24);
  const terms = term === undefined ? [] : wrapped(term, 32);
  const top = y - (names.length * 16 + terms.length * 13) / 2;
  return [
    box(0, 1.4),
    end ? box(4, 1) : "",
    ...names.map((line, index) =>
      text(
        line,
        { x, y: top + 13 + index * 16 },
        { "font-size": 13.5, "font-weight": 600, fill: ink.dark, "text-anchor": "middle" },
      ),
    ),
    ...terms.map((line, index) =>
      text(
        line,
        { x, y: top + names.length * 16 + 10 + index * 13 },
        { "font-size": 11, fill: ink.soft, "text-anchor": "middle" },
      ),
    ),
  ].join("");
}

interface Style {
  readonly dashed?: boolean;
  readonly end?: boolean;
}

function arrow({ points, label }: Route, doing: Doing, chips: Chips, style: Style = {}): string {
  return line(points, style) + words(doing, label, chips);
}

const line = (points: readonly Point[], { dashed, end }: Style = {}): string =>
  element("path", {
    d: bent(points),
    fill: "none",
    stroke: end ? ink.end : ink.line,
    "stroke-width": 1.5,
    "stroke-dasharray": dashed ? "5 4" : undefined,
    "marker-end": end ? "url(#end)" : "url(#head)",
  });

/** What is done, with the chips of who may below it. */
function words({ verb, roles }: Doing, label: Route["label"], chips: Chips): string {
  const { x, y, align, above } = label;
  const lines = wrapped(verb, 17);
  const wide = chips.width(roles);
  const chipsLeft = align === "start" ? x : align === "end" ? x - wide : x - wide / 2;
  const block = lines.length * 14;
  const top = above ? y - block - 4 : y - (block + 20) / 2;
  return [
    ...lines.map((one, index) =>
      text(
        one,
        { x, y: top + 11 + index * 14 },
        { "font-size": 12, fill: ink.dark, "text-anchor": align, ...halo },
      ),
    ),
    chips.row(roles, { x: chipsLeft, y: above ? y + 22 : top + block + 10 }),
  ].join("");
}

/** A light edge, so that words can be read where a line passes. */
const halo = {
  "paint-order": "stroke",
  stroke: "white",
  "stroke-width": 3,
  "stroke-opacity": 0.85,
} as const;

function beginning({ x, y }: Point, doing: Doing, chips: Chips): string {
  const start = { x, y: size.top - 62 };
  const end = { x, y: y - size.card.height / 2 };
  return (
    element("circle", { cx: start.x, cy: start.y, r: 7, fill: ink.dark }) +
    line([{ x, y: start.y + 7 }, end]) +
    words(doing, { x: x + 14, y: start.y + 18, align: "start" }, chips)
  );
}

/** What holds for a whole stage: ending early, searching again, coming back. */
function stageArrows({ drops, returns, reopening }: LifecycleGraph, chips: Chips): string[] {
  const at = (stage: Stage, shift: number) => frameOf(stage).x + size.column / 2 + shift;
  const bottom = frameOf("referred").y + frameOf("referred").height;
  const between = (bottom + paper.bandTop) / 2;
  const intake = at("intake", 0);
  const rail = size.top - 40;
  const endings = drops.map(({ stage, differs, ...doing }) => {
    const x = at(stage, -40);
    const label = differs ? words(doing, { x: x + 10, y: between, align: "start" }, chips) : "";
    const points = [
      { x, y: bottom },
      { x, y: paper.bandTop },
    ];
    return line(points, { end: true }) + label;
  });
  const searching = returns.map(({ stage, differs, ...doing }) => {
    const x = at(stage, 0);
    const points = [
      { x, y: size.top },
      { x, y: rail },
      { x: intake, y: rail },
      { x: intake, y: size.top },
    ];
    const label = differs
      ? words(doing, { x: (x + intake) / 2, y: rail - 8, align: "middle", above: true }, chips)
      : "";
    return line(points, { dashed: true }) + label;
  });
  const back = { x: at("intake", 40), y: paper.bandTop };
  const comingBack =
    line([back, { x: back.x, y: bottom }], { dashed: true }) +
    words(reopening, { x: back.x + 10, y: between, align: "start" }, chips);
  return [...endings, ...searching, comingBack];
}

function legend(chips: Chips, y: number, locale: Locale): string {
  const said = { nl: "Wie het mag:", en: "Who may:" }[locale];
  const lines = { nl: "stippellijn: terug", en: "dashed: back" }[locale];
  let x = size.margin + 96;
  const entries = chips.all.map(({ role, name }) => {
    const entry =
      chips.row([role], { x, y }) +
      text(name, { x: x + 23, y: y + 4 }, { "font-size": 12.5, fill: ink.dark });
    x += 42 + name.length * 6.6;
    return entry;
  });
  return [
    text(said, { x: size.margin, y: y + 4 }, { "font-size": 12.5, "font-weight": 600, fill: ink.dark }),
    ...entries,
    text(
      lines,
      { x: paper.width - size.margin, y: y + 4 },
      { "font-size": 12, fill: ink.soft, "text-anchor": "end" },
    ),
  ].join("");
}

function text(
  said: string,
  { x, y }: Point,
  attributes: { readonly [name: string]: string | number },
): string {
  return element("text", { x, y, ...attributes }, escaped(said));
}
