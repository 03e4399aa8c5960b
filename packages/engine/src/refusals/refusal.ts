import type { CommandInput, Rejection } from "@wor/lifecycle";
import type { Asked, Given } from "../asked.ts";

/**
 * That somebody was told no: when, by which rule and from which side they came. A refused command leaves nothing in
 * the domain log, so what was prevented can only be counted from here. Neither who asked nor about whom is in it.
 */
export interface Refusal {
  readonly at: string;
  readonly municipality: string;
  /** Why not: the code of the rejection. */
  readonly code: Rejection["code"];
  /** What was asked for. */
  readonly command: CommandInput["type"];
  readonly role: Given["actor"]["role"];
  readonly organisation?: string | undefined;
  /** Of the referrer that a registration names, who need not be the one who typed it. */
  readonly profession?: string | undefined;
  readonly practice?: string | undefined;
  /** The care path that was asked for. */
  readonly pathway?: string | undefined;
  /** The referral that was in the way, or that the command was about. */
  readonly referral?: string | undefined;
  /** The same refusal told again carries the same one. */
  readonly commandId?: string | undefined;
}

/** Is told of refusals. It is not waited for, and what goes wrong in it is its own affair. */
export type TellRefusal = (refusal: Refusal) => void | Promise<void>;

/** A refused command as a fact. */
export function refusalOf(
  { command, actor, municipality }: Asked,
  { code, details }: Rejection,
  { at, commandId }: Pick<Refusal, "at" | "commandId">,
): Refusal {
  const referrer = "referrer" in command ? command.referrer : undefined;
  const about = "referral" in command ? command.referral : undefined;
  const inTheWay = typeof details.referral === "string" ? details.referral : undefined;
  return {
    at,
    municipality,
    code,
    command: command.type,
    role: actor.role,
    organisation: actor.organisation,
    profession: referrer?.profession,
    practice: referrer?.organisation,
    pathway: "pathway" in command ? command.pathway : undefined,
    referral: inTheWay ?? about,
    commandId,
  };
}

/** Tells a refusal without ever being in the way of who was refused. */
export function tellWithoutWaiting(tell: TellRefusal, refusal: Refusal): void {
  const told = async () => tell(refusal);
  told().catch(() => {});
}
