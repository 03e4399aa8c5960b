import { produce } from "immer";
import { assign, createMachine, type MachineConfig } from "xstate";
import type { RecordedFact } from "../facts.ts";
import { type LifeFact, type LifeFactType, lifeFacts } from "../facts.ts";
import type { Pathway, ReferralRecord } from "../referral/record.ts";
import { cohortLifecycle } from "./cohort.ts";
import { individualLifecycle } from "./individual.ts";
import type { Place } from "./place.ts";
import { type RegionTable, stay } from "./regions.ts";
import { coachRegion, feedbackRegion } from "./shared-regions.ts";
import { visitLifecycle } from "./visit.ts";

/** The regions of each pathway. They share the coach and the feedback; the way itself differs. */
export const pathwayRegions: { readonly [P in Pathway]: Regions } = {
  individual: { lifecycle: individualLifecycle, coach: coachRegion, feedback: feedbackRegion },
  cohort: { lifecycle: cohortLifecycle, coach: coachRegion, feedback: feedbackRegion },
  visit: { lifecycle: visitLifecycle, coach: coachRegion, feedback: feedbackRegion },
};

export type Regions = { readonly [Name in keyof Place]: RegionTable<Place[Name]> };

type Event = RecordedFact<LifeFact>;
type Context = { record: ReferralRecord };

/**
 * The XState machine of a pathway. Its events are facts; it has no guards, no timers, no invoked actors and
 * no actions but `assign`, so replaying a log asks no question again.
 *
 * @param record what the machine's context starts from; without it the machine has only its shape, which is
 * what exploring and drawing need.
 */
export function statechart(pathway: Pathway, record?: ReferralRecord) {
  const regions = pathwayRegions[pathway];
  const config: MachineConfig<Context, Event> = {
    id: pathway,
    type: "parallel",
    context: { record: record as ReferralRecord },
    states: Object.fromEntries(
      regionNames.map((name) => [name, regionConfig(pathway, name, regions, record !== undefined)]),
    ),
  };
  return createMachine(config);
}

export const regionNames = ["lifecycle", "coach", "feedback"] as const satisfies readonly (keyof Place)[];

type NodeConfig = { initial?: string; on?: object; states?: { [key: string]: NodeConfig } };

function regionConfig(pathway: Pathway, name: keyof Place, regions: Regions, records: boolean): NodeConfig {
  const table: RegionTable<string> = regions[name];
  const root: NodeConfig = { initial: first(table.initial), states: {} };
  for (const [path, facts] of Object.entries(table.states)) {
    let node = root;
    for (const step of path.split(".")) {
      node.initial ??= step;
      node.states ??= {};
      node.states[step] ??= {};
      node = node.states[step];
    }
    node.on = Object.fromEntries(
      Object.entries(facts ?? {}).map(([type, to]) => [
        type,
        {
          ...(to === stay ? {} : { target: `#${pathway}.${name}.${to}` }),
          ...(records && recordsHere(name, type as LifeFactType, regions)
            ? { actions: recording(name === "lifecycle" && to !== stay && to !== path) }
            : {}),
        },
      ]),
    );
  }
  return root;
}

/** A fact that several regions take changes the record once: in the first region that names it. */
function recordsHere(name: keyof Place, type: LifeFactType, regions: Regions): boolean {
  return regionNames.find((one) => names(regions[one], type)) === name;
}

/** Whether any state of the region knows the fact. */
export function names(table: RegionTable<string>, type: LifeFactType): boolean {
  return Object.values(table.states).some((facts) => facts !== undefined && type in facts);
}

function recording(moves: boolean) {
  return assign<Context, Event, undefined, Event, never>(({ context, event }) => ({
    record: produce(context.record, (draft: ReferralRecord) => applyTo(draft, event, moves)),
  }));
}

/** Changes the record as the fact says; `moves` when the referral stands elsewhere now. */
export function applyTo(record: ReferralRecord, fact: Event, moves: boolean): void {
  const { record: recipe } = lifeFacts[fact.type] as {
    record: (record: ReferralRecord, fact: Event) => void;
  };
  recipe(record, fact);
  if (moves) record.placeSince = fact.occurredAt;
}

const first = (path: string) => path.split(".")[0] as string;
