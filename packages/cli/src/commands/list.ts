import { Role as roleSchema, variantKey } from "@wor/lifecycle";
import { type AsOf, type WorkItem, type WorkSelection, workList, workListText } from "@wor/monitoring";
import { z } from "zod";
import { type Context, defineCommand } from "../command.ts";
import { changedSincePinned, warnOfChanged } from "../log/changed-rules.ts";
import { warnOfFuture } from "../log/future.ts";
import { keptUp } from "../log/kept.ts";
import { openTown, type Town } from "../log/town.ts";
import { nearest } from "../nearest.ts";
import { asOfFrom, asOfOptions, count, flag, moment, text, townOptions } from "../options.ts";
import { warn } from "../warning.ts";
import { counted, says } from "../words.ts";

const roles = roleSchema.options.join(", ");

/** The work list: every open referral with its next step, the soonest first. */
export const list = defineCommand({
  about: says(
    "De werklijst: elke lopende verwijzing met haar volgende stap, wat het eerst moet bovenaan.",
    "The work list: every open referral with its next step, what is due soonest on top.",
  ),
  examples: [
    "list --log nijmegen.sqlite",
    "list --log nijmegen.sqlite --coach coach-1 --overdue",
    "list --log nijmegen.sqlite --as-of 2019-05-03",
  ],
  positionals: {},
  options: {
    ...townOptions,
    coach: text("--coach <key>", "alleen van deze coach", "only this coach's"),
    role: {
      flags: "--role <role>",
      says: says(`alleen met een stap voor deze rol: ${roles}`, `only with a step for this role: ${roles}`),
      schema: z.enum(roleSchema.options, { error: `kies uit: ${roles} / choose from: ${roles}` }).optional(),
    },
    practice: text("--practice <key>", "alleen van deze praktijk", "only this practice's"),
    dueBy: moment("--due-by <day>", "alleen wat dan moet zijn gedaan", "only what is due by then"),
    overdue: flag("--overdue", "alleen wat te laat is", "only what is overdue"),
    limit: count("--limit <count>", "niet meer dan zoveel", "no more than so many"),
    ...asOfOptions,
  },
  async run({ options, context }) {
    const { locale, terminal } = context;
    await using town = await openTown(options, "read", context);
    await town.noteAccess("openReferrals");
    const selection: WorkSelection = {
      coach: options.coach,
      role: options.role,
      practice: options.practice,
      dueBy: options.dueBy,
      overdueOnly: options.overdue,
    };
    const asOf = asOfFrom(options);
    warnOfFuture(asOf, context);
    const items = await itemsOf(town, asOf, selection, context);
    if (items.length === 0) await warnOfNobodys(selection, () => itemsOf(town, asOf, {}, context), context);
    const unknown = unknownVariants(items, town);
    if (unknown.length > 0) warn(followUnknown(unknown), context);
    const changed = await changedSincePinned(town);
    warnOfChanged(changed, context);
    const shown = items.slice(0, options.limit);
    const overdue = items.filter((one) => one.overdue).length;
    const total = counted(items.length, says("verwijzing", "referral"), says("verwijzingen", "referrals"));
    const late = says(`${overdue} te laat`, `${overdue} overdue`);
    return {
      ok: true,
      result: {
        municipality: town.municipality,
        total: items.length,
        overdue,
        unknownVariants: unknown,
        changedVariants: changed,
        referrals: shown.map(plain),
      },
      text: [
        terminal.ink("bold", `${town.municipality} · ${total[locale]} · ${late[locale]}`),
        "",
        workListText(shown, { locale, width: terminal.width }),
      ].join("\n"),
    };
  },
});

/** A key that is misspelled makes an empty list: whose there are is said, the one most alike first. */
async function warnOfNobodys(
  { coach, practice }: WorkSelection,
  everybody: () => Promise<readonly WorkItem[]>,
  context: Context,
): Promise<void> {
  const key = coach ?? practice;
  if (key === undefined) return;
  const items = await everybody();
  const keys = new Set<string>(
    items.flatMap((one) => (coach === undefined ? one.practice : one.coach) ?? []),
  );
  if (keys.has(key)) return;
  const alike = nearest(key, [...keys]);
  const others = [...new Set([...(alike === undefined ? [] : [alike]), ...[...keys].sort()])];
  const some = others.slice(0, 10).join(", ") + (others.length > 10 ? ", …" : "");
  const of = coach === undefined ? says("praktijk", "practice") : says("coach", "coach");
  warn(
    says(
      `Van ${of.nl} “${key}” loopt hier geen verwijzing. Wel van: ${some || "niemand"}.`,
      `No referral of ${of.en} "${key}" is open here. There are those of: ${some || "nobody"}.`,
    ),
    context,
  );
}

/** From what is kept up beside the log where that is so, otherwise from the log itself. */
async function itemsOf(
  town: Town,
  asOf: AsOf | undefined,
  selection: WorkSelection,
  context: Context,
): Promise<WorkItem[]> {
  const { now } = context;
  const kept = asOf === undefined ? await keptUp(town, context) : undefined;
  if (kept !== undefined) return await kept.workList(now(), selection);
  const { store, municipality, variants } = town;
  return await workList(store, { municipality, variants, now: now(), asOf }, selection);
}

/** The variants that referrals follow and that were not given: what their next step is, nobody can tell. */
function unknownVariants(items: readonly WorkItem[], { variants }: Town): string[] {
  const known = new Set(variants.map(variantKey));
  return [...new Set(items.map(({ variant }) => variantKey(variant)))].filter((key) => !known.has(key));
}

const followUnknown = (unknown: readonly string[]) =>
  says(
    `Sommige volgen ${unknown.join(", ")}: geef die met --variant, dan staat hun volgende stap erbij.`,
    `Some follow ${unknown.join(", ")}: give it with --variant to see their next step.`,
  );

/** What programs get of an item: keys and codes only. */
const plain = (item: WorkItem) => ({
  referral: item.referral,
  place: item.place,
  pathway: item.pathway,
  variant: item.variant,
  variantUnknown: item.variantUnknown === true,
  practice: item.practice,
  coach: item.coach,
  step: item.kind,
  dueAt: item.dueAt,
  owner: item.owner,
  level: item.level,
  overdue: item.overdue,
  steps: item.steps,
});
