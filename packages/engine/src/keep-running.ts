import type { EventStore } from "@wor/event-store";
import type { Engine } from "./engine.ts";

interface Running {
  readonly store: EventStore;
  readonly municipalities: readonly string[];
  readonly engine: Pick<Engine, "runReactions" | "runDue">;
  readonly signal: AbortSignal;
  readonly everyMs?: number | undefined;
  readonly onError?: ((error: unknown) => void) | undefined;
}

/**
 * Runs reactions whenever something happens, and reactions and deadlines every so often. A log that cannot be asked
 * or followed is tried again until `signal` aborts: nobody is forgotten because a database was away for a while.
 */
export async function keepRunning(running: Running): Promise<void> {
  const { store, municipalities, engine, signal, everyMs = 60_000, onError = () => {} } = running;
  const attempt = async (work: () => Promise<unknown>) => {
    try {
      await work();
    } catch (error) {
      onError(error);
    }
  };
  const round = async () => {
    await attempt(engine.runReactions);
    await attempt(engine.runDue);
  };

  /** Follows the log until the signal, or until it cannot be followed. */
  async function follow(): Promise<void> {
    // Before the first round: what comes in while it runs must still be seen.
    const after = await store.head();
    await round();
    const ending = new AbortController();
    const either = AbortSignal.any([signal, ending.signal]);
    const rounds = oneAtATime(round);
    const timer = setInterval(rounds.begin, everyMs);
    try {
      await Promise.all(
        municipalities.map(async (municipality) => {
          for await (const _ of store.subscribe({ municipality }, { after, signal: either }))
            await attempt(engine.runReactions);
        }),
      );
    } finally {
      clearInterval(timer);
      ending.abort();
      await rounds.ended();
    }
  }

  while (!signal.aborted) {
    await attempt(follow);
    await pause(Math.min(everyMs, longestPauseMs), signal);
  }
}

/** How long a log that cannot be followed is left alone at most. */
const longestPauseMs = 1_000;

/** A round that takes long is not begun a second time. */
function oneAtATime(round: () => Promise<void>) {
  let going: Promise<void> | undefined;
  return {
    begin: () => {
      going ??= round().finally(() => {
        going = undefined;
      });
    },
    ended: async () => await going,
  };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done);
  });
}
