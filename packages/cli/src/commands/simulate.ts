import { writeFile } from "node:fs/promises";
import { type EventStore, exportLog, importLog, inMemoryEventStore } from "@wor/event-store";
import { dateOf, Instant, type Variant, variantKey } from "@wor/lifecycle";
import { look, reportPage } from "@wor/monitoring";
import {
  type PopulationOptions,
  type Simulated,
  type Summary,
  simulatePopulation,
  whatIf,
} from "@wor/simulation";
import { z } from "zod";
import { type Context, defineCommand, one } from "../command.ts";
import { refused } from "../failure.ts";
import { hanging } from "../layout.ts";
import { openLog } from "../log/open.ts";
import { count, day, flag, text, variant as variantOption } from "../options.ts";
import { NamedChange } from "../simulating/changes.ts";
import { bars, funnelBars, waitingBars } from "../simulating/chart.ts";
import { asInLog, behaviourNames, type Chosen, chooseBehaviour } from "../simulating/choose-behaviour.ts";
import { inWords, neverOpened, sideBySide } from "../simulating/in-words.ts";
import { loadVariant } from "../variant/load.ts";
import { says, type Words } from "../words.ts";

/** Lets a population live under a variant, before anybody is referred. */
export const simulate = defineCommand({
  about: says(
    "Laat verzonnen inwoners een variant doorlopen, met de echte regels: hoever mensen komen, hoelang ze wachten, wat er blijft liggen. Hetzelfde startgetal (--seed) geeft steeds hetzelfde verloop. De uitkomst is zo goed als het gedrag waarmee u begint; voor een eigen gemeente is dat gedrag een aanname.",
    "Lets an invented population live under a variant, with the real rules: how far people come, how long they wait, what is left lying. The same seed gives the same course. What happens is as true as the behaviour it starts from; for a municipality of one's own that is our choice.",
  ),
  examples: [
    "simulate nijmegen --seed 7",
    "simulate mijn-gemeente.yaml --years 2 --arrivals 150 --log proef.sqlite",
    "simulate nijmegen --what-if coach-fewer --what-if feedback:P5D",
    "simulate nijmegen --from-log nijmegen.sqlite --what-if only:gp",
  ],
  positionals: { variant: one(says("bestand of ingebouwde plaats", "file or built-in place")) },
  options: {
    seed: count("--seed <number>", "startgetal: welk verloop (standaard 1)", "which course (usually 1)"),
    years: count("--years <count>", "hoelang (standaard 1 jaar)", "how long (usually 1 year)"),
    from: day(
      "--from <day>",
      "de eerste dag (standaard die van het gedrag)",
      "the first day (usually that of the behaviour)",
    ),
    arrivals: count("--arrivals <count>", "verwijzingen per jaar", "referrals in a year"),
    behaviour: {
      flags: "--behaviour <name>",
      says: says(
        `hoe mensen zich gedragen: ${behaviourNames.join(", ")}`,
        `how people behave: ${behaviourNames.join(", ")}`,
      ),
      schema: z
        .enum(behaviourNames, {
          error: `kies uit ${behaviourNames.join(", ")} / choose from ${behaviourNames.join(", ")}`,
        })
        .optional(),
    },
    whatIf: {
      flags: "--what-if <change>",
      says: says(
        "naast elkaar: als dit anders was (coach-fewer, only:gp, feedback:P5D); mag meerdere keren",
        "side by side: if this were otherwise (coach-fewer, only:gp, feedback:P5D); may be repeated",
      ),
      schema: z.array(NamedChange).default([]),
      repeatable: true,
    },
    fromLog: text(
      "--from-log <where>",
      "ga verder waar dit logboek eindigt, met wie er dan is; het logboek zelf verandert niet",
      "go on where this log ends, with who is there then; the log itself does not change",
    ),
    variant: variantOption,
    log: text("--log <where>", "bewaar het verloop in dit nieuwe logboek", "keep the course in this new log"),
    report: text(
      "--report <file>",
      "schrijf de grafieken en tabellen als HTML-bladzijde",
      "write the charts and tables as an HTML page",
    ),
    force: flag("--force", "vervang die bladzijde als zij er al is", "replace that page if it is there"),
  },
  async run({ positionals, options, context }) {
    const { terminal, signal, locale } = context;
    const { variant } = loadVariant(positionals.variant);
    const also = options.variant.map((name) => loadVariant(name).variant);
    await using log = options.log === undefined ? undefined : await openLog(options.log, "make", context);
    const store = log?.store ?? inMemoryEventStore();
    if ((await store.head()) > 0) throw notEmpty(log?.label ?? "");
    let chosen = chooseBehaviour(variant, options.behaviour, options.arrivals);
    if (options.fromLog !== undefined) {
      await using before = await openLog(options.fromLog, "read", context);
      const { municipality } = variant;
      if ((await registrationsIn(before.store, municipality)) === 0)
        throw nobodyReferred(before.label, municipality);
      await importLog(store, exportLog(before.store, { municipality }));
      chosen = await asInLog(store, variant, chosen, options.arrivals);
    }
    // The course is written to its own log; other worlds begin at the same point.
    const start = inMemoryEventStore();
    if (options.whatIf.length > 0) await importLog(start, exportLog(store));
    const plan: Omit<PopulationOptions, "store" | "refusals"> = {
      variant,
      also,
      behaviour: chosen.behaviour,
      seed: options.seed ?? 1,
      years: options.years ?? 1,
      ...(options.from && { from: options.from }),
      onProgress({ at, done, open }) {
        signal.throwIfAborted();
        const words = says(`${open} onderweg`, `${open} on the way`);
        terminal.progress(`… ${at}  ${Math.round(done * 100)}%  ${words[locale]}`);
      },
    };
    const worlds =
      options.whatIf.length === 0
        ? undefined
        : await whatIf(
            { ...plan, store: start },
            Object.fromEntries(options.whatIf.map(({ name, change }) => [name, change])),
          );
    await using kept = await log?.keepsRefusals();
    const simulated = await simulatePopulation({
      ...plan,
      store,
      ...(kept && { refusals: kept.store }),
      counts: "whatIsNew",
    });
    if (options.report !== undefined)
      await writeReport(options.report, options.force, simulated, variant, {
        context,
        seed: plan.seed,
        goesOnFrom: options.fromLog === undefined ? undefined : simulated.from,
      });
    const { summary, from, until, commands } = simulated;
    return {
      ok: true,
      result: {
        variant: variantKey(variant),
        behaviour: chosen.behaviour.name,
        seed: plan.seed,
        from,
        until,
        commands,
        events: await store.head(),
        summary,
        ...(worlds && { worlds }),
      },
      text: [
        told(variant, chosen, plan.seed, { from, until }, summary, context),
        ...(worlds === undefined
          ? []
          : [
              [
                terminal.ink("bold", says("Als het anders was", "If it were otherwise")[locale]),
                sideBySide(worlds, locale),
                "",
                ...[sameEverywhere, ...options.whatIf.map(explained)].map((words) =>
                  hanging("  ", words[locale], terminal.width, 4),
                ),
              ].join("\n"),
            ]),
        ...(options.report === undefined ? [] : [`${terminal.ink("green", "✓")} ${options.report}`]),
        ...(log === undefined ? [] : [`${terminal.ink("green", "✓")} ${log.label}`]),
      ].join("\n\n"),
    };
  },
});

const sameEverywhere = says(
  "Overal komen dezelfde mensen en doen ze hetzelfde; wat verschilt komt door de verandering.",
  "The same people come everywhere and do the same; what differs comes from the change.",
);

const explained = ({ name, says: { nl, en } }: NamedChange): Words =>
  says(`${name}: ${nl}.`, `${name}: ${en}.`);

/** Whether there is anything to go on from. */
async function registrationsIn(store: EventStore, municipality: string): Promise<number> {
  const query = { municipality, items: [{ types: ["ReferralRegistered"] }] };
  for await (const batch of store.read(query, { limit: 1 })) return batch.length;
  return 0;
}

const nobodyReferred = (label: string, municipality: string) =>
  refused(
    "nobody-referred",
    says(
      `In ${label} is niemand in ${municipality} verwezen.`,
      `Nobody in ${municipality} was referred in ${label}.`,
    ),
    {
      help: says(
        "Het logboek moet van de gemeente van deze variant zijn.",
        "The log has to be of the municipality of this variant.",
      ),
    },
  );

const notEmpty = (label: string) =>
  refused("log-not-empty", says(`${label} is niet leeg.`, `${label} is not empty.`), {
    help: says("Een simulatie begint een nieuw logboek.", "A simulation begins a new log."),
  });

async function writeReport(
  file: string,
  force: boolean,
  { store, refusals, until }: Simulated,
  variant: Variant,
  {
    context: { locale },
    seed,
    goesOnFrom,
  }: { readonly context: Context; readonly seed: number; readonly goesOnFrom: string | undefined },
): Promise<void> {
  // The first moment of the day after is not another month.
  const now = new Date(Date.parse(until) - 1).toISOString();
  const overview = await look(store, {
    municipality: variant.municipality,
    variants: [variant],
    now,
    refusals,
  });
  const day = goesOnFrom === undefined ? undefined : dateOf(Instant.parse(goesOnFrom));
  const notice =
    day === undefined
      ? says(
          `Dit is een simulatie: de mensen zijn verzonnen (startgetal ${seed}).`,
          `This is a simulation: the people are invented (seed ${seed}).`,
        )
      : says(
          `Dit is een simulatie die verdergaat op een logboek: wat vanaf ${day} gebeurt is verzonnen (startgetal ${seed}).`,
          `This is a simulation that goes on from a log: what happens from ${day} is invented (seed ${seed}).`,
        );
  // Where nobody exists, nothing has to be hidden.
  const audience = day === undefined ? "municipality" : "outside";
  const page = reportPage(overview, {}, { locale, audience, notice });
  await writeFile(file, page, { flag: force ? "w" : "wx" });
}

function told(
  variant: Variant,
  { about }: Chosen,
  seed: number,
  { from, until }: { readonly from: string; readonly until: string },
  summary: Summary,
  { locale, terminal: { ink, width } }: Context,
): string {
  const say = (nl: string, en: string) => says(nl, en)[locale];
  const [first, last] = [from, until].map((moment) => dateOf(Instant.parse(moment)));
  const lines = inWords(summary, variant).map((words) => `  ${words[locale]}`);
  const closed = neverOpened(summary);
  const waits = (
    [
      [
        say(
          "Wie aan het eind van de maand op een eerste gesprek wachtte",
          "Who waited for a first conversation at the end of the month",
        ),
        waitingBars(summary.months, "notYetMet"),
      ],
      [
        say("Wie op een plek of een volgende groep wachtte", "Who waited for a place or a next group"),
        waitingBars(summary.months, "waitingForPlace"),
      ],
    ] as const
  ).filter(([, bar], i) => i === 0 || bar.some(({ value }) => value > 0));
  return [
    ink("bold", `${variantKey(variant)} · ${first} – ${last} · ${say("startgetal", "seed")} ${seed}`),
    hanging("", ink("dim", `${say("Verzonnen mensen", "Invented people")}, ${about[locale]}.`), width),
    "",
    ...(closed === undefined
      ? [
          ink("bold", say("Hoever mensen kwamen", "How far people came")),
          bars(funnelBars(summary, locale), width),
          "",
          ...waits.flatMap(([words, bar]) => [ink("bold", words), bars(bar, width), ""]),
          ...lines.flatMap((line) => hanging("", line, width, 4)),
        ]
      : [hanging("", closed[locale], width)]),
  ].join("\n");
}
