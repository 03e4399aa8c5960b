import type { CoverageKind, Covered } from "./coverage.ts";

/** As wide as a terminal usually is. */
const width = 80;

/** What was reached, as lines that fit a terminal: how much of each kind, and by name what was not. */
export function sayCoverage(report: readonly Covered[]): string {
  return report
    .flatMap(({ kind, reached, missing, notUsed }) => [
      `${kind}: ${reached.length} of ${reached.length + missing.length}`,
      ...named("not reached", kind, missing),
      ...named("not used here", kind, notUsed),
    ])
    .join("\n");
}

function named(label: string, kind: CoverageKind, names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const groups = grouped(kind, names);
  if (groups === undefined) return wrapped(`  ${label}: `, names);
  return [`  ${label}:`, ...[...groups].flatMap(([group, members]) => wrapped(`    ${group}: `, members))];
}

/** What belongs together, in as few groups as there can be. */
function grouped(
  kind: CoverageKind,
  names: readonly string[],
): ReadonlyMap<string, readonly string[]> | undefined {
  const [fewest] = (waysToPart[kind] ?? [])
    .map((part) => groupedBy(part, names))
    .sort((a, b) => a.size - b.size);
  return fewest;
}

function groupedBy(part: Part, names: readonly string[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const name of names) {
    const [group, member] = part(name);
    groups.set(group, [...(groups.get(group) ?? []), member]);
  }
  return groups;
}

type Part = (name: string) => readonly [group: string, member: string];

/** The first word before the others. */
const first =
  (separator: string): Part =>
  (name) => {
    const at = name.indexOf(separator);
    return [name.slice(0, at), name.slice(at + 1)];
  };

/** What happens before where it happens. */
const byFact: Part = (name) => {
  const [from = "", fact = "", ...to] = name.split(" ");
  return [fact, [from, ...to].join(" ")];
};

const waysToPart: { readonly [Kind in CoverageKind]?: readonly Part[] } = {
  places: [first("|")],
  transitions: [byFact, first(" ")],
  reasons: [first(" ")],
};

/** A list after its label, on as many lines as it takes. */
function wrapped(label: string, names: readonly string[]): string[] {
  const indent = " ".repeat(label.search(/\S/) + 2);
  const lines: string[] = [];
  let line = label.trimEnd();
  names.forEach((name, i) => {
    const word = i === names.length - 1 ? name : `${name},`;
    if (line.length + 1 + word.length > width) {
      lines.push(line);
      line = `${indent}${word}`;
    } else line = `${line} ${word}`;
  });
  return [...lines, line];
}
