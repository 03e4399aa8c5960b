import type { Engine, Executed } from "@wor/engine";
import type { EventStore, SequencedEvent } from "@wor/event-store";
import {
  type CommandInput,
  type CommandType,
  dateOf,
  isClosed,
  type ReferralId,
  type Role,
  rolesPermitted,
  type Variant,
  variantKey,
} from "@wor/lifecycle";
import TinyQueue from "tinyqueue";
import { day } from "../days.ts";
import type { Behaviour } from "./behaviour.ts";
import { chance } from "./chance.ts";
import { CoachesAtWork } from "./coaches-at-work.ts";
import { Diary } from "./diary.ts";
import { fateOf } from "./fate.ts";
import { begin, type LivedLife, type Noticed, notice } from "./life.ts";
import { type Move, nextMove, talksLater } from "./next-move.ts";
import { PlacesTaken } from "./places-taken.ts";
import { consider } from "./registration.ts";
import { foreseen } from "./surroundings.ts";
import { takeMove } from "./take-move.ts";
import { Tally } from "./tally.ts";
import { questionnaires, tended } from "./tending.ts";
import { atWork, inDays, instant, weekOf } from "./working-time.ts";

interface Parts {
  readonly engine: Engine;
  readonly store: EventStore;
  readonly variant: Variant;
  readonly also: readonly Variant[];
  readonly behaviour: Behaviour;
  readonly seed: number;
  readonly clock: { at: number };
  readonly prefix: string;
}

/** Something that somebody is going to do at a moment. `order` keeps what falls together in the order it was planned. */
interface Entry {
  readonly at: number;
  readonly order: number;
  readonly act: () => Promise<void>;
}

/** Everybody in a municipality: who is open, what they are going to do next, and the engine that decides about it. */
export class Population {
  readonly tally = new Tally();
  readonly behaviour: Behaviour;
  readonly variant: Variant;
  readonly diaries: ReadonlyMap<string, Diary>;
  readonly places = new PlacesTaken();
  readonly coaches = new CoachesAtWork();
  /** The group that starts last of those that are offered. */
  nextGroup: string | undefined;
  commands = 0;
  readonly #parts: Parts;
  readonly #lives = new Map<ReferralId, LivedLife>();
  readonly #agenda = new TinyQueue<Entry>([], (a, b) => a.at - b.at || a.order - b.order);
  #planned = 0;
  #arrived = 0;
  #opened = false;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.behaviour = parts.behaviour;
    this.variant = parts.variant;
    this.diaries = new Map(parts.behaviour.coaches.map((coach) => [coach.key, new Diary(coach)]));
  }

  /** Takes in what the log holds, counting it or not, and plans what everybody is going to do. */
  async begin(start: number, countsAll = true): Promise<void> {
    const { store, variant, behaviour } = this.#parts;
    for await (const batch of store.read({ municipality: variant.municipality }))
      for (const event of batch) this.#see(event, false);
    if (!countsAll) this.tally.beginAnew();
    this.tally.passesTo(dateOf(instant(start)).slice(0, 7));
    const { coaches, places } = this;
    const found = { coaches, places, intakeIsOpen: this.#opened };
    for (const { at, command } of foreseen(behaviour, variant, found, start))
      this.#plan(at, async () => {
        await this.gives(command);
      });
    for (const life of this.#lives.values()) {
      this.#goOn(life, start);
      this.#planQuestionnaires(life);
    }
    this.#plan(start, () => this.#arrivals(start));
  }

  /** Lets time pass: whatever is planned or falls due happens at its moment, in order. */
  async liveUntil(end: number, eachWeek: (at: number) => void): Promise<void> {
    const { engine, clock } = this.#parts;
    let week = weekOf(clock.at);
    for (;;) {
      const next = this.#agenda.peek()?.at ?? Number.POSITIVE_INFINITY;
      const dueAt = await engine.nextDue();
      const due = dueAt === undefined ? Number.POSITIVE_INFINITY : Math.max(clock.at, Date.parse(dueAt));
      const at = Math.min(next, due);
      if (at > end) break;
      clock.at = at;
      if (weekOf(at) !== week) {
        week = weekOf(at);
        for (const diary of this.diaries.values()) diary.forget(at);
        eachWeek(at);
      }
      if (due <= next) this.#saw(await engine.runDue());
      else await this.#agenda.pop()?.act();
      this.#saw(await engine.runReactions());
    }
    clock.at = end;
    this.tally.passesTo(dateOf(instant(end - 1)).slice(0, 7));
    eachWeek(end);
  }

  /** The rules a referral follows. */
  variantOf(life: LivedLife): Variant {
    const key = variantKey(life.variant);
    return [this.variant, ...this.#parts.also].find((one) => variantKey(one) === key) ?? this.variant;
  }

  get now(): number {
    return this.#parts.clock.at;
  }

  /** Gives a command in the name of somebody who may: the coach of this referral, or else whoever is first in line. */
  async gives(command: CommandInput, life?: LivedLife): Promise<Executed> {
    const variant = life === undefined ? this.variant : this.variantOf(life);
    const actor = this.#actorFor(command.type, variant, life);
    this.commands += 1;
    const executed = await this.#parts.engine.execute(command, { actor, municipality: variant.municipality });
    if (executed.ok) for (const event of executed.events) this.#see(event, true);
    else this.tally.refusedStep(command.type, executed.rejection.code);
    return executed;
  }

  /** Plans to look again at what comes next. */
  goOnLater(life: LivedLife, at: number): void {
    this.#planMove(life, { kind: "lookAgain", at });
  }

  #actorFor(type: CommandType, variant: Variant, life: LivedLife | undefined) {
    const roles = rolesPermitted(variant, type);
    if (life?.coach !== undefined && roles.includes("coach"))
      return { id: life.coach, role: "coach" } as const;
    const role = inLine.find((one) => roles.includes(one)) ?? roles[0] ?? "coordinator";
    if (role === "resident") return { id: life?.resident ?? role, role };
    const practice = role === "referrer" || role === "practiceNurse" ? life?.fate.organisation : undefined;
    return { id: role, role, ...(practice !== undefined && { organisation: practice }) };
  }

  // -- who comes

  /** The referrals of one day, and a look at the next. */
  async #arrivals(today: number): Promise<void> {
    const { seed, behaviour } = this.#parts;
    this.#plan(today + day, () => this.#arrivals(today + day));
    const weekday = new Date(today + 12 * 3_600_000).getUTCDay();
    if (weekday === 0 || weekday === 6) return;
    const drawn = chance(seed, "arrivals", Math.floor(today / day));
    const expected = expectedOn(today, behaviour.arrivals);
    const tries = Math.max(10, Math.ceil(expected * 10));
    for (let i = 0; i < tries; i += 1) {
      if (!drawn.happens(expected / tries)) continue;
      const resident = `${this.#parts.prefix}r${(++this.#arrived).toString(36)}`;
      this.#plan(atWork(today, drawn.between(0, 480)), () => this.#refers(resident));
    }
  }

  async #refers(resident: string, again = false): Promise<void> {
    const { behaviour, seed, variant } = this.#parts;
    const fate = fateOf(resident, behaviour, seed);
    const organisation = again ? anotherPractice(fate.organisation, variant) : fate.organisation;
    const considered = consider({ resident, fate, organisation, variant, behaviour, seed, now: this.now });
    if ("notReferred" in considered) {
      this.tally.notReferred(considered.notReferred);
      return;
    }
    this.commands += 1;
    const executed = await this.#parts.engine.execute(considered.command, {
      actor: referrerActor(fate.profession, organisation, resident),
      municipality: variant.municipality,
    });
    if (!executed.ok) {
      this.tally.refused(executed.rejection.code);
      return;
    }
    for (const event of executed.events) this.#see(event, true);
    const drawn = chance(seed, "twice", resident);
    if (!again && drawn.happens(behaviour.arrivals.twice))
      this.#plan(atWork(inDays(this.now, drawn.between(2, 20)), drawn.between(0, 480)), () =>
        this.#refers(resident, true),
      );
  }

  // -- what happens to them

  #saw({ done }: Awaited<ReturnType<Engine["runDue"]>>): void {
    for (const { events } of done) {
      this.commands += 1;
      for (const event of events) this.#see(event, true);
    }
  }

  #see(event: SequencedEvent, plans: boolean): void {
    this.tally.take(event);
    this.#seeSurroundings(event, plans);
    const { referral } = event.data as { referral?: ReferralId };
    if (referral === undefined) return;
    if (event.type === "ReferralRegistered") {
      const { resident } = event.data as { resident: string };
      const life = begin(event, fateOf(resident, this.#parts.behaviour, this.#parts.seed));
      if (life === undefined) return;
      this.#lives.set(referral, life);
      if (plans) this.#goOn(life, this.now);
      return;
    }
    const life = this.#lives.get(referral);
    if (life === undefined) return;
    const noticed = notice(life, event);
    if (isClosed(life.node.place)) {
      this.#lives.delete(referral);
      return;
    }
    if (!plans) return;
    if (noticed.goesOn) this.#goOn(life, this.now);
    const later = talksLater(life, noticed, this.behaviour, this.now);
    if (later !== undefined) {
      life.feedbackPlan += 1;
      const plan = life.feedbackPlan;
      this.#plan(later, async () => {
        if (life.feedbackPlan === plan) await takeMove({ kind: "tellReferrer", at: later }, life, this);
      });
    }
    if (noticed.met) this.#planQuestionnaires(life);
    this.#planTending(life, noticed);
  }

  /** A step that comes back is seen to by whoever is reminded of it, or else by whoever it rises to. */
  #planTending(life: LivedLife, { reminded, risen }: Noticed): void {
    const step = risen ?? reminded;
    const tends = step && tended[step.kind];
    if (step === undefined || tends === undefined) return;
    if (life.tending[step.kind] === step.dueAt) return;
    if (risen === undefined && !life.fate.chance.happens(this.behaviour.participation.checkIns)) return;
    life.tending[step.kind] = step.dueAt;
    const { waitingFor } = life;
    this.#plan(atWork(inDays(this.now, 1), life.fate.chance.between(0, 480)), async () => {
      if (life.waitingFor !== waitingFor) return;
      const command = tends(life, step, this.variantOf(life), this.now);
      if (command !== undefined) await this.gives(command, life);
    });
  }

  #planQuestionnaires(life: LivedLife): void {
    for (const { at, command } of questionnaires(life, this.variantOf(life), this.behaviour.measuring.days))
      this.#plan(atWork(Math.max(this.now, at), 60), async () => {
        await this.gives(command, life);
      });
  }

  #seeSurroundings(event: SequencedEvent, plans: boolean): void {
    this.places.see(event);
    this.coaches.see(event);
    if (event.type === "IntakeOpened") this.#opened = true;
    if (event.type !== "ActivityOffered" && event.type !== "ActivityStopped") return;
    this.nextGroup = this.behaviour.activities.findLast(({ key }) => this.places.isOffered(key))?.key;
    if (plans) for (const id of this.places.waiting) this.#looksAgain(id);
  }

  #looksAgain(id: ReferralId): void {
    const life = this.#lives.get(id);
    if (life !== undefined) this.#goOn(life, this.now);
  }

  #goOn(life: LivedLife, now: number): void {
    const move = nextMove(life, this, now);
    life.plan += 1;
    if (move !== undefined) this.#planMove(life, move);
  }

  #planMove(life: LivedLife, move: Move): void {
    life.plan += 1;
    const { plan } = life;
    this.#plan(move.at, async () => {
      if (life.plan !== plan || !this.#lives.has(life.id)) return;
      if (move.kind === "lookAgain") this.#goOn(life, this.now);
      else await takeMove(move, life, this);
    });
  }

  #plan(at: number, act: () => Promise<void>): void {
    this.#agenda.push({ at, order: ++this.#planned, act });
  }
}

/** Where a resident is referred as well: another practice that takes part, if there is one. */
const anotherPractice = (practice: string, { referring: { organisations } }: Variant): string =>
  organisations === "all" ? "another-practice" : (organisations.find((one) => one !== practice) ?? practice);

/** Referrals that are expected on a weekday. */
function expectedOn(today: number, { perYear, byMonth }: Behaviour["arrivals"]): number {
  if (byMonth === undefined) return perYear / workingDays;
  const month = new Date(today + 12 * 3_600_000).getUTCMonth() + 1;
  const whole = Object.values(byMonth).reduce<number>((sum, weight = 0) => sum + weight, 0);
  return (perYear * (byMonth[month] ?? 0)) / whole / (workingDays / 12);
}

/** Weekdays in a year. */
const workingDays = 261;

/** Who speaks where no coach does. */
const inLine: readonly Role[] = ["coordinator", "municipality", "activityProvider", "coach", "system"];

function referrerActor(profession: string, organisation: string, resident: string) {
  if (profession === "self") return { id: resident, role: "resident" } as const;
  const role = profession === "practiceNurse" ? ("practiceNurse" as const) : ("referrer" as const);
  return { id: `${profession}.${organisation}`, role, organisation };
}
