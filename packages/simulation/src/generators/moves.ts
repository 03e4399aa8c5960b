import { allowed, dateOf, isClosed, type Variant } from "@wor/lifecycle";
import fc, { type Arbitrary } from "fast-check";
import { daysLater } from "../days.ts";
import type { Municipality } from "../harness/municipality.ts";
import type { Path } from "../harness/path.ts";
import type { Sentence } from "../harness/sentence.ts";
import { repertoire, waysIn, waysOut } from "../paths/repertoire.ts";
import { commandOf } from "../paths/say.ts";
import { by, coachNamed, says } from "../paths/speakers.ts";

/**
 * What somebody is up to before it is known how things will stand: numbers that choose among the referrals and
 * sentences there are by then. Shrinks to fewer and simpler moves.
 */
export type Move =
  /** A resident is referred: mostly as it should be, often one who was referred before. */
  | { readonly move: "refer"; readonly resident: number; readonly way: number }
  /** Something the referral could take now. */
  | { readonly move: "likely"; readonly path: number; readonly choice: number; readonly late: number }
  /** Anything at all, also what the rules refuse. */
  | { readonly move: "any"; readonly path: number; readonly choice: number }
  | { readonly move: "coach"; readonly coach: number; readonly choice: number }
  | { readonly move: "activity"; readonly activity: number; readonly choice: number }
  | { readonly move: "days"; readonly days: number }
  /** The answer was lost: the last step is given again. */
  | { readonly move: "again" }
  /** At the same moment, none knowing of the others. */
  | { readonly move: "together"; readonly moves: readonly Move[] };

/** One move of one of so many residents, or of the people around them. */
export function singleMoves(residents: number): Arbitrary<Move> {
  const choice = fc.nat(10_000);
  const path = fc.nat(20);
  return fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({
        move: fc.constant("refer" as const),
        resident: fc.integer({ min: 1, max: residents }),
        way: fc.nat(30),
      }),
    },
    {
      weight: 12,
      arbitrary: fc.record({
        move: fc.constant("likely" as const),
        path,
        choice,
        late: fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 20 })),
      }),
    },
    { weight: 2, arbitrary: fc.record({ move: fc.constant("any" as const), path, choice }) },
    {
      weight: 2,
      arbitrary: fc.record({
        move: fc.constant("coach" as const),
        coach: fc.integer({ min: 1, max: 2 }),
        choice,
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ move: fc.constant("activity" as const), activity: fc.nat(3), choice }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        move: fc.constant("days" as const),
        days: fc.oneof(fc.integer({ min: 1, max: 10 }), fc.integer({ min: 1, max: 120 })),
      }),
    },
    { weight: 1, arbitrary: fc.record({ move: fc.constant("again" as const) }) },
  );
}

/** What a move comes down to as things stand; nothing when nothing can come of it. */
export function sentenceOf(move: Move, town: Municipality): Sentence | undefined {
  const { variant } = town;
  switch (move.move) {
    case "refer": {
      const ways = waysIn(variant);
      // Most come in as they should; the first way is the plain one.
      const way = ways[move.way % 3 === 0 ? move.way % ways.length : 0];
      return way && "who" in way ? ofResident(way, `resident-${move.resident}`) : way;
    }
    case "coach":
      return chosen(coachMoves(move.coach), move.choice);
    case "activity":
      return chosen(activityMoves(variant, move.activity), move.choice);
    case "likely":
    case "any": {
      const { paths } = town;
      if (paths.length === 0) return undefined;
      const index = pathIndex(paths, move.path);
      const path = paths[index];
      if (path === undefined) return undefined;
      const all = [
        ...repertoire(path.state, path.variant, town.time.now).filter((one) => !isOfTwo(one)),
        ...waysOut(path.variant, path.state),
        ...merging(paths, index),
      ];
      const sentence = chosen(move.move === "any" ? all : likely(all, path), move.choice);
      return sentence && about(sentence, index, move.move === "likely" ? move.late : 0, town);
    }
    default:
      return undefined;
  }
}

/** Nearly always one that is still open. */
function pathIndex(paths: readonly Path[], choice: number): number {
  const open = paths.flatMap((path, i) => (isClosed(path.state.place) ? [] : [i]));
  return open.length === 0 || choice === 20 ? choice % paths.length : (open[choice % open.length] ?? 0);
}

/** What the referral could take by the permission table and the machine; what ends it at once only now and then. */
function likely(all: readonly Sentence[], path: Path): readonly Sentence[] {
  const fits = all.filter((sentence) => {
    if ("until" in sentence) return false;
    const said = commandOf(sentence, [path.state], path.variant);
    if (said === undefined || !("referral" in said.command)) return false;
    return allowed(path.state, said.actor, path.variant).some(
      (one) => one.allowed && one.command === said.command.type,
    );
  });
  const goingOn = fits.filter((sentence) => "verb" in sentence && !endings.has(sentence.verb));
  return [...goingOn, ...goingOn, ...fits];
}

/** Whether it is about two referrals: which the second is, is for the town to say. */
const isOfTwo = (sentence: Sentence): boolean => "verb" in sentence && sentence.verb === "merges";

/** Two open referrals of one resident can become one. */
function merging(paths: readonly Path[], index: number): Sentence[] {
  const path = paths[index];
  const other = paths.findIndex(
    (one, i) => i !== index && one.resident === path?.resident && !isClosed(one.state.place),
  );
  if (path === undefined || other < 0) return [];
  const who = by(path.variant, "DropReferral", "coach", path.state);
  return [says(who, "merges", { path: 0 }, { id: paths[other]?.id })];
}

const endings: ReadonlySet<string> = new Set(["drops", "merges", "marksInError", "notesConsent"]);

/** The sentence about the n-th path instead of the first; written down late where that is asked. */
function about(sentence: Sentence, index: number, late: number, town: Municipality): Sentence {
  if ("until" in sentence) return sentence;
  const args = sentence.args.map((arg) =>
    typeof arg === "object" && arg !== null && "path" in arg ? { path: index } : arg,
  );
  if (late === 0 || args.some((arg, i) => i > 0 && typeof arg === "object")) return { ...sentence, args };
  return { ...sentence, args: [...args, { occurredAt: dateOf(daysLater(town.time.now, -late)) }] };
}

function ofResident(sentence: Extract<Sentence, { who: unknown }>, resident: string): Sentence {
  if (sentence.verb !== "refers") return sentence;
  const who = sentence.who.role === "resident" ? { ...sentence.who, key: resident } : sentence.who;
  return { ...sentence, who, args: [resident, ...sentence.args.slice(1)] };
}

function coachMoves(n: number): Sentence[] {
  const coach = coachNamed(`coach-${n}`);
  const other = `coach-${n === 1 ? 2 : 1}`;
  return [
    says(coach, "leaves"),
    says(coach, "startsWork"),
    says(coach, "goesOnLeave"),
    says(coach, "goesOnLeave", { standIn: other }),
    says(coach, "comesBack"),
    says(coach, "changesWork", { maxCaseload: 1 }),
  ];
}

function activityMoves(variant: Variant, n: number): Sentence[] {
  const activity = ["walking-group", "eating-club", "full-course", "old-choir"][n] ?? "walking-group";
  const keeper = by(variant, "StopActivity", "coordinator");
  return [
    says(keeper, "suspendsActivity", activity),
    says(keeper, "resumesActivity", activity),
    says(keeper, "changesActivity", activity, { kind: "walking", capacity: 1 }),
    says(keeper, "stopsActivity", activity),
    says(keeper, "offers", activity),
  ];
}

const chosen = <T>(list: readonly T[], choice: number): T | undefined => list[choice % list.length];
