import { decide } from "../decide.ts";
import type { CommandInput } from "../decisions.ts";
import type { ReferralState } from "../evolve.ts";
import { isClosed, type LifecyclePlace } from "../machine/place.ts";
import { rolesPermitted } from "../permission/permissions.ts";
import { nothingKnown } from "../subjects.ts";
import type { ReferralId } from "../vocabulary/identifiers.ts";
import { Actor } from "../vocabulary/roles.ts";
import type { Instant } from "../vocabulary/times.ts";
import type { Words } from "../vocabulary/words.ts";
import { attempts } from "./checking/attempts.ts";
import { checkVariant } from "./checking/check-variant.ts";
import { explore } from "./checking/explore.ts";
import { placesReached } from "./checking/ways.ts";
import { reasonFor } from "./referring-policy.ts";
import { type Variant, variantKey } from "./schema.ts";
import { valueWords } from "./value-words.ts";

/** Whether one referral can go on under another variant, and if not, why not. */
export type MigrationPlan =
  | {
      readonly referral: ReferralId;
      readonly canMove: true;
      /** To be given first, under the old variant: they bring the referral to a place that the new one has. */
      readonly first: readonly CommandInput[];
      /** The command that moves it. */
      readonly move: Extract<CommandInput, { type: "MigrateVariant" }>;
    }
  | { readonly referral: ReferralId; readonly canMove: false; readonly because: Words };

/**
 * Which referrals can move from one variant to another, which cannot, and why. Nobody is moved to where they would
 * be stuck: the new variant must pass its check, and have the place where the referral stands.
 */
export function planMigration(
  referrals: Iterable<ReferralState>,
  from: Variant,
  to: Variant,
  now: Instant,
): MigrationPlan[] {
  const faulty = checkVariant(to).find(({ severity }) => severity === "error");
  const places = faulty === undefined ? placesReached(explore(to)) : new Set<LifecyclePlace>();
  return [...referrals].map((state) => {
    const { record } = state;
    const because = faulty === undefined ? whyNot(state, from, to) : rejects(faulty.message);
    if (because !== undefined) return { referral: record.id, canMove: false, because };
    const first = wayTo(places, state, from, now);
    if (first === undefined) return { referral: record.id, canMove: false, because: noSuchPlace };
    const move = {
      type: "MigrateVariant" as const,
      referral: record.id,
      to: { id: to.id, version: to.version },
    };
    return { referral: record.id, canMove: true, first, move };
  });
}

function whyNot({ place, record }: ReferralState, from: Variant, to: Variant): Words | undefined {
  if (isClosed(place)) return { nl: "de verwijzing is gesloten", en: "the referral is closed" };
  if (variantKey(record.variant) !== variantKey(from)) {
    return {
      nl: `de verwijzing volgt ${variantKey(record.variant)}`,
      en: `the referral follows ${variantKey(record.variant)}`,
    };
  }
  if (to.pathway !== record.pathway) {
    const { nl, en } = valueWords.pathway[to.pathway];
    return {
      nl: `${variantKey(to)} heeft een andere vorm (${nl}): beëindig deze verwijzing en open een nieuwe`,
      en: `${variantKey(to)} has another shape (${en}): end this referral and open a new one`,
    };
  }
  const lost = [record.mainReason, ...record.furtherReasons].find((code) => !reasonFor(to, code));
  if (lost !== undefined) {
    const called = reasonFor(from, lost)?.label;
    return {
      nl: `de reden “${called?.nl ?? lost}” staat niet meer op de lijst (zet \`replaces: [${lost}]\` bij de reden die ervoor in de plaats komt)`,
      en: `the reason "${called?.en ?? lost}" is no longer on the list (write \`replaces: [${lost}]\` at the reason that takes its place)`,
    };
  }
  return record.area !== undefined && to.areas.length > 0 && !to.areas.includes(record.area)
    ? {
        nl: `het gebied “${record.area}” hoort er niet meer bij`,
        en: `the area "${record.area}" is no longer part of it`,
      }
    : undefined;
}

const rejects = ({ nl, en }: Words): Words => ({
  nl: `de nieuwe variant klopt niet: ${nl}`,
  en: `the new variant is not right: ${en}`,
});

const noSuchPlace: Words = {
  nl: "de nieuwe variant kent de plek waar de verwijzing staat niet, en vanhier leidt geen stap naar een plek die zij wel kent",
  en: "the new variant does not have the place where the referral stands, and no step from here leads to one that it has",
};

/** The one command, if any is needed, that brings a referral to one of the places. */
function wayTo(
  places: ReadonlySet<LifecyclePlace>,
  state: ReferralState,
  variant: Variant,
  now: Instant,
): readonly CommandInput[] | undefined {
  if (places.has(state.place.lifecycle)) return [];
  for (const { command, known } of attempts(state, variant, now)) {
    if (!harmless.has(command.type)) continue;
    const [role] = rolesPermitted(variant, command.type);
    if (role === undefined) continue;
    const decided = decide(
      { ...command, referral: state.record.id } as typeof command,
      { ...nothingKnown, ...known, referral: state },
      {
        actor: Actor.parse({ id: `some-${role}`, role }),
        now,
        variant,
        municipality: variant.municipality,
        newReferral: () => state.record.id,
        variantOf: () => undefined,
      },
    );
    if (decided.ok && decided.referral !== undefined && places.has(decided.referral.place.lifecycle)) {
      return [{ ...command, referral: state.record.id } as CommandInput];
    }
  }
  return undefined;
}

/** Going back a step is no decision about the resident. */
const harmless: ReadonlySet<string> = new Set([
  "TakeUpReferralAgain",
  "ResumeIntake",
  "ReturnToMatching",
  "ResumeParticipation",
]);
