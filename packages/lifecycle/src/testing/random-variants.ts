import fc from "fast-check";
import { owningRoles } from "../permission/own.ts";
import type { Pathway } from "../referral/record.ts";
import type { Variant } from "../variant/schema.ts";
import type { Role } from "../vocabulary/roles.ts";
import type { Term } from "../vocabulary/times.ts";
import { exampleVariant } from "./example-town.ts";

const term: fc.Arbitrary<Term> = fc.oneof(
  fc.integer({ min: 1, max: 60 }).map((days) => `P${days}D`),
  fc.integer({ min: 1, max: 6 }).map((months) => `P${months}M`),
  fc.integer({ min: 1, max: 25 }).map((workingDays) => ({ workingDays })),
);

/** The rules that a municipality could choose for a pathway: every switch both ways, every term short and long. */
export const policies = (pathway: Pathway): fc.Arbitrary<Variant> =>
  fc
    .record({
      referring: fc.record({
        selfReferral: fc.boolean(),
        residentMustBeInformed: fc.boolean(),
        consent: fc.subarray(["referral", "contact", "feedback"] as const),
      }),
      duplicates: fc.record({
        within: fc.constantFrom<"pathway" | "resident">("pathway", "resident"),
        reopenWithin: term,
      }),
      triage: fc.record({
        by: fc.constantFrom<"referrer" | "coach" | "coordinator">("referrer", "coach", "coordinator"),
        within: term,
        postponeAtMost: fc.nat(3),
      }),
      coach: fc.record({
        assign: fc.constantFrom<"byHand" | "byRule">("byHand", "byRule"),
        within: term,
        maxCaseload: fc.integer({ min: 1, max: 5 }),
        trainingRequired: fc.boolean(),
      }),
      contact: fc.record({
        firstWithin: term,
        maxAttempts: fc.integer({ min: 1, max: 4 }),
        nextAttemptWithin: term,
        dropWhenUnreachable: fc.boolean(),
      }),
      conversations: fc.record({ nextWithin: term }),
      matching: fc.record({
        trying: fc.boolean(),
        accompanying: fc.boolean(),
        waitingList: fc.boolean(),
        startWithin: term,
        reviewWaitingEvery: term,
      }),
      participation: fc.record({ checkInEvery: term, completeAfter: term, pauseAtMost: term }),
      feedback: fc.record({ interim: fc.subarray(["intake", "match"] as const), within: term }),
      escalation: fc.record({
        remindBefore: term,
        nextAfter: term,
        chain: fc.constantFrom<Role[]>(["coordinator", "municipality"], ["municipality"]),
      }),
      ownReferralsOnly: fc.option(fc.subarray([...owningRoles]), { nil: undefined }),
    })
    .map((changes) => exampleVariant({ ...changes, id: `example-${pathway}`, pathway }));

/** A municipality that offers every pathway, each with rules of its own, and changes them for one of them. */
export const towns: fc.Arbitrary<readonly [Variant, ...Variant[]]> = fc.tuple(
  policies("individual"),
  policies("cohort"),
  policies("visit"),
  policies("individual").map((changed) => ({ ...changed, version: 2 })),
);
