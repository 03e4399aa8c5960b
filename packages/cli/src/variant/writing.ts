import { writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { Outcome } from "../command.ts";
import { broken } from "../failure.ts";
import type { Terminal } from "../terminal.ts";
import { says } from "../words.ts";

/** Text that is the result itself: to the screen, or to a file with a line about it on the screen. */
export async function asText(
  text: string,
  output: string | undefined,
  { ink }: Terminal,
  result: Outcome["result"],
): Promise<Outcome> {
  if (output === undefined) return { ok: true, result, text };
  await writeText(output, text);
  return { ok: true, result: { ...result, output }, text: `${ink("green", "✓")} ${output}` };
}

/** Writes a file. With `wx` only where there is none yet. @throws {Failure} when its folder is not there. */
export const writeText = (path: string, text: string, flag: "w" | "wx" = "w"): Promise<void> =>
  writeFile(path, text, { flag }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
    const folder = dirname(path);
    throw broken("ENOENT", says(`De map ${folder} is er niet.`, `The folder ${folder} is not there.`), {
      details: { folder },
      cause: error,
    });
  });
