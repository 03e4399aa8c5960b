import { type Code, type Pathway, type ReferralRecord, type Variant, variantKey } from "@wor/lifecycle";

/** The variants an engine works with, by their pinned key and by what is current where. */
export interface VariantShelf {
  /** The variant a referral's facts pin. */
  readonly pinned: (variant: { readonly id: string; readonly version: number }) => Variant | undefined;
  /**
   * The same, or what comes nearest where that is not loaded. Whose rules are missing is not to be forgotten: the steps
   * of the current ones stay in sight, and what they call for is refused by name.
   */
  readonly inSight: (
    referral: Pick<ReferralRecord, "municipality" | "pathway" | "variant">,
  ) => Variant | undefined;
  /**
   * What new referrals of this pathway can follow: of each of the municipality's variants the highest version, but
   * for those that another one replaces. Several, where a municipality does the same for several groups.
   */
  readonly current: (municipality: string, pathway: Pathway) => readonly Variant[];
  /** Of each of its variants the highest version. */
  readonly ofMunicipality: (municipality: string) => readonly Variant[];
  /** Its areas under any version of any of its variants; empty when one of them names none. */
  readonly areasOf: (municipality: string) => readonly Code[];
  readonly municipalities: readonly string[];
  readonly keys: readonly string[];
}

/**
 * Puts variants on the shelf.
 * @throws {VariantConflict} when two differ under the same id and version.
 * @throws {TypeError} for what was not read as a variant, in which defaults are filled in.
 */
export function variantShelf(variants: readonly Variant[]): VariantShelf {
  const byKey = new Map<string, Variant>();
  const latest = new Map<string, Variant>();
  for (const [at, variant] of variants.entries()) {
    if (typeof variant?.permissions !== "object")
      throw new TypeError(
        `variants[${at}] was not read as a variant: take one of @wor/variants, or use its readVariant, or Variant.parse of @wor/lifecycle.`,
      );
    const key = variantKey(variant);
    const known = byKey.get(key);
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(variant))
      throw new VariantConflict(key);
    byKey.set(key, variant);
    const own = ofTown(variant.municipality, variant.id);
    const before = latest.get(own);
    if (before === undefined || before.version < variant.version) latest.set(own, variant);
  }
  const of = (municipality: string) =>
    [...latest.values()].filter((one) => one.municipality === municipality);
  const areas = new Map<string, readonly Code[]>();
  for (const [municipality, own] of Map.groupBy(variants, (one) => one.municipality)) {
    const anyWillDo = own.some((one) => one.areas.length === 0);
    areas.set(municipality, anyWillDo ? [] : [...new Set(own.flatMap((one) => one.areas))]);
  }
  const pinned: VariantShelf["pinned"] = (variant) => byKey.get(variantKey(variant));
  const current: VariantShelf["current"] = (municipality, pathway) => {
    const own = of(municipality);
    const replaced = new Set(own.flatMap(({ id, replaces = [] }) => replaces.filter((one) => one !== id)));
    return own.filter((one) => one.pathway === pathway && !replaced.has(one.id));
  };
  return {
    pinned,
    current,
    inSight: ({ municipality, pathway, variant }) =>
      pinned(variant) ??
      latest.get(ofTown(municipality, variant.id)) ??
      current(municipality, pathway)[0] ??
      of(municipality)[0],
    ofMunicipality: of,
    areasOf: (municipality) => areas.get(municipality) ?? [],
    municipalities: [...new Set(variants.map((one) => one.municipality))],
    keys: [...byKey.keys()],
  };
}

const ofTown = (municipality: string, id: string): string => `${municipality}|${id}`;

/** Two different sets of rules claim the same version: a changed variant needs a new version number. */
export class VariantConflict extends Error {
  override readonly name = "VariantConflict";

  constructor(key: string) {
    super(`${key} was given twice with different contents. A changed variant needs a new version number.`);
  }
}
