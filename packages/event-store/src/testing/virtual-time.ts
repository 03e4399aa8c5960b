import type { Timekeeping } from "../timekeeping.ts";

/** A clock that stands still until `pass` moves it, waking on the way whoever is due. */
export function virtualTime(): { readonly time: Timekeeping; pass(ms: number): Promise<void> } {
  let now = 0;
  const sleepers = new Set<{ readonly until: number; readonly wake: () => void }>();
  return {
    time: {
      now: () => now,
      sleep(ms, signal) {
        if (signal.aborted) return Promise.resolve();
        return new Promise((resolve) => {
          const sleeper = { until: now + ms, wake };
          function wake() {
            sleepers.delete(sleeper);
            signal.removeEventListener("abort", wake);
            resolve();
          }
          sleepers.add(sleeper);
          signal.addEventListener("abort", wake, { once: true });
        });
      },
    },
    async pass(ms) {
      const end = now + ms;
      for (;;) {
        for (let i = 0; i < 5; i++) await new Promise((resolve) => setImmediate(resolve));
        const [next] = [...sleepers].sort((a, b) => a.until - b.until);
        if (!next || next.until > end) break;
        now = Math.max(now, next.until);
        next.wake();
      }
      now = end;
    },
  };
}
