import {
  type EventStore,
  exportLog,
  type InMemoryEventStore,
  importLog,
  inMemoryEventStore,
} from "@wor/event-store";
import { type Profession, Variant } from "@wor/lifecycle";
import { type Behaviour, firstDay } from "./behaviour.ts";
import { type PopulationOptions, simulatePopulation } from "./simulate.ts";
import type { Summary } from "./summary.ts";

/** The rules and the people of a world. */
export interface World {
  readonly variant: Variant;
  readonly behaviour: Behaviour;
}

/** Something that is otherwise. Changed rules get a new version: who is under way keeps the old ones. */
export type Change = (world: World) => World;

/** One coach fewer: somebody leaves on the first day and is not replaced. */
export const oneCoachFewer: Change = ({ variant, behaviour }) => ({
  variant,
  behaviour: {
    ...behaviour,
    coaches: behaviour.coaches.map((coach, i) => (i === 0 ? { ...coach, until: firstDay } : coach)),
  },
});

/** Only these professions may still refer. */
export const onlyReferring =
  (...professions: readonly Profession[]): Change =>
  ({ variant, behaviour }) => ({
    variant: nextVersion(variant, {
      referring: {
        ...variant.referring,
        professions: [...professions],
        selfReferral: professions.includes("self"),
      },
    }),
    behaviour,
  });

/** Feedback within a term, as `P5D`. */
export const feedbackWithin =
  (term: string): Change =>
  ({ variant, behaviour }) => ({
    variant: nextVersion(variant, { feedback: { ...variant.feedback, within: term } }),
    behaviour,
  });

/** What becomes, from the fork on, of the world as it is and of each world in which something is otherwise. */
export type WhatIf<Name extends string> = { readonly [World in Name | "as it is"]: Summary };

/**
 * Lets the same future come several times from the same log: as it is, and with something otherwise. The same
 * residents come and behave alike in each, so that what differs is the change and not chance. The given log is not
 * touched.
 */
export async function whatIf<Name extends string>(
  options: Omit<PopulationOptions, "store" | "refusals" | "counts"> & { readonly store: EventStore },
  changes: { readonly [World in Name]: Change },
): Promise<WhatIf<Name>> {
  const { store, variant, behaviour, also = [] } = options;
  const log = isForkable(store) ? store : await copied(store, variant.municipality);
  const worlds: [string, Change][] = [["as it is", (world) => world], ...Object.entries<Change>(changes)];
  const outcomes: [string, Summary][] = [];
  for (const [name, change] of worlds) {
    const world = change({ variant, behaviour });
    const { summary } = await simulatePopulation({
      ...options,
      ...world,
      counts: "whatIsNew",
      also: [...also, ...(world.variant === variant ? [] : [variant])],
      store: log.fork(),
    });
    outcomes.push([name, summary]);
  }
  return Object.fromEntries(outcomes) as WhatIf<Name>;
}

const nextVersion = (variant: Variant, otherwise: Partial<Variant>): Variant =>
  Variant.parse({ ...variant, ...otherwise, version: variant.version + 1 });

const isForkable = (store: EventStore): store is InMemoryEventStore => "fork" in store;

/** A log in memory with the same events, for stores that cannot be forked. */
async function copied(store: EventStore, municipality: string): Promise<InMemoryEventStore> {
  const log = inMemoryEventStore();
  await importLog(log, exportLog(store, { municipality }));
  return log;
}
