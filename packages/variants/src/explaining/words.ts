import {
  type FeedbackMessage,
  type feedbackChannels,
  type Variant,
  valueWords,
  type Words,
} from "@wor/lifecycle";

/** How conversations are held. */
export const modeWords: { readonly [Mode in Variant["conversations"]["modes"][number]]: Words } =
  valueWords["conversations.modes"];

/** By which way the referrer is told. */
export const channelWords: { readonly [Way in (typeof feedbackChannels)[number]]: Words } =
  valueWords["feedback.via"];

/** What the referrer is told. */
export const messageWords: { readonly [Message in FeedbackMessage]: Words } = valueWords["feedback.messages"];

/** How a referrer hands over. */
export const handoverWords: { readonly [H in Variant["referring"]["handovers"][number]]: Words } = {
  none: { nl: "Alleen verwijzen", en: "Just referring" },
  warm: { nl: "Met een warme overdracht", en: "With a warm handover" },
  appointment: { nl: "Met meteen een afspraak", en: "With an appointment at once" },
};

/** Moments, and what is consented to. */
export const momentWords = {
  ...valueWords["feedback.interim"],
  ...valueWords["measurements.moments"],
  referral: { nl: "de verwijzing", en: "the referral" },
  contact: { nl: "contact", en: "contact" },
  feedback: { nl: "terugkoppeling", en: "feedback" },
} as const satisfies { readonly [moment: string]: Words };

/** The questionnaires that are scored by their published rules. */
export const instrumentWords: { readonly [instrument: string]: Words } =
  valueWords["measurements.instrument"];

/** "Elke 1 maand" as people say it: elke maand, elk jaar. */
export const rhythm = (text: string): string =>
  text.replace(/\b(elke|every) 1 /i, "$1 ").replace(/\b(e)lke jaar/i, "$1lk jaar");
