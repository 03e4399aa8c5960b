import type { EventStore } from "@wor/event-store";
import type { RejectionCode } from "@wor/lifecycle";
import type { Ran } from "./by-itself.ts";
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
  const doing = (run: () => Promise<Ran>) => attempt(async () => tellOfMissingRules(await run(), onError));
  const react = () => doing(() => engine.runReactions());
  const round = async () => {
    await react();
    await doing(() => engine.runDue());
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
          for await (const _ of store.subscribe({ municipality }, { after, signal: either })) await react();
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

/**
 * Of what was refused: somebody who was first, or a coach who filled up, is the course of things; rules that are not
 * loaded wait for whoever loads them.
 */
function tellOfMissingRules({ refused }: Ran, onError: (error: unknown) => void): void {
  const missing = refused.filter(({ rejection }) => forWantOfRules.has(rejection.code));
  // Many referrals follow the same rules.
  for (const message of new Set(missing.map(({ rejection }) => rejection.message.en)))
    onError(new RulesMissing(message));
}

const forWantOfRules: ReadonlySet<RejectionCode> = new Set(["unknown-variant", "variant-changed"]);

/** Nothing is reminded of, rises or follows by itself for the referrals of a variant, until its rules are loaded. */
class RulesMissing extends Error {
  override readonly name = "RulesMissing";
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
