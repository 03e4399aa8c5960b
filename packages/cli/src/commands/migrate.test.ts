import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createEngine } from "@wor/engine";
import type { CommandInput } from "@wor/lifecycle";
import { sqliteEventStore } from "@wor/store-sqlite";
import { nijmegen, placeText } from "@wor/variants";
import { beforeEach, describe, expect, test } from "vitest";
import { type ExampleLog, exampleLogAt } from "../testing/example-log.ts";
import { answer, ownFolder, wor } from "../testing/running.ts";

const cwd = await ownFolder();
const second = placeText("nijmegen").replace("version: 1", "version: 2");
await writeFile(join(cwd, "second.yaml"), second);
await writeFile(join(cwd, "without.yaml"), second.replaceAll("code: loneliness", "code: lonely"));

let log: readonly string[] = [];
let example: ExampleLog;
let logs = 0;
beforeEach(async () => {
  const name = `town-${++logs}.sqlite`;
  example = await exampleLogAt(join(cwd, name));
  log = ["--log", name];
});

const migrate = (...args: readonly string[]) => answer(["migrate", ...args, ...log], { cwd });
const followed = async () =>
  (await answer(["show", example.open, ...log, "--variant", "second.yaml"], { cwd })).result.variant.version;

describe("wor migrate", () => {
  test("moves who can, says so, and given again does nothing twice", async () => {
    const { code, out } = await wor(["migrate", "second.yaml", ...log, "--yes", "--locale", "nl"], { cwd });
    expect([code, out]).toEqual([
      0,
      [
        "nijmegen · nijmegen@1 → nijmegen@2",
        "",
        "1 van 1 lopende verwijzing kan over",
        "",
        "✓ 1 lopende verwijzing overgezet",
        "",
      ].join("\n"),
    ]);
    expect(await followed()).toBe(2);
    const again = await migrate("second.yaml", "--yes");
    expect([again.code, again.result.plan, again.result.moved]).toEqual([0, [], []]);
  });

  test("checks without changing anything", async () => {
    const { code, result } = await migrate("second.yaml", "--check");
    expect([code, result.moved, result.plan]).toEqual([
      0,
      [],
      [expect.objectContaining({ referral: example.open, canMove: true })],
    ]);
    expect(await followed()).toBe(1);
  });

  test("moves nobody unasked where nobody can be asked", async () => {
    expect(await migrate("second.yaml")).toMatchObject({ code: 2, error: { code: "not-confirmed" } });
    expect(await followed()).toBe(1);
  });

  test("who cannot keeps the rules of now, and that is told", async () => {
    const { code, result } = await migrate("without.yaml", "--yes");
    expect([code, result.moved]).toEqual([1, []]);
    expect(result.plan).toMatchObject([
      {
        referral: example.open,
        canMove: false,
        because: { en: expect.stringContaining('the reason "Loneliness" is no longer on the list') },
      },
    ]);
    expect(await followed()).toBe(1);
  });

  test("takes the key of a variant that is given, and says which there are otherwise", async () => {
    const { code, result } = await migrate("nijmegen@2", "--variant", "second.yaml", "--yes");
    expect([code, result.moved]).toEqual([0, [example.open]]);
    expect(await migrate("nijmegen@3")).toMatchObject({
      code: 1,
      error: { code: "unknown-variant", help: { en: expect.stringContaining("nijmegen@1") } },
    });
  });

  test("leaves alone who follows something else than was asked", async () => {
    expect((await migrate("second.yaml", "--from", "nijmegen@7", "--check")).result.plan).toEqual([]);
    expect((await migrate("second.yaml", "--from", "nijmegen", "--check")).result.plan).toHaveLength(1);
  });

  test("who stands where the new rules have no place goes back a step first", async () => {
    const store = sqliteEventStore({ path: join(cwd, log[1] ?? "") });
    const engine = createEngine({ store, variants: [nijmegen] });
    const actor = { id: "c1", role: "coordinator" } as const;
    const commands: readonly CommandInput[] = [
      { type: "OfferActivity", activity: "choir", kind: "singing", capacity: 0 },
      { type: "JoinWaitingList", referral: example.open, activity: "choir" },
    ];
    for (const command of commands)
      expect(await engine.execute(command, { actor })).toMatchObject({ ok: true });
    await store.close();
    await writeFile(
      join(cwd, "no-waiting.yaml"),
      second.replace("matching:\n", "matching:\n  waitingList: false\n"),
    );
    const told = await wor(["migrate", "no-waiting.yaml", ...log, "--check"], { cwd });
    expect([told.code, told.out]).toEqual([0, expect.stringContaining("can move, after: search again")]);
    const { code, result } = await migrate("no-waiting.yaml", "--yes");
    expect([code, result.moved, result.refused]).toEqual([0, [example.open], []]);
    const shown = await answer(["show", example.open, ...log, "--variant", "no-waiting.yaml"], { cwd });
    expect(shown.result).toMatchObject({
      place: { lifecycle: "intake.conversing" },
      variant: { version: 2 },
    });
  });

  test("who may not move anybody is told who may", async () => {
    const { code, result } = await migrate("second.yaml", "--as", "coach:c1", "--yes");
    expect([code, result.moved, result.plan[0].because.en]).toEqual([
      1,
      [],
      expect.stringContaining("coordinator"),
    ]);
  });

  test("rules that were changed under the same number are no new version", async () => {
    await writeFile(join(cwd, "same.yaml"), placeText("nijmegen").replace("by: referrer", "by: coordinator"));
    const { code, result } = await migrate("same.yaml", "--yes");
    expect([code, result.plan[0].because.en]).toEqual([1, expect.stringContaining("higher version")]);
  });
});
