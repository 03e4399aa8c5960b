import {
  allowed,
  type CoachPlace,
  type CommandType,
  type Deadline,
  dateOf,
  type FeedbackPlace,
  isLifeFactType,
  type LifecyclePlace,
  type LifeFactType,
  type Place,
  type RejectionCode,
  type Stage,
  type StepKind,
  stageOf,
} from "@wor/lifecycle";
import { CarePathFailure, StoryDiffers, sayNo } from "./failure.ts";
import { type Message, sayMessage } from "./messages.ts";
import type { Path } from "./path.ts";
import { type Key, keyOf, type Speaker } from "./told.ts";

/** What must be so of one path. Each answers itself, so that they can be said in one breath. */
export class PathExpectations {
  readonly #path: Path;

  constructor(path: Path) {
    this.#path = path;
  }

  /** Where it stands: a stage (`intake`) or a place in it (`intake.onHold`). */
  at(place: Stage | LifecyclePlace): this {
    const own: Place = this.#path.state.place;
    return this.#must(
      own.lifecycle === place || stageOf(own) === place,
      () => `${this.#name} to be at ${place}, but it is at ${own.lifecycle}`,
    );
  }

  /** Who its coach is. */
  coach(coach: Key): this {
    const { id } = this.#path.state.record.coach;
    return this.#must(
      id === keyOf(coach),
      () => `${keyOf(coach)} to be the coach of ${this.#name}, but it is ${id ?? "nobody"}`,
    );
  }

  /** That it has no coach, or that none is needed any more. */
  noCoach(place: Exclude<CoachPlace, "assigned"> = "missing"): this {
    const own = this.#path.state.place.coach;
    return this.#must(
      own === place,
      () =>
        `${this.#name} to be without a coach (${place}), but it is ${own}: ${this.#path.state.record.coach.id}`,
    );
  }

  /** That a step is open: by which day it is due and whose it is (a role, or the key of a coach). */
  next(kind: StepKind, details: { by?: string; owner?: Key } = {}): this {
    const step = this.#path.nextSteps.find((one) => one.kind === kind);
    const steps = sayAll(this.#path.nextSteps, saySteps);
    if (step === undefined)
      return this.#must(false, () => `${kind} to be next for ${this.#name}; next is: ${steps}`);
    const { by, owner } = details;
    return this.#must(
      by === undefined || step.dueAt === by || dateOf(step.dueAt) === by,
      () => `${kind} of ${this.#name} to be due ${by}, but it is due ${dateOf(step.dueAt)} (${step.dueAt})`,
    ).#must(
      owner === undefined || [step.owner.role, step.owner.coach].includes(keyOf(owner) as never),
      () => `${kind} of ${this.#name} to be for ${keyOf(owner ?? "")}; next is: ${steps}`,
    );
  }

  /** Exactly which steps are open, in order of their due date; none means that it is closed. */
  nextSteps(...kinds: readonly StepKind[]): this {
    const own = this.#path.nextSteps.map((one) => one.kind);
    return this.#must(
      own.length === kinds.length && kinds.every((kind, i) => own[i] === kind),
      () =>
        `the next steps of ${this.#name} to be: ${kinds.join(", ") || "none"}; they are: ${sayAll(this.#path.nextSteps, saySteps)}`,
    );
  }

  /** How it stands with the feedback. */
  feedback(place: FeedbackPlace): this {
    const own = this.#path.state.place.feedback;
    return this.#must(own === place, () => `feedback on ${this.#name} to be ${place}, but it is ${own}`);
  }

  /** That somebody would have been sent this about it. */
  sent(kind: Message["kind"], details: { to?: Key; says?: string } = {}): this {
    const { to, says } = details;
    const found = this.#path.messages.some(
      (one) =>
        one.kind === kind &&
        (to === undefined || one.to === keyOf(to) || one.coach === keyOf(to)) &&
        (says === undefined || one.says === says),
    );
    const wanted = [kind, to && `to ${keyOf(to)}`, says && `saying ${says}`].filter(Boolean).join(" ");
    return this.#must(
      found,
      () =>
        `${/^[aeiou]/.test(wanted) ? "an" : "a"} ${wanted} about ${this.#name}; sent were: ${sayAll(this.#path.messages, sayMessage)}`,
    );
  }

  /** That nobody would have been told anything about it, or nothing of this kind, or nothing since a mark. */
  sentNothing(details: { kind?: Message["kind"]; since?: number } = {}): this {
    const { kind, since = 0 } = details;
    const sent = this.#path.messages.filter(
      (one) => one.event.position > since && (kind === undefined || one.kind === kind),
    );
    return this.#must(
      sent.length === 0,
      () => `no ${kind ?? "message"} about ${this.#name}; sent were: ${sayAll(sent, sayMessage)}`,
    );
  }

  /** That somebody can do this now, as far as their role and the place go. */
  allowed(who: Speaker, ...commands: readonly CommandType[]): this {
    for (const command of commands) {
      const answer = this.#answer(who, command);
      this.#must(
        answer?.allowed === true,
        () =>
          `${who.key} to be allowed to ${command} for ${this.#name}, but: ${answer?.allowed === false ? sayNo(answer.because) : noSuchCommand(command)}`,
      );
    }
    return this;
  }

  /** That somebody cannot do this now, and why not. */
  refused(who: Speaker, command: CommandType, because?: RejectionCode): this {
    const answer = this.#answer(who, command);
    const code = answer?.allowed === false ? answer.because.code : undefined;
    return this.#must(
      answer?.allowed === false && (because === undefined || code === because),
      () =>
        `${command} to be refused to ${who.key} for ${this.#name}${because ? ` (${because})` : ""}, but ${answer === undefined ? noSuchCommand(command) : code === undefined ? "it is allowed" : `the reason is ${code}`}`,
    );
  }

  /** That these happened, in this order, with anything in between; since a mark, or from the beginning. */
  happened(types: LifeFactType | readonly LifeFactType[], details: { since?: number } = {}): this {
    const wanted = typeof types === "string" ? [types] : types;
    for (const type of wanted) this.#mustBeKnown(type);
    const happened = this.#path.since(details.since ?? 0).map((event) => event.type);
    let from = 0;
    for (const type of wanted) {
      const at = happened.indexOf(type, from);
      this.#must(
        at >= 0,
        () => `${wanted.join(", then ")} of ${this.#name}; happened: ${happened.join(", ") || "nothing"}`,
      );
      from = at + 1;
    }
    return this;
  }

  /** That this did not happen. */
  neverHappened(type: LifeFactType, details: { since?: number } = {}): this {
    this.#mustBeKnown(type);
    return this.#must(
      !this.#path.since(details.since ?? 0).some((event) => event.type === type),
      () => `${type} never to happen to ${this.#name}`,
    );
  }

  /** That the timeline reads like this; white space around the lines does not matter. */
  timeline(text: string): this {
    const expected = trimmed(text);
    const actual = trimmed(this.#path.timeline);
    if (expected !== actual)
      throw new StoryDiffers(`The path of ${this.#name} is another.`, expected, actual);
    return this;
  }

  /** A name that nothing has would never have happened. */
  #mustBeKnown(type: string): void {
    if (!isLifeFactType(type))
      throw new CarePathFailure(`Nothing that can happen to a path is called ${type}.`);
  }

  #answer(who: Speaker, command: CommandType) {
    const { state, variant } = this.#path;
    return allowed(state, who.actor, variant).find((one) => one.command === command);
  }

  get #name(): string {
    return this.#path.resident;
  }

  #must(holds: boolean, sentence: () => string): this {
    if (holds) return this;
    const { lifecycle, coach, feedback } = this.#path.state.place;
    throw new CarePathFailure(
      `Expected ${sentence().replace(/\.$/, "")}.`,
      `${this.#path.timeline}\n(now at ${lifecycle}; coach: ${coach}; feedback: ${feedback})`,
    );
  }
}

const trimmed = (text: string): string =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .join("\n");

const noSuchCommand = (command: string): string => `${command} is no command about a referral`;

const saySteps = ({ kind, dueAt, owner }: Deadline): string =>
  `${kind} by ${owner.coach ?? owner.role}, due ${dateOf(dueAt)}`;

const sayAll = <T>(list: readonly T[], say: (one: T) => string): string =>
  list.map(say).join("; ") || "nothing";
