import {
  type Locale,
  nameOfDestination,
  type RejectionCode,
  type Role,
  rejections,
  roleWords,
  type Variant,
} from "@wor/lifecycle";
import type { Summary } from "@wor/simulation";
import { counted, same, says, type Words } from "../words.ts";

/** Told in place of everything else where nobody was referred because the intake never opened. */
export function neverOpened({ referred, refused }: Summary): Words | undefined {
  const turnedAway = refused["intake-closed"] ?? 0;
  if (referred > 0 || turnedAway === 0) return undefined;
  const times = counted(
    turnedAway,
    says("aanmelding", "registration"),
    says("aanmeldingen", "registrations"),
  );
  return says(
    `De aanmelding is in deze tijd nooit geopend. Niemand is verwezen; ${times.nl} geweigerd, want de aanmelding was dicht. Met --behaviour nijmegen gaat zij op de eerste dag open.`,
    `The intake was never opened in this time. Nobody was referred; ${times.en} refused, since the intake was closed. With --behaviour nijmegen it opens on the first day.`,
  );
}

/** What else there is to know beside the charts, a line each; what is nothing is left out. */
export function inWords(summary: Summary, variant: Variant): Words[] {
  const { waiting, withoutCoach, feedback, open, stranded, waitingForPlace, notReferred, refused } = summary;
  return [
    line("Tot het eerste contact", "Until the first contact", days(waiting)),
    line("Zonder coach", "Without a coach", days(withoutCoach)),
    line("Tot de terugkoppeling", "Until the feedback", days(feedback)),
    line(
      "Verwijzers die nog moeten horen",
      "Referrers who still have to hear",
      same(`${summary.feedbackOwed}`),
    ),
    line("Nog onderweg", "Still on the way", same(`${open}`)),
    line("Daarvan wachtend op een coach", "Of those waiting for a coach", same(`${stranded}`)),
    ...(waitingForPlace === 0
      ? []
      : [line("Daarvan wachtend op een plek", "Of those waiting for a place", same(`${waitingForPlace}`))]),
    line(
      "Te laat, en bij een ander gelegd",
      "Overdue, and put with another",
      listed(summary.escalations, role),
    ),
    ...(variant.measurements.length === 0
      ? []
      : [line("Vragenlijsten ingevuld", "Questionnaires filled in", listed(summary.measurements, moment))]),
    ...some(
      notReferred,
      "Niet verwezen: iets anders past beter",
      "Not referred: something else fits better",
      elsewhere(variant),
    ),
    ...some(refused, "Aanmeldingen geweigerd", "Registrations refused", refusal),
    ...some(summary.refusedSteps, "Andere stappen geweigerd", "Other steps refused", same),
  ];
}

const line = (nl: string, en: string, value: Words): Words =>
  says(`${nl}: ${value.nl}`, `${en}: ${value.en}`);

type Counts = { readonly [key: string]: number };

const some = (counts: Counts, nl: string, en: string, word: (key: string) => Words): Words[] =>
  Object.keys(counts).length === 0 ? [] : [line(nl, en, listed(counts, word))];

function listed(counts: Counts, word: (key: string) => Words): Words {
  const parts = Object.entries(counts).map(([key, value]) => [value, word(key)] as const);
  if (parts.length === 0) return says("niets", "nothing");
  return says(
    parts.map(([value, { nl }]) => `${value} ${nl}`).join(", "),
    parts.map(([value, { en }]) => `${value} ${en}`).join(", "),
  );
}

function days({ count, median, ninetieth }: Summary["waiting"]): Words {
  if (count === 0) return says("niet voorgekomen", "did not happen");
  const [half, most] = [median, ninetieth].map((one) => (one === undefined ? undefined : Math.round(one)));
  const days = half === undefined ? same("–") : counted(half, says("dag", "day"), says("dagen", "days"));
  return says(
    `de helft binnen ${days.nl}, negen op de tien binnen ${most ?? "–"}`,
    `half within ${days.en}, nine in ten within ${most ?? "–"}`,
  );
}

const role = (key: string): Words => (Object.hasOwn(roleWords, key) ? roleWords[key as Role] : same(key));

const moments: { readonly [moment: string]: Words } = {
  start: says("bij de start", "at the start"),
  after3Months: says("na 3 maanden", "after 3 months"),
  after6Months: says("na 6 maanden", "after 6 months"),
};
const moment = (key: string): Words => moments[key] ?? same(key);

const elsewhere =
  (variant: Variant) =>
  (key: string): Words =>
    key === "consent" ? says("gaf geen toestemming", "did not consent") : nameOfDestination(key, variant);

/** The sentence of a refusal, without what differs from time to time. */
function refusal(code: string): Words {
  if (!Object.hasOwn(rejections, code)) return same(code);
  const { nl, en } = rejections[code as RejectionCode];
  const general = (sentence: string) => `× “${sentence.replaceAll(/\{\w+\}/g, "…")}”`;
  return says(general(nl), general(en));
}

/** What would be otherwise, beside how it is. */
export function sideBySide(worlds: { readonly [name: string]: Summary }, locale: Locale): string {
  const names = Object.keys(worlds);
  const rounded = (value: number | undefined) => (value === undefined ? "–" : String(Math.round(value)));
  const rows: readonly (readonly [Words, (summary: Summary) => string])[] = [
    [says("verwezen", "referred"), (one) => String(one.referred)],
    [says("geweigerd", "refused"), (one) => String(Object.values(one.refused).reduce((a, b) => a + b, 0))],
    [says("aangekomen", "arrived"), (one) => String(one.arrived)],
    [says("afgerond", "completed"), (one) => String(one.completed)],
    [
      says("dagen tot eerste contact (helft)", "days to first contact (half)"),
      (one) => rounded(one.waiting.median),
    ],
    [says("  (negen op de tien)", "  (nine in ten)"), (one) => rounded(one.waiting.ninetieth)],
    [
      says("wacht nog op het eerste contact", "still waits for first contact"),
      (one) => String(one.notYetMet),
    ],
    [
      says("dagen tot terugkoppeling (helft)", "days to feedback (half)"),
      (one) => rounded(one.feedback.median),
    ],
    [says("  (negen op de tien)", "  (nine in ten)"), (one) => rounded(one.feedback.ninetieth)],
    [says("nog te horen", "still to hear"), (one) => String(one.feedbackOwed)],
    [says("raakte een coach kwijt", "lost a coach"), (one) => String(one.lostCoach)],
    [says("wacht op een coach", "waits for a coach"), (one) => String(one.stranded)],
  ];
  const label = Math.max(...rows.map(([words]) => words[locale].length));
  const columns = names.map((name) => Math.max(name.length, 6));
  const written = (first: string, cells: readonly string[]) =>
    `  ${first.padEnd(label)}${cells.map((cell, i) => `  ${cell.padStart(columns[i] ?? 0)}`).join("")}`;
  const shown = names.map((name) => (name === "as it is" ? says("zoals nu", "as it is")[locale] : name));
  return [
    written("", shown),
    ...rows.map(([words, value]) =>
      written(
        words[locale],
        names.flatMap((name) => (worlds[name] === undefined ? [] : [value(worlds[name])])),
      ),
    ),
  ].join("\n");
}
