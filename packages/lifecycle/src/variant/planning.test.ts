import { describe, expect, test } from "vitest";
import { fold, type ReferralState } from "../evolve.ts";
import type { LifeFact, RecordedFact } from "../facts.ts";
import { exampleVariant } from "../testing/example-town.ts";
import { type Given, recorded } from "../testing/specification.ts";
import type { Instant } from "../vocabulary/times.ts";
import { planMigration } from "./planning.ts";
import type { Variant } from "./schema.ts";

const now = "2024-03-11T09:00:00.000Z" as Instant;
const from = exampleVariant();
const second = (changes: Parameters<typeof exampleVariant>[0]): Variant => ({
  ...exampleVariant(changes),
  version: 2,
});

function referralAfter(...facts: readonly Given[]): ReferralState {
  const state = fold(facts.map((one) => recorded(one) as RecordedFact<LifeFact>));
  if (state === undefined) throw new Error("no referral");
  return state;
}

const conversing = ["ReferralRegistered", "ReferralAccepted", "IntakeStarted"] as const;
const moved = { type: "MigrateVariant", referral: "referral-1", to: { id: "example-town", version: 2 } };

const planned = (state: ReferralState, to: Variant, old = from) => planMigration([state], old, to, now)[0];

describe("planning to move open referrals to changed agreements", () => {
  test("whoever stands where the new agreements have a place can move", () => {
    expect(planned(referralAfter(...conversing), second({ contact: { maxAttempts: 5 } }))).toEqual({
      referral: "referral-1",
      canMove: true,
      first: [],
      move: moved,
    });
  });

  test("whoever stands where there is no place any more goes back a step first", () => {
    const waiting = referralAfter(...conversing, "WaitingListJoined");
    expect(planned(waiting, second({ matching: { waitingList: false } }))).toMatchObject({
      canMove: true,
      first: [{ type: "ReturnToMatching", referral: "referral-1" }],
    });
  });

  test("a closed referral stays as it was", () => {
    const closed = referralAfter("ReferralRegistered", "ReferralEnteredInError");
    expect(planned(closed, second({}))).toMatchObject({ canMove: false });
  });

  test("a referral that follows something else is left alone", () => {
    expect(planned(referralAfter(...conversing), second({}), second({}))).toMatchObject({
      canMove: false,
      because: { nl: "de verwijzing volgt example-town@1" },
    });
  });

  test("another shape is another referral", () => {
    expect(planned(referralAfter(...conversing), second({ pathway: "cohort" }))).toMatchObject({
      canMove: false,
      because: { en: expect.stringContaining("another shape (course group)") },
    });
  });

  test("a reason that is no longer on the list keeps a referral where it is", () => {
    const reasons = [{ code: "stuck", core: "stuckInLife" as const, label: { nl: "x", en: "x" } }];
    expect(planned(referralAfter(...conversing), second({ referring: { reasons } }))).toMatchObject({
      canMove: false,
      because: { nl: expect.stringContaining("de reden “Eenzaam” staat niet meer op de lijst") },
    });
  });

  test("who was referred for a reason that another took the place of can move", () => {
    const reasons = [
      {
        code: "alone",
        core: "loneliness" as const,
        label: { nl: "Alleen", en: "Alone" },
        replaces: ["lonely"],
      },
    ];
    expect(planned(referralAfter(...conversing), second({ referring: { reasons } }))).toMatchObject({
      canMove: true,
      first: [],
    });
  });

  test("nobody moves to agreements that would strand people", () => {
    expect(
      planned(referralAfter(...conversing), second({ permissions: { ResumeIntake: [] } })),
    ).toMatchObject({
      canMove: false,
      because: { en: expect.stringContaining("the new variant is not right") },
    });
  });
});
