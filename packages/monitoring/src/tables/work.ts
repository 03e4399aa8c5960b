import { type Deadline, type Instant, stepWords } from "@wor/lifecycle";
import type { Overview } from "../overview.ts";
import { daysBetween } from "../period.ts";
import { type Cell, same, type Text } from "../table.ts";
import { placeText, roleText } from "../words.ts";
import { unknownRules, type WorkItem } from "../work-list.ts";
import { column, row, says, type TableDefinition, type TableSubject } from "./definition.ts";

/** A coach's day: every open referral with its first next step. */
export const work: TableDefinition = {
  title: says("Werklijst", "Work list"),
  about: says(
    "Elke open verwijzing met de eerstvolgende stap; wat het eerst moet staat bovenaan.",
    "Every open referral with its next step; what is due first comes first.",
  ),
  individual: true,
  columns: [
    column("referral", "text", "Verwijzing", "Referral"),
    column("place", "text", "Staat bij", "Is at"),
    column("step", "text", "Volgende stap", "Next step"),
    column("due", "date", "Vóór", "Due"),
    column("owner", "text", "Van wie", "Whose"),
    column("coach", "text", "Coach", "Coach"),
    column("level", "number", "Opgeschaald", "Escalated"),
  ],
  make: (subject) => ({
    rows: itemsOf(subject).map((item) => {
      const { referral, place, kind, dueAt, owner, coach, level } = item;
      return row(referral, [
        referral,
        placeText(place),
        kind === undefined ? unknownRules(item) : stepWords[kind],
        dueAt,
        owner && ownerText(owner, item, subject.overview),
        coach,
        level,
      ]);
    }),
  }),
};

/** Who should have been helped further by now: every step whose day has passed, and how far it has risen. */
export const overdue: TableDefinition = {
  title: says("Te laat en opgeschaald", "Overdue and escalated"),
  about: says(
    "Elke stap waarvan de dag voorbij is, de langst wachtende bovenaan.",
    "Every step whose day has passed, the longest waiting first.",
  ),
  individual: true,
  columns: [
    column("referral", "text", "Verwijzing", "Referral"),
    column("step", "text", "Stap", "Step"),
    column("due", "date", "Had gemoeten op", "Was due"),
    column("late", "days", "Dagen te laat", "Days late"),
    column("owner", "text", "Nu bij", "Now with"),
    column("level", "number", "Opgeschaald", "Escalated"),
  ],
  make: (subject) => {
    const { overview } = subject;
    const late = itemsOf(subject).flatMap((item) =>
      item.steps.filter((step) => step.dueAt <= overview.moment).map((step) => ({ item, step })),
    );
    const unknown = itemsOf(subject).filter(({ variantUnknown }) => variantUnknown);
    late.sort((a, b) => (a.step.dueAt < b.step.dueAt ? -1 : a.step.dueAt > b.step.dueAt ? 1 : 0));
    return {
      rows: [
        ...unknown.map((item) => row(item.referral, [item.referral, unknownRules(item)])),
        ...late.map(({ item, step }) =>
          row(`${item.referral}:${step.kind}`, [
            item.referral,
            stepWords[step.kind],
            step.dueAt,
            daysBetween(step.dueAt, overview.moment),
            ownerText(step.owner, item, overview),
            step.level,
          ]),
        ),
      ],
    };
  },
};

/**
 * Who waits, for what, since when, and until when that is expected: waiting is no end, and the term is in sight
 * (Samen in beweging L4096-4100, L5362-5367; RIVM/TNO L1326-1330).
 */
export const waiting: TableDefinition = {
  title: says("Wachtlijst", "Waiting list"),
  about: says(
    "Wie wacht op een coach of op een plaats, de langst wachtende bovenaan. Verwacht: de dag waarop de activiteit begint of de coach er moet zijn.",
    "Who waits for a coach or for a place, the longest waiting first. Expected: the day the activity starts or the coach is due.",
  ),
  individual: true,
  columns: [
    column("referral", "text", "Verwijzing", "Referral"),
    column("for", "text", "Wacht op", "Waits for"),
    column("since", "date", "Sinds", "Since"),
    column("days", "days", "Dagen", "Days"),
    column("expected", "date", "Verwacht", "Expected"),
  ],
  make: (subject) => {
    const { overview } = subject;
    const waits = itemsOf(subject).flatMap((item): Wait[] => {
      const one = overview.trajectories.get(item.referral);
      const place = one?.waiting;
      const coachDue = item.steps.find((step) => step.kind === "assignCoach")?.dueAt;
      return [
        ...(one?.coachMissingSince === undefined || item.place.coach !== "missing"
          ? []
          : [{ item, what: says("een coach", "a coach"), since: one.coachMissingSince, expected: coachDue }]),
        ...(place === undefined
          ? []
          : [
              {
                item,
                what: same(place.activity),
                since: place.since,
                expected: place.expectedOn ?? overview.activities.get(place.activity)?.startsOn,
              },
            ]),
      ];
    });
    waits.sort((a, b) => (a.since < b.since ? -1 : a.since > b.since ? 1 : 0));
    return {
      rows: waits.map(({ item, what, since, expected }) =>
        row(`${item.referral}:${what.en}`, [
          item.referral,
          what,
          since,
          daysBetween(since, overview.moment),
          expected,
        ]),
      ),
    };
  },
};

interface Wait {
  readonly item: WorkItem;
  readonly what: Text;
  readonly since: Instant;
  readonly expected: string | undefined;
}

/** The open work of the people a selection asks for. */
function itemsOf({ overview, people }: TableSubject): WorkItem[] {
  const asked = new Set(people.map((one) => one.referral));
  return overview.work.filter((item) => asked.has(item.referral));
}

const ownerText = (owner: Deadline["owner"], item: WorkItem, overview: Overview): Cell =>
  owner.coach ?? roleText(owner.role, overview.variantOf(item));
