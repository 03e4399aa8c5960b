import { writeFile } from "node:fs/promises";
import { reportPage } from "@wor/monitoring";
import { z } from "zod";
import { defineCommand } from "../command.ts";
import { warnOfSubtraction } from "../log/subtraction.ts";
import { openTown } from "../log/town.ts";
import { asOfFrom, flag, townOptions } from "../options.ts";
import { overviewOf, selectionFrom, selectionOptions } from "../selection.ts";
import { says } from "../words.ts";

/** Writes a municipality's report as one HTML file. */
export const report = defineCommand({
  about: says(
    "Schrijft het verslag van een gemeente als één HTML-bestand, voor scherm en papier: hoever mensen komen, hoelang ze wachten, of verwijzers terug horen. Aantallen van weinig mensen worden verborgen, tenzij het binnen de gemeente blijft (--complete).",
    "Writes a municipality's report as one HTML file, for screen and paper: how far people come, how long they wait, whether referrers hear back. Counts of few people are hidden, unless it stays within the municipality (--complete).",
  ),
  examples: ["report --log nijmegen.sqlite --year 2019 -o verslag-2019.html"],
  positionals: {},
  options: {
    ...townOptions,
    output: {
      flags: "-o, --output <file>",
      says: says("naar dit bestand", "to this file"),
      schema: z.string().min(1).default("report.html"),
    },
    complete: flag("--complete", "alles, voor binnen de gemeente", "everything, for within the municipality"),
    force: flag("--force", "vervang het bestand als het er al is", "replace the file if it is there"),
    ...selectionOptions,
  },
  async run({ options, context }) {
    const { locale, terminal } = context;
    const { output, complete, force } = options;
    const selection = selectionFrom(options);
    await using town = await openTown(options, "read", context);
    const audience = complete ? ("municipality" as const) : ("outside" as const);
    if (audience === "outside") warnOfSubtraction(selection, asOfFrom(options), context);
    const page = reportPage(await overviewOf(town, options, context), selection, { locale, audience });
    await writeFile(output, page, { flag: force ? "w" : "wx", mode: complete ? 0o600 : 0o644 });
    return {
      ok: true,
      result: { municipality: town.municipality, audience, output },
      text: `${terminal.ink("green", "✓")} ${output}`,
    };
  },
});
