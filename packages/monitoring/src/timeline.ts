import type { Moment } from "@wor/engine";
import {
  type Instant,
  isFactType,
  isLifeFactType,
  type LifeFact,
  type LifeFactType,
  Role,
  roleWords,
  type Variant,
} from "@wor/lifecycle";
import { momentOf } from "./as-of.ts";
import { sentences } from "./sentences.ts";
import type { Locale } from "./table.ts";
import { placeText, roleText } from "./words.ts";

/** One line in the life of a referral. */
export interface TimelineLine {
  /** When it happened. */
  readonly at: Instant;
  /** When it was entered, where that was on another day. */
  readonly enteredAt?: Instant | undefined;
  readonly type: string;
  /** What happened, as a sentence without a full stop. */
  readonly what: string;
  /** Who told it: a role as this municipality calls it, and the key of the person. */
  readonly who: string;
  readonly why?: string | undefined;
  /** Where the referral stood afterwards, where that changed. */
  readonly place?: string | undefined;
}

/**
 * The life of a referral as readable lines, in the order in which it was told. `moments` come from
 * `engine.history`.
 */
export function timeline(
  moments: readonly Moment[],
  locale: Locale,
  variant?: Variant | undefined,
): TimelineLine[] {
  let before: string | undefined;
  return moments.map(({ event, state }) => {
    const at = momentOf(event.occurredAt);
    const recordedAt = momentOf(event.recordedAt);
    const sentence = sentenceOf(event, locale, variant);
    const place = placeText(state.place)[locale];
    const moves = place !== before;
    before = place;
    return {
      at,
      ...(day(recordedAt) !== day(at) && { enteredAt: recordedAt }),
      type: event.type,
      what: sentence.what,
      who: whoText(event.actor, locale, variant),
      ...(sentence.why !== undefined && { why: sentence.why }),
      ...(moves && { place }),
    };
  });
}

function sentenceOf(
  event: Moment["event"],
  locale: Locale,
  variant: Variant | undefined,
): { readonly what: string; readonly why?: string | undefined } {
  if (!isFactType(event.type) || !isLifeFactType(event.type)) return { what: event.type };
  const sentence = sentences[event.type] as Sentence;
  // `engine.history` has read the event as a fact of this type and version already.
  const { what, why } = sentence(event.data as LifeFact["data"], variant);
  return { what: what[locale], why: why?.[locale] };
}

type Sentence = (
  data: LifeFact["data"],
  variant: Variant | undefined,
) => ReturnType<(typeof sentences)[LifeFactType]>;

function whoText(actor: Moment["event"]["actor"], locale: Locale, variant: Variant | undefined): string {
  const role = Role.safeParse(actor.role);
  const name = role.success ? roleText(role.data, variant)[locale] : actor.role;
  if (actor.role === "system") return roleWords.system[locale];
  return `${name} ${actor.id}${actor.organisation === undefined ? "" : ` (${actor.organisation})`}`;
}

const day = (moment: string): string => moment.slice(0, 10);
