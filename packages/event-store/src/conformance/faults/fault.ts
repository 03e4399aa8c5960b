import { everyMunicipality } from "../../event-store.ts";
import type { NaiveStore } from "./naive-store.ts";

/** A store with something wrong in it, and the guarantees it breaks by that: the tests that have to fail. */
export interface Fault {
  readonly fault: string;
  readonly breaks: readonly string[];
  readonly Store: typeof NaiveStore;
}

/** Forgets to ask which municipality. */
export const anywhere = { municipality: everyMunicipality } as const;
