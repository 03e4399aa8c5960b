import { writeFile } from "node:fs/promises";
import type { Outcome } from "../command.ts";
import type { Terminal } from "../terminal.ts";

/** Text that is the result itself: to the screen, or to a file with a line about it on the screen. */
export async function asText(
  text: string,
  output: string | undefined,
  { ink }: Terminal,
  result: Outcome["result"],
): Promise<Outcome> {
  if (output === undefined) return { ok: true, result, text };
  await writeFile(output, text);
  return { ok: true, result: { ...result, output }, text: `${ink("green", "✓")} ${output}` };
}
