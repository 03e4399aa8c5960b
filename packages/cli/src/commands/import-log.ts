import { createReadStream } from "node:fs";
import { importLog as imported } from "@wor/event-store";
import { defineCommand, optional } from "../command.ts";
import { openLog } from "../log/open.ts";
import { log } from "../options.ts";
import { counted, says } from "../words.ts";

/** Writes JSON Lines into a log, at the positions they carry. */
export const importLog = defineCommand({
  about: says(
    "Schrijft een uitgevoerd logboek (JSON Lines) in een logboek dat leeg is of eerder ophoudt; elke gebeurtenis krijgt haar eigen positie terug.",
    "Writes an exported log (JSON Lines) into a log that is empty or ends before it; every event gets its own position back.",
  ),
  examples: [
    "import-log nijmegen.jsonl --log nieuw.sqlite",
    "import-log nijmegen.jsonl --log postgres://localhost/wor",
  ],
  positionals: {
    file: optional(
      says("bestand met JSON Lines; anders van de invoer", "file of JSON Lines; otherwise the input"),
    ),
  },
  options: { log },
  async run({ positionals, options, context }) {
    const { locale, terminal, signal, stdin } = context;
    const { file } = positionals;
    // Opened first: a file that is not there must not leave an empty log behind.
    const input = file === undefined || file === "-" ? stdin : await opened(file);
    await using log = await openLog(options.log, "make", context);
    const lines = async function* () {
      let read = 0;
      for await (const chunk of input.setEncoding("utf8")) {
        signal.throwIfAborted();
        const text = String(chunk);
        read += text.length;
        terminal.progress(`… ${(read / 1e6).toFixed(0)} MB`);
        yield text;
      }
    };
    const { events, head } = await imported(log.store, lines());
    const written = counted(events, says("gebeurtenis", "event"), says("gebeurtenissen", "events"));
    return {
      ok: true,
      result: { log: log.label, events, head },
      text: `${terminal.ink("green", "✓")} ${
        says(
          `${written.nl} in ${log.label}, dat nu tot positie ${head} loopt`,
          `${written.en} into ${log.label}, which now runs to position ${head}`,
        )[locale]
      }`,
    };
  },
});

async function opened(file: string) {
  const stream = createReadStream(file);
  await new Promise<void>((resolve, reject) => {
    stream.once("open", () => resolve());
    stream.once("error", reject);
  });
  return stream;
}
