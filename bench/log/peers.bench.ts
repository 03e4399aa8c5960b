import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { postgresEventStore } from "@wor/store-postgres";
import { sqliteEventStore } from "@wor/store-sqlite";
import { startPostgres } from "../../packages/store-postgres/src/testing/server.ts";
import { type Figure, perSecond, rate, ratio } from "../measure.ts";
import { type Contender, type Log, newReferral } from "./contender.ts";
import { logIn } from "./ours.ts";
import { loadPeers, type Peers } from "./peers.ts";

/**
 * Our logs in SQLite and PostgreSQL beside those of others on the same disk and in the same server, in turns: one-event
 * appends to new referrals, and commands on referrals with five events and more. Each as it comes out of the box;
 * in SQLite that is, for all, a commit that survives a power cut.
 */
export async function figures(): Promise<Figure[]> {
  const peers = await loadPeers();
  return [...(await onSqlite(peers)), ...(await onPostgres(peers))];
}

const turns = 8;
const referrals = 500;

async function onSqlite(peers: Peers): Promise<Figure[]> {
  const folder = mkdtempSync(join(import.meta.dirname, "peers-"));
  let files = 0;
  const fileName = () => join(folder, `${files++}.sqlite`);
  const ours: Contender = { name: "ours", open: async () => logIn(sqliteEventStore({ path: fileName() })) };
  try {
    return await besideOthers("sqlite", [ours, ...peers.onSqlite(fileName)]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function onPostgres(peers: Peers): Promise<Figure[]> {
  const server = await startPostgres();
  const { connectionString } = server;
  const ours: Contender = {
    name: "ours",
    open: async () => logIn(postgresEventStore({ connectionString, maxConnections: 16 })),
  };
  try {
    return await besideOthers("postgres", [ours, ...peers.onPostgres(connectionString)]);
  } finally {
    await server.stop();
  }
}

type Work = {
  readonly name: string;
  readonly of: (log: Log, known: readonly string[]) => () => Promise<unknown>;
};

const works: readonly Work[] = [
  { name: "append", of: (log) => () => log.begin(newReferral()) },
  { name: "command", of: (log, known) => commandsOn(log, known) },
];

interface Opened {
  readonly name: string;
  readonly oneAtATime?: boolean;
  readonly log: Log;
  readonly known: readonly string[];
}

async function besideOthers(database: string, contenders: readonly Contender[]): Promise<Figure[]> {
  const opened: Opened[] = [];
  for (const { open, ...contender } of contenders) {
    const log = await open();
    const known = Array.from({ length: referrals }, newReferral);
    for (const referral of known) await log.fill(referral, 5);
    opened.push({ ...contender, log, known });
  }
  const found: Figure[] = [];
  for (const work of works)
    for (const inFlight of [1, 16]) {
      const label = `${database} ${work.name}, ${inFlight} in flight`;
      const able = opened.filter(({ oneAtATime }) => inFlight === 1 || !oneAtATime);
      found.push(...(await inTurns(label, able, work, inFlight)));
    }
  for (const { log } of opened) await log.close();
  return found;
}

async function inTurns(
  label: string,
  opened: readonly Opened[],
  work: Work,
  inFlight: number,
): Promise<Figure[]> {
  const rates = opened.map(() => [] as number[]);
  for (let turn = -1; turn < turns; turn++)
    for (const [i, { log, known }] of opened.entries()) {
      const reached = await rate(work.of(log, known), inFlight, 150);
      if (turn >= 0) rates[i]?.push(reached); // the first is for warming up
    }
  const [own = []] = rates;
  return opened.flatMap(({ name }, i) => [
    perSecond(`${label}, ${name}`, rates[i] ?? []),
    ...(i === 0 ? [] : [ratio(`${label}, ours of ${name}`, own, rates[i] ?? [])]),
  ]);
}

/** Commands on referrals in turn, so that no two in flight are on one. */
function commandsOn(log: Log, known: readonly string[]): () => Promise<unknown> {
  let taken = 0;
  return () => log.command(known[taken++ % known.length] ?? "");
}
