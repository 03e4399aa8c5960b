import type { MigrationPlan } from "@wor/lifecycle";
import { commandWords } from "@wor/lifecycle";
import type { Context } from "../command.ts";
import { hanging } from "../layout.ts";
import { counted, says, type Words } from "../words.ts";

/** A count of open referrals. */
export const referralsCounted = (count: number): Words =>
  counted(count, says("lopende verwijzing", "open referral"), says("lopende verwijzingen", "open referrals"));

/** How many can move, what happens to some first, and who cannot, under why not. */
export function plansTold(
  plans: readonly MigrationPlan[],
  { locale, terminal: { ink, width } }: Context,
): string[] {
  const can = plans.filter(({ canMove }) => canMove).length;
  const count = referralsCounted(plans.length);
  return [
    ink(
      "bold",
      says(`${can} van ${count.nl} ${can === 1 ? "kan" : "kunnen"} over`, `${can} of ${count.en} can move`)[
        locale
      ],
    ),
    ...[...byReason(plans, locale), ...byStep(plans, locale)].flatMap(([why, referrals]) => [
      "",
      hanging(`  ${referrals.length} × `, why, width),
      hanging("      ", ink("dim", referrals.join(" ")), width),
    ]),
  ];
}

/** Many stay behind for the same reason. */
const byReason = (plans: readonly MigrationPlan[], locale: Context["locale"]) =>
  gathered(plans, (plan) => (plan.canMove ? undefined : plan.because[locale]));

/** And many go back the same step first. */
const byStep = (plans: readonly MigrationPlan[], locale: Context["locale"]) =>
  gathered(plans, (plan) => {
    if (!plan.canMove || plan.first.length === 0) return undefined;
    const steps = plan.first.map(({ type }) => commandWords[type][locale]).join(", ");
    return says(`kunnen over, na: ${steps}`, `can move, after: ${steps}`)[locale];
  });

function gathered(
  plans: readonly MigrationPlan[],
  under: (plan: MigrationPlan) => string | undefined,
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const plan of plans) {
    const key = under(plan);
    if (key !== undefined) found.set(key, [...(found.get(key) ?? []), plan.referral]);
  }
  return found;
}
