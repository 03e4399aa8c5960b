import { AppendConditionFailed } from "../../errors.ts";
import type { AppendCondition, AppendResult, NewEvent, SequencedEvent } from "../../event-store.ts";
import type { Fault } from "./fault.ts";
import { elsewhere, NaiveStore, Shared } from "./naive-store.ts";

/** What can be wrong with what is written. */
export const faultsInWriting: readonly Fault[] = [
  {
    fault: "loses a part of the envelope",
    breaks: ["returns an event as it went in, with its place"],
    Store: class extends NaiveStore {
      override draw(events: readonly NewEvent[]) {
        return super.draw(events).map(({ causationId, ...rest }) => rest);
      }
    },
  },
  {
    fault: "rewrites instants",
    breaks: ["returns an event as it went in, with its place"],
    Store: class extends NaiveStore {
      override draw(events: readonly NewEvent[]) {
        return super.draw(events).map((e) => ({ ...e, occurredAt: new Date(e.occurredAt).toISOString() }));
      }
    },
  },
  {
    fault: "keeps JSON nearly",
    breaks: ["keeps any JSON as it is"],
    Store: class extends NaiveStore {
      override draw(events: readonly NewEvent[]) {
        return super.draw(events).map((each) => {
          const data = Object.entries(each.data).filter(([, value]) => value !== null);
          return { ...each, data: Object.fromEntries(data) };
        });
      }
    },
  },
  {
    fault: "counts positions by municipality",
    breaks: ["counts positions as whole numbers that rise, over all municipalities"],
    Store: class extends NaiveStore {
      override draw(events: readonly NewEvent[]) {
        const of = (municipality: string) => this.visible().filter((e) => e.municipality === municipality);
        return events.map((each, i) => ({ ...each, position: of(each.municipality).length + i + 1 }));
      }
    },
  },
  {
    fault: "tells a head of its own making",
    breaks: ["tells the highest position, over all municipalities"],
    Store: class extends NaiveStore {
      override async head() {
        return this.visible().length && 1;
      }
    },
  },
  {
    fault: "forgets the order",
    breaks: [
      "keeps the order of the events of an append",
      "reads in the order of positions, or newest first",
      "reads a log longer than a batch",
    ],
    Store: class extends NaiveStore {
      override visible() {
        return super.visible().sort((a, b) => (a.id < b.id ? 1 : -1));
      }
    },
  },
  {
    fault: "writes half a batch",
    breaks: ["writes all events of an append or none"],
    Store: class extends NaiveStore {
      override write(events: readonly SequencedEvent[], state: "held" | "written", ended?: Promise<void>) {
        return events.flatMap((event) => super.write([event], state, ended));
      }
    },
  },
  {
    fault: "accepts an empty append in silence",
    breaks: ["refuses an append without events"],
    Store: class extends NaiveStore {
      override async append(events: readonly NewEvent[], condition?: AppendCondition): Promise<AppendResult> {
        if (events.length === 0) return { outcome: "appended", events: [] };
        return super.append(events, condition);
      }
    },
  },
  {
    fault: "takes anything for an event",
    breaks: ["refuses what is malformed and says where"],
    Store: class extends NaiveStore {
      override check(events: readonly NewEvent[], condition?: AppendCondition) {
        if (events.length > 1) return [...events];
        return super.check(events, condition);
      }
    },
  },
  {
    fault: "lets an append span municipalities and commands",
    breaks: ["refuses an append that spans municipalities or commands"],
    Store: class extends NaiveStore {
      override check(events: readonly NewEvent[], condition?: AppendCondition) {
        return events.flatMap((event, i) => super.check([event], i === 0 ? condition : undefined));
      }
    },
  },
  {
    fault: "takes an event in twice",
    breaks: ["refuses an event whose id is in the log already"],
    Store: class extends NaiveStore {
      override unique() {}
    },
  },
  {
    fault: "keeps its callers' objects",
    breaks: ["does not notice when a caller changes its objects afterwards"],
    Store: class extends NaiveStore {
      override check(events: readonly NewEvent[], condition?: AppendCondition) {
        super.check(events, condition);
        return events;
      }
    },
  },
  {
    fault: "hands out its own objects",
    breaks: ["does not notice when a reader changes what it was given"],
    Store: class extends NaiveStore {
      override check(events: readonly NewEvent[], condition?: AppendCondition) {
        return structuredClone(super.check(events, condition));
      }
      override out(events: readonly SequencedEvent[]) {
        return [...events];
      }
    },
  },
  {
    fault: "hands out the objects that it keeps to read them faster",
    breaks: ["does not notice when a reader changes what has been in the log for a while"],
    Store: class extends NaiveStore {
      readonly #kept = new Map<number, SequencedEvent>();
      override out(events: readonly SequencedEvent[]) {
        return super.out(events).map((each) => {
          const kept = this.#kept.get(each.position) ?? each;
          this.#kept.set(each.position, kept);
          return kept;
        });
      }
    },
  },
  {
    fault: "hands out its own objects in a conflict",
    breaks: ["does not notice when a reader changes what it was given"],
    Store: class extends NaiveStore {
      override check(events: readonly NewEvent[], condition?: AppendCondition) {
        return structuredClone(super.check(events, condition));
      }
      override conflict(condition: AppendCondition, matched: readonly SequencedEvent[]) {
        return new AppendConditionFailed(condition, matched);
      }
    },
  },
  {
    fault: "forgets everything when it is opened anew",
    breaks: ["finds everything again when the log is opened anew"],
    Store: class extends NaiveStore {
      constructor(log?: Shared) {
        super(log && new Shared());
      }
    },
  },
  {
    fault: "gives restored events new positions",
    breaks: ["restores events at the positions they had, and goes on after them"],
    Store: class extends NaiveStore {
      override restore(events: readonly SequencedEvent[]) {
        return super.restore(events.map((each, i) => ({ ...each, position: this.log.position + i + 1 })));
      }
    },
  },
  {
    fault: "keeps positions in 32 bits",
    breaks: ["restores events at the positions they had, and goes on after them"],
    Store: class extends NaiveStore {
      override restore(events: readonly SequencedEvent[]) {
        return super.restore(events.map((each) => ({ ...each, position: each.position | 0 })));
      }
    },
  },
  {
    fault: "looks at what it restores when it is its turn",
    breaks: ["does not notice when a caller changes what it restores afterwards"],
    Store: class extends NaiveStore {
      override async restore(events: readonly SequencedEvent[]) {
        await elsewhere();
        await super.restore(events);
      }
    },
  },
  {
    fault: "drops what is under way when it closes",
    breaks: ["has written whatever it acknowledged when it is closed meanwhile"],
    Store: class extends NaiveStore {
      override write(events: readonly SequencedEvent[], state: "held" | "written", ended?: Promise<void>) {
        return this.closing.signal.aborted ? [] : super.write(events, state, ended);
      }
    },
  },
  {
    fault: "breaks off what is under way when it closes",
    breaks: ["has written whatever it acknowledged when it is closed meanwhile"],
    Store: class extends NaiveStore {
      override async alone<T>(work: () => Promise<T>) {
        return super.alone(async () => {
          this.closing.signal.throwIfAborted();
          return work();
        });
      }
    },
  },
  {
    fault: "does not index what it restores",
    breaks: ["knows tags, commands and ids of restored events"],
    Store: class extends NaiveStore {
      override async restore(events: readonly SequencedEvent[]) {
        await super.restore(events);
        for (const row of this.log.rows) row.event = { ...row.event, tags: [] };
      }
    },
  },
  {
    fault: "restores on top of what is there",
    breaks: ["refuses to restore events that do not come after the log's head, in order"],
    Store: class extends NaiveStore {
      override async restore(events: readonly SequencedEvent[]) {
        this.write(structuredClone(events), "written");
        this.log.rows.sort((a, b) => a.event.position - b.event.position);
        this.log.position = this.visible().at(-1)?.position ?? 0;
      }
    },
  },
];
