/** Processor time rather than time on the clock: others may be at work on this machine, and none of this waits. */
export async function seconds(work: () => unknown): Promise<number> {
  const begin = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(begin);
  return (user + system) / 1_000_000;
}

/** The middle of so many measurements. */
export async function median(times: number, measure: () => Promise<number>): Promise<number> {
  const measured: number[] = [];
  for (let turn = 0; turn < times; turn += 1) measured.push(await measure());
  return middle(measured);
}

export const middle = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** How many events a log holds here; `WOR_BENCH_EVENTS` for more. The goals are stated for a million and five. */
export const events = Number(process.env.WOR_BENCH_EVENTS ?? 200_000);
