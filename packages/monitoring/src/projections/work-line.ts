import type { Deadline, Place } from "@wor/lifecycle";
import { sortingDue, type WorkSummary } from "../work-list.ts";

/**
 * What a list needs of a referral as one line of text, in parts between spaces: when it is due, the referral, and the
 * rest. Lines sort as a list does, and only those that are looked at are taken apart, so that the list of a whole
 * municipality is there at once. Keys, codes and moments hold no space, `;` or `,`: lifecycle's schemas see to that.
 */
export function lineOf(summary: WorkSummary): string {
  const { referral, place, pathway, variant, variantUnknown, practice, guide, standIn, first } = summary;
  return [
    sortingDue(summary),
    referral,
    place.lifecycle,
    place.coach,
    place.feedback,
    pathway,
    variant.id,
    variant.version,
    variantUnknown ? unknownMark : "",
    practice,
    guide,
    standIn,
    first?.kind,
    first?.owner.role,
    first?.owner.coach,
    summary.roles.join(","),
    summary.level,
    summary.steps().map(stepText).join(";"),
  ].join(" ");
}

const unknownMark = "unknown";

/** Whether a line may be of a referral whose variant was unknown; for sure, only `fromLine` knows. */
export const mayBeUnknown = (line: string): boolean => line.includes(` ${unknownMark} `);

/** What went into a line. */
export function fromLine(line: string): WorkSummary {
  const part = line.split(" ");
  const kind = part[12];
  const roles = part[15];
  const steps = part[17];
  // Written by `lineOf` from these very types: what stood there is what is read.
  const summary = {
    referral: part[1],
    place: { lifecycle: part[2], coach: part[3], feedback: part[4] } as Place,
    pathway: part[5],
    variant: { id: part[6], version: Number(part[7]) },
    variantUnknown: part[8] ? true : undefined,
    practice: part[9] || undefined,
    guide: part[10] || undefined,
    standIn: part[11] || undefined,
    first: kind ? { kind, dueAt: part[0], owner: ownerOf(part[13], part[14]) } : undefined,
    roles: roles ? roles.split(",") : [],
    level: Number(part[16]),
    steps: () => (steps ? steps.split(";").map(stepIn) : []),
  };
  return summary as unknown as WorkSummary;
}

const stepText = ({ kind, dueAt, owner, remindAt, escalation, level }: Deadline): string =>
  [
    kind,
    dueAt,
    owner.role,
    owner.coach,
    remindAt,
    escalation?.at,
    escalation?.to,
    escalation?.level,
    level,
  ].join(",");

function stepIn(text: string): Deadline {
  const [kind, dueAt, role, coach, remindAt, at, to, risen, level] = text.split(",");
  const escalation = at ? { at, to, level: Number(risen) } : undefined;
  return {
    kind,
    dueAt,
    owner: ownerOf(role, coach),
    remindAt: remindAt || undefined,
    escalation,
    level: Number(level),
  } as Deadline;
}

const ownerOf = (role: string | undefined, coach: string | undefined) => ({ role, ...(coach && { coach }) });
