import { type EventStore, importLog } from "@wor/event-store";
import { expect } from "vitest";
import { textOf } from "../log.ts";
import { type GoldenLog, statesOf } from "./golden.ts";

/** Replays a golden log on a store: it folds to what it always folded to, and comes out as it went in. */
export async function expectReplay(store: EventStore, { log, states }: GoldenLog): Promise<void> {
  try {
    await importLog(store, [log]);
    const folded = JSON.parse(JSON.stringify(await statesOf(store)));
    expect(folded).toHaveLength(states.length);
    // What later versions know beside it does not matter.
    expect(folded).toMatchObject(states);
    expect(await textOf(store)).toBe(log);
  } finally {
    await store.close();
  }
}
