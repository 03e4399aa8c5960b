import { z } from "zod";
import { OrganisationId } from "./identifiers.ts";

/** Whom the engine can meet. A municipality says in its variant what each of them may do. */
export const roles = [
  "referrer",
  "practiceNurse",
  "coach",
  "coordinator",
  "activityProvider",
  "volunteer",
  "municipality",
  "resident",
  "system",
] as const;
/** One of the roles. */
export const Role = z.enum(roles);
export type Role = z.infer<typeof Role>;

/** Who gives a command: a key in the embedding system and a role, never a name. */
export const Actor = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._~-]{0,127}$/, "an actor is known by a key, never by a name"),
  role: Role,
  organisation: OrganisationId.optional(),
});
export type Actor = z.infer<typeof Actor>;

/**
 * What somebody who refers does for a living. GP, physiotherapist and district nurse: Samen in beweging
 * L1405-1409; practice nurses, Wmo-consulent, neighbourhood sports coach and self-referral: L5520-5526;
 * neighbourhood team and elderly adviser: ZonMw L33; social work and home care: L5042-5045; information
 * point: L2850-2858; health broker: "Spin in 't Web", ten practices L523-529.
 */
export const professions = [
  "gp",
  "practiceNurse",
  "pohMentalHealth",
  "pohSomatic",
  "districtNurse",
  "physiotherapist",
  "neighbourhoodTeam",
  "elderlyAdviser",
  "wmoConsultant",
  "neighbourhoodSportsCoach",
  "socialWork",
  "homeCare",
  "informationPoint",
  "broker",
  "other",
  "self",
] as const;
/** One of the professions. */
export const Profession = z.enum(professions);
export type Profession = z.infer<typeof Profession>;
