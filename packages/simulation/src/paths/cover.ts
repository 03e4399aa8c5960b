import { deadlines, placeKey, type RejectionCode, type Variant } from "@wor/lifecycle";
import { type Municipality, type MunicipalityOptions, municipality } from "../harness/municipality.ts";
import type { Sentence } from "../harness/sentence.ts";
import { momentOn } from "../harness/virtual-clock.ts";
import { abstractKey, Coverage, type Reached, reachedBy, reachedRefusal, reachedSteps } from "./coverage.ts";
import { detours } from "./detours.ts";
import { checkBounds } from "./machine-paths.ts";
import { repertoire, setting, waysIn, waysOut } from "./repertoire.ts";
import { commandOf } from "./say.ts";
import { blank, draw, type Sketch, wait } from "./sketch.ts";

/** A care path that can be run: what is said, and what it reaches that the scenarios before it do not. */
export interface Scenario {
  /** What it shows, for the name of a test. */
  readonly name: string;
  readonly sentences: readonly Sentence[];
  readonly reaches: readonly Reached[];
  /** The place where it ends, as one line. */
  readonly endsAt: string;
  /** Tells it in a new municipality, through the real engine. */
  readonly run: (options?: Omit<MunicipalityOptions, "variant" | "on">) => Promise<Municipality>;
}

/** Where exploring stops. */
export interface CoverBounds {
  /** Situations that are told apart. Default 500. */
  readonly situations?: number;
  /** Sentences in a story, beside the setting. Default 14. */
  readonly length?: number;
}

/** What exploring found: scenarios, and how far they reach. */
export interface Explored {
  readonly scenarios: readonly Scenario[];
  readonly coverage: Coverage;
  /** Situations that were told apart. */
  readonly situations: number;
  /** Whether a bound was hit, so that there may be more. */
  readonly cutOff: boolean;
}

const start = "2026-01-05";

/**
 * Explores what can happen under a variant, breadth first and by its own rules, and answers scenarios that together
 * reach all that was found: places, transitions, reasons, refusals and steps that fall due. Situations that look
 * alike to the rules are told apart by an abstract key, so exploring ends. Each scenario runs through the real
 * engine.
 *
 * @example for (const scenario of coverPaths(nijmegen).scenarios) test(scenario.name, () => scenario.run());
 */
export function coverPaths(variant: Variant, bounds: CoverBounds = {}): Explored {
  const { situations = 500, length = 14 } = bounds;
  checkBounds({ situations, length });
  const seen = new Set<string>();
  const once: Once = { refusals: new Set(), waitedAt: new Set(), detoured: false };
  const stories: Story[] = [];
  let cutOff = false;
  let frontier: Story[] = [opened(variant)];
  for (let round = 0; frontier.length > 0; round += 1) {
    if (round === length) {
      cutOff = true;
      break;
    }
    const next: Story[] = [];
    for (const story of frontier) {
      for (const longer of goOn(story, variant, once)) {
        stories.push(longer);
        if (longer.refused) continue;
        const key = situationOf(longer.sketch);
        if (seen.has(key)) continue;
        if (seen.size >= situations) {
          cutOff = true;
          continue;
        }
        seen.add(key);
        next.push(longer);
      }
    }
    frontier = next;
  }
  const coverage = new Coverage(variant);
  return { scenarios: chosen(stories, coverage, variant), coverage, situations: seen.size, cutOff };
}

/** A story on the way: the one before it, what was said last, what that reaches, and how things stand. */
interface Story {
  readonly before: Story | undefined;
  readonly sentence: Sentence | undefined;
  readonly reaches: readonly Reached[];
  readonly sketch: Sketch;
  readonly refused: boolean;
}

function opened(variant: Variant): Story {
  const sketch = blank(momentOn(start, "09:00"));
  let story: Story = { before: undefined, sentence: undefined, reaches: [], sketch, refused: false };
  for (const sentence of setting(variant)) {
    const next = told(story, sentence, variant);
    if (next !== undefined && !next.refused) story = next;
  }
  return story;
}

/** Every way on from a story: what could be said, and what comes when nobody says anything for a while. */
function goOn(story: Story, variant: Variant, once: Once): Story[] {
  const { refusals, waitedAt } = once;
  const { referral, now } = story.sketch;
  const further: Story[] = [];
  const take = (next: Story | undefined) => {
    if (next === undefined || (next.refused && next.reaches.every((one) => refusals.has(codeOf(one)))))
      return;
    if (next.refused) for (const one of next.reaches) refusals.add(codeOf(one));
    further.push(next);
  };
  const sentences = referral === undefined ? waysIn(variant) : repertoire(referral, variant, now);
  for (const sentence of sentences) take(told(story, sentence, variant));
  for (const detour of detoursFrom(story, variant, once)) {
    let at: Story | undefined = story;
    for (const sentence of detour) {
      at = at && told(at, sentence, variant);
      take(at);
    }
  }
  const place = referral === undefined ? "" : placeKey(referral.place);
  const patience = waitedAt.has(place) ? 1 : mostWaits;
  waitedAt.add(place);
  let waited: Story | undefined = story;
  for (let waits = 0; waits < patience && waited !== undefined; waits += 1) {
    const next = wait(waited.sketch, variant);
    waited = next && followed(waited, { until: next.now }, next, variant);
    take(waited);
  }
  return further;
}

/** What needs to be shown only once: each refusal, waiting long at each place, and the detours. */
interface Once {
  readonly refusals: Set<RejectionCode>;
  readonly waitedAt: Set<string>;
  detoured: boolean;
}

/** So many reminders and escalations in a row tell all that waiting has to tell. */
const mostWaits = 8;

/** What takes several steps to show, or is the same everywhere, is shown once: where contact is first sought. */
function detoursFrom({ sketch }: Story, variant: Variant, once: Once): readonly (readonly Sentence[])[] {
  const { referral, now } = sketch;
  if (once.detoured || referral?.place.lifecycle !== "referred.contacting") return [];
  once.detoured = true;
  return [...waysOut(variant).map((one) => [one]), ...detours(variant, now)];
}

function told(story: Story, sentence: Sentence, variant: Variant): Story | undefined {
  if ("until" in sentence) return waitedUntil(story, sentence, variant);
  const { referral, another } = story.sketch;
  const known = [referral, another].filter((one) => one !== undefined);
  const said = commandOf(sentence, known, variant);
  if (said === undefined) return undefined;
  const drawn = draw(story.sketch, said.command, said.actor, variant);
  if (drawn.ok) return followed(story, sentence, drawn.sketch, variant);
  const { code } = drawn.rejection;
  return {
    before: story,
    sentence: { ...sentence, refused: code },
    reaches: [reachedRefusal(code)],
    sketch: story.sketch,
    refused: true,
  };
}

function waitedUntil(story: Story, sentence: { readonly until: string }, variant: Variant): Story {
  const until = momentOn(sentence.until, "09:00");
  let { sketch } = story;
  for (
    let next = wait(sketch, variant);
    next !== undefined && next.now <= until;
    next = wait(sketch, variant)
  )
    sketch = next;
  return followed(story, sentence, { ...sketch, now: until }, variant);
}

function followed(story: Story, sentence: Sentence, sketch: Sketch, variant: Variant): Story {
  const news = sketch.moments.slice(story.sketch.moments.length);
  const steps = sketch.referral === undefined ? [] : deadlines(sketch.referral, variant);
  const reaches = news.flatMap(({ fact, before, after }) => reachedBy(fact, before?.place, after.place));
  return { before: story, sentence, reaches: [...reaches, ...reachedSteps(steps)], sketch, refused: false };
}

/**
 * Stories that together reach all that any of them reaches, the longest first: those that came before one that is
 * told are told with it.
 */
function chosen(stories: readonly Story[], coverage: Coverage, variant: Variant): Scenario[] {
  const picked: Scenario[] = [];
  for (const story of [...stories].reverse()) {
    if (story.reaches.every((one) => coverage.has(one))) continue;
    const whole = wholeOf(story);
    const reaches = whole.flatMap((one) => one.reaches).filter((one) => !coverage.has(one));
    coverage.add(reaches);
    picked.push(scenario(whole, [...new Set(reaches)], variant));
  }
  return picked.reverse();
}

function wholeOf(story: Story): Story[] {
  const whole: Story[] = [];
  for (let at: Story | undefined = story; at !== undefined; at = at.before) whole.push(at);
  return whole.reverse();
}

function scenario(whole: readonly Story[], reaches: readonly Reached[], variant: Variant): Scenario {
  const sentences = whole.map(({ sentence }) => sentence).filter((one) => one !== undefined);
  return {
    name: nameOf(whole, reaches),
    sentences,
    reaches,
    endsAt: endOf(whole),
    run: async (options) => {
      const town = await municipality({ ...options, variant, on: start });
      for (const sentence of sentences) await town.tell(sentence);
      return town;
    },
  };
}

/** What is said last, where that leads, and what it shows that no scenario before it does. */
function nameOf(whole: readonly Story[], reaches: readonly Reached[]): string {
  const last = whole.at(-1)?.sentence;
  const words = last === undefined || "until" in last ? "time passes" : `${last.who.key} ${last.verb}`;
  const end = endOf(whole);
  const shows = reaches.findLast((one) => one !== `places:${end}`);
  return `${words} at ${end}${shows === undefined ? "" : `: ${shows.slice(shows.indexOf(":") + 1)}`}`;
}

function endOf(whole: readonly Story[]): string {
  const place = whole.at(-1)?.sketch.referral?.place;
  return place === undefined ? "nothing registered" : placeKey(place);
}

/** What an explorer tells situations apart by: where the referral stands, or before it whether any can come in. */
const situationOf = ({ referral, surroundings }: Sketch): string =>
  referral === undefined
    ? `nothing ${JSON.stringify([...surroundings].filter(([tag]) => tag.startsWith("pathway:")))}`
    : abstractKey(referral);

const codeOf = (reached: Reached): RejectionCode => reached.slice("rejections:".length) as RejectionCode;
