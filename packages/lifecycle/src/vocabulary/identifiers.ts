import { z } from "zod";

const key = (what: string) =>
  z
    .string()
    .regex(
      /^[A-Za-z0-9][A-Za-z0-9._~-]{0,127}$/,
      `${what} is a key of letters, digits, ".", "_", "~" or "-", at most 128 long; never a name`,
    );

/** The key of one referral, drawn by the engine. */
export const ReferralId = key("a referral").brand<"ReferralId">();
export type ReferralId = z.infer<typeof ReferralId>;

/** A resident's pseudonym: the only thing the log knows about who somebody is. See `@wor/privacy`. */
export const ResidentId = key("a resident's pseudonym").brand<"ResidentId">();
export type ResidentId = z.infer<typeof ResidentId>;

/** The key of a welzijnscoach in the embedding system. */
export const CoachId = key("a coach").brand<"CoachId">();
export type CoachId = z.infer<typeof CoachId>;

/** The key of an activity on the sociale kaart. */
export const ActivityId = key("an activity").brand<"ActivityId">();
export type ActivityId = z.infer<typeof ActivityId>;

/** The key of a practice or another referring organisation. */
export const OrganisationId = key(
  'een organisatie heet hier met een sleutel van letters, cijfers, ".", "_", "~" en "-", ten hoogste 128 lang, nooit met een naam / an organisation',
).brand<"OrganisationId">();
export type OrganisationId = z.infer<typeof OrganisationId>;

/** A word from a list that the variant defines: a reason, an area, a barrier. Never free text. */
export const Code = z
  .string()
  .regex(
    /^[A-Za-z][A-Za-z0-9-]{0,63}$/,
    "een code bestaat uit letters, cijfers en streepjes, ten hoogste 64; nooit vrije tekst / a code is letters, digits and hyphens, at most 64 long; never free text",
  );
export type Code = z.infer<typeof Code>;

/**
 * Text that somebody wrote about a resident, encrypted before it came here (`sealed:` and what the vault of
 * `@wor/privacy` made of it). Clear text is refused, so that no log ever needs cleaning.
 */
export const SealedText = z
  .string()
  .regex(/^sealed:[A-Za-z0-9:._~=-]+$/, "free text is sealed before it enters the log; see @wor/privacy");
export type SealedText = z.infer<typeof SealedText>;
