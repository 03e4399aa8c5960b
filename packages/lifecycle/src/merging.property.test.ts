import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseCommand } from "./decide.ts";
import { isOnTheWay } from "./machine/place.ts";
import { exampleCommands } from "./testing/example-commands.ts";
import { exampleVariant, somebody } from "./testing/example-town.ts";
import { patience, runs } from "./testing/life-logs.ts";
import { type TownLog, townLog } from "./testing/town-log.ts";
import type { Instant } from "./vocabulary/times.ts";

/** What can make one person of several pseudonyms, or open what was closed. */
const undertakings = fc.array(
  fc.record({
    kind: fc.constantFrom("register", "register", "register", "merge", "merge", "merge", "drop", "reopen"),
    resident: fc.nat(4),
    former: fc.option(fc.nat(4), { freq: 4 }),
    pathway: fc.constantFrom("individual", "cohort"),
    one: fc.nat(20),
    other: fc.nat(20),
  }),
  { minLength: 6, maxLength: 30, size: "max" },
);
type Undertaking = typeof undertakings extends fc.Arbitrary<(infer One)[]> ? One : never;

const town = () =>
  townLog([exampleVariant(), exampleVariant({ id: "example-course", pathway: "cohort" as const })]);

function commandFor({ kind, resident, former, pathway, one, other }: Undertaking, { referrals }: TownLog) {
  const all = referrals();
  const chosen = (at: number) => all[at % all.length]?.record.id ?? "referral-0";
  const referral = chosen(one);
  switch (kind) {
    case "register": {
      const formerResident = former === null ? {} : { formerResident: `resident-${former}` };
      const { RegisterReferral } = exampleCommands;
      return {
        ...RegisterReferral,
        type: "RegisterReferral",
        resident: `resident-${resident}`,
        ...formerResident,
        pathway,
      };
    }
    case "merge":
      return {
        type: "DropReferral",
        referral,
        reason: "duplicate",
        initiator: "service",
        mergedInto: chosen(other),
      };
    case "drop":
      return { type: "DropReferral", referral, reason: "wantsNoHelp", initiator: "resident" };
    case "reopen":
      return { type: "ReopenReferral", referral, reason: "back" };
    default:
      throw new Error(kind);
  }
}

/** The referrals of one person as far as the log says: by a pseudonym, by two named together, by a merge. */
function ofOnePerson({ facts }: TownLog, referral: string): ReadonlySet<string> {
  const ties = facts.flatMap((fact) => {
    if (fact.type === "ReferralRegistered") {
      const { referral, resident, formerResident } = fact.data;
      return [[referral, resident], ...(formerResident ? [[referral, formerResident]] : [])];
    }
    const into = fact.type === "ReferralDropped" ? fact.data.mergedInto : undefined;
    return fact.type === "ReferralDropped" && into !== undefined ? [[fact.data.referral, into]] : [];
  });
  const same = new Set<string>([referral]);
  for (let before = 0; before !== same.size; ) {
    before = same.size;
    for (const tie of ties) if (tie.some((one) => same.has(one))) for (const one of tie) same.add(one);
  }
  return same;
}

/** Where a duplicate went on, merge by merge; each referral once. @throws when that goes round */
function goesOnIn({ facts, referral }: TownLog, id: string): string {
  const seen = new Set<string>();
  for (let at = id; ; ) {
    if (seen.has(at)) throw new Error(`${id} was merged in a circle`);
    seen.add(at);
    const last = facts.findLast(
      (fact) =>
        (fact.type === "ReferralDropped" || fact.type === "ReferralReopened") && fact.data.referral === at,
    );
    const into = last?.type === "ReferralDropped" ? last.data.mergedInto : undefined;
    if (into === undefined) return at;
    expect(referral(into)).toBeDefined();
    at = into;
  }
}

function always(look: (town: TownLog, done: { readonly type: string; readonly referral: string }) => void) {
  fc.assert(
    fc.property(undertakings, (list) => {
      const log = town();
      let now = Date.parse("2024-03-04T09:00:00.000Z");
      for (const one of list) {
        now += 60_000;
        const parsed = parseCommand(commandFor(one, log));
        if (!parsed.ok) continue;
        const decided = log.tell(
          parsed.command,
          somebody("coordinator"),
          new Date(now).toISOString() as Instant,
        );
        if (decided.ok && decided.referral !== undefined)
          look(log, { type: parsed.command.type, referral: decided.referral.record.id });
      }
    }),
    runs(40),
  );
}

describe("duplicates that are merged, one into the other into the next", patience, () => {
  test("lead to one that was not merged, and never round in a circle", () => {
    let merges = 0;
    always((log) => {
      for (const { record, place } of log.referrals()) {
        const end = goesOnIn(log, record.id);
        if (end !== record.id) merges += 1;
        if (end === record.id || isOnTheWay(place)) continue;
        expect(goesOnIn(log, end)).toBe(end);
      }
    });
    expect(merges).toBeGreaterThan(0);
  });

  test("leave a person one: nobody is referred anew or comes back beside what is open under another name", () => {
    always((log, { type, referral }) => {
      if (type === "DropReferral") return;
      const person = ofOnePerson(log, referral);
      const open = log
        .referrals()
        .filter(({ record, place }) => isOnTheWay(place) && person.has(record.id))
        .map(({ record }) => record);
      const opened = open.find(({ id }) => id === referral);
      const beside = open.filter(({ id, pathway }) => id !== referral && pathway === opened?.pathway);
      expect(beside.map(({ id }) => id)).toEqual([]);
    });
  });
});
