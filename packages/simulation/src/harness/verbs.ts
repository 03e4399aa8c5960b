import { CarePathFailure } from "./failure.ts";
import { pathVerbs } from "./path-verbs.ts";
import { isPath } from "./told.ts";
import { townVerbs } from "./town-verbs.ts";

/**
 * What people do, in the words of the story. Each is one command to the engine; whether somebody may do it is for
 * the rules to say. What a story does not tell gets a plain value that fits the variant.
 */
export const verbs = { ...townVerbs, ...pathVerbs } as const;

/** What somebody can do in a story. */
export type Verb = keyof typeof verbs;

/** The kind of command behind each verb. */
export type CommandOf<V extends Verb> = ReturnType<(typeof verbs)[V]>["type"];

/** Whether a verb is about one referral, which is then the first thing it is told. */
export const isAboutPath = (verb: Verb): verb is keyof typeof pathVerbs => verb in pathVerbs;

/**
 * That a verb is told what it has to be told, for tests that nobody type-checks.
 *
 * @throws {CarePathFailure} for what is missing, a promise, or something that is no path where a path belongs.
 */
export function checkTold(sentence: string, verb: Verb, args: readonly unknown[]): void {
  const fail = (what: string) => {
    throw new CarePathFailure(`"${sentence}" ${what}`);
  };
  if (args.some((arg) => arg instanceof Promise))
    fail("is told of a promise: of something that is still to come. Write await before what makes it.");
  const required = verbs[verb].length - 1;
  for (let i = 0; i < required; i += 1)
    if (args[i] === undefined) fail(`is not told whom or what about: argument ${i + 1} is undefined.`);
  const [about] = args;
  if (!isAboutPath(verb) || isPath(about)) return;
  if (typeof about === "string")
    fail(
      `is about a path, and ${JSON.stringify(about)} is a key. Write town.path(${JSON.stringify(about)}).`,
    );
  fail("is about a path, and its first argument is none. A path is what refers(…) and town.path(…) answer.");
}
