import { checkAppend } from "../../check.ts";
import { AppendConditionFailed } from "../../errors.ts";
import type { AppendCondition, AppendResult, NewEvent, SequencedEvent } from "../../event-store.ts";
import { anywhere, type Fault } from "./fault.ts";
import { NaiveStore } from "./naive-store.ts";

/** What can be wrong with conditions and commands. */
export const faultsInDeciding: readonly Fault[] = [
  {
    fault: "checks nothing",
    breaks: [
      "refuses an append when an event after the position matches its condition",
      "counts every event that matches when the condition gives no position",
      "asks a condition for all tags and one of the types of one of the items",
      "takes a condition without items to ask for anything in the municipality",
      "writes nothing when the condition fails",
      "lets one of many win who register the same resident at once",
      "never lets two decisions through that each depend on what the other writes",
      "never lets a decision on a type through beside one that writes that type",
      "never gives a coach more referrals than there is room for",
      "never writes a decision that did not know all it asked about",
    ],
    Store: class extends NaiveStore {
      override conflicts() {
        return [];
      }
    },
  },
  {
    fault: "checks, and writes a moment later",
    breaks: [
      "lets one of many win who register the same resident at once",
      "never lets two decisions through that each depend on what the other writes",
      "never lets a decision on a type through beside one that writes that type",
      "never gives a coach more referrals than there is room for",
      "never writes a decision that did not know all it asked about",
      "writes a command once when it arrives many times at once",
    ],
    Store: class extends NaiveStore {
      override alone<T>(work: () => Promise<T>) {
        return work();
      }
    },
  },
  {
    fault: "locks what an append writes, but not what it asks about",
    breaks: ["never lets two decisions through that each depend on what the other writes"],
    Store: class extends NaiveStore {
      readonly #turns = new Map<string, Promise<unknown>>();
      override append(events: readonly NewEvent[], condition?: AppendCondition): Promise<AppendResult> {
        const key = events[0]?.tags.join() ?? "";
        const mine = (this.#turns.get(key) ?? Promise.resolve()).then(() => super.append(events, condition));
        this.#turns.set(
          key,
          mine.catch(() => undefined),
        );
        return mine;
      }
      override alone<T>(work: () => Promise<T>) {
        return work();
      }
    },
  },
  {
    fault: "locks what a command is about, but not the command",
    breaks: ["writes a command once though it is about something else each time"],
    Store: class extends NaiveStore {
      override alone<T>(work: () => Promise<T>) {
        return work();
      }
    },
  },
  {
    fault: "locks by tag, though a condition may ask for a type",
    breaks: ["never lets a decision on a type through beside one that writes that type"],
    Store: class extends NaiveStore {
      override append(events: readonly NewEvent[], condition?: AppendCondition): Promise<AppendResult> {
        const byTag = condition?.failIfEventsMatch.items?.some(({ tags }) => tags?.length);
        if (byTag || !condition) return super.append(events, condition);
        return new (class extends NaiveStore {
          override alone<T>(work: () => Promise<T>) {
            return work();
          }
        })(this.log).append(events, condition);
      }
    },
  },
  {
    fault: "counts what is known as unknown",
    breaks: [
      "accepts an append when what matches its condition is known",
      "behaves as the reference log, whatever is appended and asked for",
    ],
    Store: class extends NaiveStore {
      override conflicts(condition: AppendCondition | undefined) {
        const after = Math.max(0, (condition?.after ?? 0) - 1);
        return super.conflicts(condition && { ...condition, after });
      }
    },
  },
  {
    fault: "does not say what matched",
    breaks: ["refuses an append when an event after the position matches its condition"],
    Store: class extends NaiveStore {
      override conflict(condition: AppendCondition) {
        return new AppendConditionFailed(condition, []);
      }
    },
  },
  {
    fault: "throws an error of its own on a conflict",
    breaks: ["refuses an append when an event after the position matches its condition"],
    Store: class extends NaiveStore {
      override conflict() {
        return new Error("version conflict");
      }
    },
  },
  {
    fault: "conflicts between appends without a condition",
    breaks: ["never makes appends without a condition conflict with each other"],
    Store: class extends NaiveStore {
      override append(events: readonly NewEvent[], condition?: AppendCondition) {
        const [first] = events;
        const after = this.log.position;
        if (condition || !first) return super.append(events, condition);
        return super.append(events, { failIfEventsMatch: { municipality: first.municipality }, after });
      }
    },
  },
  {
    fault: "leaks between municipalities when checking a condition",
    breaks: ["does not look into another municipality to check a condition"],
    Store: class extends NaiveStore {
      override conflicts(condition: AppendCondition | undefined) {
        if (!condition) return [];
        return super.conflicts({
          ...condition,
          failIfEventsMatch: { ...condition.failIfEventsMatch, ...anywhere },
        });
      }
    },
  },
  {
    fault: "keeps its callers' conditions",
    breaks: ["does not notice when a caller changes its condition afterwards"],
    Store: class extends NaiveStore {
      override asked(condition: AppendCondition) {
        return condition;
      }
    },
  },
  {
    fault: "does not look at the condition it is given",
    breaks: ["refuses a condition about another municipality than the events'"],
    Store: class extends NaiveStore {
      override check(events: readonly NewEvent[]) {
        return checkAppend(events);
      }
    },
  },
  {
    fault: "writes before it checks",
    breaks: ["writes nothing when the condition fails"],
    Store: class extends NaiveStore {
      override conflict(condition: AppendCondition, matched: readonly SequencedEvent[]) {
        const [first] = matched;
        if (first) this.write(this.draw([{ ...first, id: `${first.id}-${this.log.position}` }]), "written");
        return super.conflict(condition, matched);
      }
    },
  },
  {
    fault: "writes a repeated command again",
    breaks: [
      "does not write a command's events a second time",
      "writes a command once when it arrives many times at once",
    ],
    Store: class extends NaiveStore {
      override repeated() {
        return [];
      }
    },
  },
  {
    fault: "checks the condition before it looks for the command",
    breaks: ["answers a repeated command even when its condition would fail by now"],
    Store: class extends NaiveStore {
      override async append(events: readonly NewEvent[], condition?: AppendCondition) {
        const conflicts = this.conflicts(condition);
        if (condition && conflicts.length) throw this.conflict(condition, conflicts);
        return super.append(events, condition);
      }
    },
  },
  {
    fault: "takes a command id for the same in every municipality",
    breaks: ["takes the same command id in another municipality for another command"],
    Store: class extends NaiveStore {
      override repeated([first]: readonly NewEvent[]) {
        if (first?.commandId === undefined) return [];
        return this.visible().filter(({ commandId }) => commandId === first.commandId);
      }
    },
  },
  {
    fault: "takes no command id for a command id",
    breaks: ["takes events without a command id for no repetition of each other"],
    Store: class extends NaiveStore {
      override repeated([first]: readonly NewEvent[]) {
        return this.visible().filter(({ commandId }) => commandId === first?.commandId);
      }
    },
  },
];
