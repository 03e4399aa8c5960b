import { view } from "../surroundings/view.ts";
import type { ReferralId, ResidentId } from "../vocabulary/identifiers.ts";
import type { Instant } from "../vocabulary/times.ts";
import type { Pathway } from "./record.ts";

/** What the log knows of one resident: their referrals, by whatever route they came. */
export interface ResidentState {
  referrals: ResidentReferral[];
  /** The pseudonyms under which those were registered: more than one where a key was being replaced. */
  pseudonyms: ResidentId[];
  /** Duplicates and what they were merged into: the same resident, often under another pseudonym. */
  merged: ReferralId[];
}

/** A referral as the resident's other referrals need to know it. */
export interface ResidentReferral {
  readonly referral: ReferralId;
  readonly pathway: Pathway;
  readonly since: Instant;
  /** The rules it follows. */
  variant: { readonly id: string; readonly version: number };
  /** On the way: not completed, not dropped. */
  open: boolean;
  /** Never was a referral. */
  inError: boolean;
}

/** Every registration and every ending that carries the resident's tag: how double registration is found. */
export const residentView = view<ResidentState>(
  "resident",
  { referrals: [], pseudonyms: [], merged: [] },
  {
    ReferralRegistered: (resident, { data, occurredAt }) => {
      resident.referrals.push({
        referral: data.referral,
        pathway: data.pathway,
        since: occurredAt,
        variant: data.variant,
        open: true,
        inError: false,
      });
      for (const one of [data.resident, data.formerResident])
        if (one !== undefined && !resident.pseudonyms.includes(one)) resident.pseudonyms.push(one);
    },
    VariantMigrated: (resident, { data }) => {
      for (const one of resident.referrals) if (one.referral === data.referral) one.variant = data.to;
    },
    ReferralDropped: (resident, { data }) => {
      setOpen(resident, data.referral, false);
      if (data.mergedInto !== undefined) resident.merged.push(data.referral, data.mergedInto);
    },
    ParticipationCompleted: (resident, { data }) => setOpen(resident, data.referral, false),
    ReferralReopened: (resident, { data }) => setOpen(resident, data.referral, true),
    ReferralEnteredInError: (resident, { data }) => {
      setOpen(resident, data.referral, false);
      for (const one of resident.referrals) if (one.referral === data.referral) one.inError = true;
    },
  },
);

function setOpen(resident: ResidentState, referral: ReferralId, open: boolean): void {
  for (const one of resident.referrals) if (one.referral === referral) one.open = open;
}
