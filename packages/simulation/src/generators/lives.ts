import { isClosed, type Variant } from "@wor/lifecycle";
import fc, { type Arbitrary } from "fast-check";
import { StepRefused } from "../harness/failure.ts";
import { type Municipality, type MunicipalityOptions, municipality } from "../harness/municipality.ts";
import type { Sentence } from "../harness/sentence.ts";
import { setting } from "../paths/repertoire.ts";
import { by, says } from "../paths/speakers.ts";
import { type Move, sentenceOf, singleMoves } from "./moves.ts";

/** What lives are made of. */
export interface LivesOptions {
  /** Moves in one life. Default 30. */
  readonly moves?: number;
  /** Residents, few enough to meet again. Default 4. */
  readonly residents?: number;
  /** Whether steps happen at once. Default true. */
  readonly together?: boolean;
}

/** A generated story of several residents. Prints as harness code that can be pasted into a test. */
export class Life {
  readonly moves: readonly Move[];
  readonly #opening: readonly Sentence[];
  readonly #variant: Variant;

  /** @internal Use {@link lives}. */
  constructor(opening: readonly Sentence[], moves: readonly Move[], variant: Variant) {
    this.#opening = opening;
    this.moves = moves;
    this.#variant = variant;
  }

  /**
   * Lives it in a new municipality. What the rules refuse is part of life; a broken promise, a refusal that wrote
   * something or a step done twice throws.
   */
  async run(options: Omit<MunicipalityOptions, "variant"> = {}): Promise<Municipality> {
    const town = await municipality({ on: "2026-01-05", ...options, variant: this.#variant });
    await this.#liveIn(town);
    return town;
  }

  /** For fast-check's reports: the story that was told, also when it broke off. */
  async [fc.asyncToStringMethod](): Promise<string> {
    const town = await municipality({ on: "2026-01-05", variant: this.#variant });
    try {
      await this.#liveIn(town);
      return `\n${town.story}\n`;
    } catch (error) {
      return `\n${town.story}\n// ${String(error).split("\n")[0]}\n`;
    }
  }

  async #liveIn(town: Municipality): Promise<void> {
    await begin(town, this.#opening);
    await goOn(town, this.moves);
  }
}

/** Whole lives under a variant: referrals, coaches who come and go, activities that stop, time, retries, mistakes. */
export function lives(variant: Variant, options: LivesOptions = {}): Arbitrary<Life> {
  const { moves = 30, residents = 4, together = true } = options;
  const single = singleMoves(residents);
  const move = together
    ? fc.oneof(
        { weight: 12, arbitrary: single },
        {
          weight: 1,
          arbitrary: fc
            .array(single, { minLength: 2, maxLength: 3 })
            .map((list): Move => ({ move: "together", moves: list })),
        },
      )
    : single;
  return fc
    .tuple(opening(variant), fc.array(move, { maxLength: moves, size: "max" }))
    .map(([people, list]) => new Life(people, list, variant));
}

/** The people and activities there are at the start: nearly all, and only those that matter once a life has shrunk. */
const opening = (variant: Variant): Arbitrary<readonly Sentence[]> =>
  fc
    .tuple(...setting(variant).map((sentence) => fc.nat(19).map((luck) => (luck === 0 ? [] : [sentence]))))
    .map((sentences) => sentences.flat());

/** Goes on living in a town; one where nothing has happened yet gets coaches and activities first. */
export async function liveOn(town: Municipality, moves: readonly Move[]): Promise<void> {
  if (town.mark === 0) await begin(town, setting(town.variant));
  await goOn(town, moves);
}

async function goOn(town: Municipality, moves: readonly Move[]): Promise<void> {
  for (const move of moves) {
    if (move.move === "days") await town.time.passes(`P${move.days}D`);
    else if (move.move === "again") await againIfThereIs(town);
    else await tellAtOnce(town, move.move === "together" ? move.moves : [move]);
  }
}

/** Brings everything that is open to an end, by steps that somebody may take. @throws when something cannot end. */
export async function endAll(town: Municipality): Promise<void> {
  for (const path of town.paths) {
    const { variant } = path;
    const index = town.paths.findIndex((one) => one.id === path.id);
    const tell = (verb: "drops" | "givesFeedback", type: "DropReferral" | "GiveFeedback") =>
      town.tell(says(by(variant, type, "coach", path.state), verb, { path: index }));
    if (!/^(feedback|dropped)/.test(path.state.place.lifecycle)) await tell("drops", "DropReferral");
    if (!isClosed(path.state.place)) await tell("givesFeedback", "GiveFeedback");
    path.expect.nextSteps();
  }
}

async function begin(town: Municipality, opening: readonly Sentence[]): Promise<void> {
  for (const sentence of opening) await attempt(() => town.tell(sentence));
}

/** What moves come down to as things stand: several at the same moment, or plainly the one that is left. */
async function tellAtOnce(town: Municipality, moves: readonly Move[]): Promise<void> {
  const steps = moves
    .map((move) => sentenceOf(move, town))
    .filter((sentence) => sentence !== undefined)
    .map((sentence) => () => town.tell(sentence));
  const [first, ...others] = steps;
  if (first === undefined) return;
  if (others.length === 0) return attempt(first);
  for (const outcome of await town.atOnce(...steps))
    if (outcome.status === "rejected") onlyRefused(outcome.reason);
}

async function attempt(step: () => Promise<unknown>): Promise<void> {
  try {
    await step();
  } catch (error) {
    onlyRefused(error);
  }
}

function onlyRefused(error: unknown): void {
  if (!(error instanceof StepRefused)) throw error;
}

async function againIfThereIs(town: Municipality): Promise<void> {
  if (town.hasStep) await town.again();
}
