import {
  type EndReason,
  type FeedbackMoment,
  type Initiator,
  nameOfDestination,
  type Place,
  placeWords,
  type Role,
  reasonFor,
  roleWords,
  stageWords,
  type Variant,
  valueWords,
} from "@wor/lifecycle";
import type { Locale, Text } from "./table.ts";

const text = (nl: string, en: string): Text => ({ nl, en });

type CoreReason = Variant["referring"]["reasons"][number]["core"];

export const coreReasonWords: { readonly [reason in CoreReason]: Text } =
  valueWords["referring.reasons.core"];

export const endReasonWords: { readonly [reason in EndReason]: Text } = valueWords["ending.reasons.core"];

export const initiatorWords: { readonly [initiator in Initiator]: Text } = {
  resident: text("inwoner", "resident"),
  referrer: text("verwijzer", "referrer"),
  service: text("de welzijnsorganisatie", "service"),
  circumstance: text("omstandigheden", "circumstance"),
};

export const feedbackMomentWords: { readonly [moment in FeedbackMoment]: Text } = {
  intake: text("na de intake", "after the intake"),
  match: text("na de match", "after the match"),
  end: text("na afronding", "after completion"),
  drop: text("na uitval", "after a drop-out"),
};

export const sexWords = {
  female: text("vrouw", "female"),
  male: text("man", "male"),
  other: text("anders", "other"),
  unknown: text("onbekend", "unknown"),
} as const;

/** Where a referral stands. Both who ended early and who completed may wait for the referrer to be told. */
export const placeText = ({ lifecycle }: Pick<Place, "lifecycle">): Text =>
  lifecycle === "dropped.reporting" ? stageWords.dropped : placeWords[lifecycle];

/** Words that begin with a capital, within a sentence. */
export const inSentence = ({ nl, en }: Text): Text => ({ nl: small(nl), en: small(en) });

const small = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1);

/** What the municipality calls a reason for referral; the code itself when its variant does not list it. */
export function reasonText(code: string, variants: readonly Variant[]): Text {
  for (const variant of variants) {
    const known = reasonFor(variant, code);
    if (known !== undefined) return known.label;
  }
  return { nl: code, en: code };
}

/** What the municipality calls other help that people are referred on to; the key as it reads where it has no name. */
export function destinationText(key: string, variants: readonly Variant[]): Text {
  const naming = variants.find(({ destinations }) => destinations?.[key] !== undefined);
  return nameOfDestination(key, naming ?? {});
}

/** The code of a reason as it is now: who moved to newer rules counts under what took the place of theirs. */
export const reasonNow = (code: string, variant: Variant | undefined): string =>
  (variant && reasonFor(variant, code)?.code) ?? code;

/** The core reason a municipality's own reason counts as. */
export function coreReasonOf(code: string, variant: Variant | undefined): CoreReason {
  return (variant && reasonFor(variant, code)?.core) ?? "other";
}

/** What a role is called here: a municipality may have its own word for it. */
export function roleText(role: Role, variant: Variant | undefined): Text {
  return variant?.terms[role] ?? roleWords[role];
}

const dayFormats: { readonly [locale in Locale]: Intl.DateTimeFormat } = {
  nl: new Intl.DateTimeFormat("nl-NL", { dateStyle: "medium", timeZone: "Europe/Amsterdam" }),
  en: new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeZone: "Europe/Amsterdam" }),
};

/** A moment as the day people call it: `3 mei 2022`. A day as such (`2022-05-03`) is taken as it is. */
export function dayText(moment: string, locale: Locale): string {
  return dayFormats[locale].format(new Date(moment.length === 10 ? `${moment}T12:00:00Z` : moment));
}
