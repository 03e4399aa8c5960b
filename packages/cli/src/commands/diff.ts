import {
  diffVariants,
  Instant,
  type MigrationPlan,
  nameOfRole,
  planMigration,
  type Variant,
  type VariantChange,
  variantHash,
  variantKey,
} from "@wor/lifecycle";
import { type Context, defineCommand, one } from "../command.ts";
import { hanging } from "../layout.ts";
import { openTown } from "../log/town.ts";
import { plansTold } from "../migrating/told.ts";
import { townOptions } from "../options.ts";
import { loadVariant } from "../variant/load.ts";
import { counted, says } from "../words.ts";

/** What changes from one variant to another, for whom, and which open referrals can move. */
export const diff = defineCommand({
  about: says(
    "Zegt in woorden wat er van de ene variant naar de andere verandert, en voor wie. Met --log erbij: welke lopende verwijzingen over kunnen, welke niet, en waarom. Verandert niets.",
    "Says in words what changes from one variant to another, and for whom. With --log: which open referrals can move, which cannot, and why. Changes nothing.",
  ),
  examples: ["diff oud.yaml nieuw.yaml", "diff nijmegen nijmegen-2.yaml --log nijmegen.sqlite"],
  positionals: {
    from: one(says("de variant die er is", "the variant there is")),
    to: one(says("de variant die het wordt", "the variant it becomes")),
  },
  options: { ...townOptions, log: { ...townOptions.log, schema: townOptions.log.schema.optional() } },
  async run({ positionals, options, context }) {
    const { variant: from } = loadVariant(positionals.from);
    const { variant: to } = loadVariant(positionals.to);
    const changes = diffVariants(from, to);
    const sameVersion = variantKey(from) === variantKey(to) && variantHash(from) !== variantHash(to);
    const { log } = options;
    const plans = log === undefined ? undefined : await planned(from, to, { ...options, log }, context);
    return {
      ok: !sameVersion,
      result: {
        from: { variant: variantKey(from), hash: variantHash(from) },
        to: { variant: variantKey(to), hash: variantHash(to) },
        sameVersion,
        changes,
        ...(plans && { migration: plans }),
      },
      text: [
        ...told(from, to, changes, context),
        ...(sameVersion ? [warned(to, context)] : []),
        ...(plans === undefined ? [] : ["", ...plansTold(plans, context)]),
      ].join("\n"),
    };
  },
});

async function planned(
  from: Variant,
  to: Variant,
  options: Parameters<typeof openTown>[0],
  context: Context,
): Promise<MigrationPlan[]> {
  await using town = await openTown(options, "read", context);
  const open = await town.engine.openReferrals(town.reader);
  const own = (open.ok ? open.referrals : [])
    .map(({ state }) => state)
    .filter(({ record }) => variantKey(record.variant) === variantKey(from));
  return planMigration(own, from, to, Instant.parse(context.now()));
}

function told(
  from: Variant,
  to: Variant,
  changes: readonly VariantChange[],
  { locale, terminal: { ink, width } }: Context,
): string[] {
  const count = counted(changes.length, says("verandering", "change"), says("veranderingen", "changes"));
  return [
    ink("bold", `${variantKey(from)} → ${variantKey(to)}: ${count[locale]}`),
    ...changes.flatMap(({ path, message, concerns }) => {
      const who = says("voor", "for")[locale];
      const names = concerns.map((role) => nameOfRole(role, to)[locale]).join(", ");
      const everybody = concerns.length >= 9 ? says("iedereen", "everybody")[locale] : names;
      return [
        "",
        hanging("", message[locale], width),
        hanging("  ", ink("dim", `${path} · ${who} ${everybody}`), width),
      ];
    }),
  ];
}

const warned = (to: Variant, { locale, terminal: { ink, width } }: Context): string =>
  `\n${hanging(
    `${ink("red", "✗")} `,
    says(
      `${variantKey(to)} is al in gebruik met andere afspraken: geef de nieuwe een hoger nummer.`,
      `${variantKey(to)} is in use with other rules already: give the new one a higher number.`,
    )[locale],
    width,
  )}`;
