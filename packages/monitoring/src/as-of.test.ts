import { expect, test } from "vitest";
import { momentOf } from "./as-of.ts";
import { look, workList } from "./overview.ts";
import { testTown } from "./testing/town.ts";
import { yearFigures } from "./year-figures.ts";

/** Referred on 5 January; talked with on the 12th, which the coach enters on the 20th. */
async function lateEntry() {
  const town = await testTown();
  const referral = await town.refers("r1");
  town.clock.at = "2026-01-20T08:00:00.000Z";
  await town.gives("coordinator", { type: "AcceptReferral", referral });
  await town.gives("coach", {
    type: "HoldConversation",
    referral,
    mode: "phone",
    occurredAt: "2026-01-12T10:00:00.000Z",
  });
  return { ...town, referral };
}

test("what had happened by a day differs from what was known by then", async () => {
  const { store, options } = await lateEntry();
  const conversations = async (asOf: object) =>
    yearFigures(await look(store, { ...options(), asOf })).conversations.total;
  expect(await conversations({ occurredBy: "2026-01-12" })).toBe(1);
  expect(await conversations({ recordedBy: "2026-01-12" })).toBe(0);
  expect(await conversations({ occurredBy: "2026-01-11", recordedBy: "2026-01-20" })).toBe(0);
});

test("a referral stands where the facts that count led it, also when one in between was entered late", async () => {
  const { store, options } = await lateEntry();
  // Accepted on the 20th, so not by the 15th; but by then they had talked.
  const [seen] = await workList(store, { ...options(), asOf: { occurredBy: "2026-01-15" } });
  expect(seen?.place.lifecycle).toBe("intake.conversing");
  const [known] = await workList(store, { ...options(), asOf: { recordedBy: "2026-01-15" } });
  expect(known?.place.lifecycle).toBe("referred.triage");
});

test("before there was anything, everything is empty", async () => {
  const { store, options } = await lateEntry();
  const asOf = { recordedBy: "2025-12-31" };
  expect(await workList(store, { ...options(), asOf })).toEqual([]);
  expect(yearFigures(await look(store, { ...options(), asOf })).referred).toBe(0);
});

test("overdue is measured against the moment looked from", async () => {
  const { store, options, clock } = await lateEntry();
  clock.at = "2026-06-01T08:00:00.000Z";
  const [now] = await workList(store, options());
  const [then] = await workList(store, { ...options(), asOf: { occurredBy: "2026-01-08" } });
  expect([now?.overdue, then?.overdue]).toEqual([true, false]);
});

test("a day counts to its last moment in the municipality", () => {
  expect(momentOf("2026-05-03")).toBe("2026-05-03T21:59:59.999Z");
  expect(momentOf("2026-12-03")).toBe("2026-12-03T22:59:59.999Z");
  expect(() => momentOf("3 mei")).toThrow();
});
