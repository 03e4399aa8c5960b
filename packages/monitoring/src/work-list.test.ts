import { expect, test } from "vitest";
import { workList } from "./overview.ts";
import { testTown } from "./testing/town.ts";
import { workListText } from "./text.ts";

async function someWork() {
  const town = await testTown();
  const waiting = await town.refers("r1", { practice: "north" });
  const talking = await town.refers("r2");
  const done = await town.refers("r3");
  await town.talks(talking);
  await town.drops(done);
  await town.gives("coach", { type: "GiveFeedback", referral: done, message: "stopped", via: "phone" });
  return { ...town, waiting, talking, done };
}

test("everything that is open is on the list, the soonest first, and nothing that is closed", async () => {
  const { store, options, waiting, talking } = await someWork();
  const items = await workList(store, options());
  expect(items.map((one) => one.referral)).toEqual([waiting, talking]);
  expect(items.map((one) => one.dueAt ?? "")).toEqual([...items.map((one) => one.dueAt ?? "")].sort());
  expect(items[0]).toMatchObject({ kind: "judgeSuitability", owner: { role: "coordinator" }, level: 0 });
});

test("a coach sees her own list, a coordinator what is hers to do", async () => {
  const { store, options, waiting, talking } = await someWork();
  const list = async (selection: object) =>
    (await workList(store, options(), selection)).map((one) => one.referral);
  expect(await list({ coach: "coach-1" })).toEqual([talking]);
  expect(await list({ role: "coordinator" })).toEqual([waiting]);
  expect(await list({ practice: "north" })).toEqual([waiting]);
  expect(await list({ overdueOnly: true })).toEqual([]);
  expect(await list({ dueBy: "2026-01-12" })).toEqual([waiting]);
});

test("an escalated step is shown with whom it is now", async () => {
  const { store, options, clock, engine, waiting } = await someWork();
  clock.at = "2026-01-13T08:00:00.000Z";
  await engine.runDue();
  const [first] = await workList(store, options(), { overdueOnly: true });
  expect(first).toMatchObject({ referral: waiting, level: 1, owner: { role: "municipality" } });
});

test("the list reads well in 80 columns", async () => {
  const { store, options } = await someWork();
  const text = workListText(await workList(store, options()), { locale: "nl" });
  for (const line of text.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
  expect(text).toMatchInlineSnapshot(`
    "Verwijzing  Staat bij   Volgende stap           Vóór         Van wie
    ──────────────────────────────────────────────────────────────────────────
    id6         Past dit?   Beoordelen of het past  12 jan 2026  coördinator
    id9         In gesprek  Vragenlijst             19 jan 2026  coach-1
    ! te laat   ↑ zo vaak opgeschaald"
  `);
});

test("a key is never cut off, however narrow it gets", async () => {
  const { store, options } = await someWork();
  const [item] = await workList(store, options());
  const referral = "0123456789abcdefghijk" as NonNullable<typeof item>["referral"];
  const text = workListText(item === undefined ? [] : [{ ...item, ...item.toJSON?.(), referral }], {
    locale: "nl",
    width: 72,
  });
  expect(text).toContain(referral);
  for (const line of text.split("\n")) expect(line.length).toBeLessThanOrEqual(72);
});
