import {
  Actor,
  type Command,
  type DecisionContext,
  decide,
  Instant,
  nothingKnown,
  parseCommand,
  ReferralId,
  type Role,
  roles,
  type Variant,
} from "@wor/lifecycle";
import { expect, test } from "vitest";
import { place } from "../places.ts";
import { permittedHere } from "./permitted-here.ts";

const referral = ReferralId.parse("some-referral");
const resident = "k1.9f2c5b1e";
const now = Instant.parse("2024-01-08T09:00:00.000Z");

const as = (role: Role, variant: Variant): DecisionContext => ({
  actor: Actor.parse({ id: role === "resident" ? resident : `some-${role}`, role }),
  now,
  variant,
  municipality: variant.municipality,
  newReferral: () => referral,
  variantOf: () => undefined,
});

function command(input: object): Command {
  const parsed = parseCommand(input);
  if (!parsed.ok) throw new Error(parsed.rejection.message.en);
  return parsed.command;
}

const registration = command({
  type: "RegisterReferral",
  resident,
  referrer: { profession: "self" },
  channel: "phone",
  mainReason: "loneliness",
  area: "dukenburg",
  residentInformed: true,
  consent: { referral: true, contact: true, feedback: true },
});

const nijmegen = (changes: Partial<Variant["triage"]>, selfReferral = true): Variant => ({
  ...place("nijmegen"),
  referring: { ...place("nijmegen").referring, selfReferral },
  triage: { ...place("nijmegen").triage, ...changes },
});

test.each(["referrer", "coach", "coordinator"] as const)(
  "where the %s judges, only those may accept who can",
  (by) => {
    const variant = nijmegen({ by });
    const registered = decide(registration, nothingKnown, as("coordinator", variant));
    if (!registered.ok) throw new Error(registered.rejection.message.en);
    const known = { ...nothingKnown, referral: registered.referral };
    const accepting = command({ type: "AcceptReferral", referral });
    const can = roles.filter((role) => role !== "system" && decide(accepting, known, as(role, variant)).ok);
    expect(permittedHere(variant, "AcceptReferral")).toEqual(can);
  },
);

test("a resident refers only where residents may refer themselves", () => {
  for (const selfReferral of [true, false]) {
    const variant = nijmegen({}, selfReferral);
    const { ok } = decide(registration, nothingKnown, as("resident", variant));
    expect(permittedHere(variant, "RegisterReferral").includes("resident")).toBe(ok);
  }
});

test("what only the system may do is nobody's", () => {
  expect(permittedHere(nijmegen({}), "RemindStep")).toEqual([]);
});
