import { compiled, type LifeFactType, type Pathway, type Place, type PlaceNode } from "@wor/lifecycle";

/** A way through a machine: the facts, and where they lead. */
export interface MachinePath {
  readonly facts: readonly LifeFactType[];
  readonly to: Place;
}

/** The shortest way to every place of a pathway's machine, the nearest place first. */
export function shortestPaths(pathway: Pathway): MachinePath[] {
  const { initial } = compiled(pathway);
  const found = new Map<PlaceNode, readonly LifeFactType[]>([[initial, []]]);
  // A map is walked in the order in which it grows, so this is breadth first.
  for (const [node, facts] of found)
    for (const [fact, next] of node.next) if (!found.has(next)) found.set(next, [...facts, fact]);
  return [...found].map(([node, facts]) => ({ facts, to: node.place }));
}

/** Where a walk has to stop. */
export interface Bounds {
  /** Facts in one path. Default 8. */
  readonly length?: number;
  /** Paths in all. Default 10,000. */
  readonly paths?: number;
}

/**
 * Every way through a pathway's machine that visits no place twice, up to a length: the ways that end in a closed
 * place and those that were cut off. Lazy, so that a walk can be left early.
 *
 * @throws {RangeError} when there are more paths than `bounds.paths`; a bound that was hit in silence would look
 * like a proof.
 */
export function simplePaths(pathway: Pathway, bounds: Bounds = {}): Generator<MachinePath, void, undefined> {
  const { length = 8, paths = 10_000 } = bounds;
  checkBounds({ length, paths });
  return simplePathsWithin(pathway, { length, paths });
}

function* simplePathsWithin(
  pathway: Pathway,
  { length, paths }: Required<Bounds>,
): Generator<MachinePath, void, undefined> {
  const facts: LifeFactType[] = [];
  const visited = new Set<PlaceNode>();
  let walked = 0;
  function* walk(node: PlaceNode): Generator<MachinePath, void, undefined> {
    visited.add(node);
    const onward = [...node.next].filter(([, next]) => !visited.has(next));
    if (onward.length === 0 || facts.length === length) {
      walked += 1;
      if (walked > paths)
        throw new RangeError(
          `More than ${paths} paths of ${length} facts through ${pathway}; the next was ${facts.join(", ")}.`,
        );
      yield { facts: [...facts], to: node.place };
    } else {
      for (const [fact, next] of onward) {
        facts.push(fact);
        yield* walk(next);
        facts.pop();
      }
    }
    visited.delete(node);
  }
  yield* walk(compiled(pathway).initial);
}

/** @throws {RangeError} for a bound that is none: it would make a walk without end, or none at all. */
export function checkBounds(bounds: { readonly [name: string]: number }): void {
  for (const [name, bound] of Object.entries(bounds))
    if (!Number.isInteger(bound) || bound < 1)
      throw new RangeError(`The bound "${name}" has to be a whole number from 1, and is ${bound}.`);
}
