import type { Given } from "./asked.ts";

/**
 * That somebody looked, when and at what: the fact of access, not what was read. Kept apart from the domain log
 * and for its own term (NEN 7513, peers.md "Law and audit").
 */
export interface Access {
  readonly at: string;
  readonly actor: Given["actor"];
  readonly municipality: string;
  readonly what: "referral" | "history" | "allowed" | "nextSteps" | "openReferrals";
  readonly referral?: string | undefined;
}

/** For where no access log is set up: tests and simulations. */
export const noAccessLog = (): void => {};
