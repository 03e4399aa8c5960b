import { inMemoryEventStore } from "@wor/event-store";
import { type Figure, perSecond, rateOfCpu, ratio } from "../measure.ts";
import { type Contender, conversation, envelope, evolve, type Log, newReferral, none } from "./contender.ts";
import { logIn } from "./ours.ts";
import { loadPeers } from "./peers.ts";

/**
 * The log in memory beside a bare `Map` of arrays and the logs of others: commands on 2,000 referrals that have five
 * events and get five more. Rates are per second of processor time, collecting garbage included.
 */
export async function figures(): Promise<Figure[]> {
  const { inMemory } = await loadPeers();
  return besideOthers([ours, bareMap, ...inMemory]);
}

const referrals = 2_000;
const turns = 7;

const ours: Contender = { name: "ours", open: async () => logIn(inMemoryEventStore()) };

/** What it costs to do the work at all: no tags, no conditions but a length, nothing frozen or checked. */
const bareMap: Contender = {
  name: "bare map",
  async open() {
    const streams = new Map<string, ReturnType<typeof event>[]>();
    const event = (referral: string, state = none) => ({ data: conversation(state), ...envelope(referral) });
    const load = async (referral: string) => streams.get(referral) ?? [];
    const append = async (referral: string, added: ReturnType<typeof event>, expected: number) => {
      const stream = streams.get(referral);
      if ((stream?.length ?? 0) !== expected) throw new Error("Somebody else was first.");
      if (stream) stream.push(added);
      else streams.set(referral, [added]);
    };
    return {
      async command(referral) {
        const events = await load(referral);
        const state = events.reduce((known, { data }) => evolve(known, data), none);
        await append(referral, event(referral, state), events.length);
      },
      begin: (referral) => append(referral, event(referral), 0),
      async fill(referral, count) {
        streams.set(
          referral,
          Array.from({ length: count }, () => event(referral)),
        );
      },
      async close() {},
    };
  },
};

async function besideOthers(contenders: readonly Contender[]): Promise<Figure[]> {
  const rates = new Map<string, { command: number[]; begin: number[] }>();
  for (const { name } of contenders) rates.set(name, { command: [], begin: [] });
  for (let turn = -1; turn < turns; turn++)
    for (const contender of contenders) {
      const { command, begin } = await oneTurn(contender);
      if (turn < 0) continue; // the first is for warming up
      rates.get(contender.name)?.command.push(command);
      rates.get(contender.name)?.begin.push(begin);
    }
  const own = rates.get("ours") ?? { command: [], begin: [] };
  return [
    ...[...rates].map(([name, { command }]) => perSecond(`memory command, ${name}`, command)),
    ...[...rates].flatMap(([name, { command }]) =>
      name === "ours" ? [] : [ratio(`memory command, ours of ${name}`, own.command, command)],
    ),
    ...[...rates].map(([name, { begin }]) => perSecond(`memory append to a new referral, ${name}`, begin)),
    ...[...rates].flatMap(([name, { begin }]) =>
      name === "ours" ? [] : [ratio(`memory append to a new referral, ours of ${name}`, own.begin, begin)],
    ),
  ];
}

async function oneTurn({ open }: Contender): Promise<{ command: number; begin: number }> {
  const log = await open();
  const known = await filled(log, referrals);
  globalThis.gc?.();
  const command = await rateOfCpu(() => log.command(takeTurns(known)), referrals * 5, 300);
  const begin = await rateOfCpu(() => log.begin(newReferral()), referrals, 100);
  await log.close();
  return { command, begin };
}

async function filled(log: Log, count: number): Promise<string[]> {
  const known = Array.from({ length: count }, newReferral);
  for (const referral of known) await log.fill(referral, 5);
  return known;
}

let taken = 0;

/** A stride that shares no factor with the number of referrals goes by all of them, in no order of use to a cache. */
function takeTurns(known: readonly string[]): string {
  taken += 7_919;
  return known[taken % known.length] ?? "";
}
