import type { EventStore, NewEvent, SequencedEvent } from "@wor/event-store";
import { commandTypes, type RejectionCode, Role, rejections } from "@wor/lifecycle";
import { nanoid } from "nanoid";
import { z } from "zod";
import type { Refusal } from "./refusal.ts";

/** What to keep of what is refused. */
export interface RefusalLogOptions {
  /** Which refusals are kept, by code. Default: those that prevent a double registration. */
  readonly codes?: readonly RejectionCode[] | undefined;
  /** Hears of a refusal that could not be kept. Default: nobody does. */
  readonly onTrouble?: ((error: unknown) => void) | undefined;
  /** Draws the ids of what is kept. Default: random. */
  readonly ids?: (() => string) | undefined;
}

/** Facts of refusal, kept apart from the domain log and for their own term. */
export interface RefusalLog {
  /** Keeps a refusal, once for each command id: give it to an engine as `refusals`. Never throws. */
  readonly tell: (refusal: Refusal) => Promise<void>;
  /** What was kept of a municipality, in the order in which it was told. @throws {z.ZodError} when it is no such log */
  of(municipality: string): Promise<Refusal[]>;
  /** Resolves when all that was told has been kept, or could not be: before the store is closed. */
  settled(): Promise<void>;
}

/** The refusals that prevent the same resident from being open twice (peers.md, P1). */
export const doubleRegistrationCodes = [
  "referral-already-open",
  "second-not-permitted",
] as const satisfies readonly RejectionCode[];

/**
 * Keeps refusals in an event store of their own: a second file beside the log, a second schema beside its tables. In
 * the domain log itself they would be read as facts about residents, which they are not.
 */
export function refusalLog(store: EventStore, options: RefusalLogOptions = {}): RefusalLog {
  const { codes = doubleRegistrationCodes, onTrouble = () => {}, ids = nanoid } = options;
  const kept = new Set<string>(codes);
  const pending = new Set<Promise<unknown>>();

  async function keep(refusal: Refusal): Promise<void> {
    try {
      await store.append([eventOf(refusal, ids())]);
    } catch (error) {
      onTrouble(error);
    }
  }

  return {
    async tell(refusal) {
      if (!kept.has(refusal.code)) return;
      const keeping = keep(refusal);
      pending.add(keeping);
      await keeping;
      pending.delete(keeping);
    },
    async of(municipality) {
      const refusals: Refusal[] = [];
      const query = { municipality, items: [{ types: [eventType] }] };
      for await (const batch of store.read(query)) refusals.push(...batch.map(refusalIn));
      return refusals;
    },
    async settled() {
      while (pending.size > 0) await Promise.all(pending);
    },
  };
}

const eventType = "CommandRefused";

function eventOf({ at, municipality, commandId, ...data }: Refusal, id: string): NewEvent {
  const tags: NewEvent["tags"] = data.referral === undefined ? [] : [`referral:${data.referral}`];
  return {
    id,
    type: eventType,
    schemaVersion: 1,
    data,
    tags,
    municipality,
    occurredAt: at,
    recordedAt: at,
    // Who was refused is not kept; this is who wrote it down.
    actor: { id: "engine", role: "system" },
    commandId,
  };
}

const codesKnown = Object.keys(rejections) as [RejectionCode, ...RejectionCode[]];

const Kept = z.object({
  code: z.enum(codesKnown),
  command: z.enum(commandTypes),
  role: Role,
  organisation: z.string().optional(),
  profession: z.string().optional(),
  practice: z.string().optional(),
  pathway: z.string().optional(),
  referral: z.string().optional(),
});

const refusalIn = ({ data, occurredAt, municipality, commandId }: SequencedEvent): Refusal => ({
  ...Kept.parse(data),
  at: occurredAt,
  municipality,
  ...(commandId !== undefined && { commandId }),
});
