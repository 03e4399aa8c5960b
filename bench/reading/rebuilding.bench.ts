import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rebuildProjections } from "../../packages/engine/src/index.ts";
import { openWork, surroundings, trajectories } from "../../packages/monitoring/src/index.ts";
import { sqliteEventStore } from "../../packages/store-sqlite/src/index.ts";
import type { Figure } from "../measure.ts";
import { fillLargeLog, municipality, variants } from "./large-log.ts";
import { events, middle, seconds } from "./timing.ts";

const turns = 3;

/**
 * Rebuilding in SQLite what the tables are counted from, and all that is kept for tables and lists, against a bare scan
 * of the same file, in turns.
 */
export async function figures(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "wor-reading-"));
  const store = sqliteEventStore({ path: join(folder, "large.sqlite"), durability: "process-crash" });
  const tables = [trajectories(municipality)];
  const all = [...tables, openWork(municipality, variants), surroundings(municipality)];
  try {
    await fillLargeLog(store, events);
    const scan = () =>
      seconds(async () => {
        for await (const _ of store.read({ municipality }));
      });
    const ratios = { tables: [] as number[], all: [] as number[] };
    const memory: number[] = [];
    const rates: number[] = [];
    for (let turn = 0; turn < turns; turn += 1) {
      const before = await scan();
      const ofTables = await seconds(() => rebuildProjections(store, store.projections, tables));
      const after = await scan();
      const marks = new Map<number, number>();
      const ofAll = await seconds(() =>
        rebuildProjections(store, store.projections, all, {
          onProgress: ({ position }) => {
            for (const share of [0.25, 1])
              if (position >= share * events && !marks.has(share)) marks.set(share, heldMemory());
          },
        }),
      );
      rates.push(events / before);
      ratios.tables.push((before + after) / 2 / ofTables);
      ratios.all.push(after / ofAll);
      memory.push((marks.get(1) ?? 0) / (marks.get(0.25) ?? 1));
    }
    return [
      { name: "reading: rebuild of the tables, rate against a bare scan", value: middle(ratios.tables) },
      { name: "reading: rebuild of tables, lists and surroundings in one", value: middle(ratios.all) },
      {
        name: "reading: memory at the end of a rebuild against a quarter of the way",
        value: middle(memory),
      },
      { name: "reading: bare scan", value: middle(rates), unit: "events/s" },
    ];
  } finally {
    await store.close();
    rmSync(folder, { recursive: true });
  }
}

/** What is really held, in bytes, once all that can be thrown away has been. */
function heldMemory(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
