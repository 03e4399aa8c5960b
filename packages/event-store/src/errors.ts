import type { AppendCondition, SequencedEvent } from "./event-store.ts";

/** Somebody was first: events that the decision did not know of match its condition. Nothing was written. */
export class AppendConditionFailed extends Error {
  override readonly name = "AppendConditionFailed";
  readonly condition: AppendCondition;
  /** The events that matched, in order of position. */
  readonly matched: readonly SequencedEvent[];

  constructor(condition: AppendCondition, matched: readonly SequencedEvent[]) {
    super(
      `Not appended: ${matched.length} event(s) after position ${condition.after ?? 0} match the append condition. Read again and decide anew.`,
    );
    this.condition = condition;
    this.matched = matched;
  }
}

/** What was handed to the log cannot be stored. Nothing was written. */
export class InvalidAppend extends Error {
  override readonly name = "InvalidAppend";
  /** Where in the input: `events[2].tags[0]`. */
  readonly path: string;

  constructor(path: string, problem: string) {
    super(`${path}: ${problem}`);
    this.path = path;
  }
}
