import { expect, test } from "vitest";
import { wakeUp } from "./wake-up.ts";

test("who waits is woken by the next ring, and by no ring before", async () => {
  const bell = wakeUp();
  const { signal } = new AbortController();
  bell.ring();
  let woken = 0;
  const waiting = [bell.next(signal), bell.next(signal)].map((next) => next.then(() => woken++));
  await Promise.resolve();
  expect(woken).toBe(0);
  bell.ring();
  await Promise.all(waiting);
  expect(woken).toBe(2);
});

test("nobody waits for a ring who wants to stop, or wanted to before", async () => {
  const bell = wakeUp();
  const stop = new AbortController();
  const waiting = bell.next(stop.signal);
  stop.abort();
  await waiting;
  await bell.next(stop.signal);
  bell.ring();
});
