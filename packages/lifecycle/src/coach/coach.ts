import { view } from "../surroundings/view.ts";
import type { CoachId, Code, OrganisationId, ReferralId, ResidentId } from "../vocabulary/identifiers.ts";
import type { CalendarDate } from "../vocabulary/times.ts";

/** What the log knows of one coach. */
export interface CoachState {
  id?: CoachId | undefined;
  known: boolean;
  departed: boolean;
  leave?: { until?: CalendarDate | undefined; standIn?: CoachId | undefined } | undefined;
  practices: readonly OrganisationId[];
  areas: readonly Code[];
  maxCaseload?: number | undefined;
  hoursPerWeek?: number | undefined;
  trained: boolean;
  /** The residents this coach guides now, in order of assignment. */
  caseload: { readonly referral: ReferralId; readonly resident: ResidentId }[];
  /** The residents of others whom this coach stands in for. */
  covering: { readonly referral: ReferralId; readonly of: CoachId }[];
}

/** A coach's own facts, and every assignment and release that carries the coach's tag. */
export const coachView = view<CoachState>(
  "coach",
  { known: false, departed: false, practices: [], areas: [], trained: false, caseload: [], covering: [] },
  {
    CoachRegistered: (coach, { data }) => {
      coach.id = data.coach;
      coach.known = true;
      coach.departed = false;
      fill(coach, data);
    },
    CoachChanged: (coach, { data }) => fill(coach, data),
    CoachWentOnLeave: (coach, { data }) => {
      coach.leave = { until: data.until, standIn: data.standIn };
    },
    CoachReturned: (coach) => {
      coach.leave = undefined;
    },
    CoachDeparted: (coach) => {
      coach.departed = true;
      coach.leave = undefined;
    },
    CoachAssigned: (coach, { data }) => {
      coach.caseload.push({ referral: data.referral, resident: data.resident });
    },
    CoachReleased: (coach, { data }) => leaves(coach, data.referral),
    StandInArranged: (coach, { data }) => {
      if (data.standIn === coach.id) coach.covering.push({ referral: data.referral, of: data.coach });
    },
    StandInEnded: (coach, { data }) => {
      coach.covering = coach.covering.filter((one) => one.referral !== data.referral);
    },
    ReferralClosed: (coach, { data }) => leaves(coach, data.referral),
    ReferralEnteredInError: (coach, { data }) => leaves(coach, data.referral),
    ReferralReopened: (coach, { data }) => leaves(coach, data.referral),
  },
);

function fill(
  coach: CoachState,
  profile: Pick<CoachState, "practices" | "areas" | "maxCaseload" | "hoursPerWeek" | "trained">,
): void {
  coach.practices = profile.practices;
  coach.areas = profile.areas;
  coach.maxCaseload = profile.maxCaseload;
  coach.hoursPerWeek = profile.hoursPerWeek;
  coach.trained = profile.trained;
}

function leaves(coach: CoachState, referral: ReferralId): void {
  coach.caseload = coach.caseload.filter((one) => one.referral !== referral);
  coach.covering = coach.covering.filter((one) => one.referral !== referral);
}
