import type { Ran } from "@wor/engine";
import {
  type CommandInput,
  commandWords,
  dueCommands,
  Instant,
  type Rejection,
  stepWords,
  variantKey,
} from "@wor/lifecycle";
import { type Context, defineCommand, type Outcome } from "../command.ts";
import { hanging } from "../layout.ts";
import { openTown, type Town } from "../log/town.ts";
import { flag, townOptions } from "../options.ts";
import { counted, says, type Words } from "../words.ts";

/** Does what time and the rules call for, once: for where no engine runs, and for a scheduler. */
export const due = defineCommand({
  about: says(
    "Voert één keer uit wat volgens de afspraken nu moet gebeuren: toewijzen, herinneren, opschalen. Hoe vaak u dit ook doet, en met hoeveel tegelijk: niets gebeurt dubbel.",
    "Does once what time and the rules call for: assigning, reminding, escalating. However often or by how many: nothing happens twice.",
  ),
  examples: ["due --log nijmegen.sqlite --check", "due --log postgres://localhost/wor --json"],
  positionals: {},
  options: {
    ...townOptions,
    check: flag("--check", "laat alleen zien wat er zou gebeuren", "only show what would happen"),
  },
  async run({ options, context }) {
    await using town = await openTown(options, options.check ? "read" : "write", context);
    return options.check ? await whatWouldBeDone(town, context) : await whatIsDone(town, context);
  },
});

async function whatIsDone({ engine, municipality }: Town, { locale, terminal }: Context): Promise<Outcome> {
  const first = await engine.runReactions();
  const time = await engine.runDue();
  // Time may have taken somebody's coach, or opened a way on.
  const after = await engine.runReactions();
  const ran: Ran = {
    done: [...first.done, ...time.done, ...after.done],
    refused: [...time.refused, ...after.refused],
  };
  const count = counted(
    ran.done.length,
    says("handeling uitgevoerd", "thing done"),
    says("handelingen uitgevoerd", "things done"),
  );
  return {
    ok: ran.refused.every((one) => lostRace(one, ran)),
    result: {
      municipality,
      done: ran.done.map(({ command, events }) => ({ command, events: events.length })),
      refused: ran.refused,
    },
    text: [
      `${terminal.ink("green", "✓")} ${municipality}: ${count[locale]}`,
      ...ran.done.map(({ command }) => `  ${told(command)[locale]}`),
      ...ran.refused.map(({ command, rejection }) =>
        hanging(
          `  ${terminal.ink("yellow", "!")} `,
          `${told(command)[locale]}: ${rejection.message[locale]}`,
          terminal.width,
        ),
      ),
    ].join("\n"),
  };
}

/** Somebody was first, or another attempt at the same succeeded: what was called for is done. */
function lostRace({ command, rejection }: Ran["refused"][number], { done }: Ran): boolean {
  const same = (other: CommandInput) =>
    other.type === command.type &&
    "referral" in other &&
    "referral" in command &&
    other.referral === command.referral;
  return overtaken.has(rejection.code) || done.some((one) => same(one.command));
}

/** What is said to who comes too late. */
const overtaken: ReadonlySet<Rejection["code"]> = new Set<Rejection["code"]>([
  "not-in-this-state",
  "step-not-due",
  "coach-already-assigned",
  "coach-full",
  "coach-on-leave",
  "coach-departed",
  "activity-full",
  "activity-stopped",
  "activity-suspended",
  "others-wait-longer",
  "not-waiting-for-it",
  "not-enrolled",
]);

/** What time calls for. What the rules call for by themselves shows only when it is done. */
async function whatWouldBeDone(town: Town, { locale, now, terminal }: Context): Promise<Outcome> {
  const { engine, reader, variants, municipality } = town;
  const open = await engine.openReferrals(reader);
  const present = Instant.parse(now());
  const commands = (open.ok ? open.referrals : []).flatMap(({ state }) => {
    const variant = variants.find((one) => variantKey(one) === variantKey(state.record.variant));
    return variant === undefined ? [] : dueCommands(state, variant, present).map(({ command }) => command);
  });
  const count = counted(
    commands.length,
    says("handeling uit te voeren", "thing to do"),
    says("handelingen uit te voeren", "things to do"),
  );
  return {
    ok: true,
    result: { municipality, wouldDo: commands },
    text: [
      terminal.ink("bold", `${municipality}: ${count[locale]}`),
      ...commands.map((command) => `  ${told(command)[locale]}`),
    ].join("\n"),
  };
}

function told(command: CommandInput): Words {
  const what = commandWords[command.type];
  const step = "step" in command && command.step in stepWords ? stepWords[command.step] : undefined;
  const about = "referral" in command ? `${command.referral}  ` : "";
  return says(
    `${about}${what.nl}${step === undefined ? "" : ` (${step.nl.toLowerCase()})`}`,
    `${about}${what.en}${step === undefined ? "" : ` (${step.en.toLowerCase()})`}`,
  );
}
