import { z } from "zod";
import { type CommandType, commandTypes } from "../command-types.ts";
import { type Stage, stages } from "../machine/place.ts";
import { said } from "../variant/described.ts";
import type { Variant } from "../variant/schema.ts";
import { Role } from "../vocabulary/roles.ts";
import { commandWords } from "../vocabulary/words.ts";

/**
 * Who may do what when the variant says nothing else. The division of work follows the sources (referrer
 * refers, coach guides and reports back, coordinator divides the work); the precise table is our own choice.
 * In which state something can be done is the machine's to say.
 */
export const defaultPermissions: { readonly [Command in CommandType]: readonly Role[] } = {
  RegisterReferral: ["referrer", "practiceNurse", "coach", "coordinator", "resident", "system"],
  AcceptReferral: ["referrer", "practiceNurse", "coach", "coordinator", "system"],
  PostponeReferral: ["coach", "coordinator"],
  TakeUpReferralAgain: ["coach", "coordinator", "system"],
  ChangeConsent: ["referrer", "practiceNurse", "coach", "coordinator", "resident"],
  ChangePractice: ["coach", "coordinator", "municipality"],
  DismissDuplicate: ["coach", "coordinator"],
  MigrateVariant: ["municipality", "coordinator"],

  RecordContactAttempt: ["coach", "coordinator", "volunteer"],
  HoldConversation: ["coach", "coordinator", "volunteer"],
  PutIntakeOnHold: ["coach", "coordinator"],
  ResumeIntake: ["coach", "coordinator", "system"],
  MakeSideReferral: ["coach", "coordinator"],
  TakeMeasurement: ["coach", "coordinator", "resident"],

  RegisterCoach: ["coordinator", "municipality"],
  ChangeCoach: ["coordinator", "municipality"],
  SendCoachOnLeave: ["coach", "coordinator", "municipality"],
  BringCoachBack: ["coach", "coordinator", "municipality"],
  LetCoachDepart: ["coordinator", "municipality"],
  AssignCoach: ["coach", "coordinator", "municipality", "system"],
  ReleaseCoach: ["coach", "coordinator", "municipality"],

  OfferActivity: ["coach", "coordinator", "activityProvider", "municipality"],
  ChangeActivity: ["coach", "coordinator", "activityProvider", "municipality"],
  SuspendActivity: ["coordinator", "activityProvider", "municipality"],
  ResumeActivity: ["coordinator", "activityProvider", "municipality"],
  StopActivity: ["coordinator", "activityProvider", "municipality"],
  ProposeActivity: ["coach", "coordinator"],
  SignalGap: ["coach", "coordinator"],
  MatchActivity: ["coach", "coordinator"],
  JoinWaitingList: ["coach", "coordinator"],
  OfferPlace: ["coach", "coordinator", "activityProvider", "system"],
  StartTrial: ["coach", "coordinator", "activityProvider"],
  ReturnToMatching: ["coach", "coordinator", "system"],
  AddActivity: ["coach", "coordinator"],
  EndEnrolment: ["coach", "coordinator", "activityProvider", "system"],

  StartParticipation: ["coach", "coordinator", "activityProvider", "volunteer"],
  CheckIn: ["coach", "coordinator", "volunteer"],
  RecordAttendance: ["coach", "coordinator", "activityProvider", "volunteer"],
  PauseParticipation: ["coach", "coordinator"],
  ResumeParticipation: ["coach", "coordinator"],
  BecomeVolunteer: ["coach", "coordinator"],
  ReviewGoals: ["coach", "coordinator", "activityProvider"],
  CompleteParticipation: ["coach", "coordinator"],

  GiveFeedback: ["coach", "coordinator"],
  DelegateFeedback: ["referrer", "practiceNurse", "coach", "coordinator"],
  MarkFeedbackImpossible: ["coach", "coordinator"],

  DropReferral: ["referrer", "coach", "coordinator", "municipality", "resident", "system"],
  MarkEnteredInError: ["coach", "coordinator"],
  ReopenReferral: ["coach", "coordinator"],

  CloseIntake: ["coordinator", "municipality"],
  OpenIntake: ["coordinator", "municipality"],
  RescheduleStep: ["coach", "coordinator"],
  RemindStep: ["system"],
  EscalateStep: ["system"],
};

/** The permission table of a variant: each command with the roles that may give it; what is left out keeps the default. */
export const permissionsShape = z
  .strictObject(
    Object.fromEntries(
      commandTypes.map((type) => [
        type,
        said(z.array(Role).optional(), `Wie: ${commandWords[type].nl}`, `Who may: ${commandWords[type].en}`),
      ]),
    ) as {
      [Command in CommandType]: z.ZodOptional<z.ZodArray<typeof Role>>;
    },
  )
  .prefault({});

/** The roles that may give each command, as far as a variant says so itself. */
export type Permissions = { readonly [Command in CommandType]?: readonly Role[] | undefined };

/** The roles that may give a command under a variant: of those that exist there. */
export const rolesPermitted = (
  { permissions, roles }: Pick<Variant, "permissions" | "roles">,
  command: CommandType,
): readonly Role[] => permitted(permissions, command).filter((role) => roles.includes(role));

/** The stages in which a role may give a command, where the variant restricts that. */
export function stagesPermitted(
  { restrictions }: Pick<Variant, "restrictions">,
  command: CommandType,
  role: Role,
): readonly Stage[] | undefined {
  const about = restrictions.filter((one) => one.roles.includes(role) && one.commands.includes(command));
  return about.length === 0
    ? undefined
    : stages.filter((stage) => about.every((one) => one.stages.includes(stage)));
}

/** The roles that may give a command by the table. */
export const permitted = (permissions: Permissions, command: CommandType): readonly Role[] =>
  permissions[command] ?? defaultPermissions[command];
