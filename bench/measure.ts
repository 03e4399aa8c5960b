/** What a benchmark file answers with. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  /** Nothing for a ratio. */
  readonly unit?: string;
}

export type Work = () => unknown;

/** How much of a work gets done, by the clock. */
export async function rate(work: Work, inFlight: number, ms: number): Promise<number> {
  const start = performance.now();
  let done = 0;
  const lane = async () => {
    while (performance.now() - start < ms) {
      await work();
      done++;
    }
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
  return (done * 1_000) / (performance.now() - start);
}

/**
 * How often a work gets done per second of this process's own time, at most so often: what needs nothing but the
 * processor is measured so, since the time that others take of a busy machine does not count.
 */
export async function rateOfCpu(work: Work, atMost: number, ms: number): Promise<number> {
  const start = process.cpuUsage();
  let done = 0;
  for (let look = 1, spent = 0; spent < ms * 1_000 && done < atMost; look = Math.ceil(look * 1.2)) {
    for (; done < look && done < atMost; done++) await work();
    spent = used(start); // which takes a while itself, so not every time
  }
  return (done * 1_000_000) / used(start);
}

function used(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return user + system;
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** The median of the ratios turn by turn: what disturbed one turn disturbed both. */
export function ratio(name: string, over: readonly number[], under: readonly number[]): Figure {
  return { name, value: median(over.map((each, i) => each / (under[i] ?? Number.NaN))) };
}

export function perSecond(name: string, rates: readonly number[], unit = "per second"): Figure {
  return { name, value: Math.round(median(rates)), unit };
}
