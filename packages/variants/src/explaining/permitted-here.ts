import { type CommandType, type Role, rolesPermitted, type Variant } from "@wor/lifecycle";

/**
 * The people who may do something under a variant, as a page or a drawing should tell it: those whom the table
 * names and whom no other agreement then refuses. The system is left out.
 */
export const permittedHere = (variant: Variant, command: CommandType): readonly Role[] =>
  rolesPermitted(variant, command).filter(
    (role) => role !== "system" && (welcome[command]?.(role, variant) ?? true),
  );

/** Where another field than `permissions` says no to some roles whatever they ask. */
const welcome: { readonly [Command in CommandType]?: (role: Role, variant: Variant) => boolean } = {
  RegisterReferral: (role, { referring }) => role !== "resident" || referring.selfReferral,
  AcceptReferral: (role, { triage }) => judges[triage.by].includes(role),
};

const judges: { readonly [By in Variant["triage"]["by"]]: readonly Role[] } = {
  referrer: ["referrer", "practiceNurse", "coach", "coordinator"],
  coach: ["coach", "coordinator"],
  coordinator: ["coordinator"],
};
