import { after, dateOf, type Instant, type Variant } from "@wor/lifecycle";
import type { LoggedFact } from "@wor/lifecycle/testing";
import { Temporal } from "temporal-polyfill";

/** What a table should show, by row and column. */
type Expected = { readonly [row: string]: { readonly [column: string]: number | undefined } };

/**
 * The tables once more, straight from the facts and from what the documentation says of each count: no trajectory, no
 * place, no projection. Slow, and short enough to be read beside docs/how-to/read-the-tables.md.
 */
export function countedAnew(
  facts: readonly LoggedFact[],
  variants: readonly Variant[],
  moment: Instant,
): { readonly [table: string]: Expected } {
  const byReferral = Map.groupBy(facts, ({ tags }) => tags.find((tag) => tag.startsWith("referral:")));
  const people = [...byReferral.values()]
    .filter((one) => one.some(({ type }) => type === "ReferralRegistered"))
    .map((one) => personOf(one, variants, moment))
    .filter((one) => !one.mistake);
  const count = (is: (one: Person) => unknown) => people.filter(is).length;
  const taking = people.flatMap(({ startedAt, spells }) => (startedAt ? [{ startedAt, spells }] : []));
  const later = (months: number) =>
    taking
      .map(({ startedAt, spells }) => ({ at: monthsAfter(startedAt, months), spells }))
      .filter(({ at }) => at <= moment);
  const still = (months: number) =>
    later(months).filter(({ at, spells }) => spells.some(({ from, to }) => from <= at && !(to && to <= at)));
  const feedback = people.flatMap(({ owed }) => owed);
  const ofFeedback = (owed: readonly Owed[]) => ({
    owed: owed.length,
    ...Object.fromEntries(
      outcomes.map((outcome) => [outcome, owed.filter((one) => one.outcome === outcome).length]),
    ),
  });
  const drops = people.flatMap(({ ending }) => (ending?.drop ? [ending.drop] : []));

  return {
    funnel: {
      referred: { count: people.length },
      arrived: { count: count((one) => one.arrivedAt) },
      intake: { count: count((one) => one.intakeAt) },
      matched: { count: count((one) => one.matchedAt) },
      participating: { count: taking.length },
      came3: { count: later(3).length },
      still3: { count: still(3).length },
      came6: { count: later(6).length },
      still6: { count: still(6).length },
      ended: { count: count((one) => one.ending) },
    },
    times: Object.fromEntries(
      (["arrivedAt", "intakeAt", "matchedAt", "startedAt"] as const).map((step, index) => [
        ["contact", "intake", "match", "start"][index],
        {
          reached: count((one) => one[step]),
          waiting: count((one) => !one[step] && !one.ending),
          median: middle(people.flatMap((one) => days(one.registeredAt, one[step]))),
        },
      ]),
    ),
    months: Object.fromEntries(
      [...new Set(people.flatMap((one) => one.told.map(monthOf)))].map((month) => {
        const within = (at: Instant | undefined) => at !== undefined && monthOf(at) === month;
        const by = (at: Instant | undefined) => at !== undefined && monthOf(at) <= month;
        return [
          month,
          {
            referred: count((one) => within(one.registeredAt)),
            intake: count((one) => within(one.intakeAt)),
            started: count((one) => within(one.startedAt)),
            ended: count((one) => within(one.ending?.at)),
            waiting: count((one) => by(one.registeredAt) && !by(one.intakeAt) && !by(one.ending?.at)),
          },
        ];
      }),
    ),
    conversations: {
      all: { people: people.length, conversations: people.reduce((sum, one) => sum + one.talks, 0) },
      ...tallied(people, ({ talks }) => `${talks}`, "people"),
    },
    dropouts: {
      all: { count: drops.length },
      ...tallied(drops, ({ phase }) => `phase:${phase}`),
      ...tallied(drops, ({ reason }) => `reason:${reason}`),
      ...tallied(drops, ({ initiator }) => `initiator:${initiator}`),
      ...tallied(drops, ({ onwardTo = "" }) => `onward:${onwardTo}`),
    },
    feedback: {
      all: ofFeedback(feedback),
      ...Object.fromEntries(
        [...Map.groupBy(feedback, ({ of }) => of)].map(([of, owed]) => [of, ofFeedback(owed)]),
      ),
    },
    referrers: {
      all: { referred: people.length, arrived: count((one) => one.arrivedAt) },
      ...tallied(people, ({ profession }) => profession, "referred"),
      ...tallied(people, ({ profession, practice = "" }) => `${profession}:${practice}`, "referred"),
    },
    doubles: {
      second: { count: count((one) => one.secondBecause) },
      dismissed: { count: count((one) => one.has("DuplicateDismissed")) },
      again: { count: count((one) => one.previous) },
      reopened: { count: count((one) => one.has("ReferralReopened")) },
    },
  };
}

const outcomes = ["inTime", "late", "withinTerm", "overdue", "nobodyToTell"] as const;

interface Owed {
  readonly of: string;
  readonly since: Instant;
  outcome: (typeof outcomes)[number];
}

type Person = ReturnType<typeof personOf>;

/** What the facts of one referral say, each taken by its word. */
function personOf(facts: readonly LoggedFact[], variants: readonly Variant[], moment: Instant) {
  const all = <Type extends LoggedFact["type"]>(type: Type) =>
    facts.filter((one): one is Extract<LoggedFact, { type: Type }> => one.type === type);
  const earliest = (...lists: (readonly LoggedFact[])[]) =>
    lists.flatMap((list) => list.map(({ occurredAt }) => occurredAt)).sort()[0];
  const [registered] = all("ReferralRegistered");
  if (registered === undefined) throw new Error("nobody was registered");
  const rules = all("VariantMigrated").at(-1)?.data.to ?? registered.data.variant;
  const variant = variants.find(({ id, version }) => id === rules.id && version === rules.version);
  if (variant === undefined) throw new Error(`nobody knows the rules of ${rules.id}`);
  const wrongly = all("PracticeChanged").filter(({ data }) => data.because === "enteredWrongly");
  const talks = all("ConversationHeld");
  const starts = all("ParticipationStarted");
  const reached = all("ContactAttempted").filter(({ data }) => data.outcome === "reached");
  return {
    has: (type: LoggedFact["type"]) => all(type).length > 0,
    told: facts.map(({ occurredAt }) => occurredAt),
    mistake: all("ReferralEnteredInError").length > 0,
    registeredAt: registered.occurredAt,
    profession: registered.data.referrer.profession,
    practice: wrongly.at(-1)?.data.practice ?? registered.data.referrer.organisation,
    secondBecause: registered.data.secondBecause,
    previous: registered.data.previous,
    talks: talks.length,
    arrivedAt: earliest(reached, talks, starts, all("TrialStarted")),
    intakeAt: earliest(talks),
    matchedAt: earliest(all("ActivityMatched")),
    startedAt: starts[0]?.occurredAt,
    ...lastSaid(facts, variant, moment),
  };
}

/** What a later fact may change: how it ended, from when to when somebody took part, and what became of feedback. */
function lastSaid(facts: readonly LoggedFact[], variant: Variant, moment: Instant) {
  let ending: { at: Instant; drop?: Extract<LoggedFact, { type: "ReferralDropped" }>["data"] } | undefined;
  const spells: { from: Instant; to?: Instant }[] = [];
  const owed: (Owed & { told?: Instant | undefined; impossible?: boolean })[] = [];
  const stops = (at: Instant) => {
    const last = spells.at(-1);
    if (last !== undefined) last.to ??= at;
  };
  const owes = (of: string, since: Instant) => owed.push({ of, since, outcome: "withinTerm" });
  const open = () => owed.filter(({ told, impossible }) => told === undefined && impossible !== true);
  for (const { type, data, occurredAt: at } of facts) {
    if (type === "ParticipationStarted") spells.push({ from: at });
    if (["ParticipationCompleted", "ReferralDropped", "MatchingReopened"].includes(type)) stops(at);
    if (type === "ParticipationCompleted") ending = { at };
    if (type === "ReferralDropped") ending = { at, drop: data };
    if (type === "ReferralReopened") ending = undefined;
    if (type === "ParticipationCompleted") owes("end", at);
    if (type === "ReferralDropped") owes("drop", at);
    if (type === "FeedbackBecameDue") owes(data.moment, at);
    if (type === "FeedbackGiven") for (const one of open()) one.told = at;
    if (type === "FeedbackImpossible") for (const one of open()) one.impossible = true;
    if (type === "FeedbackStillOwed")
      for (const { moment, since } of data.moments)
        for (const one of owed) if (one.of === moment && one.since === since) one.told = undefined;
  }
  for (const one of owed) {
    const until = after(one.since, variant.feedback.within, variant.calendar);
    if (one.impossible === true) one.outcome = "nobodyToTell";
    else if (one.told !== undefined) one.outcome = one.told <= until ? "inTime" : "late";
    else one.outcome = moment <= until ? "withinTerm" : "overdue";
  }
  return { ending, spells, owed };
}

function tallied<T>(values: readonly T[], key: (value: T) => string, column = "count"): Expected {
  return Object.fromEntries(
    [...Map.groupBy(values, key)].map(([row, own]) => [row, { [column]: own.length }]),
  );
}

const monthOf = (at: Instant): string => dateOf(at).slice(0, 7);

const monthsAfter = (at: Instant, months: number): string =>
  Temporal.Instant.from(at)
    .toZonedDateTimeISO("Europe/Amsterdam")
    .add({ months })
    .toInstant()
    .toString({ fractionalSecondDigits: 3 });

const days = (from: Instant, to: Instant | undefined): number[] =>
  to === undefined ? [] : [(Date.parse(to) - Date.parse(from)) / 86_400_000];

function middle(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  const half = (sorted.length - 1) / 2;
  const [low, high] = [sorted[Math.floor(half)], sorted[Math.ceil(half)]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}
