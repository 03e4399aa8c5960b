import type { EventStore, Finding, SequencedEvent } from "@wor/event-store";
import { verifyLog } from "@wor/event-store";
import { factDefinitions, isFactType } from "@wor/lifecycle";
import { defineCommand } from "../command.ts";
import { type Disagreement, machineWalk } from "../log/machine-walk.ts";
import { openLog } from "../log/open.ts";
import { log } from "../options.ts";
import { counted, says, type Words } from "../words.ts";

/** How many findings people are shown; `--json` has them all. */
const shownAtMost = 20;

/** Reads a whole log, and says what is wrong with it. */
export const verify = defineCommand({
  about: says(
    "Leest het hele logboek en zegt wat er niet klopt: het bestand zelf, de volgorde, de vorm van elke gebeurtenis, en of elke verwijzing haar weg kon gaan. Verandert niets.",
    "Reads the whole log and says what is wrong: the file itself, the order, the shape of every event, and whether every referral could go its way. Changes nothing.",
  ),
  examples: ["verify --log nijmegen.sqlite", "verify --log postgres://localhost/wor --json"],
  positionals: {},
  options: { log },
  async run({ options, context }) {
    const { locale, terminal } = context;
    await using log = await openLog(options.log, "read", context);
    const damage = (await log.damage?.()) ?? [];
    const walk = machineWalk();
    let events = 0;
    const found = await verifyLog(
      seeing(log.store, (event) => {
        events += 1;
        walk.take(event);
      }),
      {
        knownTypes: Object.keys(factDefinitions),
        dataSchema: ({ type, schemaVersion }) =>
          isFactType(type) && factDefinitions[type].version === schemaVersion
            ? factDefinitions[type].data
            : undefined,
      },
    );
    const findings = [...damage.map(asDamage), ...found, ...walk.disagreements].sort(
      (a, b) => a.position - b.position,
    );
    const seen = says(
      `${counted(events, says("gebeurtenis", "event"), says("gebeurtenissen", "events")).nl}, ${walk.referrals} verwijzingen`,
      `${counted(events, says("gebeurtenis", "event"), says("gebeurtenissen", "events")).en}, ${walk.referrals} referrals`,
    );
    const sound = findings.length === 0;
    const verdict = sound
      ? says(`in orde (${seen.nl})`, `sound (${seen.en})`)
      : says(`${findings.length} bevindingen (${seen.nl})`, `${findings.length} findings (${seen.en})`);
    const more = findings.length - shownAtMost;
    return {
      ok: sound,
      result: { log: log.label, events, referrals: walk.referrals, findings },
      text: [
        `${sound ? terminal.ink("green", "✓") : terminal.ink("red", "✗")} ${log.label}: ${verdict[locale]}`,
        ...findings
          .slice(0, shownAtMost)
          .map(({ position, kind, message }) => `  ${position}  ${kinds[kind][locale]}: ${message}`),
        ...(more > 0
          ? [`  ${says(`… en nog ${more}; alles met --json`, `… and ${more} more; all with --json`)[locale]}`]
          : []),
      ].join("\n"),
    };
  },
});

type AnyFinding = Omit<Finding, "kind"> & { readonly kind: keyof typeof kinds };

const kinds: { readonly [kind in Finding["kind"] | Disagreement["kind"] | "damage"]: Words } = {
  order: says("volgorde", "order"),
  id: says("sleutel", "id"),
  schema: says("vorm", "shape"),
  type: says("soort", "type"),
  head: says("einde", "head"),
  more: says("meer", "more"),
  machine: says("weg", "path"),
  damage: says("bestand", "file"),
};

const asDamage = (message: string): AnyFinding => ({ position: 0, kind: "damage", message });

/** The same log, of which every event is seen while it is read. */
function seeing(store: EventStore, see: (event: SequencedEvent) => void): EventStore {
  return {
    ...store,
    head: () => store.head(),
    async *read(query, options) {
      for await (const batch of store.read(query, options)) {
        for (const event of batch) see(event);
        yield batch;
      }
    },
  };
}
