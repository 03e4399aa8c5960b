import { toFact } from "@wor/engine";
import type { EventStore } from "@wor/event-store";
import type { LifeFact, Variant } from "@wor/lifecycle";
import { day } from "../../days.ts";
import type { ActivityBehaviour, Behaviour, CoachBehaviour, Handover } from "../behaviour.ts";
import type { Weights } from "../chance.ts";
import { weekOf } from "../working-time.ts";
import { behaviourFor } from "./behaviour-for.ts";

type Registration = Extract<LifeFact, { type: "ReferralRegistered" }>["data"];

/**
 * The behaviour that a log shows: who was referred by whom and for what, and which coaches and activities there are
 * now. What a log does not show (how people decide, how long they take) stays as in another behaviour, and is marked
 * as ours. So the same people come on in a fork of that log.
 *
 * @throws {RangeError} when nobody was referred in it.
 */
export async function behaviourIn(
  store: EventStore,
  variant: Variant,
  base: Behaviour = behaviourFor(variant),
): Promise<Behaviour> {
  const seen = await whatIsSeen(store, variant.municipality);
  const all = [...seen.registrations.values()];
  if (all.length === 0) throw new RangeError(`Nobody was referred in the log of ${variant.municipality}.`);
  const days = Math.max(30, (seen.last - seen.first) / day);
  const areas = counted(all.map(({ area }) => area));
  const values = {
    arrivals: { perYear: Math.round((all.length / days) * 365.25), twice: base.arrivals.twice },
    residents: {
      sex: counted(all.map(({ sex }) => sex)),
      age: or(
        counted(all.map(({ age }) => (age === undefined ? undefined : `${age}-${age}`))),
        base.residents.age,
      ),
      hindered: shareOf(all, ({ hindered }) => hindered === true),
      areas: Object.keys(areas).length === 0 ? undefined : areas,
      noFeedbackConsent: shareOf(all, ({ consent }) => !consent.feedback),
    },
    referrers: counted(all.map(({ referrer }) => referrer.profession)),
    organisations: or(counted(all.map(({ referrer }) => referrer.organisation)), base.organisations),
    reasons: counted(all.map(({ mainReason }) => mainReason)),
    channels: counted(all.map(({ channel }) => channel)),
    handovers: counted<Handover>(all.map(({ handover }) => handover)),
    coaches: [...seen.coaches.values()],
    activities: seen.activities.size === 0 ? base.activities : [...seen.activities.values()],
  } satisfies Partial<Behaviour>;
  const ours = Object.fromEntries(
    Object.entries(base.sources).map(([path, source]) => [
      path,
      source.startsWith("ours") ? source : `ours, after ${base.name}`,
    ]),
  );
  const told = `this log: ${all.length} referrals in ${Math.round(days)} days`;
  const learned = [
    "arrivals.perYear",
    ...Object.keys(values.residents).map((field) => `residents.${field}`),
    "referrers",
    "organisations",
    "reasons",
    "channels",
    "handovers",
    "coaches",
    "activities",
  ];
  return {
    ...base,
    ...values,
    name: `the log of ${variant.municipality}`,
    begins: undefined,
    sources: { ...ours, ...Object.fromEntries(learned.map((path) => [path, told])) },
  };
}

/** What a log holds of who came, and of who and what is there at its end. */
async function whatIsSeen(store: EventStore, municipality: string) {
  const registrations = new Map<string, Registration>();
  const coaches = new Map<string, CoachBehaviour>();
  const activities = new Map<string, ActivityBehaviour>();
  const guides = new Map<string, string>();
  const talks = new Map<string, Map<number, number>>();
  let [first, last] = [Number.POSITIVE_INFINITY, 0];
  for await (const batch of store.read({ municipality })) {
    for (const event of batch) {
      const fact = toFact(event);
      if (fact === undefined) continue;
      last = Date.parse(fact.recordedAt);
      switch (fact.type) {
        case "ReferralRegistered":
          registrations.set(fact.data.referral, fact.data);
          first = Math.min(first, Date.parse(fact.occurredAt));
          break;
        case "ReferralEnteredInError":
          registrations.delete(fact.data.referral);
          break;
        case "CoachRegistered":
        case "CoachChanged": {
          const { coach: key, areas, practices, maxCaseload } = fact.data;
          coaches.set(key, {
            key,
            areas,
            practices,
            perWeek: 1,
            ...(maxCaseload !== undefined && { maxCaseload }),
          });
          break;
        }
        case "CoachDeparted":
          coaches.delete(fact.data.coach);
          break;
        case "CoachAssigned":
          guides.set(fact.data.referral, fact.data.coach);
          break;
        case "ConversationHeld": {
          const coach = guides.get(fact.data.referral) ?? "";
          const weeks = talks.get(coach) ?? new Map<number, number>();
          const week = weekOf(Date.parse(fact.occurredAt));
          talks.set(coach, weeks.set(week, (weeks.get(week) ?? 0) + 1));
          break;
        }
        case "ActivityOffered":
        case "ActivityChanged": {
          const { activity: key, kind, capacity, startsOn } = fact.data;
          const told = {
            ...(capacity !== undefined && { capacity }),
            ...(startsOn !== undefined && { startsOn }),
          };
          activities.set(key, { key, kind, weight: activities.get(key)?.weight ?? 1, ...told });
          break;
        }
        case "ActivityMatched": {
          const activity = activities.get(fact.data.activity);
          if (activity !== undefined)
            activities.set(activity.key, { ...activity, weight: (activity.weight ?? 1) + 1 });
          break;
        }
        case "ActivityStopped":
          activities.delete(fact.data.activity);
          break;
        default:
      }
    }
  }
  // A coach has time for as many conversations as there were in the fullest week.
  for (const [key, coach] of coaches)
    coaches.set(key, { ...coach, perWeek: Math.max(1, ...(talks.get(key)?.values() ?? [])) });
  return { registrations, coaches, activities, first, last };
}

/** How often each comes; what was not told is left out. */
function counted<Key extends string>(values: readonly (Key | undefined)[]): Weights<Key> {
  const counts = new Map<Key, number>();
  for (const value of values) if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
  return Object.fromEntries(counts) as Weights<Key>;
}

const or = <Key extends string>(counts: Weights<Key>, otherwise: Weights<Key>): Weights<Key> =>
  Object.keys(counts).length === 0 ? otherwise : counts;

const shareOf = (all: readonly Registration[], is: (one: Registration) => boolean): number =>
  all.filter(is).length / all.length;
