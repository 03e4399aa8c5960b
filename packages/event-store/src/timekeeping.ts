/** The clock and the alarm clock of a worker, so that tests can do without waiting. */
export interface Timekeeping {
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves after `ms`, or when `signal` aborts; never rejects. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** The time outside. */
export const realTime: Timekeeping = {
  now: () => Date.now(),
  sleep(ms, signal) {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        signal.removeEventListener("abort", wake);
        resolve();
      };
      const timer = setTimeout(wake, ms);
      signal.addEventListener("abort", wake, { once: true });
    });
  },
};
