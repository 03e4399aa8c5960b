import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { NewEvent, SequencedEvent } from "@wor/event-store";
import type { SqliteEventStore } from "../index.ts";

const municipality = "nijmegen";
/** Everything in the municipality of {@link exampleEvent}. */
export const everything = { municipality } as const;

/** An event like those of a referral, with what matters to a test. */
export function exampleEvent(id: string, event: Partial<NewEvent> = {}): NewEvent {
  return {
    id,
    type: "ReferralRegistered",
    schemaVersion: 1,
    data: {},
    tags: [],
    municipality,
    occurredAt: "2022-05-01T08:30:00.000Z",
    recordedAt: "2022-05-01T08:31:00.000Z",
    actor: { id: "a1", role: "gp" },
    ...event,
  };
}

/** The whole log, in order. */
export async function allOf(store: Pick<SqliteEventStore, "read">): Promise<readonly SequencedEvent[]> {
  return (await Array.fromAsync(store.read(everything))).flat();
}

/** The ids in the log, in order. */
export async function idsOf(store: Pick<SqliteEventStore, "read">): Promise<readonly string[]> {
  return (await allOf(store)).map(({ id }) => id);
}

/** A folder for the files of a test, gone when it is disposed of. */
export function scratch(): Disposable & { file(name?: string): string } {
  const folder = mkdtempSync(join(tmpdir(), "wor-sqlite-"));
  return {
    file: (name = "log.db") => join(folder, name),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A disk of its own, which only root can make, and not everywhere. */
export interface SmallDisk extends Disposable {
  file(name?: string): string;
  makeReadOnly(): void;
}

/** @param kilobytes How much fits on it. Answers `undefined` where no disk can be made. */
export function smallDisk(kilobytes: number): SmallDisk | undefined {
  const folder = mkdtempSync(join(tmpdir(), "wor-sqlite-disk-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${kilobytes}k`, "tmpfs", folder], { stdio: "ignore" });
  } catch {
    rmSync(folder, { recursive: true });
    return undefined;
  }
  return {
    file: (name = "log.db") => join(folder, name),
    makeReadOnly: () => execFileSync("mount", ["-o", "remount,ro", folder]),
    [Symbol.dispose]() {
      execFileSync("umount", ["--lazy", folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
