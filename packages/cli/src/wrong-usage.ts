import type { CommanderError } from "commander";
import { type Failure, wrongUsage } from "./failure.ts";
import { says, type Words } from "./words.ts";

/** What the library that reads arguments found wrong, in both languages. */
export function explained(error: CommanderError): Failure {
  const [first = "", ...others] = [...error.message.matchAll(/'([^']*)'/g)].map((match) => match[1] ?? "");
  const meant = /Did you mean (?:one of )?(.*)\?/.exec(error.message)?.[1];
  return wrongUsage(
    error.code.replace("commander.", "").replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
    sentences[error.code]?.(first, others) ?? says(error.message, error.message),
    {
      help:
        meant === undefined
          ? says("Zie wor --help, of wor <commando> --help.", "See wor --help, or wor <command> --help.")
          : says(`Bedoelde u ${meant.replace(/, ([^,]*)$/, " of $1")}?`, `Did you mean ${meant}?`),
      ...(meant !== undefined && { details: { suggestion: meant } }),
    },
  );
}

const sentences: { readonly [code: string]: (first: string, others: readonly string[]) => Words } = {
  "commander.unknownCommand": (name) =>
    says(`Het commando “${name}” bestaat niet.`, `There is no command "${name}".`),
  "commander.unknownOption": (flag) =>
    says(`De optie “${flag}” bestaat niet.`, `There is no option "${flag}".`),
  "commander.missingArgument": (name) => says(`<${name}> ontbreekt.`, `<${name}> is missing.`),
  "commander.optionMissingArgument": (flags) =>
    says(`Achter “${flags}” hoort een waarde.`, `"${flags}" takes a value.`),
  "commander.excessArguments": (name) =>
    says(`“${name}” krijgt te veel argumenten.`, `"${name}" is given too many arguments.`),
};
