import type { z } from "zod";
import type { Rule, Situation } from "../decision.ts";
import { type Rejection, reject } from "../rejections.ts";
import { appointmentIsNear } from "../steps/putting-off.ts";
import type { Variant } from "../variant/schema.ts";
import type { OrganisationId } from "../vocabulary/identifiers.ts";
import type { registration } from "./facts.ts";
import { actsForOwn } from "./own-practice.ts";

/** What a registration tells that decides whether it is welcome here. */
export type EligibilityQuestion = Pick<
  z.infer<z.ZodObject<typeof registration>>,
  | "referrer"
  | "mainReason"
  | "furtherReasons"
  | "area"
  | "age"
  | "circumstances"
  | "residentInformed"
  | "channel"
  | "consent"
  | "handover"
  | "appointmentAt"
>;

type Asking = Rule<Situation<EligibilityQuestion>>;

/** Who may refer differs per municipality and is often unclear (Samen in beweging L5543-5545, L5766-5768). */
const referrerMayRefer: Asking = ({ command, variant }) => {
  const { professions, selfReferral } = variant.referring;
  const { profession } = command.referrer;
  if (profession === "self") return selfReferral ? undefined : reject("no-self-referral", { professions });
  return professions.includes(profession)
    ? undefined
    : reject("profession-may-not-refer", { profession, professions });
};

const referrerTakesPart: Asking = ({ command: { referrer }, variant }) =>
  referrer.profession === "self" ? undefined : takesPart(referrer.organisation, variant);

/** Not every practice takes part (RIVM/TNO L992-994). */
export function takesPart(
  organisation: OrganisationId | undefined,
  { referring: { organisations } }: Pick<Variant, "referring">,
): Rejection | undefined {
  if (organisations === "all" || (organisation !== undefined && organisations.includes(organisation)))
    return undefined;
  return reject("organisation-does-not-take-part", { organisation: organisation ?? "–" });
}

const refersForOwnOrganisation: Asking = ({ command, actor }) =>
  actsForOwn(actor, command.referrer.organisation);

/** Whoever comes on their own initiative refers themselves: a GP who did not refer is owed no answer. */
const residentsReferThemselves: Asking = ({ command: { referrer }, actor }) =>
  actor.role === "resident" && referrer.profession !== "self"
    ? reject("profession-may-not-refer", { profession: referrer.profession, professions: ["self"] })
    : undefined;

const reasonsAreKnown: Asking = ({ command, variant }) => {
  const reasons = variant.referring.reasons.map((one) => one.code);
  const unknown = [command.mainReason, ...command.furtherReasons].find((one) => !reasons.includes(one));
  return unknown === undefined ? undefined : reject("unknown-reason", { reason: unknown, reasons });
};

const channelIsUsed: Asking = ({ command: { channel }, variant }) => {
  const channels = variant.referring.channels.map((one) => one.code);
  return channels.length === 0 || channels.includes(channel)
    ? undefined
    : reject("channel-not-used", { channel, channels });
};

const areaIsKnown: Asking = ({ command, variant }) => {
  if (command.area === undefined || variant.areas.length === 0 || variant.areas.includes(command.area))
    return undefined;
  return reject("unknown-area", { area: command.area, areas: variant.areas });
};

/** Outside the target group, with the help that does fit (Nijmegen L99-105, RIVM/TNO L840-844). */
const nothingExcludes: Asking = ({ command, variant }) => {
  const { exclusions } = variant.referring;
  for (const circumstance of command.circumstances) {
    const exclusion = exclusions.find((one) => one.code === circumstance);
    if (exclusion === undefined) {
      return reject("unknown-circumstance", {
        circumstance,
        circumstances: exclusions.map((one) => one.code),
      });
    }
    return reject("excluded", {
      circumstance,
      ...(exclusion.redirectTo && { redirectTo: exclusion.redirectTo }),
    });
  }
  return undefined;
};

const ofTheRightAge: Asking = ({ command: { age }, variant }) => {
  const { minimumAge, maximumAge } = variant.referring;
  if (minimumAge === undefined && maximumAge === undefined) return undefined;
  if (age === undefined)
    return reject("age-missing", { minimumAge: minimumAge ?? 0, maximumAge: maximumAge ?? 125 });
  if (minimumAge !== undefined && age < minimumAge) return reject("too-young", { minimumAge });
  return maximumAge !== undefined && age > maximumAge ? reject("too-old", { maximumAge }) : undefined;
};

/** Residents who do not know what they were referred to do not come (RIVM/TNO L435-437, L1131-1133). */
const residentKnows: Asking = ({ command, variant }) =>
  variant.referring.residentMustBeInformed && !command.residentInformed
    ? reject("resident-not-informed")
    : undefined;

/** The referrer asks consent to pass on contact details (welzijnoprecept.nl, peers.md). */
const residentConsents: Asking = ({ command, variant }) => {
  const missing = variant.referring.consent.find((one) => !command.consent[one]);
  return missing === undefined ? undefined : reject("consent-missing", { consent: missing });
};

const handoverIsUsed: Asking = ({ command: { handover }, variant }) => {
  const { handovers } = variant.referring;
  return handovers.includes(handover) ? undefined : reject("handover-not-used", { handover, handovers });
};

/** Booking at once helps those who will not call themselves (RIVM/TNO L1347-1351). */
const appointmentHasTime: Asking = ({ command }) =>
  command.handover === "appointment" && command.appointmentAt === undefined
    ? reject("appointment-missing")
    : undefined;

const appointmentIsSoon: Asking = (situation) =>
  appointmentIsNear(situation.command.appointmentAt, situation);

/** What a variant asks of every registration, in the order in which people would ask it. */
export const eligibilityRules: readonly Asking[] = [
  referrerMayRefer,
  referrerTakesPart,
  refersForOwnOrganisation,
  residentsReferThemselves,
  channelIsUsed,
  reasonsAreKnown,
  areaIsKnown,
  nothingExcludes,
  ofTheRightAge,
  residentKnows,
  residentConsents,
  handoverIsUsed,
  appointmentHasTime,
  appointmentIsSoon,
];
