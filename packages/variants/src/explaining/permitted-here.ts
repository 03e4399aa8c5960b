import {
  type CommandType,
  type LifecyclePlace,
  type Role,
  rolesPermitted,
  stages,
  stagesPermitted,
  type Variant,
} from "@wor/lifecycle";

/**
 * The people who may do something under a variant, as a page or a drawing should tell it: those whom the table
 * names and whom no other agreement then refuses, anywhere or where a referral stands. The system is left out.
 */
export const permittedHere = (
  variant: Variant,
  command: CommandType,
  place?: LifecyclePlace | undefined,
): readonly Role[] =>
  rolesPermitted(variant, command).filter(
    (role) =>
      role !== "system" &&
      (welcome[command]?.(role, variant, place) ?? true) &&
      isHere(stagesPermitted(variant, command, role), place),
  );

/** Before there is a referral there is no stage to restrict anybody to. */
const isHere = (permitted: ReturnType<typeof stagesPermitted>, place: LifecyclePlace | undefined): boolean =>
  place === undefined || place === "referred.unregistered" || permitted === undefined
    ? permitted === undefined || permitted.length > 0
    : permitted.includes(stages.find((stage) => place.startsWith(`${stage}.`)) ?? "referred");

/** Where another field than `permissions` says no to some roles whatever they ask. */
const welcome: {
  readonly [Command in CommandType]?: (
    role: Role,
    variant: Variant,
    place: LifecyclePlace | undefined,
  ) => boolean;
} = {
  RegisterReferral: (role, { referring }) => role !== "resident" || referring.selfReferral,
  AcceptReferral: (role, { triage }) => judges[triage.by].includes(role),
  // Whoever postpones before anybody judged, judges.
  PostponeReferral: (role, { triage }, place) =>
    place !== "referred.triage" || judges[triage.by].includes(role),
};

const judges: { readonly [By in Variant["triage"]["by"]]: readonly Role[] } = {
  referrer: ["referrer", "practiceNurse", "coach", "coordinator"],
  coach: ["coach", "coordinator"],
  coordinator: ["coordinator"],
};
