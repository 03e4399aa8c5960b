import { Option } from "commander";
import type { Command, Given } from "./command.ts";
import { wrongUsage } from "./failure.ts";
import { says } from "./words.ts";

/** What a command was given, each part in its type. @throws {Failure} naming the option that is not right. */
export function asked(
  command: Command,
  received: readonly unknown[],
  given: { readonly [name: string]: unknown },
  env: { readonly [name: string]: string | undefined },
): Pick<Given, "positionals" | "options"> {
  const positionals = Object.keys(command.positionals).map((name, index) => [name, received[index]] as const);
  const options = Object.entries(command.options).map(([name, spec]) => {
    const option = new Option(spec.flags);
    const fromEnv = spec.env === undefined ? undefined : env[spec.env] || undefined;
    const parsed = spec.schema.safeParse(given[option.attributeName()] ?? fromEnv);
    if (parsed.success) return [name, parsed.data] as const;
    const flag = option.long ?? spec.flags;
    const [nl = "", en] = (parsed.error.issues[0]?.message ?? "").split(" / ");
    throw wrongUsage("invalid-option", says(`${flag}: ${nl}.`, `${flag}: ${en ?? nl}.`), {
      details: { option: flag },
    });
  });
  return { positionals: Object.fromEntries(positionals), options: Object.fromEntries(options) };
}
