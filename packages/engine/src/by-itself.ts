import type { SequencedEvent } from "@wor/event-store";
import {
  type CommandInput,
  dueCommands,
  type Instant,
  type ReferralId,
  type Rejection,
} from "@wor/lifecycle";
import type { Given } from "./asked.ts";
import type { Engine } from "./engine.ts";
import type { Executed } from "./execute.ts";
import type { MunicipalityOverview } from "./municipality-overview.ts";
import { reactionRules } from "./reactions.ts";
import type { VariantShelf } from "./variant-shelf.ts";

/** What running deadlines or reactions did. */
export interface Ran {
  readonly done: readonly { readonly command: CommandInput; readonly events: readonly SequencedEvent[] }[];
  /** Commands that the rules refused; somebody was first, or has to look. */
  readonly refused: readonly { readonly command: CommandInput; readonly rejection: Rejection }[];
}

/** The actor in whose name time and reactions act. */
export const systemActor = { id: "system", role: "system" } as const satisfies Given["actor"];

/** What is needed to do what nobody has to ask for. */
interface Means {
  readonly shelf: VariantShelf;
  /** By municipality. */
  readonly overviews: ReadonlyMap<string, MunicipalityOverview>;
  readonly now: () => string;
  readonly execute: (command: CommandInput, given: Given) => Promise<Executed>;
}

/** Does what time calls for, and what follows from how things stand. */
export function byItself({ shelf, overviews, now, execute }: Means): Pick<Engine, "runDue" | "runReactions"> {
  async function takeDue(
    referral: ReferralId,
    municipality: string,
    overview: MunicipalityOverview,
    at: Instant,
    ran: Running,
  ): Promise<void> {
    const state = overview.open.get(referral);
    const variant = state && shelf.inSight(state.record);
    const due = state && variant ? dueCommands(state, variant, at) : [];
    let open = false;
    for (const { command, commandId } of due) {
      const executed = await execute(command, { actor: systemActor, municipality, commandId });
      note(ran, command, executed);
      open ||= !executed.ok || !executed.repeated;
    }
    // What was done before stays done, also when the step was put off and back since.
    if (!open) overview.nothingBy(referral, at);
  }

  /** Does what follows by itself for one referral: at most one thing, after which it comes up again. */
  async function settle(
    referral: ReferralId,
    municipality: string,
    overview: MunicipalityOverview,
    ran: Running,
  ): Promise<"settled" | "changed" | "refused"> {
    const state = overview.open.get(referral);
    const variant = state && shelf.pinned(state.record.variant);
    overview.settled(referral);
    if (state === undefined || variant === undefined) return "settled";
    let refused = false;
    try {
      for (const rule of Object.values(reactionRules)) {
        const reaction = rule(state, variant, overview);
        for (const command of reaction?.attempts ?? []) {
          const given = { actor: systemActor, municipality, commandId: reaction?.commandId };
          const executed = await execute(command, given);
          note(ran, command, executed);
          if (executed.ok) return "changed";
          refused = true;
        }
      }
    } catch (error) {
      overview.unsettle(referral);
      throw error;
    }
    if (!refused) return "settled";
    overview.unsettle(referral);
    return "refused";
  }

  async function settleAll(
    municipality: string,
    overview: MunicipalityOverview,
    eachAlone: OneByOne,
    ran: Running,
  ): Promise<void> {
    const toSettle = async () => {
      await overview.catchUp();
      return overview.toSettle();
    };
    const refused = new Set<ReferralId>();
    for (let round = await toSettle(); round.some((one) => !refused.has(one)); round = await toSettle())
      for (const referral of round) {
        if (refused.has(referral)) continue;
        const outcome = await eachAlone.attempt(() => settle(referral, municipality, overview, ran));
        if (outcome === "refused" || outcome === undefined) refused.add(referral);
        // The next must be weighed with this one in: ten at once would all go to the same coach.
        if (outcome === "changed") await overview.catchUp();
      }
  }

  return {
    async runDue() {
      const ran = nothingRan();
      const at = now() as Instant;
      const eachAlone = oneByOne();
      for (const [municipality, overview] of overviews) {
        await eachAlone.attempt(() => overview.catchUp());
        for (const referral of overview.agenda.by(at))
          await eachAlone.attempt(() => takeDue(referral, municipality, overview, at, ran));
      }
      eachAlone.tell(overviews.values());
      return ran;
    },

    async runReactions() {
      const ran = nothingRan();
      const eachAlone = oneByOne();
      for (const [municipality, overview] of overviews)
        await eachAlone.attempt(() => settleAll(municipality, overview, eachAlone, ran));
      eachAlone.tell(overviews.values());
      return ran;
    },
  };
}

/** How many attempts may fail before it is the log itself that does not work. */
const patience = 10;

type OneByOne = ReturnType<typeof oneByOne>;

/** What fails for one referral keeps no other waiting, and is told afterwards. */
function oneByOne() {
  const failures: unknown[] = [];
  return {
    async attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
      try {
        return await work();
      } catch (error) {
        failures.push(error);
        if (failures.length >= patience) throw error;
        return undefined;
      }
    },
    /** @throws what failed, and what cannot be read: every time, until somebody has seen to it. */
    tell(overviews: Iterable<MunicipalityOverview>): void {
      for (const { unreadable } of overviews) failures.push(...unreadable.values());
      if (failures.length === 1) throw failures[0];
      if (failures.length > 1)
        throw new AggregateError(failures, `${failures.length} failures: ${failures.map(String).join("; ")}`);
    },
  };
}

interface Running {
  readonly done: Ran["done"][number][];
  readonly refused: Ran["refused"][number][];
}

const nothingRan = (): Running => ({ done: [], refused: [] });

function note(ran: Running, command: CommandInput, executed: Executed): void {
  if (!executed.ok) ran.refused.push({ command, rejection: executed.rejection });
  else if (!executed.repeated) ran.done.push({ command, events: executed.events });
}
