import { doubleRegistrationCodes, type Refusal } from "@wor/engine";
import { dateOf, Instant, professionWords, roleWords } from "@wor/lifecycle";
import { bounds, type Selection } from "../period.ts";
import { type Row, same, type Text } from "../table.ts";
import type { Trajectory } from "../trajectory.ts";
import { byFrequency, tally } from "../year-figures.ts";
import {
  byCount,
  column,
  grouped,
  meaning,
  row,
  says,
  shareOf,
  type TableDefinition,
  wordFor,
} from "./definition.ts";

/**
 * The same resident, twice: what was prevented, and what came of doubles that were let in. A refused registration
 * leaves nothing in the log; it is counted from the refusals that are kept beside it.
 */
export const doubles: TableDefinition = {
  title: says("Dubbele aanmeldingen", "Double registrations"),
  about: says(
    "Hoe vaak een tweede aanmelding van dezelfde inwoner is voorkomen, en hoe het ging met wie toch vaker verwezen is.",
    "How often a second registration of the same resident was prevented, and what became of those referred more than once all the same.",
  ),
  columns: [
    column("what", "text", "Wat", "What"),
    column("count", "count", "Aantal", "Number"),
    column("share", "share", "Aandeel", "Share"),
  ],
  make: ({ overview, people, selection }) => {
    const refused = refusedIn(overview.refusals, selection);
    return {
      rows: [...prevented(refused), ...letIn(people)],
      means: meaning("count", { merged: "dropped: duplicate" }),
      notes: notesOn(overview.refusals, refused),
    };
  },
};

/** What was refused at the door; nothing when that is not known. */
function prevented(refused: readonly Refusal[] | undefined): Row[] {
  const title = says("Geweigerd: er liep al een verwijzing", "Refused: a referral was open already");
  if (refused === undefined) return [row("refused", [title])];
  const all = refused.length;
  const rows = [row("refused", [title, all])];
  const part = (name: string, key: string, label: Text, group: readonly Refusal[], total = "refused") =>
    row(`${name}:${key}`, [label, group.length, shareOf(group.length, all)], {
      part: total === "refused" ? name : total,
      total,
      level: total === "refused" ? 1 : 2,
    });
  for (const [side, group] of byCount(grouped(refused, sideOf))) {
    rows.push(part("by", side, sideText(side), group));
    for (const [practice, own] of byCount(grouped(group, practiceOf)))
      rows.push(part(`by:${side}`, practice, practiceText(practice), own, `by:${side}`));
  }
  const months = grouped(refused, ({ at }) => dateOf(Instant.parse(at)).slice(0, 7));
  if (months.size > 0) rows.push(row("months", [says("Geweigerd, per maand", "Refused, by month")]));
  for (const [month, group] of [...months].sort(([a], [b]) => (a < b ? -1 : 1)))
    rows.push(part("month", month, same(month), group));
  return rows;
}

/** What came of doubles that were let in, on purpose or because nobody saw it. */
function letIn(people: readonly Trajectory[]): Row[] {
  const count = (key: string, text: Text, is: (one: Trajectory) => boolean) =>
    row(key, [text, people.filter(is).length], { level: 1 });
  const because = people.flatMap(({ secondBecause }) => secondBecause ?? []);
  return [
    row("letIn", [says("Vaker verwezen", "Referred more than once")]),
    count(
      "second",
      says("Bewust een tweede naast een lopende", "Deliberately a second beside an open one"),
      ({ secondBecause }) => secondBecause !== undefined,
    ),
    ...[...byFrequency(tally(because))].map(([code, number]) =>
      row(`second:${code}`, [same(code), number, shareOf(number, because.length)], {
        part: "second",
        total: "second",
        level: 2,
      }),
    ),
    count(
      "merged",
      says("Achteraf samengevoegd met een andere", "Merged with another afterwards"),
      ({ dropped }) => dropped?.reason === "duplicate",
    ),
    count(
      "dismissed",
      says("Leek op een andere en was het niet", "Looked like another and was not"),
      ({ notDuplicates }) => notDuplicates > 0,
    ),
    count(
      "again",
      says("Kwam later terug, gekoppeld aan de eerdere", "Came back later, linked to the earlier one"),
      ({ previous }) => previous !== undefined,
    ),
    count("reopened", says("Heropend", "Reopened"), ({ reopened }) => reopened > 0),
  ];
}

/**
 * The refusals a selection asks for, each once: who tries again on the same day is the same attempt. Nothing when none
 * are kept, or when the selection asks for what a refusal does not say (whose the coach would have been).
 */
function refusedIn(refusals: readonly Refusal[] | undefined, selection: Selection): Refusal[] | undefined {
  const { period, practice, profession, pathway, ...others } = selection;
  if (refusals === undefined || [others.coach, others.reason, others.area].some((one) => one !== undefined))
    return undefined;
  const { from, until } = bounds(period ?? {});
  const is = (asked: string | undefined, given: string | undefined) => asked === undefined || asked === given;
  const attempts = new Map<string, Refusal>();
  for (const one of refusals) {
    const asked =
      preventing.has(one.code) &&
      (from === undefined || one.at >= from) &&
      (until === undefined || one.at < until) &&
      is(practice, practiceOf(one) || undefined) &&
      is(profession, one.profession) &&
      is(pathway, one.pathway);
    const day = dateOf(Instant.parse(one.at));
    const attempt = one.referral && [day, one.referral, sideOf(one), practiceOf(one)].join("|");
    if (asked) attempts.set(attempt ?? `${attempts.size}`, one);
  }
  return [...attempts.values()];
}

const preventing = new Set<string>(doubleRegistrationCodes);

/** Who was refused: what the referrer does for a living, or the role of who tried something else than referring. */
const sideOf = ({ profession, role }: Refusal): string => profession ?? `${asRole}${role}`;
const asRole = "role:";
const practiceOf = ({ practice, organisation }: Refusal): string => practice ?? organisation ?? "";

const sideText = (side: string): Text =>
  side.startsWith(asRole) ? wordFor(roleWords, side.slice(asRole.length)) : wordFor(professionWords, side);
const practiceText = (practice: string): Text =>
  practice === "" ? says("zonder praktijk", "no practice") : same(practice);

function notesOn(kept: readonly Refusal[] | undefined, refused: readonly Refusal[] | undefined): Text[] {
  if (kept === undefined)
    return [
      says(
        "Geweigerde aanmeldingen worden bij dit logboek niet bijgehouden.",
        "What is refused at the door is not kept with this log.",
      ),
    ];
  return refused === undefined
    ? [
        says(
          "Een geweigerde aanmelding kent geen coach, reden of gebied.",
          "A refused registration knows no coach, reason or area.",
        ),
      ]
    : [
        says(
          "Geweigerd telt wie in de periode is geweigerd; meer pogingen op één dag tellen als één.",
          "Refused counts those refused in the period; several attempts on one day count as one.",
        ),
      ];
}
