import { type Pathway, type Variant, variantKey } from "@wor/lifecycle";

/** The variants an engine works with, by their pinned key and by what is current where. */
export interface VariantShelf {
  /** The variant a referral's facts pin. */
  readonly pinned: (variant: { readonly id: string; readonly version: number }) => Variant | undefined;
  /** What new referrals follow: the highest version for this municipality and pathway. */
  readonly current: (municipality: string, pathway: Pathway) => Variant | undefined;
  readonly ofMunicipality: (municipality: string) => readonly Variant[];
  readonly municipalities: readonly string[];
  readonly keys: readonly string[];
}

/** Puts variants on the shelf. @throws {VariantConflict} when two differ under the same id and version. */
export function variantShelf(variants: readonly Variant[]): VariantShelf {
  const byKey = new Map<string, Variant>();
  const byUse = new Map<string, Variant>();
  for (const variant of variants) {
    const key = variantKey(variant);
    const known = byKey.get(key);
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(variant))
      throw new VariantConflict(key);
    byKey.set(key, variant);
    const use = `${variant.municipality}|${variant.pathway}`;
    const current = byUse.get(use);
    if (current === undefined || current.version < variant.version) byUse.set(use, variant);
  }
  return {
    pinned: (variant) => byKey.get(variantKey(variant)),
    current: (municipality, pathway) => byUse.get(`${municipality}|${pathway}`),
    ofMunicipality: (municipality) => [...byUse.values()].filter((one) => one.municipality === municipality),
    municipalities: [...new Set(variants.map((one) => one.municipality))],
    keys: [...byKey.keys()],
  };
}

/** Two different sets of rules claim the same version: a changed variant needs a new version number. */
export class VariantConflict extends Error {
  override readonly name = "VariantConflict";

  constructor(key: string) {
    super(`${key} was given twice with different contents. A changed variant needs a new version number.`);
  }
}
