import { toLifeFact } from "@wor/engine";
import type { SequencedEvent } from "@wor/event-store";
import {
  compiled,
  isClosed,
  isOnTheWay,
  type LifeFact,
  type PlaceNode,
  type ReferralId,
} from "@wor/lifecycle";
import { day } from "../days.ts";
import { Histogram } from "./durations.ts";
import type { Month, Summary } from "./summary.ts";

/** What is remembered of one referral while it is open. */
interface Open {
  node: PlaceNode;
  readonly since: number;
  met: boolean;
  held: number;
  coachMissingSince: number | undefined;
  owedSince: number | undefined;
}

const waitsForPlace = ({ node }: Open): boolean => node.place.lifecycle === "matched.waiting";

/** Counts while a log grows; remembers nothing of a referral that has closed. */
export class Tally {
  readonly #open = new Map<ReferralId, Open>();
  readonly #counts = new Map<string, Map<string, number>>();
  #waiting = new Histogram();
  #withoutCoach = new Histogram();
  #feedback = new Histogram();
  #months: Month[] = [];
  #month: Counting | undefined;
  #mostConversations = 0;

  /** Takes in what was appended, in order. */
  take(event: SequencedEvent): void {
    const fact = toLifeFact(event);
    if (fact === undefined) return;
    const at = Date.parse(fact.occurredAt);
    this.passesTo(event.recordedAt.slice(0, 7));
    const known = this.#open.get(fact.data.referral);
    if (fact.type === "ReferralRegistered") this.#registered(fact.data, at);
    // The last ones come in when all else is done.
    if (fact.type === "MeasurementTaken") this.#count("measurements", fact.data.moment);
    if (known === undefined) return;
    const from = known.node;
    known.node = from.next.get(fact.type) ?? from;
    for (const [what, which] of countsOf(fact)) this.#count(what, which);
    if (this.#month && fact.type === "ParticipationCompleted") this.#month.completed += 1;
    if (this.#month && fact.type === "ReferralDropped") this.#month.dropped += 1;
    this.#follow(known, fact, at);
    const owed = known.node.place.feedback === "owed";
    known.owedSince = owed ? (known.owedSince ?? at) : undefined;
    if (isClosed(known.node.place)) this.#open.delete(fact.data.referral);
  }

  /** What lasts: how long until they met, without a coach, until the referrer heard. */
  #follow(known: Open, fact: LifeFact, at: number): void {
    switch (fact.type) {
      case "ConversationHeld":
        known.held += 1;
        this.#mostConversations = Math.max(this.#mostConversations, known.held);
        this.#met(known, at);
        break;
      case "ContactAttempted":
        if (fact.data.outcome === "reached") this.#met(known, at);
        break;
      case "CoachAssigned":
        if (known.coachMissingSince !== undefined)
          this.#withoutCoach.add((at - known.coachMissingSince) / day);
        known.coachMissingSince = undefined;
        break;
      case "CoachReleased":
        known.coachMissingSince = at;
        break;
      case "FeedbackGiven":
        if (known.owedSince !== undefined) this.#feedback.add((at - known.owedSince) / day);
        break;
      default:
    }
  }

  /** Counts from here on only: who is open stays known, what they did before counts no more. */
  beginAnew(): void {
    this.#counts.clear();
    this.#waiting = new Histogram();
    this.#withoutCoach = new Histogram();
    this.#feedback = new Histogram();
    this.#months = [];
    this.#month = undefined;
    this.#mostConversations = 0;
  }

  /** A registration that the rules refused. */
  refused(code: string): void {
    this.#count("refused", code);
  }

  /** Any other command that the rules refused. */
  refusedStep(command: string, code: string): void {
    this.#count("refusedSteps", `${command} ${code}`);
  }

  /** Somebody who was not referred after all, and why. */
  notReferred(why: string): void {
    this.#count("notReferred", why);
  }

  get openCount(): number {
    return this.#open.size;
  }

  get referredCount(): number {
    return this.#number("referred");
  }

  get endedCount(): number {
    return this.#number("completed") + this.#number("dropped");
  }

  get summary(): Summary {
    const open = [...this.#open.values()];
    const going = open.filter(({ node }) => isOnTheWay(node.place));
    return {
      referred: this.#number("referred"),
      women: this.#number("sex", "female"),
      men: this.#number("sex", "male"),
      aged50OrOver: this.#number("aged50OrOver"),
      hindered: this.#number("hindered"),
      byProfession: this.#list("byProfession"),
      byReason: this.#list("byReason"),
      arrived: this.#number("arrived"),
      conversations: this.#number("conversations"),
      mostConversations: this.#mostConversations,
      matched: this.#number("matched"),
      tookPart: this.#number("tookPart"),
      completed: this.#number("completed"),
      volunteers: this.#number("volunteers"),
      dropped: this.#number("dropped"),
      droppedBecause: this.#list("droppedBecause"),
      helpedOn: this.#number("helpedOn"),
      waiting: this.#waiting.durations,
      notYetMet: going.filter(({ met }) => !met).length,
      lostCoach: this.#number("lostCoach"),
      withoutCoach: this.#withoutCoach.durations,
      feedback: this.#feedback.durations,
      feedbackOwed: open.filter(({ owedSince }) => owedSince !== undefined).length,
      reminders: this.#number("reminders"),
      escalations: this.#list("escalations"),
      open: going.length,
      stranded: going.filter(
        ({ node: { place } }) => place.coach === "missing" && place.lifecycle !== "referred.triage",
      ).length,
      waitingForPlace: going.filter(waitsForPlace).length,
      notReferred: this.#list("notReferred"),
      measurements: this.#list("measurements"),
      refused: this.#list("refused"),
      refusedSteps: this.#list("refusedSteps"),
      months:
        this.#month === undefined ? this.#months : [...this.#months, { ...this.#month, ...this.#standing() }],
    };
  }

  #registered(data: Extract<LifeFact, { type: "ReferralRegistered" }>["data"], at: number): void {
    const { initial } = compiled(data.pathway);
    this.#open.set(data.referral, {
      node: initial.next.get("ReferralRegistered") ?? initial,
      since: at,
      met: false,
      held: 0,
      coachMissingSince: at,
      owedSince: undefined,
    });
    this.#count("referred");
    this.#count("sex", data.sex);
    if (data.age !== undefined && data.age >= 50) this.#count("aged50OrOver");
    if (data.hindered === true) this.#count("hindered");
    this.#count("byProfession", data.referrer.profession);
    this.#count("byReason", data.mainReason);
    if (this.#month) this.#month.referred += 1;
  }

  #met(known: Open, at: number): void {
    if (known.met) return;
    known.met = true;
    this.#count("arrived");
    this.#waiting.add((at - known.since) / day);
    if (this.#month) this.#month.arrived += 1;
  }

  /**
   * Closes the months before one (as `2026-01`), also those in which nothing happened. Months follow the time at
   * which things are written down: a closed month does not change any more.
   */
  passesTo(month: string): void {
    this.#month ??= emptyMonth(month);
    while (this.#month.month < month) {
      this.#months.push({ ...this.#month, ...this.#standing() });
      this.#month = emptyMonth(following(this.#month.month));
    }
  }

  #standing(): Pick<Month, "open" | "withoutCoach" | "notYetMet" | "waitingForPlace"> {
    const going = [...this.#open.values()].filter(({ node }) => isOnTheWay(node.place));
    return {
      open: going.length,
      withoutCoach: going.filter(({ node }) => node.place.coach === "missing").length,
      notYetMet: going.filter(({ met }) => !met).length,
      waitingForPlace: going.filter(waitsForPlace).length,
    };
  }

  #count(what: string, which = ""): void {
    const list = this.#counts.get(what) ?? new Map<string, number>();
    list.set(which, (list.get(which) ?? 0) + 1);
    this.#counts.set(what, list);
  }

  #number(what: string, which = ""): number {
    return this.#counts.get(what)?.get(which) ?? 0;
  }

  #list(what: string): Record<string, number> {
    return Object.fromEntries([...(this.#counts.get(what) ?? [])].sort(([, a], [, b]) => b - a));
  }
}

/** Something that is counted, by which. */
type Count = readonly [what: string, which?: string];

/** What a fact adds one to, of a referral that is open. */
function countsOf(fact: LifeFact): readonly Count[] {
  switch (fact.type) {
    case "ConversationHeld":
      return [["conversations"]];
    case "CoachReleased":
      return [["lostCoach"]];
    case "ActivityMatched":
      return [["matched"]];
    case "ParticipationStarted":
      return [["tookPart"]];
    case "BecameVolunteer":
      return [["volunteers"]];
    case "ParticipationCompleted":
      return [["completed"]];
    case "ReferralDropped": {
      const { reason, onwardTo } = fact.data;
      const helpedOn: readonly Count[] = onwardTo === undefined ? [] : [["helpedOn"]];
      return [["dropped"], ["droppedBecause", reason], ...helpedOn];
    }
    case "StepReminded":
      return [["reminders"]];
    case "StepEscalated":
      return [["escalations", fact.data.to]];
    default:
      return [];
  }
}

type Counting = { -readonly [Field in keyof Month]: Month[Field] };

const emptyMonth = (month: string): Counting => ({
  month,
  referred: 0,
  arrived: 0,
  completed: 0,
  dropped: 0,
  open: 0,
  withoutCoach: 0,
  notYetMet: 0,
  waitingForPlace: 0,
});

function following(month: string): string {
  const [year = 0, number = 0] = month.split("-").map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, "0")}`;
}
