import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { AnyFact, LifeFact, RecordedFact } from "./facts.ts";
import { placeKey } from "./machine/compiled.ts";
import { isClosed, isOnTheWay } from "./machine/place.ts";
import { deadlineOf, deadlines } from "./steps/deadlines.ts";
import { patience, runs } from "./testing/life-logs.ts";
import { type Intent, intents, live, type Undertaken } from "./testing/random-lives.ts";
import { towns } from "./testing/random-variants.ts";
import type { TownLog } from "./testing/town-log.ts";
import { after, type Instant } from "./vocabulary/times.ts";

/** Coaches who write most of it down later, in whatever order: a minute or a season after it was. */
const lateIntents: fc.Arbitrary<Intent[]> = fc
  .tuple(intents(100), fc.array(fc.tuple(fc.boolean(), fc.nat(120 * 24 * 60)), { minLength: 100 }))
  .map(([list, lateness]) =>
    list.map((intent, at) => {
      const [isLate, minutes] = lateness[at] ?? [false, 0];
      // Often just as long ago as something else happened: minutes before it, or after.
      return { ...intent, late: isLate ? (at % 3 === 0 ? minutes : minutes % 600) : 0 };
    }),
  );

function always(look: (town: TownLog, undertaken: Undertaken) => void): void {
  fc.assert(
    fc.property(towns, lateIntents, (variants, undertakings) => {
      live(variants, undertakings, look);
    }),
    runs(5),
  );
}

const life = (town: TownLog, id: string) =>
  town.facts.filter(({ tags }) =>
    tags.includes(`referral:${id}`),
  ) as readonly RecordedFact<AnyFact>[] as readonly RecordedFact<LifeFact>[];

describe("what is written down late and out of order", patience, () => {
  test("forgets nobody: who is not closed has a next step, and who is was ended first", () => {
    always((town) => {
      for (const referral of town.referrals()) {
        const { place, record } = referral;
        const variant = town.variantOf(referral);
        if (!isClosed(place)) expect(deadlines(referral, variant).length, placeKey(place)).toBeGreaterThan(0);
        if (isClosed(place) && record.inError !== true) {
          expect(record.closedAt && record.endedAt && record.closedAt >= record.endedAt).toBe(true);
        }
        if (record.endedAt !== undefined) expect(record.endedAt >= record.registeredAt).toBe(true);
      }
    });
  });

  test("opens nobody twice", () => {
    always((town) => {
      const open = town
        .referrals()
        .filter(({ place, record }) => isOnTheWay(place) && record.secondBecause === undefined)
        .map(({ record }) => `${record.resident} ${record.pathway}`);
      expect(new Set(open).size).toBe(open.length);
    });
  });

  test("is no answer to what came after it, and what is owed for longest says when to tell", () => {
    always((town, { decided }) => {
      if (!decided.ok || decided.referral === undefined) return;
      const { record, place } = decided.referral;
      const { owedFor } = record.feedback;
      expect(place.feedback === "owed").toBe(owedFor.length > 0);
      if (owedFor.length > 0 && record.rescheduled.giveFeedback === undefined) {
        const variant = town.variantOf(decided.referral);
        const due = deadlineOf("giveFeedback", decided.referral, variant)?.dueAt ?? ("~" as Instant);
        for (const { since } of owedFor)
          expect(due <= after(since, variant.feedback.within, variant.calendar)).toBe(true);
      }
      const owed: { moment: string; since: Instant }[] = [];
      for (const { type, data, occurredAt, recordedAt } of life(town, record.id)) {
        if (type === "FeedbackBecameDue") owed.push({ moment: data.moment, since: occurredAt });
        if (type === "ReferralDropped") owed.push({ moment: "drop", since: occurredAt });
        if (type === "ParticipationCompleted") owed.push({ moment: "end", since: occurredAt });
        if (type === "ReferralEnteredInError" || type === "FeedbackImpossible") owed.length = 0;
        if (type !== "FeedbackGiven") continue;
        const answered = owed.filter(({ since }) => occurredAt === recordedAt || since <= occurredAt);
        for (const one of answered) {
          expect(data.moments).toContain(one.moment);
          owed.splice(owed.indexOf(one), 1);
        }
      }
      expect(owedFor).toEqual(owed);
    });
  });

  test("comes to messages that are written down late while something is owed", () => {
    const neverTold = fc.property(towns, lateIntents, (variants, undertakings) => {
      let told = 0;
      live(variants, undertakings, (_, { decided, now }) => {
        const facts = decided.ok ? decided.facts : [];
        told += facts.filter(
          ({ fact, occurredAt }) => fact.type === "FeedbackGiven" && occurredAt < now,
        ).length;
      });
      return told === 0;
    });
    expect(fc.check(neverTold, { numRuns: 500, endOnFailure: true }).failed).toBe(true);
  });
});
