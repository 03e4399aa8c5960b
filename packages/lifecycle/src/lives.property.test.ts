import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { capacityOf } from "./coach/capacity.ts";
import { decisionOf } from "./decide.ts";
import { evolve, fold, type ReferralState } from "./evolve.ts";
import { type AnyFact, factDefinitions, type LifeFact, type RecordedFact } from "./facts.ts";
import { placeKey } from "./machine/compiled.ts";
import { isClosed, isOnTheWay } from "./machine/place.ts";
import { deadlines } from "./steps/deadlines.ts";
import { dueCommands } from "./steps/due-commands.ts";
import { subjectViews } from "./subjects.ts";
import { somebody } from "./testing/example-town.ts";
import { patience, runs } from "./testing/life-logs.ts";
import { type Intent, intents, live, type Undertaken } from "./testing/random-lives.ts";
import { towns } from "./testing/random-variants.ts";
import { seeThrough, type TownLog } from "./testing/town-log.ts";
import type { Variant } from "./variant/schema.ts";
import type { ReferralId } from "./vocabulary/identifiers.ts";
import type { Actor } from "./vocabulary/roles.ts";
import type { Instant } from "./vocabulary/times.ts";

const coaches = ["coach-1", "coach-2", "coach-3"];
const activities = ["walking", "painting", "cooking"];

/** Looks at the town after every command of many random lives. */
function always(look: (town: TownLog, undertaken: Undertaken) => void, count = 25): void {
  fc.assert(
    fc.property(towns, intents(), (variants, undertakings) => {
      live(variants, undertakings, look);
    }),
    runs(count),
  );
}

/** Looks at the town that many random lives leave. */
function inTheEnd(
  look: (town: TownLog, variants: readonly Variant[], lived: readonly Intent[]) => void,
): void {
  fc.assert(
    fc.property(towns, intents(), (variants, undertakings) => {
      look(live(variants, undertakings), variants, undertakings);
    }),
    runs(25),
  );
}

const notClosed = (town: TownLog) => town.referrals().filter(({ place }) => !isClosed(place));
const tagged = (town: TownLog, tag: string) =>
  town.facts.filter(({ tags }) => tags.some((one) => one === tag));

describe("the three promises, over random lives", patience, () => {
  test("a resident is never open twice by accident", () => {
    always((town) => {
      const accidental = town
        .referrals()
        .filter(({ place, record }) => isOnTheWay(place) && record.secondBecause === undefined)
        .map(({ record }) => `${record.resident} ${record.pathway}`);
      expect(new Set(accidental).size).toBe(accidental.length);
    });
  });

  test("a referral is never forgotten: until it is closed it has a next step with an owner and a due date", () => {
    always((town) => {
      for (const referral of notClosed(town)) {
        const steps = deadlines(referral, town.variantOf(referral));
        expect(steps.length, placeKey(referral.place)).toBeGreaterThan(0);
        for (const { owner, dueAt } of steps) {
          expect(owner.role).toBeTruthy();
          expect(new Date(dueAt).toISOString()).toBe(dueAt);
        }
      }
    });
  });

  test("of every moment that was promised the referrer hears, or it is recorded why not, or it is still owed", () => {
    inTheEnd((town) => {
      for (const { place, record } of town.referrals()) {
        const owed = record.feedback.owedFor.map(({ moment }) => moment).sort();
        expect(owed).toEqual(untold(life(town, record.id)));
        expect(place.feedback === "owed").toBe(owed.length > 0);
        if (isClosed(place)) expect(owed).toEqual([]);
      }
    });
  });

  test("who referred always hears back, or it is recorded why not", () => {
    inTheEnd((town) => {
      for (const { place, record } of town.referrals()) {
        if (!isClosed(place)) continue;
        const types = life(town, record.id).map(({ type }) => type);
        if (types.includes("ReferralEnteredInError")) continue;
        const ended = Math.max(
          types.lastIndexOf("ReferralDropped"),
          types.lastIndexOf("ParticipationCompleted"),
        );
        const since = types.slice(ended);
        expect(since.some((type) => type === "FeedbackGiven" || type === "FeedbackImpossible")).toBe(true);
      }
    });
  });
});

/** What the referrer is still to hear by what the log says: each moment counts until a fact names it as told. */
function untold(facts: readonly RecordedFact<LifeFact>[]): string[] {
  const owed: string[] = [];
  for (const { type, data } of facts) {
    if (type === "FeedbackBecameDue") owed.push(data.moment);
    if (type === "ReferralDropped") owed.push("drop");
    if (type === "ParticipationCompleted") owed.push("end");
    if (type === "ReferralEnteredInError") owed.length = 0;
    if (type === "FeedbackStillOwed") {
      const counted = [...owed];
      for (const { moment } of data.moments)
        if (counted.includes(moment)) counted.splice(counted.indexOf(moment), 1);
        else owed.push(moment);
    }
    if (type === "FeedbackGiven" || type === "FeedbackImpossible")
      for (const moment of data.moments) if (owed.includes(moment)) owed.splice(owed.indexOf(moment), 1);
  }
  return owed.sort();
}

describe("whoever may act only for their own, over random lives", patience, () => {
  test("changes nobody else's referral, also not by sending a coach away", () => {
    let changed = 0;
    fc.assert(
      fc.property(towns, intents(), (variants, undertakings) => {
        live(variants, undertakings, (town, { command, by, decided }) => {
          if (!decided.ok) return;
          for (const id of new Set(decided.facts.flatMap(({ fact }) => aboutReferral(fact)))) {
            const facts = life(town, id);
            const news = decided.facts.filter(({ fact }) => aboutReferral(fact).includes(id)).length;
            const asItWas = fold(facts.slice(0, -news)) ?? standing(town, id);
            const rules = decided.referral === undefined ? variants[0] : town.variantOf(asItWas);
            if (by.role !== "resident" && !rules.ownReferralsOnly?.some((role) => role === by.role)) continue;
            expect(whoseItWas(asItWas, by), command.type).toContain(
              by.role === "coach" || by.role === "resident" ? by.id : (by.organisation ?? "nowhere"),
            );
            changed += 1;
          }
        });
      }),
      runs(50),
    );
    expect(changed).toBeGreaterThan(0);
  });
});

/** By what somebody in a role can be the one whose referral this is; a referral without a coach is any coach's. */
function whoseItWas(
  { record: { resident, coach, referrer } }: ReferralState,
  { id, role }: Actor,
): unknown[] {
  if (role === "resident") return [resident];
  if (role === "coach") return coach.id === undefined ? [id] : [coach.id, coach.standIn];
  return [referrer.organisation];
}

describe("what is known beside a referral agrees with the referrals, over random lives", patience, () => {
  test("a coach's caseload is everyone who has that coach, and what is covered everyone with that stand-in", () => {
    inTheEnd((town) => {
      for (const id of coaches) {
        const coach = seeThrough(subjectViews.coach, tagged(town, `coach:${id}`));
        const having = (who: (referral: ReferralState) => string | undefined) =>
          town
            .referrals()
            .filter((one) => one.place.coach === "assigned" && who(one) === id)
            .map(({ record }) => record.id)
            .sort();
        expect(coach.caseload.map((one) => one.referral).sort()).toEqual(
          having(({ record }) => record.coach.id),
        );
        expect(coach.covering.map((one) => one.referral).sort()).toEqual(
          having(({ record }) => record.coach.standIn),
        );
      }
    });
  });

  test("an activity's places and waiting list are everyone who has a place or waits for one", () => {
    inTheEnd((town) => {
      for (const id of activities) {
        const activity = seeThrough(subjectViews.activity, tagged(town, `activity:${id}`));
        const records = town.referrals().map(({ record }) => record);
        const taking = records.filter(({ enrolments }) =>
          enrolments.some((one) => one.activity === id && one.status !== "ended"),
        );
        const waiting = records.filter(({ matching }) => matching.waitingFor === id);
        expect([...activity.taking].sort()).toEqual(taking.map((one) => one.id).sort());
        expect([...activity.waiting].sort()).toEqual(waiting.map((one) => one.id).sort());
      }
    });
  });

  test("a resident's referrals are open as long as they are on their way", () => {
    inTheEnd((town) => {
      for (const { place, record } of town.referrals()) {
        const resident = seeThrough(subjectViews.resident, tagged(town, `resident:${record.resident}`));
        const seen = resident.referrals.filter(({ referral }) => referral === record.id);
        expect(seen.map(({ open }) => open)).toEqual([isOnTheWay(place)]);
      }
    });
  });

  test("nobody is left with a coach, or a stand-in, who is gone", () => {
    always((town) => {
      const coach = (id: string) => seeThrough(subjectViews.coach, tagged(town, `coach:${id}`));
      for (const { place, record } of town.referrals()) {
        if (place.coach !== "assigned" || record.coach.id === undefined) continue;
        const { departed, leave } = coach(record.coach.standIn ?? record.coach.id);
        expect({ departed, leave }).toEqual({ departed: false, leave: undefined });
        expect(coach(record.coach.id).departed).toBe(false);
      }
    });
  });

  test("nobody is taken on beyond a coach's room or an activity's places", () => {
    always((town, { command, decided }) => {
      if (!decided.ok || decided.referral === undefined) return;
      for (const { fact } of decided.facts) {
        if (fact.type === "CoachAssigned") {
          const coach = seeThrough(subjectViews.coach, tagged(town, `coach:${fact.data.coach}`));
          const room = capacityOf(coach, town.variantOf(decided.referral));
          expect(coach.caseload.length, command.type).toBeLessThanOrEqual(room);
        }
        if (fact.type === "ActivityMatched" || fact.type === "ActivityAdded") {
          const activity = seeThrough(subjectViews.activity, tagged(town, `activity:${fact.data.activity}`));
          expect(activity.taking.length).toBeLessThanOrEqual(activity.capacity ?? Number.POSITIVE_INFINITY);
        }
      }
    });
  });
});

describe("deciding, over random lives", patience, () => {
  test("a no writes nothing, and a yes writes what the command leads to, in the shape it is defined with", () => {
    const written = new WeakMap<TownLog, number>();
    always((town, { command, decided }) => {
      const count = decided.ok ? decided.facts.length : 0;
      if (decided.ok) {
        const { leadsTo } = decisionOf(command.type);
        expect(decided.facts.filter(({ fact }) => leadsTo.includes(fact.type))).not.toEqual([]);
      }
      expect(town.facts.length).toBe((written.get(town) ?? 0) + count);
      for (const { type, data } of town.facts.slice(-count)) {
        expect(factDefinitions[type].data.parse(data)).toEqual(data);
      }
      written.set(town, town.facts.length);
    });
  });

  test("the same undertakings lead to the same facts", () => {
    inTheEnd((town, variants, lived) => {
      expect(live(variants as [Variant, ...Variant[]], lived).facts).toEqual(town.facts);
    });
  });

  test("an end stays an end, but for a coming back and a mistake found", () => {
    inTheEnd((town) => {
      for (const { record } of town.referrals()) {
        let before: ReferralState | undefined;
        for (const fact of life(town, record.id)) {
          const after = evolve(before, fact);
          if (before !== undefined && isClosed(before.place) && fact.type !== "ReferralReopened") {
            expect(isClosed(after.place), fact.type).toBe(true);
          }
          before = after;
        }
      }
    });
  });

  test("folding a referral's tagged facts gives what was decided", () => {
    inTheEnd((town) => {
      for (const referral of town.referrals()) {
        expect(fold(life(town, referral.record.id))).toEqual(referral);
      }
    });
  });

  test("what time calls for, once given, is not called for again", () => {
    inTheEnd((town) => {
      const now = "2027-01-01T09:00:00.000Z" as Instant;
      for (const { record } of town.referrals()) {
        const given = new Set<string>();
        for (let round = 0; round < 20; round += 1) {
          const called = dueFor(town, record.id, now);
          for (const { commandId, command } of called) {
            expect(given.has(commandId), commandId).toBe(false);
            given.add(commandId);
            town.tell(command, somebody("system"), now);
          }
          if (called.length === 0) break;
        }
        expect(dueFor(town, record.id, now)).toEqual([]);
      }
    });
  });

  test("from wherever a referral stands it can be brought to an end by somebody who may", () => {
    inTheEnd((town) => {
      const now = "2027-01-01T09:00:00.000Z" as Instant;
      for (const { record, place } of notClosed(town)) {
        const { id: referral } = record;
        if (isOnTheWay(place)) {
          const drop = {
            type: "DropReferral",
            referral,
            reason: "wantsNoHelp",
            initiator: "resident",
          } as const;
          expect(town.tell(drop, somebody("coordinator"), now).ok).toBe(true);
        }
        if (!isClosed(standing(town, referral).place)) {
          const tell = { type: "GiveFeedback", referral, message: "stopped", via: "phone" } as const;
          expect(town.tell(tell, somebody("coordinator"), now).ok).toBe(true);
        }
        expect(isClosed(standing(town, referral).place)).toBe(true);
      }
    });
  });
});

const life = (town: TownLog, id: string) =>
  tagged(town, `referral:${id}`) as readonly RecordedFact<AnyFact>[] as readonly RecordedFact<LifeFact>[];

const aboutReferral = (fact: AnyFact): ReferralId[] => ("referral" in fact.data ? [fact.data.referral] : []);

function standing(town: TownLog, id: ReferralId): ReferralState {
  const referral = town.referral(id);
  if (referral === undefined) throw new Error(`There is no ${id}.`);
  return referral;
}

function dueFor(town: TownLog, id: ReferralId, now: Instant) {
  const referral = standing(town, id);
  return dueCommands(referral, town.variantOf(referral), now);
}
