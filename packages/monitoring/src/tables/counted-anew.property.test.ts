import { inMemoryEventStore, type SequencedEvent } from "@wor/event-store";
import { intents, type LoggedFact, live, towns } from "@wor/lifecycle/testing";
import fc from "fast-check";
import { expect, test } from "vitest";
import { look } from "../overview.ts";
import { countedAnew } from "../testing/counted-anew.ts";
import { table } from "./index.ts";

const runs = Number(process.env.WOR_RUNS ?? 1);

test("every table counts what its words say, whatever happened, written down late or not, as of any moment", async () => {
  let counted = 0;
  await fc.assert(
    fc.asyncProperty(towns, intents(120), moments, async (variants, undertakings, { happened, known }) => {
      const { municipality } = variants[0];
      const { facts } = live(variants, undertakings);
      const store = inMemoryEventStore();
      await store.restore(facts.map((fact, index) => asEvent(fact, index, municipality)));
      const at = (share: number) => facts[Math.floor(share * (facts.length - 1))]?.recordedAt;
      const now =
        facts
          .map(({ recordedAt }) => recordedAt)
          .sort()
          .at(-1) ?? "2024-01-08T09:00:00.000Z";
      const [occurredBy = now, recordedBy = now] = [happened, known].map((share) => at(share));
      const overview = await look(store, {
        municipality,
        variants,
        now,
        asOf: { occurredBy, recordedBy },
      });
      const seen = facts.filter((one) => one.occurredAt <= occurredBy && one.recordedAt <= recordedBy);
      for (const [name, rows] of Object.entries(countedAnew(seen, variants, overview.moment)))
        for (const [key, cells] of Object.entries(rows)) {
          const { columns, rows } = table(name, overview);
          const row = rows.find((one) => one.key === key);
          const shown = Object.fromEntries(columns.map((one, index) => [one.key, row?.cells[index] ?? 0]));
          const expected = Object.entries(cells).map(([column, value]) => [column, value ?? 0] as const);
          for (const [column, value] of expected) {
            expect(shown[column], `${name}, ${key}, ${column}`).toBeCloseTo(value, 9);
            counted += value > 0 ? 1 : 0;
          }
        }
    }),
    { numRuns: 15 * runs },
  );
  expect(counted).toBeGreaterThan(50);
});

const moments = fc.record({
  happened: fc.oneof(fc.constant(1), fc.double({ min: 0, max: 1, noNaN: true })),
  known: fc.oneof(fc.constant(1), fc.double({ min: 0, max: 1, noNaN: true })),
});

function asEvent(fact: LoggedFact, index: number, municipality: string): SequencedEvent {
  return { position: index + 1, id: `event-${index}`, schemaVersion: 1, municipality, ...fact };
}
