import {
  createEngine,
  type Engine,
  type Executed,
  type Given,
  type RefusalLog,
  refusalLog,
} from "@wor/engine";
import type { CommandInput, RejectionCode } from "@wor/lifecycle";
import { type SqliteEventStore, sqliteEventStore } from "@wor/store-sqlite";
import { nijmegen } from "@wor/variants";

/** Nijmegen on a log in one file, with a clock that the story moves. */
export interface Town {
  readonly engine: Engine;
  readonly store: SqliteEventStore;
  /** What was refused: kept in a file of its own, beside the log. */
  readonly refusals: RefusalLog;
  /** Moves the clock on; what time calls for is done on the way. */
  readonly until: (moment: string) => Promise<string[]>;
  readonly now: () => string;
  /** Gives a command that has to succeed. */
  readonly does: (actor: Given["actor"], command: CommandInput) => Promise<Extract<Executed, { ok: true }>>;
  /** Gives a command that has to be refused, and answers why. */
  readonly isRefused: (actor: Given["actor"], command: CommandInput, code: RejectionCode) => Promise<Refusal>;
  readonly close: () => Promise<void>;
}

type Refusal = Extract<Executed, { ok: false }>["rejection"];

/** Opens the log at `path`, which is made when it is not there. */
export function openTown(path: string, begin: string): Town {
  let now = begin;
  const store = sqliteEventStore({ path });
  const beside = sqliteEventStore({ path: path.replace(/\.sqlite$/, ".refusals.sqlite") });
  const refusals = refusalLog(beside);
  const engine = createEngine({
    store,
    variants: [nijmegen],
    clock: { now: () => now },
    refusals: refusals.tell,
  });

  return {
    engine,
    store,
    refusals,
    now: () => now,
    async until(moment) {
      const happened: string[] = [];
      for (let day = Date.parse(now); day < Date.parse(moment); ) {
        day = Math.min(day + 86_400_000, Date.parse(moment));
        now = new Date(day).toISOString();
        for (const { command, events } of [
          ...(await engine.runReactions()).done,
          ...(await engine.runDue()).done,
        ]) {
          happened.push(
            ...events.map((event) => `${event.recordedAt.slice(0, 10)}  ${told(event.type, command)}`),
          );
        }
      }
      return happened;
    },
    async does(actor, command) {
      const executed = await engine.execute(command, { actor });
      if (!executed.ok) throw new Error(`${command.type}: ${executed.rejection.message.en}`);
      return executed;
    },
    async isRefused(actor, command, code) {
      const executed = await engine.execute(command, { actor });
      if (executed.ok) throw new Error(`${command.type} was expected to be refused, and was done.`);
      if (executed.rejection.code !== code)
        throw new Error(`${command.type}: ${executed.rejection.message.en}`);
      return executed.rejection;
    },
    async close() {
      await refusals.settled();
      await beside.close();
      await store.close();
    },
  };
}

function told(type: string, command: CommandInput): string {
  if (command.type === "EscalateStep") return `${type}: ${command.step}, now one rung up`;
  if (command.type === "RemindStep") return `${type}: ${command.step}, to the ${command.to}`;
  if (command.type === "AssignCoach") return `${type}: ${command.coach}`;
  return type;
}
