import type { Rejection } from "@wor/lifecycle";

/**
 * Something in a care path is not as the test says. The message is a sentence, followed by what happened so far;
 * test runners print it as it is, and point at the line of the test.
 */
export class CarePathFailure extends Error {
  static {
    CarePathFailure.prototype.name = "CarePathFailure";
  }

  constructor(sentence: string, soFar?: string) {
    super(soFar === undefined ? sentence : `${sentence}\n\nWhat happened so far:\n${indented(soFar)}`);
    if (this.stack !== undefined) this.stack = ofTheTest(this.stack);
  }
}

/** Does something; when it fails without telling the path so far, it fails with it. */
export function tellingThePath<T>(soFar: () => string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof CarePathFailure ? new CarePathFailure(error.message, soFar()) : error;
  }
}

/** A step of the story that the rules refuse. */
export class StepRefused extends CarePathFailure {
  static {
    StepRefused.prototype.name = "StepRefused";
  }

  readonly #rejection: Rejection;

  constructor(step: string, rejection: Rejection, soFar?: string) {
    super([`${step}: ${sayNo(rejection)}`, ...adviceOn(rejection)].join("\n"), soFar);
    this.#rejection = rejection;
  }

  /** The no, with its code, sentences and details. Not a property, so that runners do not dump it. */
  get rejection(): Rejection {
    return this.#rejection;
  }
}

/** Two texts that should be the same; runners that know `expected` and `actual` show the difference. */
export class StoryDiffers extends CarePathFailure {
  static {
    StoryDiffers.prototype.name = "StoryDiffers";
  }

  readonly expected: string;
  readonly actual: string;
  readonly showDiff = true;

  constructor(sentence: string, expected: string, actual: string) {
    super(`${sentence}\n\nExpected:\n${indented(expected)}\n\nHappened:\n${indented(actual)}`);
    this.expected = expected;
    this.actual = actual;
  }
}

/** A no in one line: the rule's sentence, what would help, and the code. */
export const sayNo = ({ message, help, code }: Rejection): string => `${message.en} ${help.en} [${code}]`;

/** A command that is not right is a mistake in the test, nearly always; any other no can be what it is about. */
const adviceOn = ({ code }: Rejection): string[] =>
  code === "invalid-command"
    ? []
    : [`If that is what should happen, write: await town.refuses(…, "${code}")`];

const indented = (text: string): string =>
  (text === "" ? "(nothing)" : text)
    .split("\n")
    .map((line) => `  ${line}`)
    .join("\n");

const harness = new URL(".", import.meta.url).pathname;

/** A stack that begins where the test speaks: runners show the first line of it, which would be one of the harness. */
function ofTheTest(stack: string): string {
  const isOwn = (line: string): boolean =>
    line.includes("node:internal") || (line.includes(harness) && !/\.test\.[cm]?[jt]s/.test(line));
  const lines = stack.split("\n");
  const kept = lines.filter((line) => !/^\s+at /.test(line) || !isOwn(line));
  return kept.some((line) => /^\s+at /.test(line)) ? kept.join("\n") : stack;
}
