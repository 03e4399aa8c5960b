import type { LifecyclePlace, Stage } from "@wor/lifecycle";
import type { LifecycleGraph, Move } from "./lifecycle-graph.ts";
import type { Point } from "./shapes.ts";

/** Sizes on the paper. */
export const size = {
  margin: 40,
  column: 250,
  gap: 148,
  card: { width: 184, height: 58 },
  row: 148,
  head: 46,
  top: 196,
  band: 118,
  overBand: 84,
} as const;

/** The stages side by side; who ended early stands below them all. */
export const columns: readonly Stage[] = ["referred", "intake", "matched", "participating", "feedback"];

/** Where each place stands: in the middle the straight way, above and below it what is beside the way. */
const rows: { readonly [P in LifecyclePlace]?: 0 | 1 | 2 } = {
  "referred.triage": 0,
  "referred.contacting": 1,
  "referred.postponed": 2,
  "intake.conversing": 1,
  "intake.onHold": 2,
  "matched.waiting": 0,
  "matched.agreed": 1,
  "matched.trying": 2,
  "participating.active": 1,
  "participating.paused": 2,
  "feedback.reporting": 1,
  "feedback.closed": 2,
};

export interface Frame extends Point {
  readonly width: number;
  readonly height: number;
}

/** An arrow: the points it goes through, and where its words stand. */
export interface Route {
  readonly points: readonly Point[];
  readonly label: Point & { readonly align: "start" | "middle" | "end"; readonly above?: boolean };
}

const columnAt = (stage: Stage): number => columns.indexOf(stage);
const left = (column: number): number => size.margin + column * (size.column + size.gap);
const bottom = size.top + size.head + 2 * size.row + size.card.height + 22;

export const paper = {
  width: left(columns.length - 1) + size.column + size.margin,
  bandTop: bottom + size.overBand,
} as const;

/** The frame around a stage. */
export function frameOf(stage: Stage): Frame {
  if (stage === "dropped") {
    return { x: size.margin, y: paper.bandTop, width: paper.width - 2 * size.margin, height: size.band };
  }
  return { x: left(columnAt(stage)), y: size.top, width: size.column, height: bottom - size.top };
}

/** The middle of a place's card. */
export function middleOf(place: LifecyclePlace): Point {
  const stage = place.slice(0, place.indexOf(".")) as Stage;
  if (stage === "dropped") {
    const column = place === "dropped.reporting" ? 2 : 3;
    return { x: left(column) + size.column / 2, y: paper.bandTop + size.band / 2 + 8 };
  }
  const row = rows[place] ?? 1;
  return {
    x: left(columnAt(stage)) + size.column / 2,
    y: size.top + size.head + row * size.row + size.card.height / 2,
  };
}

const half = { x: size.card.width / 2, y: size.card.height / 2 };
const rowOf = (place: LifecyclePlace): number => rows[place] ?? 1;
const columnOf = (place: LifecyclePlace): number => columnAt(place.slice(0, place.indexOf(".")) as Stage);

/** How the arrow of a move goes. */
export function routeOf(move: Move, { moves }: LifecycleGraph): Route {
  const [from, to] = [middleOf(move.from), middleOf(move.to)];
  if (move.from.startsWith("dropped.")) return straight(from, to);
  const across = columnOf(move.to) - columnOf(move.from);
  const down = rowOf(move.to) - rowOf(move.from);
  if (across === 0) {
    const both = moves.some((one) => one.from === move.to && one.to === move.from);
    return Math.abs(down) > 1 ? along(from, to) : upOrDown(from, to, both);
  }
  if (across > 1) return over(from, to, rowOf(move.to));
  return down === 0 ? straight(from, to) : elbow(from, to, rowOf(move.from) === 1);
}

/** From the right of one card to the left of the next, its words above it. */
function straight(from: Point, to: Point): Route {
  const [start, end] = [
    { x: from.x + half.x, y: from.y },
    { x: to.x - half.x, y: to.y },
  ];
  return {
    points: [start, end],
    label: { x: (start.x + end.x) / 2, y: start.y - 10, align: "middle", above: true },
  };
}

/** Between cards above each other; where there is a way back, the two go side by side. */
function upOrDown(from: Point, to: Point, both: boolean): Route {
  const down = to.y > from.y;
  const shift = both ? (down ? -16 : 16) : -16;
  const x = from.x + shift;
  const [start, end] = [from.y + (down ? half.y : -half.y), to.y + (down ? -half.y : half.y)];
  const y = (start + end) / 2;
  const leftwards = both && down;
  return {
    points: [
      { x, y: start },
      { x, y: end },
    ],
    label: { x: x + (leftwards ? -9 : 9), y, align: leftwards ? "end" : "start" },
  };
}

/** Past a card in between, along the left. */
function along(from: Point, to: Point): Route {
  const lane = from.x - half.x - 18;
  return {
    points: [
      { x: from.x - half.x, y: from.y },
      { x: lane, y: from.y },
      { x: lane, y: to.y },
      { x: to.x - half.x, y: to.y },
    ],
    label: { x: lane + 9, y: (from.y + to.y) / 2 - size.row / 2, align: "start" },
  };
}

/** To another row of the next column; the words stand in the row beside the straight way. */
function elbow(from: Point, to: Point, leavesTheWay: boolean): Route {
  const up = to.y < from.y;
  const [x1, x2] = [from.x + half.x, to.x - half.x];
  const turn = leavesTheWay ? x1 + 22 : x2 - 22;
  const [y1, y2] = leavesTheWay ? [from.y + (up ? -14 : 14), to.y] : [from.y, to.y + (up ? 14 : -14)];
  return {
    points: [
      { x: x1, y: y1 },
      { x: turn, y: y1 },
      { x: turn, y: y2 },
      { x: x2, y: y2 },
    ],
    label: {
      x: leavesTheWay ? (turn + x2) / 2 : (x1 + turn) / 2,
      y: (leavesTheWay ? y2 : y1) - 10,
      align: "middle",
      above: true,
    },
  };
}

/** Over a column in between: to the upper row along it, to the straight way just below that. */
function over(from: Point, to: Point, row: number): Route {
  const [x1, x2] = [from.x + half.x, to.x - half.x];
  const lane = row === 0 ? to.y : to.y - size.row / 2;
  const [out, into] = [x1 + (row === 0 ? 22 : 36), x2 - 22];
  const [y1, y2] = [from.y - (row === 0 ? 18 : 8), row === 0 ? to.y : to.y - 14];
  const points = [
    { x: x1, y: y1 },
    { x: out, y: y1 },
    { x: out, y: lane },
    ...(row === 0
      ? []
      : [
          { x: into, y: lane },
          { x: into, y: y2 },
        ]),
    { x: x2, y: y2 },
  ];
  return { points, label: { x: (x1 + x2) / 2, y: lane - 10, align: "middle", above: true } };
}
