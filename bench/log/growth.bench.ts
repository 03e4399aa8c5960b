import { type InMemoryEventStore, inMemoryEventStore } from "@wor/event-store";
import { type Figure, perSecond, rateOfCpu, ratio } from "../measure.ts";
import { newReferral, none } from "./contender.ts";
import { about, held, logIn } from "./ours.ts";

/**
 * What a million events cost the log in memory: how much memory, and whether a command, an append or a reading of one
 * referral takes longer among 200,000 referrals than among 2,000. SQLite and PostgreSQL tell of their growth themselves.
 */
export async function figures(): Promise<Figure[]> {
  const before = inUse();
  const large = await grow(200_000);
  const grown = inUse() - before;
  return [
    { name: "memory, of one million events", value: Math.round(grown / 1_000_000), unit: "MB" },
    ...(await compare("command", large, ({ log }, referral) => log.command(referral))),
    ...(await compare("append to a new referral", large, ({ log }) => log.begin(newReferral()))),
    ...(await compare("read of one referral", large, ({ store }, referral) => readOne(store, referral))),
    await scan(large.store),
  ];
}

type Grown = Awaited<ReturnType<typeof grow>>;

/** Five events for each of so many referrals, each event of a command of its own, as most are. */
async function grow(referrals: number) {
  const store = inMemoryEventStore();
  const known = Array.from({ length: referrals }, newReferral);
  for (let round = 0; round < 5; round++)
    for (const referral of known) await store.append([held(referral, none)]);
  return { store, known, log: logIn(store) };
}

/** In turns, the short log a new one each time, so that it stays short. */
async function compare(
  name: string,
  large: Grown,
  work: (log: Grown, referral: string) => unknown,
): Promise<Figure[]> {
  const rates = { small: [] as number[], large: [] as number[] };
  for (let turn = -1; turn < 8; turn++) {
    const small = await grow(2_000);
    for (const size of ["small", "large"] as const) {
      const log = size === "small" ? small : large;
      const reached = await rateOfCpu(() => work(log, anyOf(log.known)), 3_000, 200);
      if (turn >= 0) rates[size].push(reached); // the first is for warming up
    }
  }
  return [
    perSecond(`memory ${name}, 10,000 events`, rates.small),
    perSecond(`memory ${name}, 1,000,000 events`, rates.large),
    ratio(`memory ${name}, cost at 1,000,000 events of that at 10,000`, rates.small, rates.large),
  ];
}

let taken = 0;

/** The stride shares no factor with the number of referrals, so it goes by all of them. */
function anyOf(known: readonly string[]): string {
  taken += 7_919;
  return known[taken % known.length] ?? "";
}

async function readOne(store: InMemoryEventStore, referral: string): Promise<void> {
  for await (const _ of store.read(about(referral)));
}

async function scan(store: InMemoryEventStore): Promise<Figure> {
  const rates: number[] = [];
  for (let turn = 0; turn < 3; turn++) {
    const start = performance.now();
    let count = 0;
    for await (const batch of store.read({ municipality: "nijmegen" })) count += batch.length;
    rates.push((count * 1_000) / (performance.now() - start));
  }
  return perSecond("memory full scan", rates, "events/s");
}

function inUse(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
