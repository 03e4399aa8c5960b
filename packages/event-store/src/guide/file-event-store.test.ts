import { appendFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eventStoreConformance } from "@wor/event-store/conformance";
import { afterAll, expect, test } from "vitest";
import { fileEventStore } from "./file-event-store.ts";

const folder = await mkdtemp(join(tmpdir(), "file-event-store-"));
let files = 0;

eventStoreConformance({
  name: "the log in a file",
  open: () => fileEventStore(join(folder, `${++files}.jsonl`)),
});

test("an append that a crash cut off is gone, and the log goes on", async () => {
  const path = join(folder, "cut-off.jsonl");
  await appendFile(path, '[{"position":1,"id":"half an ev');
  const store = await fileEventStore(path);
  const held = { id: "e-1", type: "ConversationHeld", schemaVersion: 1, data: {}, tags: [] };
  const times = { occurredAt: "2022-05-01T08:30:00Z", recordedAt: "2022-05-01T08:30:00Z" };
  await store.append([{ ...held, ...times, municipality: "m1", actor: { id: "a-1", role: "coach" } }]);
  const again = await fileEventStore(path);
  expect(await again.head()).toBe(1);
});

afterAll(() => rm(folder, { recursive: true }));
