import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** Something with several outcomes and how often each comes, in any unit: `{ 1: 3, 2: 1 }` is three times out of four 1. */
export type Weights<Key extends string | number = string> = { readonly [Outcome in Key]?: number };

/** A number of days, as how often each number comes. */
export type Days = Weights<number>;

/** A stream of chance. The same seed and name give the same stream on every machine: it draws whole numbers only. */
export interface Chance {
  /** Whether something happens that happens in `share` of the cases. */
  readonly happens: (share: number) => boolean;
  /** A whole number, both ends included. */
  readonly between: (from: number, to: number) => number;
  /** One of the outcomes, as often as they weigh. @throws {RangeError} when nothing has any weight. */
  readonly of: <Key extends string>(weights: Weights<Key>) => Key;
  /** The same for outcomes that are numbers. */
  readonly number: (weights: Weights<number>) => number;
}

/** The chance of one subject: streams of different names are independent, whatever order they are used in. */
export function chance(seed: number, ...names: readonly (string | number)[]): Chance {
  const generator = xoroshiro128plus(hash(`${seed}|${names.join("|")}`));
  const between = (from: number, to: number) => uniformInt(generator, from, to);
  function of<Key extends string>(weights: Weights<Key>): Key {
    const outcomes = Object.entries(weights) as [Key, number][];
    const whole = outcomes.reduce((sum, [, weight]) => sum + weight, 0);
    if (!(whole > 0)) throw new RangeError(`Nothing in ${JSON.stringify(weights)} has any weight.`);
    let left = (between(0, resolution - 1) / resolution) * whole;
    for (const [outcome, weight] of outcomes) {
      left -= weight;
      if (left < 0) return outcome;
    }
    return (outcomes.at(-1) as [Key, number])[0];
  }
  return {
    between,
    of,
    happens: (share) => between(0, resolution - 1) < share * resolution,
    number: (weights) => Number(of(weights as Weights<string>)),
  };
}

const resolution = 2 ** 30;

/**
 * FNV-1a spreads names over 32 bits; what names that differ in their last letters still have in common, the finish of
 * MurmurHash3 takes away. Without it, the first draw of r1, r2, … was much the same for all of them.
 */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return value ^ (value >>> 16);
}
