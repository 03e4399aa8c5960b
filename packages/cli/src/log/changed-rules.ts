import { toLifeFact } from "@wor/engine";
import { variantHash, variantKey } from "@wor/lifecycle";
import type { Context } from "../command.ts";
import { warn } from "../warning.ts";
import { says } from "../words.ts";
import type { Town } from "./town.ts";

interface Pin {
  readonly id: string;
  readonly version: number;
  readonly hash?: string | undefined;
}

/** How many of the latest pins are compared: enough to see a change, on a log of any length. */
const latest = 500;

/** The variants, among those known here, that have other rules than referrals pinned under the same number. */
export async function changedSincePinned(town: Town): Promise<string[]> {
  const { store, municipality } = town;
  const pins: Pin[] = [];
  const query = { municipality, items: [{ types: ["ReferralRegistered", "VariantMigrated"] }] };
  for await (const batch of store.read(query, { backwards: true, limit: latest })) {
    for (const event of batch) {
      const fact = toLifeFact(event);
      if (fact?.type === "ReferralRegistered") pins.push(fact.data.variant);
      if (fact?.type === "VariantMigrated") pins.push(fact.data.to);
    }
  }
  return changedAmong(pins, town);
}

/** The same, for pins that are known already. */
export function changedAmong(pins: readonly Pin[], { variants }: Pick<Town, "variants">): string[] {
  const hashes = new Map(variants.map((one) => [variantKey(one), variantHash(one)]));
  const differs = ({ hash, ...pin }: Pin) => {
    const known = hashes.get(variantKey(pin));
    return hash !== undefined && known !== undefined && known !== hash;
  };
  return [...new Set(pins.filter(differs).map(variantKey))];
}

/** Dates told by other rules than were agreed look right and are not; commands are refused as `variant-changed`. */
export function warnOfChanged(changed: readonly string[], context: Context): void {
  if (changed.length === 0) return;
  const keys = changed.join(", ");
  const words = says(
    `${keys} heeft hier andere afspraken dan waaronder verwijzingen begonnen: de inhoud verschilt van wat zij vastlegden. Datums en stappen kunnen daardoor afwijken, en opdrachten worden geweigerd. Geef de gewijzigde afspraken een hoger nummer, en de oude met --variant.`,
    `${keys} has other rules here than referrals began under: its content differs from what they pinned. Dates and steps may differ from what was agreed, and commands are refused. Give the changed rules a higher number, and the old ones with --variant.`,
  );
  warn(words, context);
}
