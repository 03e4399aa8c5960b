import { once } from "node:events";
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sqliteEventStore } from "@wor/store-sqlite";
import { beforeAll, describe, expect, test } from "vitest";
import { type ExampleLog, exampleLogAt } from "./testing/example-log.ts";
import { binary, ended, ownFolder, start } from "./testing/running.ts";

/** Everything here runs the real program in a process of its own; what commands do in detail stands beside them. */
const cwd = await ownFolder();
const log = ["--log", "town.sqlite"];
let example: ExampleLog;

beforeAll(async () => {
  example = await exampleLogAt(join(cwd, "town.sqlite"));
  await writeFile(join(cwd, "wrong.yaml"), "id: x\n");
  await writeFile(join(cwd, "bad.jsonl"), "no json\n");
});

describe.concurrent("the program", () => {
  test.each([
    ["check nijmegen", 0],
    ["check wrong.yaml", 1],
    ["draw nowhere.yaml", 3],
    ["simulate nijmegen --arrivals 10", 0],
    ["init", 2],
    ["list --log town.sqlite", 0],
    ["show nobody --log town.sqlite", 1],
    ["table fun --log town.sqlite", 2],
    ["export year --log town.sqlite -o year.csv", 0],
    ["report --log town.sqlite -o report.html", 0],
    ["verify --log wrong.yaml", 3],
    ["rebuild --log town.sqlite", 0],
    ["import-log bad.jsonl --log fresh.sqlite", 1],
    ["import nowhere.csv --log town.sqlite", 3],
  ])("wor %s ends with %i", async (line, code) => {
    const run = await binary(line.split(" "), { cwd });
    expect({ code: run.code, spoke: run.out !== "" || run.err !== "" }).toEqual({ code, spoke: true });
    expect(run.err).not.toMatch(/^\s+at /m);
  });

  test("says on a Node that is too old which one it needs", async () => {
    const older =
      'Object.defineProperty(process, "versions", { value: { ...process.versions, node: "20.20.2" } })';
    const node = ["--import", `data:text/javascript,${encodeURIComponent(older)}`];
    const { code, err } = await binary(["check", "nijmegen"], { cwd, node });
    expect({ code, err }).toEqual({
      code: 2,
      err: "✗ wor heeft Node 22.13 of nieuwer nodig; dit is 20.20.2.\n✗ wor needs Node 22.13 or newer; this is 20.20.2.\n",
    });
  });

  test("shows a life", async () => {
    const { code, out } = await binary(["show", example.open, ...log], { cwd });
    expect(code).toBe(0);
    expect(out).toContain("referred by GP (north)");
  });
});

describe("colours", () => {
  test("are for a terminal, or for who insists", async () => {
    const escapes = async (env: { readonly [name: string]: string }) =>
      (await binary(["check", "nijmegen"], { cwd, env })).out.includes("\u001b[");
    expect(await Promise.all([escapes({ FORCE_COLOR: "1" }), escapes({})])).toEqual([true, false]);
  });
});

describe("a reader who has seen enough", () => {
  test("ends the program quietly, however much there is left", async () => {
    const path = join(cwd, "large.sqlite");
    const store = sqliteEventStore({ path });
    const at = "2024-03-04T08:00:00.000Z";
    const large = Array.from({ length: 4_000 }, (_, index) => ({
      ...{ position: index + 1, id: `e${index}`, type: "ConversationHeld", schemaVersion: 1, data: {} },
      ...{ tags: [], municipality: "nijmegen", occurredAt: at, recordedAt: at },
      actor: { id: "coach-1", role: "coach" },
    }));
    await store.restore(large);
    await store.close();
    const child = start(["export-log", "--log", path], { cwd });
    let err = "";
    child.stderr?.on("data", (text) => {
      err += String(text);
    });
    if (child.stdout === null) throw new Error("no output");
    await once(child.stdout, "data");
    child.stdout.destroy();
    const [code] = await once(child, "close");
    expect([code, err]).toEqual([0, expect.not.stringMatching(/EPIPE|events from/)]);
  });
});

describe("Ctrl-C", () => {
  test.each(["SIGINT", "SIGTERM"] as const)("%s ends it, says so, and leaves a whole log", async (signal) => {
    const path = join(cwd, `${signal}.sqlite`);
    const { out: lines } = await binary(["export-log", ...log], { cwd });
    const child = start(["import-log", "--log", path], { cwd });
    child.stdin?.write(lines);
    while (!existsSync(path)) await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill(signal);
    let err = "";
    child.stderr?.on("data", (text) => {
      err += String(text);
    });
    const [code] = await once(child, "close");
    expect([code, err]).toEqual([130, expect.stringContaining("Interrupted.")]);
    expect((await ended(start(["verify", "--log", path], { cwd }))).code).toBe(0);
  });
});
