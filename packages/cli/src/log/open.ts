import { statSync } from "node:fs";
import {
  type EventStore,
  inMemoryEventStore,
  inMemoryProjections,
  type ProjectionStore,
  type SequencedEvent,
} from "@wor/event-store";
import type { Context } from "../command.ts";
import { broken } from "../failure.ts";
import { warn } from "../warning.ts";
import { understood } from "../what-went-wrong.ts";
import { says } from "../words.ts";
import { type LogAddress, logAddress } from "./address.ts";
import { type KeepsRefusals, type KeptRefusals, refusalsBeside, refusalsToWrite } from "./refusals.ts";

/**
 * How a command uses a log: looks only, writes in one that is there, makes one where there is none, or tries what
 * making would do, on an empty log in memory where there is none.
 */
export type Use = "read" | "write" | "make" | "try";

/** A log that is open until the command ends. */
export interface OpenLog extends AsyncDisposable {
  readonly store: EventStore;
  /** Where projections of it are kept; nothing for a log in memory. */
  readonly projections?: ProjectionStore | undefined;
  /** The same for keeping projections up, where looking alone opens it for reading only. */
  readonly toKeepUp: () => Promise<ToKeepUp>;
  /** Opens the refusals that are kept beside it; nothing where none are. */
  readonly refusals: () => Promise<KeptRefusals | undefined>;
  /** Keeps refusals beside it from now on; nothing, after telling why, where that cannot be done. */
  readonly keepsRefusals: () => Promise<KeepsRefusals | undefined>;
  /** For people: where it is, without secrets. */
  readonly label: string;
  /** Whether it was made just now. */
  readonly isNew: boolean;
  /** Looks for damage below the events, where the kind of log can tell. */
  readonly damage?: (() => Promise<readonly string[]>) | undefined;
}

/** A log and its projections, opened for as long as it takes to bring those up to it. */
export interface ToKeepUp extends AsyncDisposable {
  readonly store: EventStore;
  readonly projections: ProjectionStore;
}

/**
 * Opens a log. What is read from it is told to the terminal as progress, and stops when the user has had enough.
 * @throws {Failure} when there is none, or it is of an unknown kind; and whatever the store throws.
 */
export async function openLog(where: string, use: Use, context: Context): Promise<OpenLog> {
  const address = logAddress(where);
  const log = address.kind === "sqlite" ? await inFile(address, use) : await inDatabase(address, use);
  return {
    ...log,
    store: watched(log.store, context),
    async toKeepUp() {
      const own = await log.toKeepUp();
      return { ...own, store: watched(own.store, context) };
    },
    refusals: () => refusalsBeside(address),
    keepsRefusals: () => keepsRefusals(address, context),
    [Symbol.asyncDispose]: () => log.store.close(),
  };
}

async function keepsRefusals(address: LogAddress, context: Context): Promise<KeepsRefusals | undefined> {
  try {
    const store = await refusalsToWrite(address);
    return { store, [Symbol.asyncDispose]: () => store.close() };
  } catch (error) {
    const { nl, en } = understood(error).words;
    warn(
      says(`Geweigerde dubbelen worden niet bijgehouden. ${nl}`, `Refused doubles are not kept. ${en}`),
      context,
    );
    return undefined;
  }
}

type Opened = Omit<OpenLog, "refusals" | "keepsRefusals" | typeof Symbol.asyncDispose>;

async function inFile({ path, label }: LogAddress & { kind: "sqlite" }, use: Use): Promise<Opened> {
  const found = statSync(path, { throwIfNoEntry: false });
  const isNew = found === undefined;
  if (found?.isDirectory())
    throw broken("folder", says(`${path} is een map, geen logboek.`, `${path} is a folder, not a log.`));
  if (isNew && use === "try") {
    const store = inMemoryEventStore();
    const toKeepUp = async () => ({ store, projections: inMemoryProjections(), ...notOurs });
    return { store, label, isNew, toKeepUp };
  }
  if (isNew && use !== "make") {
    throw broken("no-log", says(`Er is geen logboek ${path}.`, `There is no log ${path}.`), {
      help: says(
        "Kijk het pad na, of maak een logboek met wor import of wor import-log.",
        "Check the path, or make a log with wor import or wor import-log.",
      ),
    });
  }
  if (found?.size === 0 && use !== "make")
    throw broken(
      "empty-file",
      says(`${path} is een leeg bestand, geen logboek.`, `${path} is an empty file, not a log.`),
    );
  const { sqliteEventStore } = await import("@wor/store-sqlite");
  const store = sqliteEventStore({ path, readOnly: looksOnly(use) });
  const toKeepUp = async () => {
    const own = sqliteEventStore({ path });
    return { store: own, projections: own.projections, [Symbol.asyncDispose]: () => own.close() };
  };
  return { store, projections: store.projections, label, isNew, toKeepUp, damage: () => store.check() };
}

async function inDatabase(
  { connectionString, schema, label }: LogAddress & { kind: "postgres" },
  use: Use,
): Promise<Opened> {
  const { postgresEventStore } = await import("@wor/store-postgres");
  // Looking leaves a database as it is: no tables are made in one that turns out to be another.
  const store = postgresEventStore({ connectionString, schema, migrate: !looksOnly(use), listen: false });
  const isNew = use === "make" && (await store.head()) === 0;
  const { projections } = store;
  return { store, projections, label, isNew, toKeepUp: async () => ({ store, projections, ...notOurs }) };
}

/** What was open already is closed by whoever opened it. */
const notOurs = { [Symbol.asyncDispose]: async () => {} };

const looksOnly = (use: Use): boolean => use === "read" || use === "try";

/** The same log; tells how far reading is, and stops reading when the user has had enough. */
function watched(store: EventStore, { terminal, signal, locale }: Context): EventStore {
  const number = new Intl.NumberFormat(locale === "nl" ? "nl-NL" : "en-GB");
  const events = { nl: "gebeurtenissen", en: "events" }[locale];

  /** Passes on what is read, and tells how many that are, and how far in the log. */
  async function* told(
    batches: ReturnType<EventStore["read"]>,
    tellsHowFar: boolean,
  ): AsyncGenerator<readonly SequencedEvent[]> {
    let read = 0;
    let head: number | undefined;
    for await (const batch of batches) {
      signal.throwIfAborted();
      yield batch;
      read += batch.length;
      if (read < 5_000) continue;
      head ??= Number(await store.head());
      const done = Math.min(100, Math.floor((100 * Number(batch.at(-1)?.position ?? 0)) / Math.max(1, head)));
      terminal.progress(`… ${tellsHowFar ? `${done}%  ` : ""}${number.format(read)} ${events}`);
    }
  }

  return {
    append: (...given) => store.append(...given),
    restore: (...given) => store.restore(...given),
    head: () => store.head(),
    subscribe: (...given) => told(store.subscribe(...given), true),
    close: () => store.close(),
    read: (query, options) => told(store.read(query, options), options?.backwards !== true),
  };
}
