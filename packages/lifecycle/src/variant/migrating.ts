import { z } from "zod";
import { type ReferralSituation, type Rule, referralDecision } from "../decision.ts";
import { reject } from "../rejections.ts";
import { pinOf } from "./hash.ts";
import { variantKey } from "./schema.ts";

type Migrating = ReferralSituation<{ to: { id: string; version: number } }>;

/** Loaded, and of this municipality: another's rules are as good as unknown here. */
const variantIsLoaded: Rule<Migrating> = ({ command, variantOf, municipality }) =>
  variantOf(command.to.id, command.to.version)?.municipality === municipality
    ? undefined
    : reject("unknown-variant", { variant: variantKey(command.to) });

const isAnother: Rule<Migrating> = ({ command, referral }) =>
  variantKey(command.to) === variantKey(referral.record.variant)
    ? reject("same-variant", { variant: variantKey(command.to) })
    : undefined;

const hasTheSameShape: Rule<Migrating> = ({ command, referral, variantOf }) => {
  const pathway = variantOf(command.to.id, command.to.version)?.pathway;
  return pathway !== undefined && pathway !== referral.record.pathway
    ? reject("another-pathway", { variant: variantKey(command.to), pathway })
    : undefined;
};

/** A referral moves to changed rules by a fact of its own; until then it keeps those it started with (peers.md, P25). */
export const migrateVariant = referralDecision(
  "MigrateVariant",
  { to: z.strictObject({ id: z.string(), version: z.int().min(1) }) },
  {
    leadsTo: ["VariantMigrated"],
    rules: [variantIsLoaded, isAnother, hasTheSameShape],
    facts: ({ command, referral, variantOf }) => {
      const to = variantOf(command.to.id, command.to.version);
      return [
        {
          type: "VariantMigrated",
          data: {
            referral: command.referral,
            from: referral.record.variant,
            to: to === undefined ? command.to : pinOf(to),
          },
        },
      ];
    },
  },
);
