import type { ReferralState } from "./evolve.ts";
import type { Variant } from "./variant/schema.ts";
import { after, type Instant } from "./vocabulary/times.ts";

/**
 * Until when a referral is kept: counted from its closing, nothing while it is open. Never stored, so that a
 * changed rule holds for what was closed before (peers.md, "Law and audit").
 */
export const keepUntil = (
  { record }: ReferralState,
  { retention, calendar }: Pick<Variant, "retention" | "calendar">,
): Instant | undefined => record.closedAt && after(record.closedAt, retention.afterClosing, calendar);
