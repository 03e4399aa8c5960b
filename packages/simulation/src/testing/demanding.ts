import { Variant } from "@wor/lifecycle";

/** Rules that ask everything that can be asked, so that every refusal and every step has its chance. */
export const demanding: Variant = Variant.parse({
  id: "demanding",
  version: 1,
  name: { nl: "Veeleisend", en: "Demanding" },
  municipality: "demanding",
  areas: ["north", "south"],
  referring: {
    professions: ["gp", "districtNurse"],
    selfReferral: true,
    organisations: ["practice-a"],
    reasons: [
      { code: "loneliness", label: { nl: "Eenzaamheid", en: "Loneliness" }, core: "loneliness" },
      { code: "loss", label: { nl: "Verlies", en: "Loss" }, core: "loss" },
    ],
    minimumAge: 55,
    exclusions: [
      { code: "psychosis", label: { nl: "Psychose", en: "Psychosis" }, redirectTo: "mentalHealthCare" },
    ],
  },
  triage: { by: "coach", postponeAtMost: 1 },
  coach: { assign: "byHand", maxCaseload: 3, trainingRequired: true },
  contact: { maxAttempts: 2, dropWhenUnreachable: false },
  conversations: { modes: ["homeVisit", "phone"], maximum: 2 },
  matching: { trying: true, accompanying: false, waitingList: true },
  feedback: { interim: ["intake", "match"], messages: ["takesPart", "stopped", "completed"] },
  measurements: [{ instrument: "own", moments: ["start"] }],
  ending: {
    reasons: [{ code: "tooFar", label: { nl: "Te ver weg", en: "Too far" }, core: "noTransport" }],
  },
});
