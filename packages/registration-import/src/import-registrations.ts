import { createHash } from "node:crypto";
import type { Engine, Given, Refusal, TellRefusal } from "@wor/engine";
import { type CommandInput, type Rejection, reject } from "@wor/lifecycle";
import {
  checkIdentity,
  type Identity,
  type PseudonymContext,
  type PseudonymKey,
  residentPseudonyms,
  type Vault,
} from "@wor/privacy";
import type { RegistrationRow } from "@wor/registration-file";
import { pathOf } from "./path-of-row.ts";

/** What an import needs. */
export interface ImportOptions {
  readonly engine: Engine;
  readonly rows: readonly RegistrationRow[];
  /** In whose name: somebody who may register, assign, guide and report back; a coordinator by default rules. */
  readonly actor: Given["actor"];
  /** The key under which residents are known in this municipality's log. */
  readonly pseudonyms: PseudonymContext & {
    /** The keys it replaced, newest first, all of which residents in the log may still be known under. */
    readonly previous?: readonly PseudonymKey[] | undefined;
  };
  /** The id of the variant that the referrals follow, where the municipality has several. */
  readonly variant?: string | undefined;
  /** Seals the notes. Without it they are left out. */
  readonly vault?: Vault | undefined;
  /** The coach of a row, who must be registered; nobody leaves the referral to be assigned later. */
  readonly coachOf?: ((row: RegistrationRow) => string | undefined) | undefined;
  /** The day of the import, `2019-09-02`: nothing is dated after it. */
  readonly today: string;
  /**
   * Is told of what the rules refuse, dated as the row is: give it `refusalLog(…).tell`, and not to the engine as well,
   * which knows only that it was refused today.
   */
  readonly refusals?: TellRefusal | undefined;
  /** Is told after each row. */
  readonly onRow?: ((done: number, of: number) => void) | undefined;
}

/** What an import did, row by row where something is to be looked at. */
export interface ImportReport {
  /** Referrals that are in the log because of this import. */
  readonly imported: number;
  /** Rows that an earlier import had put in already; nothing was written for them. */
  readonly alreadyThere: number;
  /** Rows that the municipality's rules refused, with the rule; of the step named here and later, nothing was written. */
  readonly refused: readonly RefusedRow[];
}

/** A row that could not be imported, or not whole. */
export interface RefusedRow {
  readonly row: number;
  readonly step: CommandInput["type"];
  readonly rejection: Rejection;
}

/**
 * Puts a registration file into the log: for each row the commands that a coach would have given at the time, dated
 * back. The rules of the municipality apply. Every command has an id made of the resident and the referral date, so
 * importing again, also after half an import, adds what is missing and nothing twice.
 */
export async function importRegistrations(options: ImportOptions): Promise<ImportReport> {
  const { rows, onRow } = options;
  const report = { imported: 0, alreadyThere: 0, refused: [] as RefusedRow[] };
  await offerActivities(options);
  for (const [index, row] of rows.entries()) {
    const outcome = await importRow(row, options);
    if (typeof outcome === "string") report[outcome] += 1;
    else report.refused.push(outcome);
    onRow?.(index + 1, rows.length);
  }
  return report;
}

async function importRow(
  row: RegistrationRow,
  options: ImportOptions,
): Promise<"imported" | "alreadyThere" | RefusedRow> {
  const { engine, actor, variant, today, vault, coachOf } = options;
  const { municipality, key, previous = [] } = options.pseudonyms;
  const identity = identityOf(row);
  const checked = checkIdentity(identity);
  if (!checked.ok) {
    const [problem] = checked.problems;
    const details = { path: problem?.field ?? "identity", problem: problem?.message.en ?? "" };
    return { row: row.row, step: "RegisterReferral", rejection: reject("invalid-command", details) };
  }
  const { current: resident, all } = residentPseudonyms({ municipality, current: key, previous }, identity);
  const [, formerResident, ...alsoKnownAs] = all;
  // The oldest stays the same when keys are replaced, and so does what was imported before.
  const known = all.at(-1) ?? resident;
  const note = row.note === undefined ? undefined : await vault?.seal(resident, "note", row.note);
  const coach = coachOf?.(row);

  let referral = "";
  let written = false;
  for (const step of pathOf(row, { resident, formerResident, alsoKnownAs, variant, note, coach, today })) {
    const command = step.command(referral);
    const commandId = `registration/${known}/${row.referralDate}/${step.name}`;
    const executed = await engine.execute(command, { actor, municipality, commandId });
    if (!executed.ok) {
      const { rejection } = executed;
      await options.refusals?.(refusalOf(row, command, rejection, { ...options, commandId }));
      return { row: row.row, step: command.type, rejection };
    }
    referral ||= executed.state?.record.id ?? "";
    written ||= !executed.repeated;
  }
  return written ? "imported" : "alreadyThere";
}

/** The fact that a row was refused. The command's id names a resident, so that only its hash is told. */
function refusalOf(
  { referrerType, practice }: RegistrationRow,
  command: CommandInput,
  { code, details }: Rejection,
  { actor, pseudonyms, today, commandId }: ImportOptions & { readonly commandId: string },
): Refusal {
  const about = "referral" in command ? command.referral : undefined;
  return {
    at: command.occurredAt ?? `${today}T00:00:00.000Z`,
    municipality: pseudonyms.municipality,
    code,
    command: command.type,
    role: actor.role,
    organisation: actor.organisation,
    profession: referrerType,
    practice,
    pathway: "individual",
    referral: typeof details.referral === "string" ? details.referral : about,
    commandId: createHash("sha256").update(commandId).digest("hex"),
  };
}

const identityOf = ({
  familyName,
  familyNamePrefix,
  givenName,
  initials,
  birthDate,
}: RegistrationRow): Identity => ({
  familyName,
  familyNamePrefix,
  givenName,
  initials,
  birthDate,
});

/** Each kind of activity in the file stands for one activity on the sociale kaart: the file names no more. */
async function offerActivities({ engine, rows, actor, pseudonyms }: ImportOptions): Promise<void> {
  const { municipality } = pseudonyms;
  const kinds = new Map<string, string>();
  for (const { activityKind, referralDate } of rows) {
    const first = activityKind === undefined ? undefined : kinds.get(activityKind);
    if (activityKind !== undefined && (first === undefined || referralDate < first))
      kinds.set(activityKind, referralDate);
  }
  for (const [kind, since] of kinds) {
    const command: CommandInput = {
      type: "OfferActivity",
      activity: kind,
      kind,
      occurredAt: `${since}T00:00:00.000Z`,
    };
    await engine.execute(command, { actor, municipality, commandId: `registration/offer/${kind}` });
  }
}
