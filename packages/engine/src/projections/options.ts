import { type ParkedRow, type ProjectionStore, realTime, type Timekeeping } from "@wor/event-store";
import type { Building } from "./build-writer.ts";
import type { Projection } from "./projection.ts";

/** How rows are folded and kept. */
export interface BuildOptions {
  /** Events per transaction at most. Default 500. */
  readonly batchSize?: number | undefined;
  /** Hears of an event that `evolve` threw on; it is parked and the projection goes on. Default: nobody does. */
  readonly onParked?: ((parked: ParkedRow, error: unknown) => void) | undefined;
  /** Describes an error for the list of parked events. Default: its name only, for a message may quote data. */
  readonly describeError?: ((error: unknown) => string) | undefined;
  readonly time?: Timekeeping | undefined;
}

/** The options with their defaults. */
export function buildingOf<Row>(
  projections: ProjectionStore,
  projection: Projection<Row>,
  { onParked = () => {}, describeError = nameOnly, time = realTime }: BuildOptions,
): Building<Row> {
  return { projections, projection, now: () => time.now(), describeError, onParked };
}

const nameOnly = (error: unknown): string => (error instanceof Error ? error.name : typeof error);
