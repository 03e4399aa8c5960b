import type { Rejection } from "@wor/lifecycle";

/**
 * Something in a care path is not as the test says. The message is a sentence, followed by what happened so far;
 * test runners print it as it is.
 */
export class CarePathFailure extends Error {
  override readonly name: string = "CarePathFailure";

  constructor(sentence: string, soFar?: string) {
    super(soFar === undefined ? sentence : `${sentence}\n\nWhat happened so far:\n${indented(soFar)}`);
  }
}

/** A step of the story that the rules refuse. */
export class StepRefused extends CarePathFailure {
  override readonly name = "StepRefused";
  readonly #rejection: Rejection;

  constructor(step: string, rejection: Rejection, soFar?: string) {
    super(
      `${step}: ${rejection.message.en} ${rejection.help.en} [${rejection.code}]\nIf that is what should happen, write: await town.refuses(…, "${rejection.code}")`,
      soFar,
    );
    this.#rejection = rejection;
  }

  /** The no, with its code, sentences and details. Not a property, so that runners do not dump it. */
  get rejection(): Rejection {
    return this.#rejection;
  }
}

/** Two texts that should be the same; runners that know `expected` and `actual` show the difference. */
export class StoryDiffers extends CarePathFailure {
  override readonly name = "StoryDiffers";
  readonly expected: string;
  readonly actual: string;
  readonly showDiff = true;

  constructor(sentence: string, expected: string, actual: string) {
    super(`${sentence}\n\nExpected:\n${indented(expected)}\n\nHappened:\n${indented(actual)}`);
    this.expected = expected;
    this.actual = actual;
  }
}

const indented = (text: string): string =>
  (text === "" ? "(nothing)" : text)
    .split("\n")
    .map((line) => `  ${line}`)
    .join("\n");
