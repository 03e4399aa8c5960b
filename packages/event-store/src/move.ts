import { sequencedEventSchema } from "./check.ts";
import { InvalidAppend } from "./errors.ts";
import {
  type EventStore,
  everyMunicipality,
  type Position,
  type Query,
  type SequencedEvent,
} from "./event-store.ts";

/**
 * The log as JSON Lines: every event on a line of its own, with its position, in order. Streamed.
 *
 * @param query Default: everything, of every municipality.
 */
export async function* exportLog(
  store: EventStore,
  query: Query = { municipality: everyMunicipality },
): AsyncGenerator<string, void, undefined> {
  for await (const batch of store.read(query)) for (const event of batch) yield `${JSON.stringify(event)}\n`;
}

/**
 * Writes JSON Lines into a log, at the positions they carry. Streamed: a part may have been written when a
 * later line turns out to be wrong, and the error says which part.
 *
 * @param text Lines, or text cut anywhere, as a file or a network delivers it.
 * @throws {ImportFailed} naming the line.
 */
export async function importLog(
  store: EventStore,
  text: AsyncIterable<string> | Iterable<string>,
  options: { readonly batchSize?: number | undefined } = {},
): Promise<{ readonly events: number; readonly head: Position }> {
  const { batchSize = 1_000 } = options;
  let events = 0;
  let batch: SequencedEvent[] = [];
  let batchLines: number[] = [];
  async function write() {
    if (!batch.length) return;
    try {
      await store.restore(batch);
    } catch (error) {
      const place = error instanceof InvalidAppend ? /^events\[(\d+)\]\.?(.*)$/.exec(error.path) : null;
      const line = batchLines[Number(place?.[1] ?? 0)] ?? 0;
      throw new ImportFailed(line, await store.head(), messageOf(error), { cause: error });
    }
    events += batch.length;
    batch = [];
    batchLines = [];
  }
  let number = 0;
  for await (const line of linesOf(text)) {
    number++;
    if (line.trim() === "") continue;
    try {
      batch.push(parseLine(line));
    } catch (error) {
      throw new ImportFailed(number, await store.head(), messageOf(error), { cause: error });
    }
    batchLines.push(number);
    if (batch.length >= batchSize) await write();
  }
  await write();
  return { events, head: await store.head() };
}

/** A line could not be imported. Everything up to `head` is in the log, nothing after it. */
export class ImportFailed extends Error {
  override readonly name = "ImportFailed";
  readonly line: number;
  readonly head: Position;

  constructor(line: number, head: Position, problem: string, options?: ErrorOptions) {
    super(`Line ${line}: ${problem} (imported up to position ${head}).`, options);
    this.line = line;
    this.head = head;
  }
}

function parseLine(line: string): SequencedEvent {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    // The parser's own message quotes the line, which is nobody's business.
    throw new Error("is not JSON");
  }
  const parsed = sequencedEventSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(`${issue?.path.join(".") || "the line"}: ${issue?.message ?? "is malformed"}`);
}

async function* linesOf(text: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string> {
  let rest = "";
  let started = false;
  for await (const chunk of text) {
    // Some editors put a byte order mark before the first line.
    const own = started ? chunk : chunk.replace(/^\uFEFF/, "");
    started ||= chunk !== "";
    const lines = (rest + own).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  if (rest) yield rest;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
