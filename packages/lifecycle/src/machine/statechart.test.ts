import { describe, expect, test } from "vitest";
import type { EventFrom, StateNode } from "xstate";
import { getShortestPaths } from "xstate/graph";
import { type LifeFactType, lifeFacts } from "../facts.ts";
import { emptyRecord } from "../referral/own-record.ts";
import type { Pathway } from "../referral/record.ts";
import { accepts, compiled, nodeAt, type PlaceNode, placeKey, placeOf } from "./compiled.ts";
import { isClosed, type Place, stages } from "./place.ts";
import { names, pathwayRegions, type Regions, regionNames, statechart } from "./statechart.ts";

const lifeFactTypes = Object.keys(lifeFacts) as LifeFactType[];
const pathways = Object.keys(pathwayRegions) as Pathway[];

describe.each(pathways)("the %s machine", (pathway) => {
  const regions = pathwayRegions[pathway];
  const nodes = [...compiled(pathway).nodes.values()];
  const root = statechart(pathway, emptyRecord()).root as unknown as StateNode;

  test("has the six stages at its top", () => {
    expect(Object.keys(statechart(pathway).states.lifecycle?.states ?? {}).sort()).toEqual(
      [...stages].sort(),
    );
  });

  test("has a way to every state it declares", () => {
    const shape = statechart(pathway);
    const paths = getShortestPaths(shape, {
      events: lifeFactTypes.map((type) => ({ type }) as EventFrom<typeof shape>),
      serializeState: (snapshot) => placeKey(placeOf(snapshot.value)) as never,
      filterEvents: (snapshot, event) => accepts(regions, placeOf(snapshot.value), event.type),
      limit: 100_000,
    });
    const reached = paths.map((path) => placeOf(path.state.value));
    for (const region of regionNames) {
      const states = new Set<string>(reached.map((place) => place[region]));
      expect([...states].sort()).toEqual(Object.keys(regions[region].states).sort());
    }
    expect(new Set(reached.map(placeKey))).toEqual(new Set(compiled(pathway).nodes.keys()));
  });

  test("takes every fact that it names, somewhere it can get to", () => {
    for (const region of regionNames) {
      for (const [state, facts] of Object.entries(regions[region].states)) {
        for (const type of Object.keys(facts) as LifeFactType[]) {
          const taken = nodes.some((node) => node.place[region] === state && node.next.has(type));
          expect(taken, `${type} at ${region} ${state}`).toBe(true);
        }
      }
    }
  });

  test("has every fact that several regions name taken by all of them or by none", () => {
    for (const { place, next } of nodes) {
      for (const type of lifeFactTypes) {
        const naming = regionNames.filter((region) => names(regions[region], type));
        const taking = naming.filter((region) => takes(regions, region, place, type));
        expect(next.has(type), `${type} at ${placeKey(place)}`).toBe(
          naming.length > 0 && taking.length === naming.length,
        );
      }
    }
  });

  test("asks nothing and does nothing but note what happened: no guard, timer, actor or other action", () => {
    for (const node of withAllWithin(root)) {
      expect(node.after, node.id).toEqual([]);
      expect(node.invoke, node.id).toEqual([]);
      expect(node.entry, node.id).toEqual([]);
      expect(node.exit, node.id).toEqual([]);
      expect(node.always ?? [], node.id).toEqual([]);
      for (const one of [...node.transitions.values()].flat()) {
        expect(one.guard, `${one.eventType} at ${node.id}`).toBeUndefined();
        for (const action of one.actions) {
          expect((action as { type?: string }).type, `${one.eventType} at ${node.id}`).toBe("xstate.assign");
        }
      }
    }
  });

  test("changes the record once for a fact, in however many regions it is named", () => {
    for (const type of lifeFactTypes) {
      for (const place of nodes.filter((node) => node.next.has(type)).map((node) => node.place)) {
        const recording = regionNames.filter((region) =>
          nodeOf(root, region, place)
            ?.transitions.get(type)
            ?.some((one) => one.actions.length > 0),
        );
        expect(recording, `${type} at ${placeKey(place)}`).toHaveLength(1);
      }
    }
  });

  test("lets an end be reached from wherever a referral can stand", () => {
    const toAnEnd = new Set(nodes.filter(({ place }) => isClosed(place)));
    for (let before = -1; before !== toAnEnd.size; ) {
      before = toAnEnd.size;
      for (const node of nodes) if ([...node.next.values()].some((to) => toAnEnd.has(to))) toAnEnd.add(node);
    }
    expect(nodes.filter((node) => !toAnEnd.has(node)).map(({ key }) => key)).toEqual([]);
  });

  test("never owes feedback where a referral is closed", () => {
    const closed = nodes.filter(({ place }) => isClosed(place));
    expect(closed.length).toBeGreaterThan(0);
    expect(closed.filter(({ place }) => place.feedback === "owed")).toEqual([]);
  });

  test("does not close while feedback is owed", () => {
    const owing = nodes.filter(({ place }) => place.feedback === "owed");
    expect(owing.length).toBeGreaterThan(0);
    expect(owing.filter(({ next }) => next.has("ReferralClosed"))).toEqual([]);
  });

  test("owes feedback from every ending on, until it is given or not possible", () => {
    for (const { next } of nodes) {
      for (const ending of ["ReferralDropped", "ParticipationCompleted"] as const) {
        const after = next.get(ending);
        if (after !== undefined) expect(after.place.feedback).toBe("owed");
      }
    }
  });

  test("lets nothing happen after an end but a late measurement, a mistake found, or a coming back", () => {
    const possible = new Set(
      nodes.filter(({ place }) => isClosed(place)).flatMap(({ next }) => [...next.keys()]),
    );
    expect([...possible].sort()).toEqual(["MeasurementTaken", "ReferralEnteredInError", "ReferralReopened"]);
  });
});

test("every fact in the life of a referral happens in at least one pathway", () => {
  const happening = new Set(
    pathways.flatMap((pathway) =>
      [...compiled(pathway).nodes.values()].flatMap(({ next }: PlaceNode) => [...next.keys()]),
    ),
  );
  expect(lifeFactTypes.filter((type) => !happening.has(type))).toEqual([]);
});

test("a place that no machine has is refused by name", () => {
  const nowhere: Place = { lifecycle: "feedback.closed", coach: "missing", feedback: "owed" };
  expect(() => nodeAt("individual", nowhere)).toThrow("feedback.closed|missing|owed");
});

function takes(regions: Regions, region: keyof Place, place: Place, type: LifeFactType): boolean {
  const states: { readonly [state: string]: object | undefined } = regions[region].states;
  return Object.hasOwn(states[place[region]] ?? {}, type);
}

function* withAllWithin(node: StateNode): Generator<StateNode> {
  yield node;
  for (const child of Object.values(node.states)) yield* withAllWithin(child);
}

/** The innermost node of one region at a place. */
function nodeOf(root: StateNode, region: keyof Place, place: Place): StateNode | undefined {
  return [region, ...place[region].split(".")].reduce<StateNode | undefined>(
    (node, step) => node?.states[step],
    root,
  );
}
