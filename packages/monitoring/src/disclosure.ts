/** Numbers of which some are hidden, and the sums that everybody can see they make. */
export interface Unknowns {
  /** Every number, as it really is. */
  readonly values: ReadonlyMap<string, number>;
  /** Those that nobody should find out. */
  readonly small: ReadonlySet<string>;
  /** Those that are not printed, and may be zero: what is left of a total. */
  readonly implied: ReadonlySet<string>;
  readonly hidden: ReadonlySet<string>;
  /** Sums that come out, by the key of each number in them. */
  readonly equations: ReadonlyMap<string, readonly Equation[]>;
}

/** Σ weight × number = 0. */
export interface Equation {
  readonly terms: ReadonlyMap<string, number>;
}

/** By how much numbers differ from the truth while all that is printed stays the same. */
export type Otherwise = ReadonlyMap<string, number>;

/**
 * Another reading of all that is printed, in which the number of `key` is not what it really is; nothing where there
 * is none, or none is found in time: then more is hidden than has to be, never less. What is hidden later takes no
 * reading away.
 *
 * @param options `patience`: how many readings are looked at. With 40 whole tables went; 400 hid a few numbers fewer
 * than 150 and took four times as long.
 */
export function otherwise(
  key: string,
  unknowns: Unknowns,
  { patience = 150 }: { readonly patience?: number } = {},
): Otherwise | undefined {
  for (const step of [1, -1, 2, -2]) {
    const reading = settled(changed(truth, key, step, unknowns), key, unknowns, patience);
    if (reading !== undefined) return reading;
  }
  return undefined;
}

/** What was changed, and by how much each sum does not come out for it. */
interface Reading {
  readonly changes: Otherwise;
  readonly left: ReadonlyMap<Equation, number>;
}

const truth: Reading = { changes: new Map(), left: new Map() };

/** Changes other numbers until every sum comes out again, going on from where the least is left. */
function settled(
  begin: Reading | undefined,
  key: string,
  unknowns: Unknowns,
  patience: number,
): Otherwise | undefined {
  const waiting = new Map<number, Reading[]>();
  const met = new Set<string>();
  const meet = (reading: Reading | undefined) => {
    if (reading === undefined) return;
    const name = [...reading.changes].map(String).sort().join();
    if (met.has(name)) return;
    met.add(name);
    let far = reading.changes.size;
    for (const left of reading.left.values()) far += Math.abs(left);
    const alike = waiting.get(far);
    if (alike === undefined) waiting.set(far, [reading]);
    else alike.push(reading);
  };
  meet(begin);
  for (let looked = 0; looked < patience && waiting.size > 0; looked += 1) {
    const nearest = Math.min(...waiting.keys());
    const reading = waiting.get(nearest)?.shift();
    if (waiting.get(nearest)?.length === 0) waiting.delete(nearest);
    if (reading?.left.size === 0) return reading.changes;
    if (reading !== undefined) for (const next of settling(reading, key, unknowns)) meet(next);
  }
  return undefined;
}

/** Of the sum that the fewest numbers can settle, each of those changed: by what is left, or on the way there. */
function* settling(reading: Reading, key: string, unknowns: Unknowns): Generator<Reading | undefined> {
  const open = [...reading.left].map(([{ terms }, left]) => ({
    left,
    free: [...terms].filter(([one]) => one !== key && unknowns.hidden.has(one)),
  }));
  const [hardest] = open.sort((a, b) => a.free.length - b.free.length);
  for (const [one, weight] of hardest?.free ?? [])
    for (const step of new Set([-(hardest?.left ?? 0) / weight, 1, -1]))
      if (Number.isInteger(step)) yield changed(reading, one, step, unknowns);
}

/** The reading with one more change, if the number can be that: zeros are printed, so what is hidden is one at least. */
function changed(
  { changes, left }: Reading,
  key: string,
  step: number,
  unknowns: Unknowns,
): Reading | undefined {
  const { values, implied, equations } = unknowns;
  const change = (changes.get(key) ?? 0) + step;
  if ((values.get(key) ?? 0) + change < (implied.has(key) ? 0 : 1)) return undefined;
  const next = { changes: new Map(changes), left: new Map(left) };
  if (change === 0) next.changes.delete(key);
  else next.changes.set(key, change);
  for (const equation of equations.get(key) ?? []) {
    const over = (left.get(equation) ?? 0) + step * (equation.terms.get(key) ?? 0);
    if (over === 0) next.left.delete(equation);
    else next.left.set(equation, over);
  }
  return next;
}
