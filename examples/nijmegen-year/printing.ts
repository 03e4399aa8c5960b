import { styleText } from "node:util";
import { Presets, SingleBar } from "cli-progress";
import CliTable from "cli-table3";

let chapters = 0;

/** A heading. */
export function chapter(title: string): void {
  chapters += 1;
  console.log(`\n${styleText("bold", `${chapters}. ${title}`)}\n`);
}

export function say(text: string): void {
  console.log(text);
}

/** Something a person of the town does or hears. */
export function happens(when: string, text: string): void {
  console.log(`  ${styleText("dim", when.slice(0, 10))}  ${text}`);
}

/** A no, in both languages, with what would help. */
export function isRefused({ message, help }: { message: Said; help: Said }): void {
  console.log(`              ${styleText("yellow", "✗")} ${message.en}`);
  console.log(`                ${help.en}`);
  console.log(`              ${styleText("yellow", "✗")} ${message.nl}`);
  console.log(`                ${help.nl}`);
}

type Said = { readonly nl: string; readonly en: string };

export function table(head: string[], rows: (string | number)[][]): void {
  const grid = new CliTable({ head, colAligns: ["left", "right", "right"], style: { head: [], border: [] } });
  grid.push(...rows);
  console.log(grid.toString());
}

/** A bar on a terminal; nothing elsewhere, where it would fill a log. */
export function progress(label: string, total: number): { update: (done: number) => void; stop: () => void } {
  if (!process.stdout.isTTY) {
    console.log(`${label}: ${total} rows`);
    return { update: () => {}, stop: () => {} };
  }
  const bar = new SingleBar(
    { format: `${label} {bar} {value} of {total}`, hideCursor: true },
    Presets.shades_classic,
  );
  bar.start(total, 0);
  return bar;
}

export function end(): void {
  console.log("");
}
