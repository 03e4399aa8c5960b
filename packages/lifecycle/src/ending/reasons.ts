import { z } from "zod";

/**
 * Why a referral ends without having been completed: the core list that every municipality's own reasons map
 * to. Sources: unreachable, wants no help, not mediated, other help, indication: Samen in beweging
 * L5579-5591; lack of support, transport, money: RIVM/TNO L570-577; moved, deceased, transfer: CBS
 * 83266NED as told in peers.md; other approach: RIVM/TNO L840-844. Wrong moment: RIVM/TNO L1299-1302.
 */
export const endReasons = [
  "unreachable",
  "neverArrived",
  "wantsNoHelp",
  "wrongMoment",
  "notSuitable",
  "otherApproach",
  "otherHelp",
  "formalIndication",
  "conditionWorsened",
  "noFittingActivity",
  "noSupport",
  "noTransport",
  "noMoney",
  "ownNetwork",
  "consentWithdrawn",
  "safety",
  "moved",
  "deceased",
  "withdrawnByReferrer",
  "intakeClosed",
  "duplicate",
] as const;
/** One of the core reasons for ending early. */
export const EndReason = z.enum(endReasons);
export type EndReason = z.infer<typeof EndReason>;

/** Who or what ended it, apart from why (peers.md: initiator and reason are separate fields). */
export const initiators = ["resident", "referrer", "service", "circumstance"] as const;
/** Whose choice an ending was; circumstance when nobody chose. */
export const Initiator = z.enum(initiators);
export type Initiator = z.infer<typeof Initiator>;
