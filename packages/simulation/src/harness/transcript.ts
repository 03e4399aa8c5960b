import { isPath } from "./told.ts";

/** One line of a story as it was told: who did what to what, and whether the rules refused it. */
export type Line =
  | StepLine
  | { readonly kind: "introduced"; readonly who: Named; readonly code: string }
  | { readonly kind: "time" | "rules"; readonly code: string }
  | { readonly kind: "again"; readonly line: StepLine | undefined }
  | { readonly kind: "together"; readonly lines: Line[] };

/** Somebody does something. */
export interface StepLine {
  readonly kind: "step";
  readonly who: Named;
  readonly verb: string;
  readonly args: readonly unknown[];
  /** The referral it made. */
  made?: string;
  refused?: string;
}

/** Somebody who has a name in the code of the story. */
export interface Named {
  readonly variable: string;
}

/** What happened in a town, as harness code that can be pasted into a test. */
export class Transcript {
  readonly #opening: string;
  readonly #lines: Line[] = [];
  #together: Line[] | undefined;

  constructor(opening: string) {
    this.#opening = opening;
  }

  add<L extends Line>(line: L): L {
    (this.#together ?? this.#lines).push(line);
    return line;
  }

  /** What is added while `work` goes on happens at once. */
  async together<T>(work: () => Promise<T>): Promise<T> {
    const lines: Line[] = [];
    this.#together = lines;
    try {
      return await work();
    } finally {
      this.#together = undefined;
      this.add({ kind: "together", lines });
    }
  }

  get code(): string {
    const paths = new Map<string, string>();
    for (const line of this.#lines.flatMap((one) => (one.kind === "together" ? one.lines : [one])))
      if (line.kind === "step" && line.made !== undefined && !paths.has(line.made))
        paths.set(line.made, `path${paths.size + 1}`);
    return [this.#opening, ...this.#lines.map((line) => writeLine(line, paths))].join("\n");
  }
}

function writeLine(line: Line, paths: ReadonlyMap<string, string>): string {
  switch (line.kind) {
    case "introduced":
      return `const ${line.who.variable} = ${line.code};`;
    case "time":
    case "rules":
      return line.code;
    case "again":
      return `await town.again();${line.line === undefined ? "" : ` // ${call(line.line, paths)}`}`;
    case "together":
      return together(line.lines, paths);
    case "step":
      break;
  }
  if (line.refused !== undefined) return `await town.refuses(${call(line, paths)}, "${line.refused}");`;
  const made = line.made === undefined ? undefined : paths.get(line.made);
  return `${made === undefined ? "" : `const ${made} = `}await ${call(line, paths)};`;
}

function together(lines: readonly Line[], paths: ReadonlyMap<string, string>): string {
  const steps = lines.filter((line) => line.kind === "step");
  const calls = steps.map((line) => {
    const outcome = line.refused === undefined ? "" : ` // refused: ${line.refused}`;
    return `  () => ${call(line, paths)},${outcome}`;
  });
  const others = lines.filter((line) => line.kind !== "step").map((line) => writeLine(line, paths));
  // What several steps at once have made has a name only once all of them are done.
  const made = steps.flatMap((line) => {
    const name = line.made === undefined ? undefined : paths.get(line.made);
    return name === undefined ? [] : [`const ${name} = town.path(${JSON.stringify(line.made)});`];
  });
  return [...others, "await town.atOnce(", ...calls, ");", ...made].join("\n");
}

function call(line: StepLine, paths: ReadonlyMap<string, string>): string {
  const args = line.args.filter((arg) => arg !== undefined).map((arg) => writeValue(arg, paths));
  return `${line.who.variable}.${line.verb}(${args.join(", ")})`;
}

function writeValue(value: unknown, paths: ReadonlyMap<string, string>): string {
  if (isPath(value)) return paths.get(value.id) ?? `town.path(${JSON.stringify(value.id)})`;
  if (isNamed(value)) return value.variable;
  if (Array.isArray(value)) return `[${value.map((one) => writeValue(one, paths)).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const fields = Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .map(([key, field]) => `${/^\w+$/.test(key) ? key : JSON.stringify(key)}: ${writeValue(field, paths)}`);
    return fields.length === 0 ? "{}" : `{ ${fields.join(", ")} }`;
  }
  return JSON.stringify(value);
}

const isNamed = (value: unknown): value is Named =>
  typeof value === "object" && value !== null && "variable" in value && typeof value.variable === "string";

/** A key as the name of a variable: `coach-1` becomes `coach1`, a clash with what is there already `coach1b`. */
export function variableFor(key: string, taken: ReadonlySet<string>): string {
  const words = key.split(/[^A-Za-z0-9]+/).filter((word) => word !== "");
  const joined = words.map((word, i) => (i === 0 ? word : word[0]?.toUpperCase() + word.slice(1))).join("");
  const name = /^[A-Za-z]/.test(joined) ? joined : `p${joined}`;
  for (let n = 1; ; n += 1) {
    const candidate = n === 1 ? name : `${name}${"abcdefghijklmnopqrstuvwxyz"[n - 1] ?? n}`;
    if (!taken.has(candidate) && candidate !== "town") return candidate;
  }
}
