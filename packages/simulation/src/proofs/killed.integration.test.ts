import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { noticesOf } from "@wor/engine";
import type { SequencedEvent } from "@wor/event-store";
import { afterAll, expect, inject, onTestFinished, test } from "vitest";
import { brokenOnTheWay, eventsOf } from "../testing/log.ts";
import { openedTwice, toldInVain } from "../testing/many-hands.ts";
import { plain } from "../testing/plain-town.ts";
import { runs } from "../testing/runs.ts";
import { openShared } from "../testing/shared-store.ts";
import { runTownHall, type TownHall, tidyUp } from "../testing/town-hall.ts";

const kills = runs(1);
const patience = { timeout: 60_000 + kills * 30_000 };
const folder = mkdtempSync(join(tmpdir(), "wor-killed-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const postgres = async () => process.env.DATABASE_URL ?? (await (await fetch(inject("postgres"))).text());

test(`SQLite: ${kills} killed while another goes on, and all promises are kept`, patience, async () => {
  await expectKeptWhileKilled(join(folder, "log.db"), "");
});

test(`PostgreSQL: ${kills} killed while another goes on, and all promises are kept`, patience, async () => {
  await expectKeptWhileKilled(await postgres(), `killed_${process.pid}_${Date.now().toString(36)}`);
});

/** Starting takes a third of the time when nothing has to be compiled. */
const compiled = fileURLToPath(new URL("../../node_modules/.cache/killed", import.meta.url));

/** Runs a town in this process and in others, of which each is killed at no moment in particular. */
async function expectKeptWhileKilled(place: string, schema: string): Promise<void> {
  const notes = join(folder, `notes-${schema}`);
  writeFileSync(notes, "");
  for (let kill = 0; kill < kills; kill += 1) {
    // A log of its own each time: a long one takes long to look through.
    const own = schema === "" ? `${place}-${kill}` : place;
    const inSchema = schema === "" ? "" : `${schema}_${kill}`;
    writeFileSync(notes, "");
    await killOnce(own, inSchema, notes, kill);
  }
}

async function killOnce(place: string, schema: string, notes: string, kill: number): Promise<void> {
  const began = Date.now();
  const store = openShared(place, schema);
  await store.head();
  const here: string[] = [];
  const stop = new AbortController();
  const hall: TownHall = {
    store,
    name: `here-${kill}`,
    began,
    minutesOff: 0,
    notes,
    acknowledged: (commandId) => here.push(commandId),
    signal: stop.signal,
  };
  const there = townHallProcess(place, schema, `there-${kill}`, `${began}`, "9", notes);
  onTestFinished(() => void there.process.kill("SIGKILL"));
  const running = (async () => {
    while (there.lines.length === 0 && there.process.exitCode === null) await sleep(1);
    await runTownHall(hall);
  })();
  const enough = 3 + Math.random() * (kills === 1 ? 6 : 60);
  while (there.lines.length < enough && there.process.exitCode === null) await sleep(1);
  await sleep(Math.random() * 10);
  there.process.kill("SIGKILL");
  await there.gone;
  await sleep(20);
  stop.abort();
  await running;
  await tidyUp({ ...hall, name: `after-${kill}` });

  const events = await eventsOf(store, plain.municipality);
  const written = new Set(events.map(({ commandId }) => commandId));
  expect([...here, ...there.lines].filter((commandId) => !written.has(commandId))).toEqual([]);
  expect(there.lines.length).toBeGreaterThan(0);
  expect(brokenOnTheWay(events, [plain])).toEqual([]);
  expect(openedTwice(events)).toEqual([]);
  expect(toldInVain(events, [plain])).toEqual([]);
  expectAllTold(events, readFileSync(notes, "utf8"));
  await store.close();
}

/** Every notice was delivered, under one key, and for the first time in the order in which things happened to a referral. */
function expectAllTold(events: readonly SequencedEvent[], notes: string): void {
  const delivered = notes
    .split("\n")
    .slice(0, -1)
    .map((line) => line.split(" ")[0] ?? "");
  const owed = events.flatMap((event) => noticesOf(event).map((_, i) => `post/${event.id}/${i}`));
  expect(delivered.filter((key) => !owed.includes(key))).toEqual([]);
  expect(owed.filter((key) => !delivered.includes(key))).toEqual([]);
  const referralOf = new Map(events.map(({ id, data }) => [id, data.referral]));
  const firstTimes = (list: readonly string[], referral: unknown) =>
    [...new Set(list)].filter((key) => referralOf.get(key.split("/")[1] ?? "") === referral);
  for (const referral of new Set(referralOf.values()))
    expect(firstTimes(delivered, referral)).toEqual(firstTimes(owed, referral));
}

function townHallProcess(...parameters: readonly string[]) {
  const program = fileURLToPath(new URL("../testing/town-hall-process.ts", import.meta.url));
  const started = spawn(
    process.execPath,
    ["--conditions=@wor/source", "--disable-warning=ExperimentalWarning", program, ...parameters],
    {
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, NODE_COMPILE_CACHE: compiled },
    },
  );
  const lines: string[] = [];
  const reader = createInterface({ input: started.stdout });
  reader.on("line", (line) => lines.push(line));
  return { process: started, lines, gone: once(reader, "close") };
}
