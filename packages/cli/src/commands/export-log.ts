import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { everyMunicipality, exportLog as exported } from "@wor/event-store";
import { defineCommand } from "../command.ts";
import { openLog } from "../log/open.ts";
import { log, municipality, output } from "../options.ts";
import { counted, says } from "../words.ts";

/** Writes a log as JSON Lines: one event a line, with its position. */
export const exportLog = defineCommand({
  about: says(
    "Schrijft het logboek als JSON Lines: op elke regel één gebeurtenis, met haar positie. Er staan geen namen in, wel pseudoniemen en codes: deel het niet zomaar.",
    "Writes the log as JSON Lines: one event a line, with its position. It holds no names, but pseudonyms and codes: do not just share it.",
  ),
  examples: [
    "export-log --log nijmegen.sqlite -o nijmegen.jsonl",
    "export-log --log nijmegen.sqlite | gzip > nijmegen.jsonl.gz",
  ],
  positionals: {},
  options: { log, municipality, output },
  async run({ options, context }) {
    const { locale, terminal, signal, json } = context;
    await using log = await openLog(options.log, "read", context);
    const lines = exported(log.store, { municipality: options.municipality ?? everyMunicipality });
    let events = 0;
    let read = true;
    if (options.output === undefined) {
      for await (const chunk of inChunks(lines)) {
        read = await terminal.write(chunk.text);
        if (!read) break;
        events += chunk.lines;
      }
    } else {
      const texts = async function* () {
        for await (const chunk of inChunks(lines)) {
          events += chunk.lines;
          yield chunk.text;
        }
      };
      await pipeline(texts(), createWriteStream(options.output, { flags: "wx", mode: 0o600 }), { signal });
    }
    const written = counted(events, says("gebeurtenis", "event"), says("gebeurtenissen", "events"));
    const told = says(`${written.nl} uit ${log.label}`, `${written.en} from ${log.label}`);
    // What went to the screen is the result itself; only a file leaves room to say more there.
    const toFile = options.output !== undefined;
    if (!toFile && !json && read) terminal.tell(told[locale]);
    return {
      ok: true,
      ...(!toFile && { written: true }),
      result: { log: log.label, events, output: options.output ?? null },
      text: toFile ? `${terminal.ink("green", "✓")} ${told[locale]} → ${options.output}` : "",
    };
  },
});

/** A few thousand lines at a time: a write for each would take longer than reading them. */
async function* inChunks(
  lines: AsyncIterable<string>,
): AsyncGenerator<{ readonly text: string; readonly lines: number }> {
  let text = "";
  let count = 0;
  for await (const line of lines) {
    text += line;
    count += 1;
    if (text.length < 64 * 1024) continue;
    yield { text, lines: count };
    text = "";
    count = 0;
  }
  if (count > 0) yield { text, lines: count };
}
