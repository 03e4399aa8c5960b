import { confirm } from "@clack/prompts";
import { type MigrationPlan, type Rejection, type Variant, variantHash, variantKey } from "@wor/lifecycle";
import { type Context, defineCommand, type Outcome, one } from "../command.ts";
import { refused, wrongUsage } from "../failure.ts";
import { hanging } from "../layout.ts";
import { openTown, type Town } from "../log/town.ts";
import { type Movers, moversTo } from "../migrating/movers.ts";
import { plansTold, referralsCounted } from "../migrating/told.ts";
import { flag, text, townOptions } from "../options.ts";
import { loadVariant } from "../variant/load.ts";
import { says } from "../words.ts";

/** Moves the open referrals of a log to a new version of their variant. */
export const migrate = defineCommand({
  about: says(
    "Zet lopende verwijzingen over naar een nieuwe versie van hun variant. Laat eerst zien wie over kan, wie niet, en waarom; wie niet kan, houdt de afspraken van nu. Nog een keer uitvoeren kan geen kwaad: niets gebeurt dubbel.",
    "Moves open referrals to a new version of their variant. Shows first who can move, who cannot, and why; who cannot keeps the rules of now. Given again, nothing happens twice.",
  ),
  examples: [
    "migrate nijmegen-2.yaml --log nijmegen.sqlite --check",
    "migrate nijmegen-2.yaml --log nijmegen.sqlite --yes",
    "migrate dorp@3 --from dorp@2 --variant dorp-2.yaml --variant dorp-3.yaml",
  ],
  positionals: {
    to: one(
      says(
        "waarheen: bestand, ingebouwde plaats, of id@versie van een gegeven variant",
        "to what: file, built-in place, or id@version of a variant that is given",
      ),
    ),
  },
  options: {
    ...townOptions,
    from: text(
      "--from <id>",
      "wie deze variant volgen (id of id@versie); anders wie een oudere versie volgen",
      "those who follow this variant (id or id@version); otherwise those on an older version",
    ),
    check: flag("--check", "laat alleen zien wie over kan", "only show who can move"),
    yes: flag("--yes", "zet over zonder het te vragen", "move without asking"),
  },
  async run({ positionals, options, context }) {
    const key = /^[a-z0-9-]+@[0-9]+$/.test(positionals.to) ? positionals.to : undefined;
    const given = key === undefined ? loadVariant(positionals.to).variant : undefined;
    await using town = await openTown(
      {
        ...options,
        municipality: options.municipality ?? given?.municipality,
        variant: key === undefined ? [...options.variant, positionals.to] : options.variant,
      },
      options.check ? "read" : "write",
      context,
    );
    const to = given ?? variantUnder(key, town);
    const movers = await moversTo(to, { asked: options.from, town, now: context.now() });
    const able = movers.plans.filter((plan) => plan.canMove);
    if (options.check || able.length === 0) return outcomeOf(to, town, movers, undefined, context);
    if (!options.yes && !(await confirmed(to, movers, context)))
      return outcomeOf(to, town, movers, undefined, context);
    return outcomeOf(to, town, movers, await move(able, town, context), context);
  },
});

function variantUnder(key: string | undefined, { variants }: Town): Variant {
  const found = variants.find((one) => variantKey(one) === key);
  if (found !== undefined) return found;
  const known = variants.map(variantKey).join(", ");
  throw refused("unknown-variant", says(`${key} is niet bekend.`, `${key} is not known.`), {
    help: says(
      `Bekend: ${known}. Geef andere met --variant <bestand>.`,
      `Known: ${known}. Give others with --variant <file>.`,
    ),
    details: { variant: key },
  });
}

/** Nobody is moved unasked: at a terminal who gives the command is asked, elsewhere --yes must say so. */
async function confirmed(to: Variant, { plans }: Movers, context: Context): Promise<boolean> {
  const { locale, json, terminal } = context;
  if (json || !terminal.interactive) {
    throw wrongUsage(
      "not-confirmed",
      says("Zonder --yes wordt niemand overgezet.", "Without --yes nobody is moved."),
      { help: says("Kijk eerst met --check wie over kan.", "See first with --check who can move.") },
    );
  }
  terminal.tell(plansTold(plans, context).join("\n"));
  const answered = await confirm({
    message: says(`Overzetten naar ${variantKey(to)}?`, `Move to ${variantKey(to)}?`)[locale],
    active: says("ja", "yes")[locale],
    inactive: says("nee", "no")[locale],
    initialValue: false,
  });
  return answered === true;
}

/** What came of moving. */
interface Moved {
  readonly moved: readonly string[];
  readonly refused: readonly { readonly referral: string; readonly rejection: Rejection }[];
}

async function move(
  plans: readonly Extract<MigrationPlan, { canMove: true }>[],
  { engine, reader }: Town,
  { signal, terminal }: Context,
): Promise<Moved> {
  const moved: string[] = [];
  const notMoved: Moved["refused"][number][] = [];
  for (const [index, { referral, first, move: last }] of plans.entries()) {
    signal.throwIfAborted();
    terminal.progress(`… ${index + 1}/${plans.length}`);
    let rejection: Rejection | undefined;
    for (const command of [...first, last]) {
      const executed = await engine.execute(command, reader);
      // Somebody else moved it meanwhile: that is what was asked.
      if (executed.ok || executed.rejection.code === "same-variant") continue;
      rejection = executed.rejection;
      break;
    }
    if (rejection === undefined) moved.push(referral);
    else notMoved.push({ referral, rejection });
  }
  return { moved, refused: notMoved };
}

function outcomeOf(
  to: Variant,
  { municipality }: Town,
  { from, plans }: Movers,
  came: Moved | undefined,
  context: Context,
): Outcome {
  const { locale, terminal } = context;
  const key = variantKey(to);
  const heading = `${municipality} · ${from.filter((one) => one !== key).join(", ") || "–"} → ${key}`;
  const nobody = says(
    "Niemand volgt een oudere versie: er is niets over te zetten.",
    "Nobody follows an older version: there is nothing to move.",
  );
  return {
    ok: plans.every(({ canMove }) => canMove) && (came?.refused.length ?? 0) === 0,
    result: {
      municipality,
      to: { variant: key, hash: variantHash(to) },
      plan: plans,
      moved: came?.moved ?? [],
      refused: came?.refused ?? [],
    },
    text: [
      terminal.ink("bold", heading),
      "",
      ...(plans.length === 0 ? [nobody[locale]] : plansTold(plans, context)),
      ...(came === undefined ? [] : cameTold(came, context)),
    ].join("\n"),
  };
}

function cameTold({ moved, refused: notMoved }: Moved, { locale, terminal }: Context): string[] {
  const count = referralsCounted(moved.length);
  return [
    "",
    `${terminal.ink("green", "✓")} ${says(`${count.nl} overgezet`, `${count.en} moved`)[locale]}`,
    ...notMoved.map(({ referral, rejection }) =>
      hanging(
        `  ${terminal.ink("yellow", "!")} `,
        `${referral}: ${rejection.message[locale]}`,
        terminal.width,
      ),
    ),
  ];
}
