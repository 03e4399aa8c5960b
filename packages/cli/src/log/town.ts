import { appendFile } from "node:fs/promises";
import { type Access, createEngine, type Engine, type Reader } from "@wor/engine";
import type { Variant } from "@wor/lifecycle";
import type { Context } from "../command.ts";
import { loadVariant } from "../variant/load.ts";
import { municipalityIn, variantsOf } from "./municipality.ts";
import { type OpenLog, openLog, type Use } from "./open.ts";

/** Which municipality in which log, by which rules, and who asks. */
export interface TownOptions {
  readonly log: string;
  readonly municipality: string | undefined;
  readonly variant: readonly string[];
  readonly as: Reader["actor"];
  readonly accessLog: string | undefined;
}

/** One municipality in a log, with its rules. */
export interface Town extends OpenLog {
  readonly municipality: string;
  /** The municipality's variants. */
  readonly variants: readonly Variant[];
  readonly engine: Engine;
  readonly reader: Reader;
  /** Notes that somebody looked, where an access log is kept. */
  readonly noteAccess: (what: Access["what"], referral?: string) => Promise<void>;
}

/** Opens a log for one municipality. @throws {Failure} */
export async function openTown(options: TownOptions, use: Use, context: Context): Promise<Town> {
  const named = options.variant.map((name) => loadVariant(name).variant);
  const log = await openLog(options.log, use, context);
  try {
    const municipality = await municipalityIn(log.store, options.municipality, named, use);
    const own = variantsOf(municipality, named);
    const noteAccess = accessLogIn(options, municipality, context);
    const engine = createEngine({
      store: log.store,
      variants: own,
      clock: { now: context.now },
      accessLog: ({ what, referral }) => noteAccess(what, referral),
    });
    const reader = { actor: options.as, municipality };
    return { ...log, municipality, variants: own, engine, reader, noteAccess };
  } catch (error) {
    await log[Symbol.asyncDispose]();
    throw error;
  }
}

/** One line for each read: that somebody looked, when and at what, never what they saw. */
function accessLogIn(
  { accessLog, as: actor }: TownOptions,
  municipality: string,
  { now }: Context,
): Town["noteAccess"] {
  return async (what, referral) => {
    if (accessLog === undefined) return;
    const access: Access = { at: now(), actor, municipality, what, ...(referral && { referral }) };
    await appendFile(accessLog, `${JSON.stringify(access)}\n`, { mode: 0o600 });
  };
}
