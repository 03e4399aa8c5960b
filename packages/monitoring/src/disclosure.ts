/** Numbers of which some are hidden, and the sums that everybody can see they make. */
export interface Unknowns {
  /** Every number, as it really is. */
  readonly values: ReadonlyMap<string, number>;
  /** Those that nobody should find out. */
  readonly small: ReadonlySet<string>;
  /** Those that are not printed, and may be zero: what is left of a total. */
  readonly implied: ReadonlySet<string>;
  readonly hidden: ReadonlySet<string>;
  /** Σ weight × number = constant. */
  readonly equations: readonly Equation[];
}

interface Equation {
  readonly terms: ReadonlyMap<string, number>;
  readonly constant: number;
}

/** The first small number that can be computed from what is printed, if there is one. */
export function disclosed(unknowns: Unknowns): string | undefined {
  for (const key of unknowns.small) {
    const problem = around(key, unknowns);
    if (!canBeOtherwise(key, problem)) return key;
  }
  return undefined;
}

/** The hidden numbers that hang together with one, and the sums between them, with what is printed filled in. */
interface Problem {
  readonly names: readonly string[];
  readonly truth: ReadonlyMap<string, number>;
  readonly least: ReadonlyMap<string, number>;
  readonly equations: readonly Equation[];
}

function around(key: string, { values, implied, hidden, equations }: Unknowns): Problem {
  const names = new Set([key]);
  const own = new Set<Equation>();
  for (let before = -1; before !== names.size; ) {
    before = names.size;
    for (const equation of equations) {
      if (own.has(equation) || ![...equation.terms.keys()].some((name) => names.has(name))) continue;
      own.add(equation);
      for (const name of equation.terms.keys()) if (hidden.has(name)) names.add(name);
    }
  }
  const value = (name: string) => values.get(name) ?? 0;
  return {
    names: [...names],
    truth: new Map([...names].map((name) => [name, value(name)])),
    // Zeros are printed, so whoever reads knows that a hidden count is one at least.
    least: new Map([...names].map((name) => [name, implied.has(name) ? 0 : 1])),
    equations: [...own].map(({ terms, constant }) => {
      let left = constant;
      const open = new Map<string, number>();
      for (const [name, weight] of terms)
        if (names.has(name)) open.set(name, weight);
        else left -= weight * value(name);
      return { terms: open, constant: left };
    }),
  };
}

/** How far from the truth other numbers are looked for, and how long; not found in that time counts as disclosed. */
const farthest = 12;
const patience = 4_000;

/** Whether some other value of `key` fits all that is printed just as well. */
function canBeOtherwise(key: string, problem: Problem): boolean {
  const truth = problem.truth.get(key) ?? 0;
  const least = problem.least.get(key) ?? 0;
  for (let step = 1; step <= farthest; step += 1)
    for (const guess of [truth + step, truth - step])
      if (guess >= least && fits(new Map([[key, guess]]), problem)) return true;
  return false;
}

/** Whether numbers can be found for all others, so that every sum comes out. */
function fits(guesses: Map<string, number>, { names, truth, least, equations }: Problem): boolean {
  let tried = 0;
  const bounds = (name: string): readonly [number, number] => {
    const guess = guesses.get(name);
    if (guess !== undefined) return [guess, guess];
    return [least.get(name) ?? 0, (truth.get(name) ?? 0) + farthest];
  };

  function possible(): boolean {
    return equations.every(({ terms, constant }) => {
      let [low, high] = [0, 0];
      for (const [name, weight] of terms) {
        const [from, to] = bounds(name);
        low += weight > 0 ? weight * from : weight * to;
        high += weight > 0 ? weight * to : weight * from;
      }
      return low <= constant && constant <= high;
    });
  }

  function search(): boolean {
    tried += 1;
    if (tried > patience || !possible()) return false;
    const name = names.find((one) => !guesses.has(one));
    if (name === undefined) return true;
    const [from, to] = bounds(name);
    const middle = truth.get(name) ?? from;
    for (const guess of nearest(middle, from, to)) {
      guesses.set(name, guess);
      if (search()) return true;
      guesses.delete(name);
    }
    return false;
  }
  return search();
}

/** All whole numbers from `from` to `to`, those nearest to `middle` first. */
function* nearest(middle: number, from: number, to: number): Generator<number> {
  for (let step = 0; step <= to - from + 1; step += 1) {
    if (middle + step >= from && middle + step <= to) yield middle + step;
    if (step > 0 && middle - step >= from && middle - step <= to) yield middle - step;
  }
}
