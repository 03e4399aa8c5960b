import type { CommandInput, Variant } from "@wor/lifecycle";
import { type ActivityBehaviour, type Behaviour, type CoachBehaviour, firstDay, never } from "./behaviour.ts";
import type { CoachesAtWork } from "./coaches-at-work.ts";
import type { PlacesTaken } from "./places-taken.ts";
import { startOf } from "./working-time.ts";

/** A command that comes on a day that is known beforehand. */
export interface Foreseen {
  readonly at: number;
  readonly command: CommandInput;
}

/** How things stand when a simulation begins. */
export interface Found {
  readonly coaches: CoachesAtWork;
  readonly places: PlacesTaken;
  readonly intakeIsOpen: boolean;
}

/** What is going to happen to coaches, activities and the intake from a moment on: what the log has already is left out. */
export function foreseen(
  { coaches, activities, arrivals: { opens = firstDay } }: Behaviour,
  variant: Variant,
  found: Found,
  start: number,
): Foreseen[] {
  const waitsToBeOpened = variant.referring.opens === "byDecision" && !found.intakeIsOpen;
  return [
    ...coaches.flatMap((coach) => ofCoach(coach, found, start)),
    ...activities.flatMap((activity) => ofActivity(activity, found, start)),
    ...(waitsToBeOpened && opens !== never
      ? [{ at: onDay(opens, start), command: { type: "OpenIntake", pathway: variant.pathway } } as const]
      : []),
  ];
}

function ofCoach(coach: CoachBehaviour, { coaches }: Found, start: number): Foreseen[] {
  const { key, from, until, away = [] } = coach;
  const hasLeft = coaches.hasLeft(key) || (until !== undefined && isBefore(until, start));
  return [
    ...(coaches.isHere(key) || hasLeft ? [] : [{ at: onDay(from, start), command: startingWork(coach) }]),
    ...(until === undefined || hasLeft
      ? []
      : [
          {
            at: onDay(until, start),
            command: { type: "LetCoachDepart", coach: key, reason: "otherWork" },
          } as const,
        ]),
    ...away
      .filter((leave) => startOf(leave.from) >= start)
      .flatMap(({ from: gone, until: back, standIn }): Foreseen[] => [
        {
          at: onDay(gone, start),
          command: { type: "SendCoachOnLeave", coach: key, until: back, ...(standIn && { standIn }) },
        },
        { at: onDay(back, start), command: { type: "BringCoachBack", coach: key } },
      ]),
  ];
}

function startingWork({ key, areas = [], practices = [], maxCaseload }: CoachBehaviour): CommandInput {
  return {
    type: "RegisterCoach",
    coach: key,
    areas: [...areas],
    practices: [...practices],
    ...(maxCaseload !== undefined && { maxCaseload }),
  };
}

function ofActivity(
  { key: activity, kind, capacity, from, startsOn, until }: ActivityBehaviour,
  { places }: Found,
  start: number,
): Foreseen[] {
  const told = {
    ...(capacity !== undefined && { capacity }),
    ...(startsOn !== undefined && { startsOn }),
  };
  return [
    ...(places.isOffered(activity)
      ? []
      : [{ at: onDay(from, start), command: { type: "OfferActivity", activity, kind, ...told } } as const]),
    ...(until === undefined || startOf(until) < start
      ? []
      : [
          {
            at: onDay(until, start),
            command: { type: "StopActivity", activity, reason: "ended" },
          } as const,
        ]),
  ];
}

/** The moment on which a day begins; what lies before the start, and the first day, is the start. */
const onDay = (day: string | undefined, start: number): number =>
  day === undefined || day === firstDay ? start : Math.max(start, startOf(day));

const isBefore = (day: string, start: number): boolean => day !== firstDay && startOf(day) < start;
