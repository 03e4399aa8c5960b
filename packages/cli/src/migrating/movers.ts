import {
  Instant,
  type MigrationPlan,
  nameOfRole,
  planMigration,
  type ReferralState,
  rolesPermitted,
  type Variant,
  variantHash,
  variantKey,
} from "@wor/lifecycle";
import type { Town } from "../log/town.ts";
import { says, type Words } from "../words.ts";

/** Whose turn it is to move, with whether each can. */
export interface Movers {
  readonly from: readonly string[];
  readonly plans: readonly MigrationPlan[];
}

/**
 * Who is to move to a variant: the open referrals that follow an older version of it, or those that follow the
 * variant asked for (`id`, or `id@version`), and whether each can, for this actor.
 */
export async function moversTo(
  to: Variant,
  { asked, town, now }: { readonly asked: string | undefined; readonly town: Town; readonly now: string },
): Promise<Movers> {
  const open = await town.engine.openReferrals(town.reader);
  const states = (open.ok ? open.referrals : [])
    .map(({ state }) => state)
    .filter(({ record }) => isToMove(record.variant, to, asked));
  const groups = Map.groupBy(states, ({ record }) => variantKey(record.variant));
  const plans = [...groups].flatMap(([key, group]) => {
    const from = town.variants.find((one) => variantKey(one) === key);
    if (key === variantKey(to)) return group.map((state) => stays(state, underTheSameNumber(key)));
    if (from === undefined) return group.map((state) => stays(state, notGiven(key)));
    return planMigration(group, from, to, Instant.parse(now)).map((plan) => mayBeMoved(plan, from, town));
  });
  return { from: [...groups.keys()], plans };
}

type Pin = ReferralState["record"]["variant"];

function isToMove(pin: Pin, to: Variant, asked: string | undefined): boolean {
  if (variantKey(pin) === variantKey(to)) return pin.hash !== undefined && pin.hash !== variantHash(to);
  if (asked !== undefined) return pin.id === asked || variantKey(pin) === asked;
  return pin.id === to.id && pin.version < to.version;
}

/** What has to happen first, somebody has to be permitted to do. */
function mayBeMoved(plan: MigrationPlan, from: Variant, { reader }: Town): MigrationPlan {
  if (!plan.canMove) return plan;
  const { role } = reader.actor;
  for (const { type } of [...plan.first, plan.move]) {
    const permitted = rolesPermitted(from, type);
    if (permitted.some((one) => one === role)) continue;
    const who = (locale: "nl" | "en") => permitted.map((one) => nameOfRole(one, from)[locale]).join(", ");
    return {
      referral: plan.referral,
      canMove: false,
      because: says(
        `dit mag niet namens ${role}, wel namens: ${who("nl")} (--as)`,
        `this may not be done on behalf of ${role}, but on behalf of: ${who("en")} (--as)`,
      ),
    };
  }
  return plan;
}

const stays = ({ record }: ReferralState, because: Words): MigrationPlan => ({
  referral: record.id,
  canMove: false,
  because,
});

const notGiven = (key: string): Words =>
  says(
    `zij volgt ${key}: geef die variant met --variant`,
    `it follows ${key}: give that variant with --variant`,
  );

const underTheSameNumber = (key: string): Words =>
  says(
    `zij volgt ${key} met andere afspraken: geef de nieuwe een hoger versienummer`,
    `it follows ${key} with other rules: give the new one a higher version`,
  );
