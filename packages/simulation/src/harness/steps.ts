import type { Engine } from "@wor/engine";
import type { CommandInput, ReferralId } from "@wor/lifecycle";
import { CarePathFailure, StepRefused, tellingThePath } from "./failure.ts";
import type { LogView } from "./log-view.ts";
import { actorFor, type Person } from "./people.ts";
import { isPath, type Speaker } from "./told.ts";
import type { StepLine } from "./transcript.ts";
import type { Turns } from "./turns.ts";
import { checkTold, type Verb, verbs } from "./verbs.ts";
import type { VirtualClock } from "./virtual-clock.ts";

interface Parts {
  readonly engine: () => Engine;
  readonly municipality: string;
  readonly clock: VirtualClock;
  readonly ids: () => string;
  readonly view: LogView;
  readonly turns: Turns;
  /** Does what follows by itself now. */
  readonly settle: () => Promise<void>;
  readonly soFar: () => string;
}

interface Given {
  readonly input: CommandInput;
  readonly actor: Speaker["actor"];
  readonly commandId: string;
  readonly line: StepLine | undefined;
}

/** The steps of a story: what somebody does, as a command to the engine, and what came of it. */
export class Steps {
  readonly #parts: Parts;
  #last: Given | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** The line of the story with the last step that was done, where it has one. */
  get lastLine(): StepLine | undefined {
    return this.#last?.line;
  }

  /** Whether there is a step that could be given again. */
  get any(): boolean {
    return this.#last !== undefined;
  }

  /** Gives a step, and answers the referral it made. @throws {StepRefused} */
  async take(
    who: Person,
    verb: Verb,
    args: readonly unknown[],
    line: StepLine | undefined,
  ): Promise<ReferralId | undefined> {
    const { ids, turns, soFar } = this.#parts;
    const sentence = [who.key, verb, ...about(args[0])].join(" ");
    checkTold(sentence, verb, args);
    const say = verbs[verb] as (...all: unknown[]) => CommandInput;
    const input = tellingThePath(soFar, () => this.#dated(say(who, ...args)));
    return turns.alone(sentence, async () => {
      const given = { input, actor: actorFor(who, verb), commandId: `c${ids()}`, line };
      const made = await this.#give(sentence, given);
      if (line !== undefined && made !== undefined) line.made = made;
      return made;
    });
  }

  /** Gives the last step that was done again under the same command id. @throws {CarePathFailure} when it does anything. */
  async again(): Promise<void> {
    const { engine, municipality, turns, settle, soFar } = this.#parts;
    if (this.#last === undefined) throw new CarePathFailure("There is no step to give again.", soFar());
    const { input, actor, commandId } = this.#last;
    await turns.alone("the last step again", async () => {
      const executed = await engine().execute(input, { actor, commandId, municipality });
      if (executed.ok && !executed.repeated)
        throw new CarePathFailure(`${input.type} was given again and done again.`, soFar());
      await settle();
    });
  }

  async #give(sentence: string, given: Given): Promise<ReferralId | undefined> {
    const { engine, municipality, view, turns, settle, soFar } = this.#parts;
    const { input, actor, commandId, line } = given;
    const before = view.position;
    const executed = await engine().execute(input, { actor, commandId, municipality });
    if (!executed.ok) {
      if (line !== undefined) line.refused = executed.rejection.code;
      if (!turns.areTogether) await view.catchUp();
      if (!turns.areTogether && view.position > before)
        throw new CarePathFailure(`${sentence} was refused and still wrote to the log.`, soFar());
      throw new StepRefused(sentence, executed.rejection, soFar());
    }
    this.#last = given;
    if (!turns.areTogether) await settle();
    return input.type === "RegisterReferral" ? executed.state?.record.id : undefined;
  }

  #dated(input: CommandInput): CommandInput {
    const { occurredAt } = input;
    return occurredAt === undefined
      ? input
      : { ...input, occurredAt: this.#parts.clock.momentOf(occurredAt) };
  }
}

/** Whom or what a step is about, where that has a name. */
const about = (told: unknown): string[] =>
  isPath(told) ? [told.state.record.resident] : typeof told === "string" ? [told] : [];
