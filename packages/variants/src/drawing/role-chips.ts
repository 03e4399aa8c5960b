import { type Role, roles } from "@wor/lifecycle";
import type { LifecycleGraph } from "./lifecycle-graph.ts";
import { element, escaped, type Point } from "./shapes.ts";

/** The roles as small coloured letters, so that an arrow can say in a glance who may. */
export interface Chips {
  /** The roles that occur, with what they are called. */
  readonly all: readonly { readonly role: Role; readonly name: string }[];
  /** The chips of some roles, in a row from a point; its middle is at `y`. */
  readonly row: (of: readonly Role[], from: Point) => string;
  readonly width: (of: readonly Role[]) => number;
}

const radius = 8.5;
const step = 19;

const colours: { readonly [R in Role]: string } = {
  referrer: "#3b6ea8",
  practiceNurse: "#1b9aaa",
  coach: "#2c7a56",
  coordinator: "#7a55b5",
  activityProvider: "#c0772b",
  volunteer: "#a1457c",
  municipality: "#52606d",
  resident: "#b4532a",
  system: "#9aa5b1",
};

/** Chips for the roles that may do something in a drawing, each with a letter of its own. */
export function chipsFor(graph: LifecycleGraph): Chips {
  const { moves, drops, returns, reopening, names } = graph;
  const occurring = new Set([...moves, ...drops, ...returns, reopening].flatMap((one) => one.roles));
  const all = roles
    .filter((role) => occurring.has(role))
    .map((role) => ({ role, name: names.get(role) ?? role }));
  const letters = lettersFor(all);
  return {
    all,
    width: (of) => Math.max(of.length, 1) * step - (step - 2 * radius),
    row: (of, { x, y }) =>
      of.length === 0
        ? element("text", { x, y: y + 4, "font-size": 12, "font-weight": 700, fill: "#c81e1e" }, "∅")
        : roles
            .filter((role) => of.includes(role))
            .map((role, index) =>
              chip(role, letters.get(role) ?? "?", names, { x: x + radius + index * step, y }),
            )
            .join(""),
  };
}

function chip(role: Role, letter: string, names: ReadonlyMap<Role, string>, { x, y }: Point): string {
  return element(
    "g",
    {},
    `<title>${escaped(names.get(role) ?? role)}</title>`,
    element("circle", { cx: x, cy: y, r: radius, fill: colours[role] }),
    element(
      "text",
      { x, y: y + 3.6, "font-size": 10, "font-weight": 700, fill: "white", "text-anchor": "middle" },
      escaped(letter),
    ),
  );
}

/** The first letter of each name that no other has yet. */
function lettersFor(all: Chips["all"]): ReadonlyMap<Role, string> {
  const taken = new Map<Role, string>();
  for (const { role, name } of all) {
    const used = new Set(taken.values());
    const letters = [...name.toUpperCase()].filter((letter) => /\p{L}/u.test(letter));
    taken.set(role, letters.find((letter) => !used.has(letter)) ?? letters[0] ?? "?");
  }
  return taken;
}
