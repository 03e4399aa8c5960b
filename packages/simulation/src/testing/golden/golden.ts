import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { toLifeFact } from "@wor/engine";
import { type EventStore, everyMunicipality } from "@wor/event-store";
import { factDefinitions, fold, type LifeFact, type RecordedFact, type ReferralState } from "@wor/lifecycle";
import { z } from "zod";

/** Where the golden files are: logs, the states they fold to, and the shapes of facts; each line is a JSON value. */
export const golden = join(import.meta.dirname, "../../../golden");

/** A log as it was written once, and the states it folded to then. */
export interface GoldenLog {
  readonly name: string;
  readonly log: string;
  readonly states: readonly unknown[];
}

export function goldenLogs(): GoldenLog[] {
  return readdirSync(join(golden, "logs")).map((file) => ({
    name: file,
    log: readFileSync(join(golden, "logs", file), "utf8"),
    states: lines(join(golden, "states", file)),
  }));
}

/** The shape of each fact and version that was released, as JSON Schema, by `Type@version`. */
export const releasedShapes = (): Map<string, unknown> =>
  new Map(
    lines(join(golden, "facts.jsonl")).map((line) => {
      const { fact, shape } = line as { fact: string; shape: unknown };
      return [fact, shape];
    }),
  );

/** The shapes this code has. */
export const currentShapes = (): Map<string, unknown> =>
  new Map(
    Object.entries(factDefinitions).map(([type, { version, data }]) => [
      `${type}@${version}`,
      z.toJSONSchema(data, { io: "input" }),
    ]),
  );

/** Folds every referral of a log, in order of registration. */
export async function statesOf(store: EventStore): Promise<ReferralState[]> {
  const lives = new Map<string, RecordedFact<LifeFact>[]>();
  for await (const batch of store.read({ municipality: everyMunicipality })) {
    for (const event of batch) {
      const fact = toLifeFact(event);
      if (fact !== undefined) lives.set(fact.data.referral, [...(lives.get(fact.data.referral) ?? []), fact]);
    }
  }
  return [...lives.values()].map((facts) => fold(facts)).filter((state) => state !== undefined);
}

const lines = (file: string): unknown[] =>
  existsSync(file)
    ? readFileSync(file, "utf8")
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => JSON.parse(line))
    : [];
