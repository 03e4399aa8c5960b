import fc from "fast-check";
import { test } from "vitest";
import { type CommandType, commandTypes } from "../../command-types.ts";
import { decide } from "../../decide.ts";
import type { ReferralState } from "../../evolve.ts";
import { isClosed } from "../../machine/place.ts";
import { owningRoles } from "../../permission/own.ts";
import { rolesPermitted } from "../../permission/permissions.ts";
import { deadlines } from "../../steps/deadlines.ts";
import { nothingKnown } from "../../subjects.ts";
import { exampleVariant } from "../../testing/example-town.ts";
import { runs } from "../../testing/life-logs.ts";
import { type Role, roles } from "../../vocabulary/roles.ts";
import { after, type Instant } from "../../vocabulary/times.ts";
import type { Variant } from "../schema.ts";
import { attempts, beginning, bestRegistration, referral } from "./attempts.ts";
import { checkVariant } from "./check-variant.ts";
import { whoseItIs } from "./explore.ts";

const someRoles = fc.subarray([...roles], { minLength: 1, maxLength: 4 });
const permissions = fc
  .array(fc.tuple(fc.constantFrom(...commandTypes), someRoles), { maxLength: 2 })
  .map((entries) => Object.fromEntries(entries) as { [Command in CommandType]?: Role[] });

/** Variants as somebody might write them who does not think of everything. */
const anyVariant = fc
  .record({
    pathway: fc.constantFrom("individual" as const, "cohort" as const, "visit" as const),
    permissions,
    by: fc.constantFrom("referrer" as const, "coach" as const, "coordinator" as const),
    waitingList: fc.boolean(),
    trying: fc.boolean(),
    maximum: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
    maxAttempts: fc.integer({ min: 1, max: 4 }),
    dropWhenUnreachable: fc.boolean(),
    ownReferralsOnly: fc.subarray([...owningRoles]),
    missing: fc.subarray<Role>(["practiceNurse", "volunteer", "activityProvider", "resident"]),
  })
  .map(({ pathway, permissions, by, waitingList, trying, maximum, missing, ownReferralsOnly, ...contact }) =>
    exampleVariant({
      pathway,
      ownReferralsOnly: ownReferralsOnly.filter((role) => !missing.includes(role)),
      permissions,
      roles: roles.filter((role) => !missing.includes(role)),
      referring: { professions: ["gp"], selfReferral: false },
      triage: { by },
      matching: { waitingList, trying },
      conversations: { maximum },
      contact,
      measurements: [],
    }),
  );

interface Standing {
  readonly state: ReferralState;
  readonly now: Instant;
}

/** Every situation that is one command further; `bySystem` leaves out what people do. */
function nextOf({ state, now: before }: Standing, variant: Variant): Standing[] {
  const now = after(before, "P1D", { holidays: [] });
  return attempts(state, variant, now).flatMap(({ command, known }) => {
    if (command.type === "MarkEnteredInError" || command.type === "ReopenReferral") return [];
    return rolesPermitted(variant, command.type)
      .filter((role) => role !== "system")
      .slice(0, 1)
      .flatMap((role) => {
        const decided = decide(
          command,
          { ...nothingKnown, ...known, referral: state },
          {
            actor: whoseItIs(role, state.record),
            now,
            variant,
            municipality: variant.municipality,
            newReferral: () => referral,
            variantOf: () => undefined,
          },
        );
        return decided.ok && decided.referral !== undefined ? [{ state: decided.referral, now }] : [];
      });
  });
}

function registered(variant: Variant): Standing | undefined {
  const { command, known } = bestRegistration("gp", variant);
  const [role] = rolesPermitted(variant, "RegisterReferral").filter((one) => one !== "system");
  const decided = decide(
    command,
    { ...nothingKnown, ...known },
    {
      actor: whoseItIs(role ?? "system", command.type === "RegisterReferral" ? command : undefined),
      now: beginning,
      variant,
      municipality: variant.municipality,
      newReferral: () => referral,
      variantOf: () => undefined,
    },
  );
  return decided.ok && decided.referral ? { state: decided.referral, now: beginning } : undefined;
}

/** Whether there is a way to an end from here, looked for anew under the variant as it is. */
function canEnd(from: Standing, variant: Variant): boolean {
  let edge = [from];
  const seen = new Set<string>();
  for (let depth = 0; depth < 6 && edge.length > 0; depth += 1) {
    if (edge.some(({ state }) => isClosed(state.place))) return true;
    edge = edge
      .flatMap((one) => nextOf(one, variant))
      .filter(({ state }) => {
        const key = JSON.stringify([state.place, state.record.consent]);
        return seen.has(key) ? false : seen.add(key);
      });
  }
  return false;
}

test("under a variant that passes the check nobody is stranded, whichever way they go", () => {
  fc.assert(
    fc.property(anyVariant, fc.array(fc.nat(), { minLength: 5, maxLength: 15 }), (variant, choices) => {
      const good = checkVariant(variant).every(({ severity }) => severity === "warning");
      fc.pre(good);
      let at = registered(variant);
      if (at === undefined) return false;
      for (const choice of choices) {
        if (isClosed(at.state.place)) return true;
        const open = deadlines(at.state, variant);
        if (open.length === 0 || open.some(({ owner }) => !variant.roles.includes(owner.role))) return false;
        const ways: Standing[] = nextOf(at, variant);
        if (ways.length === 0) return false;
        at = ways[choice % ways.length] ?? at;
      }
      return canEnd(at, variant);
    }),
    { ...runs(4), maxSkipsPerRun: 30 },
  );
});
