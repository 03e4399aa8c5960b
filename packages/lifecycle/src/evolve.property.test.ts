import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type SnapshotFrom, transition } from "xstate";
import {
  canHappen,
  evolve,
  evolveOwn,
  fold,
  ownState,
  type ReferralState,
  UnacceptedFact,
} from "./evolve.ts";
import { type LifeFactType, lifeFacts } from "./facts.ts";
import { accepts, placeKey, placeOf } from "./machine/compiled.ts";
import { pathwayRegions, statechart } from "./machine/statechart.ts";
import { emptyRecord } from "./referral/own-record.ts";
import type { Pathway } from "./referral/record.ts";
import { lifeLogs, patience, runs } from "./testing/life-logs.ts";

const lifeFactTypes = Object.keys(lifeFacts) as LifeFactType[];
const pathways = Object.keys(pathwayRegions) as Pathway[];

describe.each(pathways)("folding a log of the %s pathway", patience, (pathway) => {
  const machine = statechart(pathway, emptyRecord());

  test("with the table and with XState says the same, place and record, after every fact", () => {
    fc.assert(
      fc.property(lifeLogs(pathway), (log) => {
        let snapshot: SnapshotFrom<typeof machine> = machine.getInitialSnapshot(undefined as never);
        let state: ReferralState | undefined;
        for (const fact of log) {
          [snapshot] = transition(machine, snapshot, fact);
          state = evolve(state, fact);
          expect(placeKey(state.place)).toBe(placeKey(placeOf(snapshot.value)));
          expect(state.record).toEqual(snapshot.context.record);
        }
      }),
      runs(60),
    );
  });

  test("the table and XState refuse the same facts", () => {
    fc.assert(
      fc.property(lifeLogs(pathway), (log) => {
        let snapshot: SnapshotFrom<typeof machine> = machine.getInitialSnapshot(undefined as never);
        for (const fact of log) [snapshot] = transition(machine, snapshot, fact);
        const state = fold(log);
        for (const type of lifeFactTypes) {
          const place = placeOf(snapshot.value);
          const taken = accepts(pathwayRegions[pathway], place, type);
          expect(canHappen(state, type), `${type} at ${placeKey(place)}`).toBe(taken);
          if (taken) expect(snapshot.can({ type } as never)).toBe(true);
          else expect(() => evolve(state, { ...log[0], type } as never)).toThrow(UnacceptedFact);
        }
      }),
      runs(25),
    );
  });

  test("at once, fact by fact or in two halves gives the same state", () => {
    fc.assert(
      fc.property(lifeLogs(pathway), fc.nat(), (log, n) => {
        const at = n % (log.length + 1);
        const whole = fold(log);
        expect(log.reduce<ReferralState | undefined>(evolve, undefined)).toEqual(whole);
        expect(log.map(deepFreeze).reduce<ReferralState | undefined>(evolveOwn, undefined)).toEqual(whole);
        expect(fold(log.slice(at), fold(log.slice(0, at)))).toEqual(whole);
        expect(fold(structuredClone(log))).toEqual(whole);
      }),
      runs(100),
    );
  });

  test("changes neither the facts nor the state it was given", () => {
    fc.assert(
      fc.property(lifeLogs(pathway, 25), (log) => {
        const frozen = deepFreeze(structuredClone(log));
        let state: ReferralState | undefined;
        for (const fact of frozen) state = deepFreeze(evolve(state, fact));
        expect(state).toEqual(fold(log));
        expect(fold([], state)).toEqual(state);
        expect(frozen).toEqual(log);
      }),
      runs(60),
    );
  });

  test("and a copy of one's own shares nothing that can be changed", () => {
    fc.assert(
      fc.property(lifeLogs(pathway), (log) => {
        const state = fold(log);
        const own = ownState(state);
        expect(own).toEqual(state);
        const parts = new Set(partsOf(state?.record));
        expect(partsOf(own?.record).filter((part) => parts.has(part))).toEqual([]);
      }),
      runs(60),
    );
  });
});

/** Every object within a value, and itself. */
function partsOf(value: unknown): object[] {
  return typeof value === "object" && value !== null ? [value, ...Object.values(value).flatMap(partsOf)] : [];
}

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) deepFreeze(part);
  }
  return value;
}
