import { z } from "zod";
import { EndReason } from "../ending/reasons.ts";
import { FeedbackMessage, feedbackChannels } from "../feedback/moments.ts";
import { Code } from "../vocabulary/identifiers.ts";
import { Profession } from "../vocabulary/roles.ts";
import { Term } from "../vocabulary/times.ts";
import { Reason, said } from "./described.ts";

/** What the referrer hears, when and how. At the end and after a drop there always is feedback. */
export const FeedbackPolicy = z.strictObject({
  interim: said(
    z.array(z.enum(["intake", "match"])).default(["match"]),
    "Tussentijdse terugkoppeling; aan het einde en bij uitval is zij er altijd",
    "Interim feedback; at the end and after a drop there always is",
  ),
  within: said(Term.default({ workingDays: 10 }), "Terugkoppeling binnen", "Feedback within"),
  delegateTo: said(
    z.array(Profession).default(["practiceNurse"]),
    "Wie het namens de verwijzer kan ontvangen",
    "Who may receive it for the referrer",
    "Nijmegen 2019 L88: via de praktijkondersteuner",
  ),
  messages: said(
    z
      .array(FeedbackMessage)
      .min(1)
      .default([...FeedbackMessage.options]),
    "Wat er gemeld wordt",
    "What is told",
  ),
  via: said(
    z
      .array(z.enum(feedbackChannels))
      .min(1)
      .default([...feedbackChannels]),
    "Langs welke weg",
    "By which way",
  ),
});

/** Which questionnaires, and when. */
export const MeasurementsPolicy = z.array(
  z.strictObject({
    instrument: said(
      Code,
      "Vragenlijst: positiveHealth, ons4, loneliness6 of een eigen lijst",
      "Questionnaire: positiveHealth, ons4, loneliness6 or one of your own",
    ),
    moments: said(z.array(z.enum(["start", "after3Months", "after6Months"])).min(1), "Wanneer", "When"),
  }),
);

/** How it can end otherwise than by completing. */
export const EndingPolicy = z.strictObject({
  reasons: said(
    z
      .array(
        Reason.extend({
          core: said(EndReason, "De kernreden waarbij deze hoort", "The core reason it belongs to"),
        }),
      )
      .default([]),
    "Eigen redenen van beëindigen, met de kernreden",
    "Own reasons for ending, each with its core reason",
  ),
});
