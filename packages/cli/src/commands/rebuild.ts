import { defineCommand } from "../command.ts";
import { broken } from "../failure.ts";
import { keptBy } from "../log/kept.ts";
import { openTown } from "../log/town.ts";
import { townOptions } from "../options.ts";
import { says } from "../words.ts";

/** Builds the tables that are kept beside a log anew. */
export const rebuild = defineCommand({
  about: says(
    "Bouwt opnieuw op wat naast het logboek wordt bijgehouden om lijsten en tabellen meteen te hebben. Wie intussen kijkt, ziet het oude tot het nieuwe klaar is; wat afgebroken werd, gaat verder waar het was.",
    "Builds anew what is kept beside the log to have lists and tables at once. Whoever looks meanwhile sees the old until the new is ready; what was interrupted goes on where it was.",
  ),
  examples: ["rebuild --log nijmegen.sqlite"],
  positionals: {},
  options: townOptions,
  async run({ options, context }) {
    const { locale, terminal, signal } = context;
    await using town = await openTown(options, "write", context);
    const kept = keptBy(town);
    if (kept === undefined)
      throw broken(
        "no-projections",
        says("Dit logboek houdt niets bij.", "This log keeps nothing beside it."),
      );
    await kept.rebuild({
      signal,
      onProgress: ({ position, head }) => terminal.progress(`… ${position}/${head}`),
    });
    const status = await kept.status();
    const parked = status.flatMap((one) => one.parked);
    const ok = parked.length === 0;
    const position = Math.max(0, ...status.map((one) => one.position));
    return {
      ok,
      result: { municipality: town.municipality, projections: status },
      text: [
        `${ok ? terminal.ink("green", "✓") : terminal.ink("red", "✗")} ${town.municipality}: ${
          says(`opgebouwd tot positie ${position}`, `built up to position ${position}`)[locale]
        }`,
        ...status.map(({ name, version, parked: aside }) => {
          const left = says(
            `${aside.length} gebeurtenissen niet verwerkt`,
            `${aside.length} events not taken in`,
          );
          return `  ${name} (${version})${aside.length === 0 ? "" : `: ${left[locale]}`}`;
        }),
      ].join("\n"),
    };
  },
});
