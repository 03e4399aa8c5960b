import type { AppendCondition, NewEvent, Query, SequencedEvent } from "../../event-store.ts";
import { matches } from "../../matches.ts";
import type { Fault } from "./fault.ts";
import { NaiveStore } from "./naive-store.ts";

/** What databases do to what is long, deep, old, or hardly different. */
export const faultsInKeeping: readonly Fault[] = [
  {
    fault: "keeps microseconds",
    breaks: ["keeps every part of an event to the last character"],
    Store: changing((each) => ({ ...each, occurredAt: each.occurredAt.replace(/(\.\d{6})\d+/, "$1") })),
  },
  {
    fault: "composes accents outside of the data",
    breaks: ["keeps every part of an event to the last character"],
    Store: changing((each) => ({
      ...each,
      actor: { ...each.actor, id: each.actor.id.normalize() },
      correlationId: each.correlationId?.normalize(),
    })),
  },
  {
    fault: "cuts words off at 255 characters",
    breaks: ["keeps every part of an event to the last character"],
    Store: changing((each) => ({ ...each, type: each.type.slice(0, 255) })),
  },
  {
    fault: "has room for 32,767 versions",
    breaks: ["keeps every part of an event to the last character"],
    Store: changing((each) => ({ ...each, schemaVersion: (each.schemaVersion << 16) >> 16 })),
  },
  {
    fault: "trims texts",
    breaks: ["keeps texts, numbers and nesting up to their limits"],
    Store: changingData((value) => (typeof value === "string" ? value.trim() : value)),
  },
  {
    fault: "composes accents",
    breaks: ["keeps texts, numbers and nesting up to their limits"],
    Store: changingData((value) => (typeof value === "string" ? value.normalize() : value)),
  },
  {
    fault: "cuts texts off at 65,535 characters",
    breaks: ["keeps texts, numbers and nesting up to their limits"],
    Store: changingData((value) => (typeof value === "string" ? value.slice(0, 65_535) : value)),
  },
  {
    fault: "keeps fifteen digits of a number",
    breaks: ["keeps texts, numbers and nesting up to their limits"],
    Store: changingData((value) => (typeof value === "number" ? Number(value.toPrecision(15)) : value)),
  },
  {
    fault: "keeps what is nested twenty deep",
    breaks: ["keeps texts, numbers and nesting up to their limits"],
    Store: changingData((value, depth) => (depth > 20 ? null : value)),
  },
  {
    fault: "compares ids without regard to case",
    breaks: ["does not take what differs in case, accents or spaces for the same"],
    Store: class extends NaiveStore {
      override unique(i: number, id: string) {
        const known = this.visible().find((each) => each.id.toLowerCase() === id.toLowerCase());
        super.unique(i, known?.id ?? id);
      }
    },
  },
  {
    fault: "compares commands without regard to accents",
    breaks: ["does not take what differs in case, accents or spaces for the same"],
    Store: class extends NaiveStore {
      override repeated([first]: readonly NewEvent[]) {
        if (first?.commandId === undefined) return [];
        const alike = new Intl.Collator("nl", { sensitivity: "base" });
        return this.visible().filter(
          ({ commandId = "" }) => alike.compare(commandId, first.commandId ?? "") === 0,
        );
      }
    },
  },
  {
    fault: "compares municipalities without regard to spaces at the end",
    breaks: ["does not take what differs in case, accents or spaces for the same"],
    Store: class extends NaiveStore {
      override matches(query: Query, event: SequencedEvent) {
        const municipality = event.municipality.trimEnd();
        const asked = query.municipality;
        return typeof asked === "string"
          ? matches({ ...query, municipality: asked.trimEnd() }, { ...event, municipality })
          : matches(query, event);
      }
    },
  },
  {
    fault: "remembers the latest commands",
    breaks: ["looks back to the beginning of a long log"],
    Store: class extends NaiveStore {
      override repeated(events: readonly NewEvent[]) {
        const recent = new Set(this.visible().slice(-100));
        return super.repeated(events).filter((each) => recent.has(each));
      }
    },
  },
  {
    fault: "looks at the latest thousand events to check a condition",
    breaks: ["looks back to the beginning of a long log"],
    Store: class extends NaiveStore {
      override conflicts(condition: AppendCondition | undefined) {
        const recent = new Set(this.visible().slice(-1_000));
        return super.conflicts(condition).filter((each) => recent.has(each));
      }
    },
  },
  {
    fault: "names the first thousand events that matched",
    breaks: ["looks back to the beginning of a long log"],
    Store: class extends NaiveStore {
      override conflicts(condition: AppendCondition | undefined) {
        return super.conflicts(condition).slice(0, 1_000);
      }
    },
  },
];

/** A store that writes something else than it was given. */
function changing(change: (event: SequencedEvent) => SequencedEvent): typeof NaiveStore {
  return class extends NaiveStore {
    override draw(events: readonly NewEvent[]) {
      return super.draw(events).map(change);
    }
  };
}

function changingData(change: (value: unknown, depth: number) => unknown): typeof NaiveStore {
  function changed(value: unknown, depth: number): unknown {
    const own = change(value, depth);
    if (typeof own !== "object" || own === null) return own;
    if (Array.isArray(own)) return own.map((each) => changed(each, depth + 1));
    return Object.fromEntries(Object.entries(own).map(([key, each]) => [key, changed(each, depth + 1)]));
  }
  return changing((event) => ({
    ...event,
    data: Object.fromEntries(Object.entries(event.data).map(([key, each]) => [key, changed(each, 1)])),
  }));
}
