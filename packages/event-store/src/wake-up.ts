/** Lets waiting readers know that something has changed, without polling. */
export interface WakeUp {
  /** Wakes everybody who waits. */
  ring(): void;
  /** Resolves at the next ring after this call, or when `signal` aborts. */
  next(signal: AbortSignal): Promise<void>;
}

/** A bell for one process. Ask for `next` before looking for news, or a ring in between is missed. */
export function wakeUp(): WakeUp {
  const sleepers = new Set<() => void>();
  return {
    ring() {
      if (sleepers.size === 0) return;
      const woken = [...sleepers];
      sleepers.clear();
      for (const wake of woken) wake();
    },
    next(signal) {
      if (signal.aborted) return Promise.resolve();
      return new Promise((resolve) => {
        const wake = () => {
          sleepers.delete(wake);
          signal.removeEventListener("abort", wake);
          resolve();
        };
        sleepers.add(wake);
        signal.addEventListener("abort", wake, { once: true });
      });
    },
  };
}
