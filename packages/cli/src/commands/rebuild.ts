import type { ProjectionStatus } from "@wor/engine";
import type { Monitoring } from "@wor/monitoring";
import { type Context, defineCommand, type Outcome } from "../command.ts";
import { broken, wrongUsage } from "../failure.ts";
import { keptBy } from "../log/kept.ts";
import { openTown, type Town } from "../log/town.ts";
import { flag, townOptions } from "../options.ts";
import { counted, says } from "../words.ts";

/** How many events that were set aside people are shown; `--json` has them all. */
const shownAtMost = 20;

/** Builds the tables that are kept beside a log anew, or tells how they stand. */
export const rebuild = defineCommand({
  about: says(
    "Bouwt opnieuw op wat naast het logboek wordt bijgehouden om lijsten en tabellen meteen te hebben. Wie intussen kijkt, ziet het oude tot het nieuwe klaar is; wat afgebroken werd, gaat verder waar het was. Een gebeurtenis die niet te verwerken was, staat met haar verwijzing opzij: --check laat zien welke, --parked probeert die opnieuw.",
    "Builds anew what is kept beside the log to have lists and tables at once. Whoever looks meanwhile sees the old until the new is ready; what was interrupted goes on where it was. An event that could not be taken in is set aside with its referral: --check shows which, --parked tries those again.",
  ),
  examples: ["rebuild --log nijmegen.sqlite", "rebuild --log nijmegen.sqlite --check"],
  positionals: {},
  options: {
    ...townOptions,
    check: flag("--check", "laat alleen zien hoe het ervoor staat", "only show how it stands"),
    parked: flag(
      "--parked",
      "probeer alleen opnieuw wat opzij is gezet",
      "only try again what was set aside",
    ),
  },
  async run({ options, context }) {
    const { check, parked } = options;
    if (check && parked)
      throw wrongUsage("two-ways", says("Kies --check of --parked.", "Choose --check or --parked."));
    await using town = await openTown(options, check ? "read" : "write", context);
    const kept = keptBy(town);
    if (kept === undefined)
      throw broken(
        "no-projections",
        says("Dit logboek houdt niets bij.", "This log keeps nothing beside it."),
      );
    if (!check) await renew(kept, parked, context);
    return outcome(town, await kept.status(), context);
  },
});

async function renew(kept: Monitoring, parked: boolean, { terminal, signal }: Context): Promise<void> {
  if (parked) await kept.retryParked();
  else
    await kept.rebuild({
      signal,
      onProgress: ({ position, head }) => terminal.progress(`… ${position}/${head}`),
    });
}

function outcome(
  { municipality }: Town,
  status: readonly ProjectionStatus[],
  { locale, terminal }: Context,
): Outcome {
  const aside = status.flatMap(({ name, parked }) => parked.map((one) => ({ name, ...one })));
  const ok = status.every(({ serving, lag, parked }) => serving && lag === 0 && parked.length === 0);
  const more = aside.length - shownAtMost;
  return {
    ok,
    result: { municipality, projections: status },
    text: [
      `${ok ? terminal.ink("green", "✓") : terminal.ink("red", "✗")} ${municipality}`,
      ...status.map((one) => `  ${one.name} (${one.version}): ${standing(one)[locale]}`),
      ...(aside.length === 0 ? [] : ["", setAside[locale]]),
      ...aside
        .slice(0, shownAtMost)
        .map(({ name, position, key, error }) => `  ${position}  ${name} ${key}: ${error}`),
      ...(more > 0
        ? [`  ${says(`… en nog ${more}; alles met --json`, `… and ${more} more; all with --json`)[locale]}`]
        : []),
    ].join("\n"),
  };
}

function standing({ serving, position, lag, parked }: ProjectionStatus) {
  if (!serving) return says("nog niet opgebouwd", "not built yet");
  const behind = lag === 0 ? says("bij", "up to date") : says(`${lag} achter`, `${lag} behind`);
  const events = counted(parked.length, says("gebeurtenis", "event"), says("gebeurtenissen", "events"));
  const aside =
    parked.length === 0 ? says("", "") : says(`, ${events.nl} opzij gezet`, `, ${events.en} set aside`);
  return says(
    `tot positie ${position}, ${behind.nl}${aside.nl}`,
    `up to position ${position}, ${behind.en}${aside.en}`,
  );
}

const setAside = says("Opzij gezet (positie, waar, waarom):", "Set aside (position, where, why):");
