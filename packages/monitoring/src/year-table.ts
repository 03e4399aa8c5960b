import { type EndReason, professionWords } from "@wor/lifecycle";
import type { Overview } from "./overview.ts";
import type { Selection } from "./period.ts";
import { type Row, type Sum, same, type Table, type Text } from "./table.ts";
import { meaning, type TableDefinition, tableOf } from "./tables/definition.ts";
import { coreSums } from "./tables/reasons.ts";
import { coreReasonWords, endReasonWords, reasonText } from "./words.ts";
import { figuresOf, type YearFigures } from "./year-figures.ts";

/** The year as municipalities report it. */
export const year: TableDefinition = {
  title: { nl: "Het jaar in cijfers", en: "The year in numbers" },
  about: {
    nl: "Geteld is wie in de periode verwezen is; vergissingen tellen niet mee. Een deelnemer heeft minstens één gesprek gehad.",
    en: "Counted are those referred in the period; mistakes are left out. A participant has had at least one conversation.",
  },
  columns: [
    { key: "what", heading: { nl: "Wat", en: "What" }, kind: "text" },
    { key: "count", heading: { nl: "Aantal", en: "Number" }, kind: "count" },
    { key: "share", heading: { nl: "Aandeel", en: "Share" }, kind: "share" },
  ],
  make: ({ overview, people }) => {
    const figures = figuresOf(people, overview);
    return {
      rows: rowsOf(figures, overview),
      sums: [...sumsOf(figures), ...coreSums(people, overview)],
      means: meaning("count", {
        referred: "referred",
        arrived: "arrived",
        matched: "matched",
        participated: "participating",
        completed: "completed",
        dropped: "dropped",
        "conversations:total": "conversations",
        ...keyed("conversations:", figures.conversations.distribution.keys(), "held "),
        ...keyed("referrer:", figures.byProfession.keys(), "referred by "),
        ...keyed("reason:", figures.byReason.keys(), "reason "),
        ...keyed("core:", figures.byCoreReason.keys(), "core reason "),
        ...keyed("dropped:", figures.ended.byReason.keys(), "dropped: "),
        feedback: "feedback",
        ...Object.fromEntries(
          ["inTime", "late", "withinTerm", "overdue"].map((key) => [`feedback:${key}`, `feedback ${key}`]),
        ),
        "feedback:nobody": "feedback nobodyToTell",
      }),
    };
  },
};

/** The year's table of the referrals a selection asks for. @throws {InvalidPeriod} */
export const yearTable = (overview: Overview, selection: Selection = {}): Table =>
  tableOf("year", year, overview, selection);

/** So many times everybody with so many conversations makes all conversations. */
function sumsOf({ conversations: { distribution } }: YearFigures): Sum[] {
  const parts = [...distribution.keys()].map((held) => ({
    cell: { row: `conversations:${held}`, column: "count" },
    weight: held,
  }));
  return [
    { total: { row: "conversations:total", column: "count" }, parts },
    { total: { as: "ended" }, parts: [{ cell: { as: "completed" } }, { cell: { as: "dropped" } }] },
    { total: { as: "referred" }, parts: [{ cell: { as: "intake" } }, { cell: { as: "held 0" } }] },
    // Who came further came so far, and who is neither aged nor of unknown age is young.
    ...[
      ["arrived", "matched"],
      ["matched", "participated"],
      ["participated", "volunteers"],
      ["referred", "aged50", "ageUnknown"],
    ].map(([total = "", ...some]) => ({
      total: { row: total, column: "count" },
      parts: some.map((row) => ({ cell: { row, column: "count" } })),
      rest: true,
    })),
  ];
}

/** For rows of one kind, by the end of their keys, what their numbers mean. */
const keyed = (row: string, ends: Iterable<string | number>, as: string): { [row: string]: string } =>
  Object.fromEntries([...ends].map((end) => [`${row}${end}`, `${as}${end}`]));

function rowsOf(figures: YearFigures, overview: Overview): Row[] {
  const { conversations, ended, feedback } = figures;
  const rows: Row[] = [];
  const of = figures.referred;

  const heading = (key: string, text: Text) => rows.push({ key, cells: [text, undefined, undefined] });
  const row = (key: string, text: Text, count: number, more: Partial<Row> & { of?: number } = {}) => {
    const { of: whole = of, ...rest } = more;
    rows.push({ key, cells: [text, count, whole === 0 ? undefined : count / whole], ...rest });
  };
  const parts = (
    part: string,
    counts: ReadonlyMap<string, number>,
    label: (key: string) => Text,
    total: string,
    whole: number,
  ) => {
    for (const [key, count] of counts)
      row(`${part}:${key}`, label(key), count, { part, total, level: 1, of: whole });
  };
  const number = (key: string, text: Text, value: number | undefined, from?: readonly string[]) =>
    rows.push({ key, cells: [text, value, undefined], level: 1, ...(from && { from }) });

  const some = { total: "referred", level: 1 };
  row("referred", { nl: "Verwezen", en: "Referred" }, of);
  row("arrived", { nl: "Aangekomen bij de coach", en: "Arrived at the coach" }, figures.arrived, some);
  row(
    "matched",
    { nl: "Gematcht met een activiteit", en: "Matched with an activity" },
    figures.matched,
    some,
  );
  row("participated", { nl: "Heeft deelgenomen", en: "Took part" }, figures.participated, some);
  row("volunteers", { nl: "Werd zelf vrijwilliger", en: "Became a volunteer" }, figures.volunteers, some);

  heading("people", { nl: "Wie", en: "Who" });
  const sex = { part: "sex", total: "referred", level: 1 };
  row("women", { nl: "Vrouwen", en: "Women" }, figures.women, sex);
  row("men", { nl: "Mannen", en: "Men" }, figures.men, sex);
  if (figures.otherOrUnknownSex > 0)
    row("otherSex", { nl: "Anders of onbekend", en: "Other or unknown" }, figures.otherOrUnknownSex, sex);
  row("aged50", { nl: "50 jaar of ouder", en: "Aged 50 or over" }, figures.aged50OrOver, some);
  if (figures.ageUnknown > 0)
    row("ageUnknown", { nl: "Leeftijd onbekend", en: "Age unknown" }, figures.ageUnknown, some);
  row(
    "hindered",
    { nl: "Klachten belemmeren deelname", en: "Complaints hinder taking part" },
    figures.hindered,
    some,
  );

  heading("conversations", { nl: "Gesprekken met de coach", en: "Conversations with the coach" });
  number("conversations:total", { nl: "Gesprekken", en: "Conversations" }, conversations.total);
  number(
    "conversations:mean",
    { nl: "Gemiddeld per deelnemer", en: "Mean per participant" },
    conversations.meanPerParticipant,
    // Divided by, all conversations tell how many had one.
    ["conversations:total", "conversations:0"],
  );
  for (const [held, people] of conversations.distribution)
    row(
      `conversations:${held}`,
      held === 1
        ? { nl: "1 gesprek", en: "1 conversation" }
        : { nl: `${held} gesprekken`, en: `${held} conversations` },
      people,
      { part: "conversations", total: "referred", level: 2 },
    );

  if (of > 0) heading("referrers", { nl: "Door wie verwezen", en: "Referred by" });
  parts("referrer", figures.byProfession, word(professionWords), "referred", of);

  if (of > 0) heading("reasons", { nl: "Hoofdreden", en: "Main reason" });
  parts("reason", figures.byReason, (code) => reasonText(code, overview.variants), "referred", of);
  if (of > 0)
    heading("coreReasons", { nl: "Hoofdreden, gemeenschappelijke indeling", en: "Main reason, shared list" });
  parts("core", figures.byCoreReason, word(coreReasonWords), "referred", of);

  heading("endings", { nl: "Hoe het liep", en: "How it went" });
  const ending = { part: "ending", total: "referred", level: 1 };
  row("underWay", { nl: "Loopt nog", en: "Still under way" }, ended.underWay, ending);
  row("completed", { nl: "Afgerond", en: "Completed" }, ended.completed, ending);
  row("dropped", { nl: "Gestopt", en: "Dropped" }, ended.dropped, ending);
  for (const [reason, count] of ended.byReason)
    row(`dropped:${reason}`, endReasonWords[reason as EndReason] ?? same(reason), count, {
      part: "dropped",
      total: "dropped",
      level: 2,
      of: ended.dropped,
    });

  const owed =
    feedback.inTime + feedback.late + feedback.withinTerm + feedback.overdue + feedback.nobodyToTell;
  row("feedback", { nl: "Terugkoppelingen aan de verwijzer", en: "Feedback to the referrer" }, owed, {
    of: 0,
  });
  const told = { part: "feedback", total: "feedback", level: 1, of: owed };
  row("feedback:inTime", { nl: "Op tijd gegeven", en: "Given in time" }, feedback.inTime, told);
  row("feedback:late", { nl: "Te laat gegeven", en: "Given late" }, feedback.late, told);
  row("feedback:withinTerm", { nl: "Nog te geven", en: "Still to give" }, feedback.withinTerm, told);
  row(
    "feedback:overdue",
    { nl: "Nooit gegeven, termijn voorbij", en: "Never given, term passed" },
    feedback.overdue,
    told,
  );
  row(
    "feedback:nobody",
    { nl: "Niemand om in te lichten", en: "Nobody to tell" },
    feedback.nobodyToTell,
    told,
  );

  return rows;
}

const word =
  (words: { readonly [key: string]: Text }) =>
  (key: string): Text =>
    words[key] ?? same(key);
