import type { z } from "zod";
import { sequencedEventSchema } from "./check.ts";
import { type EventStore, everyMunicipality, type Position, type SequencedEvent } from "./event-store.ts";
import { idsSeen } from "./ids-seen.ts";

/** Something in a log that should not be there. */
export interface Finding {
  readonly position: Position;
  /** `more`: the last of a list that became too long. */
  readonly kind: "order" | "id" | "schema" | "type" | "head" | "more";
  /** What is wrong, without the content of the event. */
  readonly message: string;
}

/** What to expect of a log besides its envelope. */
export interface VerifyOptions {
  /** The types of event that the code knows. Default: any. */
  readonly knownTypes?: Iterable<string> | undefined;
  /** The schema of an event's data, as stored. Default: any JSON. */
  readonly dataSchema?: ((event: SequencedEvent) => z.ZodType | undefined) | undefined;
  /** After so many findings the rest is only counted. Default 10,000. */
  readonly mostFindings?: number | undefined;
}

/**
 * Reads the whole log and says what is wrong with it: positions that do not rise, ids that are there twice,
 * events that do not fit the schema, types that nobody knows, a head that is not the last position.
 *
 * Takes some eight bytes of memory per event, and never more than 64 MB, to know the ids: stores refuse an id that is
 * there already, but a file that was damaged or written by other means holds what it holds. Where an id may have been
 * there before, the log is read a second time to know.
 */
export async function verifyLog(store: EventStore, options: VerifyOptions = {}): Promise<Finding[]> {
  const head = await store.head();
  const findings = new Findings(options.mostFindings ?? 10_000);
  const examine = examiner(options, head, findings);
  let last = 0;
  for await (const batch of store.read({ municipality: everyMunicipality }))
    for (const event of batch) {
      examine.take(event);
      last = Math.max(last, event.position);
    }
  await findTwins(store, examine.suspects, last, findings);
  // What was appended meanwhile may be among what was read.
  if (last < head)
    findings.add({ position: head, kind: "head", message: `the last event read is at ${last}` });
  return findings.list();
}

/** Findings, up to so many; the rest is counted. */
class Findings {
  readonly #found: Finding[] = [];
  readonly #most: number;
  #more = 0;

  constructor(most: number) {
    this.#most = most;
  }

  add(finding: Finding): void {
    if (this.#found.length < this.#most) this.#found.push(finding);
    else this.#more += 1;
  }

  list(): Finding[] {
    const sorted = this.#found.toSorted((a, b) => a.position - b.position);
    const { position = 0 } = sorted.at(-1) ?? {};
    return this.#more === 0
      ? sorted
      : [...sorted, { position, kind: "more", message: `and ${this.#more} more` }];
  }
}

interface Examiner {
  take(event: SequencedEvent): void;
  /** Ids that may have been there before. */
  readonly suspects: ReadonlySet<string>;
}

function examiner(options: VerifyOptions, head: Position, findings: Findings): Examiner {
  const known = options.knownTypes && new Set(options.knownTypes);
  const isSeen = idsSeen(head);
  const suspects = new Set<string>();
  let last = 0;
  return {
    suspects,
    take(event) {
      const { position, id, type } = event;
      if (position <= last)
        findings.add({ position, kind: "order", message: `comes after position ${last}` });
      last = Math.max(last, position);
      if (isSeen(id)) suspects.add(id);
      if (known && !known.has(type))
        findings.add({ position, kind: "type", message: `has the unknown type ${type}` });
      for (const message of problems(sequencedEventSchema, event, []))
        findings.add({ position, kind: "schema", message });
      const schema = options.dataSchema?.(event);
      if (schema)
        for (const message of problems(schema, event.data, ["data"]))
          findings.add({ position, kind: "schema", message });
    },
  };
}

/** Looks once more where each of these ids stands; what came after `last` was not looked at before either. */
async function findTwins(
  store: EventStore,
  suspects: ReadonlySet<string>,
  last: Position,
  findings: Findings,
): Promise<void> {
  if (suspects.size === 0) return;
  const positionOf = new Map<string, Position>();
  for await (const batch of store.read({ municipality: everyMunicipality }))
    for (const { id, position } of batch) {
      if (position > last || !suspects.has(id)) continue;
      const earlier = positionOf.get(id);
      if (earlier === undefined) positionOf.set(id, position);
      else findings.add({ position, kind: "id", message: `has the id of position ${earlier}` });
    }
}

function problems(schema: z.ZodType, value: unknown, at: readonly PropertyKey[]): string[] {
  const parsed = schema.safeParse(value);
  if (parsed.success) return [];
  return parsed.error.issues.map(
    ({ path, message }) => `${[...at, ...path].map(String).join(".")}: ${message}`,
  );
}
