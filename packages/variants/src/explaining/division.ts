import {
  type CommandType,
  commandWords,
  onlyOwn,
  owningRoles,
  ownWords,
  roles,
  stageWords,
  type Variant,
} from "@wor/lifecycle";
import { type Page, section } from "./page.ts";
import { permittedHere } from "./permitted-here.ts";

/** What a role does that somebody reads a work process for; the rest follows from it. */
const telling: readonly CommandType[] = [
  "RegisterReferral",
  "AcceptReferral",
  "PostponeReferral",
  "AssignCoach",
  "RecordContactAttempt",
  "HoldConversation",
  "PutIntakeOnHold",
  "MatchActivity",
  "JoinWaitingList",
  "StartParticipation",
  "CheckIn",
  "RecordAttendance",
  "ReviewGoals",
  "CompleteParticipation",
  "GiveFeedback",
  "DropReferral",
  "ReopenReferral",
  "ChangeConsent",
  "CloseIntake",
  "MigrateVariant",
];

/** Who may do what, and how much a coach can take on. */
export function division(page: Page): string {
  const { variant, say, words } = page;
  const rows = roles
    .filter((role) => role !== "system" && variant.roles.includes(role))
    .flatMap((role) => {
      const may = telling.filter((command) => permittedHere(variant, command).includes(role));
      return may.length === 0
        ? []
        : [`| ${page.role(role)} | ${may.map((command) => words(commandWords[command])).join(", ")} |`];
    });
  return section(say("Rolverdeling", "Division of roles"), [
    ...room(page),
    [say("| Rol | Mag |", "| Role | May |"), "|---|---|", ...rows].join("\n"),
    [...variant.restrictions.map((one) => restricted(one, page)), ...kept(page)]
      .map((one) => `- ${one}`)
      .join("\n"),
  ]);
}

/** How much a coach can take on: by the hours where that is agreed, and otherwise by a number. */
function room({ variant: { coach }, say, role }: Page): string[] {
  const { hours, residentsPerHour, maxCaseload } = coach;
  const guide = role("coach");
  const written = (count: number) => say(String(count).replace(".", ","), String(count));
  const per = {
    coach: say(`per ${guide}`, `per ${guide}`),
    practice: say("per praktijk", "per practice"),
    centre: say("per centrum", "per centre"),
    municipality: say("voor de hele gemeente", "for the whole municipality"),
  };
  const agreed =
    hours === undefined
      ? ""
      : say(
          `Uren: ${written(hours.perWeek)} per week ${per[hours.per]}.`,
          `Hours: ${written(hours.perWeek)} a week ${per[hours.per]}.`,
        );
  const most = say(
    `Ten hoogste ${maxCaseload} inwoners tegelijk per ${guide}`,
    `At most ${maxCaseload} residents at a time per ${guide}`,
  );
  if (residentsPerHour === undefined) return [agreed, `${most}.`];
  const inAll = hours?.per === "coach" ? Math.floor(hours.perWeek * residentsPerHour) : undefined;
  return [
    agreed,
    say(
      `Ten hoogste ${written(residentsPerHour)} inwoners tegelijk per uur in de week${inAll === undefined ? "" : `: dat zijn er ${inAll}`}. Wie zonder uren is aangemeld: ${lowerFirst(most)}.`,
      `At most ${written(residentsPerHour)} residents at a time per weekly hour${inAll === undefined ? "" : `: that is ${inAll}`}. Whoever is registered without hours: ${lowerFirst(most)}.`,
    ),
  ];
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** Whoever may act only for their own, and which those are. */
const kept = ({ variant, say, words, role }: Page): string[] =>
  owningRoles
    .filter((one) => variant.roles.includes(one) && onlyOwn(one, variant))
    .map((one) =>
      say(
        `Alleen bij eigen verwijzingen: ${role(one)} (${words(ownWords[one])}).`,
        `Only for referrals of their own: ${role(one)} (${words(ownWords[one])}).`,
      ),
    );

function restricted(
  { roles, commands, stages }: Variant["restrictions"][number],
  { variant, say, words, role }: Page,
): string {
  const where = stages.map((stage) => words(variant.labels[stage] ?? stageWords[stage]));
  const who = roles.map(role).join(", ");
  const what = commands.map((command) => words(commandWords[command])).join(", ");
  return say(
    `Alleen in de fase ${where.join(" of ")} mag ${who}: ${what}.`,
    `Only in the stage ${where.join(" or ")} may ${who}: ${what}.`,
  );
}
