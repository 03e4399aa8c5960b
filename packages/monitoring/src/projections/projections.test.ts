import { createEngine } from "@wor/engine";
import { inMemoryProjections } from "@wor/event-store";
import { Variant } from "@wor/lifecycle";
import { expect, test } from "vitest";
import { look, workList } from "../overview.ts";
import { table, tableNames } from "../tables/index.ts";
import { population } from "../testing/population.ts";
import { testdorp, testTown } from "../testing/town.ts";
import { workListText } from "../text.ts";
import { summaryOf, type WorkItem } from "../work-list.ts";
import { monitoring, NotBuilt } from "./index.ts";
import { fromLine, lineOf } from "./work-line.ts";

/** Items as data: they look up what they say when they are asked. */
const plain = (items: readonly WorkItem[]): unknown[] => JSON.parse(JSON.stringify(items));

test("what the projections keep is what a reading of the whole log finds", async () => {
  const town = await population({ people: 40, months: 8, seed: 7 });
  const options = town.options();
  const kept = monitoring({ store: town.store, projections: inMemoryProjections(), ...options });
  await kept.rebuild({ batchSize: 37 });
  const [seen, folded] = [await kept.overview(options.now), await look(town.store, options)];
  for (const name of tableNames) expect(table(name, seen), name).toEqual(table(name, folded));
  const listed = plain(await kept.workList(options.now));
  expect(listed.length).toBeGreaterThan(5);
  expect(listed).toEqual(plain(await workList(town.store, options)));
  expect((await kept.status()).map(({ lag, parked }) => [lag, parked])).toEqual([
    [0, []],
    [0, []],
    [0, []],
  ]);
});

test("what was just written is on the list as soon as it is reached", async () => {
  const { store, options, refers } = await testTown();
  const kept = monitoring({ store, projections: inMemoryProjections(), ...options() });
  const running = kept.run();
  const referral = await refers("r1");
  await running.reached(await store.head());
  expect((await kept.workList(options().now)).map((one) => one.referral)).toEqual([referral]);
  await running.stop();
});

test("what is behind the log is brought up to it once, and says why when that cannot be", async () => {
  const { store, options, refers } = await testTown();
  const projections = inMemoryProjections();
  const kept = monitoring({ store, projections, ...options() });
  await kept.rebuild();
  const referral = await refers("r1");
  expect((await kept.status()).every(({ lag }) => lag > 0)).toBe(true);

  const readOnly = { ...projections, commit: () => Promise.reject(new Error("The store is read only.")) };
  const cannot = monitoring({ store, projections: readOnly, ...options() });
  await expect(cannot.catchUp()).rejects.toThrow("read only");

  await kept.catchUp();
  expect((await kept.status()).map(({ lag }) => lag)).toEqual([0, 0, 0]);
  expect((await kept.workList(options().now)).map((one) => one.referral)).toEqual([referral]);
});

test("who completed is on no list, who was dropped may come back on it", async () => {
  const { store, options, refers, talks, takesPart, drops, gives } = await testTown();
  const kept = monitoring({ store, projections: inMemoryProjections(), ...options() });
  const completed = await refers("r1");
  await talks(completed);
  await takesPart(completed);
  await gives("coach", { type: "CompleteParticipation", referral: completed, outcome: "onOwnFeet" });
  await gives("coach", { type: "GiveFeedback", referral: completed, message: "completed", via: "phone" });
  const dropped = await refers("r2");
  await drops(dropped);
  await gives("coach", { type: "GiveFeedback", referral: dropped, message: "stopped", via: "phone" });
  const running = kept.run();
  await running.reached(await store.head());
  expect(await kept.workList(options().now)).toEqual([]);
  await gives("coach", {
    type: "TakeMeasurement",
    referral: completed,
    instrument: "own",
    moment: "start",
    answers: {},
  });
  await gives("coach", { type: "ReopenReferral", referral: dropped, reason: "cameBack" });
  await running.reached(await store.head());
  expect((await kept.workList(options().now)).map((one) => one.referral)).toEqual([dropped]);
  await running.stop();
});

test("a list that was never built says what to do", async () => {
  const { store, options } = await testTown();
  const kept = monitoring({ store, projections: inMemoryProjections(), ...options() });
  await expect(kept.workList(options().now)).rejects.toThrow(NotBuilt);
  expect(() =>
    monitoring({ store, projections: inMemoryProjections(), municipality: "?", variants: [testdorp] }),
  ).toThrow("Loaded: testdorp");
});

test("a list that is asked for again and again follows the log, and a rebuild", async () => {
  const { store, options, refers, talks, drops, gives } = await testTown();
  const kept = monitoring({ store, projections: inMemoryProjections(), ...options() });
  const running = kept.run();
  const same = async () => {
    await running.reached(await store.head());
    const list = await kept.workList(options().now);
    expect(plain(list)).toEqual(plain(await workList(store, options())));
    return list.map((one) => one.referral);
  };
  expect(await same()).toEqual([]);
  const first = await refers("r1");
  const second = await refers("r2");
  expect(await same()).toEqual([first, second]);
  await talks(first);
  expect(await same()).toEqual([second, first]);
  await drops(second);
  await gives("coach", { type: "GiveFeedback", referral: second, message: "stopped", via: "phone" });
  await kept.rebuild();
  expect(await same()).toEqual([first]);
  await Promise.all([kept.workList(options().now), kept.workList(options().now), refers("r3")]);
  expect(await same()).toHaveLength(2);
  await running.stop();
});

test("whoever follows a variant that is not loaded is in sight on every list, and has steps once it is", async () => {
  const { store, options, refers } = await testTown();
  const projections = inMemoryProjections();
  const first = await refers("r1");
  const second = await refers("r2");
  const later = Variant.parse({ ...testdorp, version: 2 });
  const migrating = createEngine({ store, variants: [testdorp, later], clock: { now: () => options().now } });
  const migrated = await migrating.execute(
    { type: "MigrateVariant", referral: second, to: { id: "testdorp", version: 2 } },
    { actor: { id: "municipality-1", role: "municipality" } },
  );
  expect(migrated).toMatchObject({ ok: true });

  const without = monitoring({ store, projections, ...options() });
  await without.rebuild();
  for (const selection of [
    {},
    { overdueOnly: true },
    { role: "coordinator" as const },
    { dueBy: "2026-01-06" },
  ]) {
    const [top] = await without.workList(options().now, selection);
    expect(top).toMatchObject({ referral: second, variantUnknown: true, variant: { version: 2 }, steps: [] });
  }
  expect(workListText(await without.workList(options().now), { locale: "en" })).toContain(
    "variant testdorp@2 unknown",
  );
  const seen = await without.overview(options().now);
  for (const name of ["work", "overdue"])
    expect(table(name, seen).rows[0]?.cells).toContainEqual({
      nl: "variant testdorp@2 onbekend",
      en: "variant testdorp@2 unknown",
    });
  expect(plain(seen.work)).toEqual(plain((await look(store, options())).work));

  // Loaded by now, without a rebuild: what was kept is not the last word.
  const withBoth = monitoring({ store, projections, ...options(), variants: [testdorp, later] });
  const items = await withBoth.workList(options().now);
  expect(items.map(({ referral, kind, variantUnknown }) => [referral, kind, variantUnknown])).toEqual([
    [first, "judgeSuitability", undefined],
    [second, "judgeSuitability", undefined],
  ]);
  const found = await workList(store, { ...options(), variants: [testdorp, later] });
  expect(plain(items)).toEqual(plain(found));
});

test("a line of a list says all that went into it", async () => {
  const town = await population({ people: 40, months: 5, seed: 3 });
  const { engine } = town;
  await engine.runDue();
  const states = await engine.openReferrals({ actor: { id: "coordinator-1", role: "coordinator" } });
  if (!states.ok) throw new Error(states.rejection.message.en);
  expect(states.referrals.length).toBeGreaterThan(5);
  for (const { state } of states.referrals)
    for (const variant of [testdorp, undefined]) {
      const summary = summaryOf(state, variant);
      const again = fromLine(lineOf(summary));
      expect({ ...again, steps: again.steps() }).toEqual({ ...summary, steps: summary.steps() });
    }
});
