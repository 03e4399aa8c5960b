import { type Identity, pseudonymKey, residentPseudonym } from "@wor/privacy";

/**
 * The key under which residents are known in this example's log. A real one is random, comes from a vault or the
 * environment, and never stands in code.
 */
export const pseudonyms = {
  key: pseudonymKey("example", Buffer.alloc(32, "not a secret")),
  municipality: "nijmegen",
};

/** What the log knows of somebody. */
export const pseudonymOf = (identity: Identity): string => residentPseudonym(pseudonyms, identity);

/** Who does what in the story: keys and roles, as the log knows them. */
export const coordinator = { id: "coordinator", role: "coordinator" } as const;
export const system = { id: "importer", role: "coordinator" } as const;

export const gpOf = (practice: string) =>
  ({ id: `gp-${practice}`, role: "referrer", organisation: practice }) as const;

export const coachActor = (coach: string) => ({ id: coach, role: "coach" }) as const;

/** One coach in each of the four areas, who is community builder there too (Nijmegen L20-22). */
export const coaches: { readonly [area: string]: string } = {
  dukenburg: "coach-dukenburg",
  lindenholt: "coach-lindenholt",
  "centrum-benedenstad": "coach-centrum",
  "grootstal-hatertse-hei": "coach-grootstal",
};
