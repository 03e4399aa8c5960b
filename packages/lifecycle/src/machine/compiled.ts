import { type EventFrom, getInitialSnapshot } from "xstate";
import { adjacencyMapToArray, getAdjacencyMap } from "xstate/graph";
import { type LifeFactType, lifeFacts } from "../facts.ts";
import type { Pathway } from "../referral/record.ts";
import type { LifecyclePlace, Place } from "./place.ts";
import { names, pathwayRegions, type Regions, regionNames, statechart } from "./statechart.ts";

/**
 * A pathway's machine as a flat table: place × fact → place. Facts carry no guards, so the table is found by
 * letting XState itself walk from the start over every fact that can happen until no new place appears.
 */
export interface CompiledMachine {
  readonly pathway: Pathway;
  readonly initial: PlaceNode;
  /** Every place that can be reached, by its key. */
  readonly nodes: ReadonlyMap<string, PlaceNode>;
}

/** A place and where each fact leads from it. A fact that is not in `next` cannot happen here. */
export interface PlaceNode {
  readonly place: Place;
  readonly key: string;
  readonly next: ReadonlyMap<LifeFactType, PlaceNode>;
}

/** The compiled machine of a pathway; compiled once. */
export function compiled(pathway: Pathway): CompiledMachine {
  const known = machines.get(pathway);
  if (known !== undefined) return known;
  const machine = compile(pathway);
  machines.set(pathway, machine);
  return machine;
}

const machines = new Map<Pathway, CompiledMachine>();

/** One line that names a place: `intake.conversing|assigned|notOwed`. */
export const placeKey = (place: Place): string => `${place.lifecycle}|${place.coach}|${place.feedback}`;

/**
 * Whether a fact can happen at a place: every region that names it must take it. So a referral closes only
 * when the way has ended *and* nothing is owed, though each region knows just its own half.
 */
export function accepts(regions: Regions, place: Place, type: LifeFactType): boolean {
  const naming = regionNames.filter((name) => names(regions[name], type));
  return naming.length > 0 && naming.every((name) => takes(regions, name, place, type));
}

function takes(regions: Regions, name: keyof Place, place: Place, type: LifeFactType): boolean {
  const states: { [state: string]: object | undefined } = regions[name].states;
  return type in (states[place[name]] ?? {});
}

function compile(pathway: Pathway): CompiledMachine {
  const regions = pathwayRegions[pathway];
  const shape = statechart(pathway);
  const adjacency = getAdjacencyMap(shape, {
    events: (Object.keys(lifeFacts) as LifeFactType[]).map((type) => ({ type }) as EventFrom<typeof shape>),
    serializeState: (snapshot) => placeKey(placeOf(snapshot.value)) as never,
    filterEvents: (snapshot, event) => accepts(regions, placeOf(snapshot.value), event.type),
    limit: 100_000,
  });
  const nodes = new Map<string, PlaceNode & { next: Map<LifeFactType, PlaceNode> }>();
  for (const { state } of Object.values(adjacency)) {
    const place = Object.freeze(placeOf(state.value));
    const node = { place, key: placeKey(place), next: new Map<LifeFactType, PlaceNode>() };
    nodes.set(node.key, node);
    nodeOfPlace.set(place, node);
  }
  for (const { state, event, nextState } of adjacencyMapToArray(adjacency)) {
    const to = nodes.get(placeKey(placeOf(nextState.value)));
    if (to !== undefined) nodes.get(placeKey(placeOf(state.value)))?.next.set(event.type, to);
  }
  const initial = nodes.get(placeKey(placeOf(getInitialSnapshot(shape).value)));
  if (initial === undefined) throw new Error(`The ${pathway} machine has no beginning.`);
  return { pathway, initial, nodes };
}

/** The node of a place, wherever the place came from: a fold shares the machine's own, a snapshot has a copy. */
export function nodeAt(pathway: Pathway, place: Place): PlaceNode {
  const machine = compiled(pathway);
  const shared = nodeOfPlace.get(place);
  if (shared !== undefined && machine.nodes.get(shared.key) === shared) return shared;
  const node = machine.nodes.get(placeKey(place));
  if (node === undefined) throw new Error(`The ${pathway} machine has no place ${placeKey(place)}.`);
  return node;
}

const nodeOfPlace = new WeakMap<Place, PlaceNode>();

/** XState's nested state value as a place. */
export function placeOf(value: unknown): Place {
  const { lifecycle, coach, feedback } = value as { lifecycle: { [stage: string]: string } } & Pick<
    Place,
    "coach" | "feedback"
  >;
  const [stage, within] = Object.entries(lifecycle)[0] as [string, string];
  return { lifecycle: `${stage}.${within}` as LifecyclePlace, coach, feedback };
}
