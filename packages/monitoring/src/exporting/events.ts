import type { SequencedEvent } from "@wor/event-store";
import { stringify } from "csv-stringify/sync";
import { csvOf } from "./files.ts";

/** The headings of an event file, in order; they never change. */
export const eventColumns = [
  "position",
  "id",
  "type",
  "schemaVersion",
  "occurredAt",
  "recordedAt",
  "municipality",
  "actor",
  "role",
  "organisation",
  "commandId",
  "correlationId",
  "causationId",
  "tags",
  "data",
] as const;

/**
 * Events as CSV, one line each, in pieces as they are read. Within the municipality only: it holds the keys of
 * residents and referrals. `data` is JSON, `tags` are parted by spaces.
 */
export async function* eventsCsv(
  batches: AsyncIterable<readonly SequencedEvent[]>,
  { separator = "," }: { readonly separator?: "," | ";" | "\t" | undefined } = {},
): AsyncGenerator<string> {
  const write = (lines: readonly unknown[][]) => stringify([...lines], csvOf(separator));
  yield write([[...eventColumns]]);
  for await (const batch of batches) yield write(batch.map(lineOf));
}

function lineOf(event: SequencedEvent): unknown[] {
  const { actor, tags, data, ...rest } = event;
  return [
    rest.position,
    rest.id,
    rest.type,
    rest.schemaVersion,
    rest.occurredAt,
    rest.recordedAt,
    rest.municipality,
    actor.id,
    actor.role,
    actor.organisation,
    rest.commandId,
    rest.correlationId,
    rest.causationId,
    tags.join(" "),
    JSON.stringify(data),
  ];
}
