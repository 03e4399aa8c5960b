import { Command as CommanderCommand, type CommanderError, Option } from "commander";
import type { Command, Given, Options, Positional, Positionals } from "./command.ts";
import { exitCodes, wrongUsage } from "./failure.ts";
import { asked } from "./reading-options.ts";
import { commandTable, type Entry, groups } from "./table.ts";
import { type Locale, says } from "./words.ts";

/** A command that was asked for, with what it was given. */
export interface Asked {
  readonly entry: Entry;
  readonly command: Command;
  readonly positionals: Given["positionals"];
  readonly options: Given["options"];
  readonly json: boolean;
}

/** What the arguments come to: a command to run, or text to show. */
export type Parsed =
  | { readonly kind: "run"; readonly asked: Asked }
  | { readonly kind: "help"; readonly text: string; readonly asked: boolean };

/**
 * Reads the arguments of the program.
 *
 * @throws {Failure} for wrong usage, with what was probably meant.
 * @throws {CommanderError} to be put into words by the caller.
 */
export async function parse(
  argv: readonly string[],
  options: {
    readonly locale: Locale;
    readonly width: number;
    readonly version: string;
    readonly env: { readonly [name: string]: string | undefined };
  },
): Promise<Parsed> {
  const { locale, width, version, env } = options;
  let shown = "";
  let found: Asked | undefined;
  const program = new CommanderCommand("wor")
    .description(about[locale])
    .version(version, "-V, --version", words.version[locale])
    .addHelpText("after", `\n${footer[locale]}`);
  dress(program, locale, width, (text) => {
    shown += text;
  });
  program.helpCommand("help [command]", words.helpOf[locale]);
  for (const entry of commandTable) {
    const one = program
      .command(entry.name)
      .summary(entry.summary[locale])
      .helpGroup(`${groups[entry.group][locale]}:`);
    // What is not asked for stays a line in the table, so that the program starts at once.
    if (!argv.includes(entry.name)) continue;
    const command = await entry.load();
    describe(one, command, locale);
    one.action((...received: unknown[]) => {
      const given = one.optsWithGlobals<{ readonly [name: string]: unknown }>();
      const { positionals, options: read } = asked(command, received, given, env);
      found = { entry, command, positionals, options: read, json: given.json === true };
    });
  }
  try {
    await program.parseAsync([...argv], { from: "user" });
  } catch (error) {
    if (isHelp(error)) return { kind: "help", text: shown, asked: error.exitCode === 0 };
    throw error;
  }
  if (found === undefined) throw wrongUsage("no-command", says("Welk commando?", "Which command?"));
  return { kind: "run", asked: found };
}

function describe(one: CommanderCommand, command: Command, locale: Locale): void {
  one.description(command.about[locale]);
  const takes = Object.entries(command.positionals).map(([name, { kind }]) => writtenAs(name, kind));
  one.usage([words.options[locale], ...takes].join(" "));
  for (const [name, { says: saying, kind }] of Object.entries(command.positionals satisfies Positionals)) {
    one.argument(writtenAs(name, kind), saying[locale]);
  }
  for (const spec of Object.values(command.options satisfies Options)) {
    const orFrom = spec.env === undefined ? "" : ` (${words.orFrom[locale]} ${spec.env})`;
    const option = new Option(spec.flags, `${spec.says[locale]}${orFrom}`);
    if (spec.repeatable)
      option.argParser((value: string, before: readonly string[] = []) => [...before, value]);
    one.addOption(option);
  }
  if (command.examples.length > 0) {
    const lines = command.examples.map((example) => `  wor ${example}`).join("\n");
    one.addHelpText("after", `\n${words.examples[locale]}\n${lines}`);
  }
}

const writtenAs = (name: string, kind: Positional["kind"]): string =>
  ({ one: `<${name}>`, optional: `[${name}]`, several: `<${name}...>`, any: `[${name}...]` })[kind];

/** In the language and the width of who reads; errors are put into words elsewhere. */
function dress(program: CommanderCommand, locale: Locale, width: number, show: (text: string) => void): void {
  program
    .exitOverride()
    .configureOutput({
      writeOut: show,
      writeErr: show,
      outputError: () => {},
      getOutHelpWidth: () => width,
      getErrHelpWidth: () => width,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .configureHelp({
      styleTitle: (title) => titles[locale][title] ?? title,
      showGlobalOptions: true,
    })
    .usage(words.usage[locale])
    .helpOption("-h, --help", words.help[locale])
    .option("--json", words.json[locale])
    .option("--locale <nl|en>", words.locale[locale])
    .showSuggestionAfterError(true);
}

export const isHelp = (error: unknown): error is CommanderError =>
  error instanceof Error &&
  "code" in error &&
  (error.code === "commander.help" ||
    error.code === "commander.helpDisplayed" ||
    error.code === "commander.version");

const titles: { readonly [locale in Locale]: { readonly [title: string]: string } } = {
  en: {},
  nl: {
    "Usage:": "Gebruik:",
    "Arguments:": "Argumenten:",
    "Options:": "Opties:",
    "Global Options:": "Overal te gebruiken:",
    "Commands:": "Overig:",
  },
};

const about = says(
  "Welzijn op Recept: variant nakijken, logboek lezen, in- en uitvoeren.",
  "Welzijn op Recept (social prescribing): check variants, read, import and export logs.",
);

const words = {
  usage: says("<commando> [opties]", "<command> [options]"),
  options: says("[opties]", "[options]"),
  version: says("toon de versie", "show the version"),
  help: says("toon deze hulp", "show this help"),
  helpOf: says("toon de hulp van een commando", "show the help of a command"),
  json: says("schrijf het resultaat als JSON, voor programma's", "write the result as JSON, for programs"),
  locale: says(
    "taal; anders die van de omgeving (LANG)",
    "language; otherwise that of the surroundings (LANG)",
  ),
  orFrom: says("of", "or"),
  examples: says("Voorbeelden:", "Examples:"),
};

const { ok, no, wrongUsage: usage, infrastructure, interrupted } = exitCodes;
const footer = says(
  [
    "Een variant is een bestand (YAML of JSON) of een ingebouwde plaats.",
    "Een logboek is sqlite:<bestand>, een bestand, of postgres://… (ook als WOR_LOG).",
    `Exitcodes: ${ok} goed; ${no} problemen gevonden, of geweigerd; ${usage} verkeerd gebruik;`,
    `${infrastructure} een bestand of database werkt niet; ${interrupted} afgebroken.`,
  ].join("\n"),
  [
    "A variant is a file (YAML or JSON) or a built-in place.",
    "A log is sqlite:<file>, just a file, or postgres://… (or WOR_LOG).",
    `Exit codes: ${ok} fine; ${no} problems found, or refused; ${usage} wrong usage;`,
    `${infrastructure} a file or database does not work; ${interrupted} interrupted.`,
  ].join("\n"),
);
