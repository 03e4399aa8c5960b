import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inMemoryEventStore } from "../../packages/event-store/src/index.ts";
import { monitoring } from "../../packages/monitoring/src/index.ts";
import { sqliteEventStore } from "../../packages/store-sqlite/src/index.ts";
import type { Figure } from "../measure.ts";
import { fillLargeLog, municipality, variants } from "./large-log.ts";
import { median, seconds } from "./timing.ts";

const now = "2026-06-01T08:00:00.000Z";

/** The work list of a municipality with 10,000 open referrals, from what is kept in SQLite. */
export async function figures(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "wor-reading-"));
  const path = join(folder, "open.sqlite");
  const source = inMemoryEventStore();
  try {
    // A third of the town is open at the end of its year.
    await fillLargeLog(source, 160_000);
    const open = () => {
      const store = sqliteEventStore({ path, durability: "process-crash" });
      const { projections } = store;
      const kept = monitoring({ store: source, projections, municipality, variants });
      return { store, kept };
    };
    const { store, kept } = open();
    await kept.rebuild();
    await store.close();
    let length = 0;
    /** As a process meets it that has just started: nothing is in its memory. */
    const first = async () => {
      const opened = open();
      const spent = await seconds(async () => {
        length = (await opened.kept.workList(now)).length;
      });
      await opened.store.close();
      return spent;
    };
    const veryFirst = await first();
    const again = await median(11, first);
    const warm = open();
    await warm.kept.workList(now);
    const next = await median(21, () => seconds(() => warm.kept.workList(now)));
    const own = await median(21, () => seconds(() => warm.kept.workList(now, { coach: "coach-1-0-0" })));
    await warm.store.close();
    const per10000 = (spent: number) => (spent / length) * 10_000 * 1_000;
    return [
      { name: "reading: open referrals on the list", value: length, unit: "referrals" },
      {
        name: "reading: list per 10,000 open, in code that never ran",
        value: per10000(veryFirst),
        unit: "ms",
      },
      { name: "reading: list per 10,000 open, the first of a store", value: per10000(again), unit: "ms" },
      { name: "reading: list per 10,000 open, from then on", value: per10000(next), unit: "ms" },
      { name: "reading: one coach's list per 10,000 open", value: per10000(own), unit: "ms" },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
