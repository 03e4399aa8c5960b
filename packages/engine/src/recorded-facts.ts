import type { NewEvent, SequencedEvent } from "@wor/event-store";
import {
  type Actor,
  type AnyFact,
  type DecidedFact,
  factDefinitions,
  type Instant,
  isFactType,
  isLifeFactType,
  type LifeFact,
  type RecordedFact,
} from "@wor/lifecycle";

/** What every event of one append has in common. */
export interface Envelope {
  readonly municipality: string;
  readonly actor: Actor;
  readonly recordedAt: Instant;
  readonly commandId: string;
  readonly tags: NewEvent["tags"];
  readonly correlationId?: string | undefined;
  readonly causationId?: string | undefined;
}

/** A decided fact as an event for the log. */
export function toEvent(decided: DecidedFact, id: string, envelope: Envelope): NewEvent {
  const { municipality, actor, recordedAt, commandId, correlationId, causationId } = envelope;
  return {
    id,
    type: decided.fact.type,
    schemaVersion: decided.schemaVersion,
    data: decided.fact.data,
    tags: [...decided.tags, ...envelope.tags],
    municipality,
    occurredAt: decided.occurredAt,
    recordedAt,
    actor,
    commandId,
    correlationId,
    causationId,
  };
}

/** An event from the log as a fact; `undefined` when it is no fact of the lifecycle (another part of the system wrote it). */
export function toFact(event: SequencedEvent): RecordedFact<AnyFact> | undefined {
  if (!isFactType(event.type)) return undefined;
  const { version } = factDefinitions[event.type];
  if (event.schemaVersion !== version) throw new UnknownFactVersion(event, version);
  // The log holds what a decision yielded and zod shaped; its type and version were just compared.
  return event as unknown as RecordedFact<AnyFact>;
}

/** The same, for facts in the life of a referral only. */
export function toLifeFact(event: SequencedEvent): RecordedFact<LifeFact> | undefined {
  return isLifeFactType(event.type) ? (toFact(event) as RecordedFact<LifeFact> | undefined) : undefined;
}

/** The log holds a version of a fact that this code does not know: an upcaster is missing, or the code is too old. */
export class UnknownFactVersion extends Error {
  override readonly name = "UnknownFactVersion";

  constructor(event: SequencedEvent, known: number) {
    super(
      `${event.type} at position ${event.position} has version ${event.schemaVersion}; this code knows version ${known}. Add an upcaster (withUpcasters) or update the library.`,
    );
  }
}
