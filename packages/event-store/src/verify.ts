import type { z } from "zod";
import { sequencedEventSchema } from "./check.ts";
import { type EventStore, everyMunicipality, type Position, type SequencedEvent } from "./event-store.ts";

/** Something in a log that should not be there. */
export interface Finding {
  readonly position: Position;
  readonly kind: "order" | "id" | "schema" | "type" | "head";
  /** What is wrong, without the content of the event. */
  readonly message: string;
}

/** What to expect of a log besides its envelope. */
export interface VerifyOptions {
  /** The types of event that the code knows. Default: any. */
  readonly knownTypes?: Iterable<string> | undefined;
  /** The schema of an event's data, as stored. Default: any JSON. */
  readonly dataSchema?: ((event: SequencedEvent) => z.ZodType | undefined) | undefined;
}

/**
 * Reads the whole log and says what is wrong with it: positions that do not rise, ids that are there twice,
 * events that do not fit the schema, types that nobody knows, a head that is not the last position.
 *
 * Takes about 100 bytes of memory per event, to know the ids.
 */
export async function verifyLog(store: EventStore, options: VerifyOptions = {}): Promise<Finding[]> {
  const head = await store.head();
  const findings: Finding[] = [];
  const examine = examiner(options, (finding) => findings.push(finding));
  let last = 0;
  for await (const batch of store.read({ municipality: everyMunicipality }))
    for (const event of batch) {
      examine(event);
      last = Math.max(last, event.position);
    }
  // What was appended meanwhile may be among what was read.
  if (last < head)
    findings.push({ position: head, kind: "head", message: `the last event read is at ${last}` });
  return findings;
}

function examiner(
  options: VerifyOptions,
  report: (finding: Finding) => void,
): (event: SequencedEvent) => void {
  const known = options.knownTypes && new Set(options.knownTypes);
  const positionOf = new Map<string, Position>();
  let last = 0;
  return (event) => {
    const { position, id, type } = event;
    if (position <= last) report({ position, kind: "order", message: `comes after position ${last}` });
    last = Math.max(last, position);
    const earlier = positionOf.get(id);
    if (earlier !== undefined) report({ position, kind: "id", message: `has the id of position ${earlier}` });
    else positionOf.set(id, position);
    if (known && !known.has(type))
      report({ position, kind: "type", message: `has the unknown type ${type}` });
    for (const message of problems(sequencedEventSchema, event, []))
      report({ position, kind: "schema", message });
    const schema = options.dataSchema?.(event);
    if (schema)
      for (const message of problems(schema, event.data, ["data"]))
        report({ position, kind: "schema", message });
  };
}

function problems(schema: z.ZodType, value: unknown, at: readonly PropertyKey[]): string[] {
  const parsed = schema.safeParse(value);
  if (parsed.success) return [];
  return parsed.error.issues.map(
    ({ path, message }) => `${[...at, ...path].map(String).join(".")}: ${message}`,
  );
}
