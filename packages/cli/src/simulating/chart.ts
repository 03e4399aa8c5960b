import type { Month, Summary } from "@wor/simulation";
import stringWidth from "string-width";
import { type Locale, says, type Words } from "../words.ts";

/** A bar with what it stands for before it, and how many behind it. */
export interface Bar {
  readonly label: string;
  readonly value: number;
  /** Behind the number, such as a share. */
  readonly note?: string | undefined;
}

/** Bars under each other, the longest as wide as there is room for. */
export function bars(
  all: readonly Bar[],
  width: number,
  most = Math.max(1, ...all.map(({ value }) => value)),
): string {
  const label = Math.max(0, ...all.map((one) => stringWidth(one.label)));
  const number = Math.max(1, ...all.map(({ value }) => String(value).length));
  const note = Math.max(0, ...all.map((one) => stringWidth(one.note ?? "")));
  const room = Math.max(10, width - label - number - note - (note > 0 ? 8 : 6));
  return all
    .map((one) => {
      const padded = one.label + " ".repeat(label - stringWidth(one.label));
      const behind = one.note === undefined ? "" : `  ${one.note.padStart(note)}`;
      const bar = drawn((one.value / most) * room);
      return `  ${padded}  ${String(one.value).padStart(number)}${behind}  ${bar}`.trimEnd();
    })
    .join("\n");
}

/** How far people came. */
export function funnelBars(
  { referred, arrived, matched, tookPart, completed, dropped }: Summary,
  locale: Locale,
): Bar[] {
  const share = (count: number) => (referred === 0 ? "" : `${Math.round((100 * count) / referred)}%`);
  const rows: readonly (readonly [Words, number])[] = [
    [says("verwezen", "referred"), referred],
    [says("aangekomen", "arrived"), arrived],
    [says("gematcht", "matched"), matched],
    [says("ging meedoen", "took part"), tookPart],
    [says("afgerond", "completed"), completed],
    [says("eerder gestopt", "ended early"), dropped],
  ];
  return rows.map(([words, value]) => ({ label: words[locale], value, note: share(value) }));
}

/** Who waited at the end of each month: for a first conversation, or for a place. */
export const waitingBars = (months: readonly Month[], what: "notYetMet" | "waitingForPlace"): Bar[] =>
  months.map((one) => ({ label: one.month, value: one[what] }));

/** Eighths of a column. */
const eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

function drawn(columns: number): string {
  const whole = Math.floor(columns);
  return "█".repeat(whole) + (eighths[Math.floor((columns - whole) * 8)] ?? "");
}
