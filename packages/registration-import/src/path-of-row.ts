import { CalendarDate, type CommandInput, startOfDay } from "@wor/lifecycle";
import type { RegistrationRow } from "@wor/registration-file";
import { Temporal } from "temporal-polyfill";

/** One command on the way that a row tells of, with a name that is the same at every import. */
interface PathStep {
  readonly name: string;
  readonly command: (referral: string) => CommandInput;
}

/** What is known of a row from elsewhere. */
export interface RowContext {
  readonly resident: string;
  /** Under the key before this one, and under those before that. */
  readonly formerResident: string | undefined;
  readonly alsoKnownAs: readonly string[];
  /** The id of the variant, where the municipality has several. */
  readonly variant: string | undefined;
  readonly note: string | undefined;
  readonly coach: string | undefined;
  readonly today: string;
}

/**
 * The commands that a row tells of. A row says how often people talked and to what it led, but dates only the
 * referral: the conversations are put a fortnight apart from there, and what follows with the last of them. That,
 * and that whoever is in the file agreed to be, is our own choice; so is that a row with feedback is a finished path.
 */
export function pathOf(row: RegistrationRow, context: RowContext): readonly PathStep[] {
  const { resident, formerResident, alsoKnownAs, variant, note, coach, today } = context;
  const days = conversationDays(row, today);
  const at = clock(today);
  const referredAt = at(row.referralDate, 8);
  const last = days.at(-1) ?? row.referralDate;
  const steps: PathStep[] = [
    {
      name: "register",
      command: () => ({
        type: "RegisterReferral",
        occurredAt: referredAt,
        resident,
        ...(formerResident !== undefined && { formerResident }),
        ...(alsoKnownAs.length > 0 && { alsoKnownAs: [...alsoKnownAs] }),
        ...(variant !== undefined && { variant }),
        referrer: { profession: row.referrerType, ...(row.practice && { organisation: row.practice }) },
        channel: "registrationFile",
        mainReason: row.mainReason ?? "other",
        residentInformed: true,
        consent: { referral: true, contact: true, feedback: true },
        ...(row.area && { area: row.area }),
        age: row.age ?? ageOn(row.birthDate, row.referralDate),
        sex: row.sex,
        ...(row.hindered !== undefined && { hindered: row.hindered }),
      }),
    },
  ];
  const add = (name: string, day: string, hour: number, command: (referral: string) => CommandInput) =>
    steps.push({ name, command: (referral) => ({ ...command(referral), occurredAt: at(day, hour) }) });

  if (coach !== undefined) {
    add("coach", row.referralDate, 9, (referral) => ({ type: "AssignCoach", referral, coach }));
  }
  for (const [index, day] of days.entries()) {
    add(`conversation-${index + 1}`, day, 10, (referral) => ({
      type: "HoldConversation",
      referral,
      mode: "notRecorded",
      ...(index === 0 && note && { note }),
    }));
  }
  const { activityKind: activity, feedback } = row;
  if (feedback?.message === "notSuitable") {
    add("drop", last, 11, (referral) => ({
      type: "DropReferral",
      referral,
      reason: "notSuitable",
      initiator: "service",
    }));
  } else if (activity !== undefined && days.length > 0) {
    add("match", last, 11, (referral) => ({ type: "MatchActivity", referral, activity }));
    add("start", last, 12, (referral) => ({ type: "StartParticipation", referral, activity }));
    if (feedback !== undefined) {
      add("complete", last, 13, (referral) => ({
        type: "CompleteParticipation",
        referral,
        outcome: "takesPart",
      }));
    }
  }
  if (feedback !== undefined) {
    const { via } = feedback;
    if (via !== undefined && via !== row.referrerType) {
      add("delegate", last, 14, (referral) => ({ type: "DelegateFeedback", referral, to: via }));
    }
    const message = feedback.message === "notSuitable" ? "notSuitable" : "takesPart";
    add("feedback", last, 15, (referral) => ({
      type: "GiveFeedback",
      referral,
      message,
      via: "notRecorded",
    }));
  }
  return steps;
}

/** A fortnight apart, but not later than the day before the file is read, since it tells of what has been. */
function conversationDays({ referralDate, conversations }: RegistrationRow, today: string): string[] {
  const first = Temporal.PlainDate.from(referralDate);
  const yesterday = Temporal.PlainDate.from(today).subtract({ days: 1 });
  const isBefore = (one: Temporal.PlainDate, other: Temporal.PlainDate) =>
    Temporal.PlainDate.compare(one, other) < 0;
  const latest = isBefore(first, yesterday) ? yesterday : first;
  return Array.from({ length: conversations }, (_, index) => {
    const day = first.add({ weeks: 2 * (index + 1) });
    return (isBefore(day, latest) ? day : latest).toString();
  });
}

/** An hour of a day in the municipality; on the day of the import itself, which is still going on, its beginning. */
function clock(today: string): (day: string, hour: number) => string {
  return (day, hour) => {
    const begin = Temporal.Instant.from(startOfDay(CalendarDate.parse(day)));
    return begin.add({ hours: day < today ? hour : 0 }).toString({ fractionalSecondDigits: 3 });
  };
}

const ageOn = (birthDate: string, day: string): number =>
  Temporal.PlainDate.from(birthDate).until(Temporal.PlainDate.from(day), { largestUnit: "years" }).years;
