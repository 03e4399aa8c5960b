import { ownWords } from "./permission/own.ts";
import {
  commandWords,
  type Locale,
  optionalStepWords,
  placeWords,
  professionWords,
  roleWords,
  stageWords,
  stepWords,
  type Words,
} from "./vocabulary/words.ts";

/**
 * Every no that the engine can give, with the sentence people read and what would help. `{…}` is filled in from
 * the details; details hold keys, codes and dates, never personal data.
 */
export const rejections = {
  "invalid-command": {
    nl: "De opdracht klopt niet bij “{path}”: {problem}.",
    en: 'The command is not right at "{path}": {problem}.',
    help: { nl: "Herstel dit veld en probeer het opnieuw.", en: "Correct this field and try again." },
  },
  "unknown-referral": {
    nl: "Verwijzing {referral} bestaat niet in deze gemeente.",
    en: "There is no referral {referral} in this municipality.",
    help: { nl: "Controleer de sleutel van de verwijzing.", en: "Check the referral's key." },
  },
  "unknown-variant": {
    nl: "Variant {variant} is niet geladen.",
    en: "Variant {variant} is not loaded.",
    help: { nl: "Beschikbaar: {available}.", en: "Available: {available}." },
  },
  "several-variants": {
    nl: "Voor dit traject ({pathway}) heeft de gemeente meer dan één variant.",
    en: "For this pathway ({pathway}) the municipality has more than one variant.",
    help: {
      nl: "Noem bij variant welke het is: {variants}.",
      en: "Name under variant which one it is: {variants}.",
    },
  },
  "variant-changed": {
    nl: "{variant} is veranderd sinds deze verwijzing begon.",
    en: "{variant} has changed since this referral began.",
    help: {
      nl: "Geef de gewijzigde afspraken een nieuw versienummer, en laad ook de oude.",
      en: "Give the changed agreements a new version number, and load the old ones too.",
    },
  },
  "not-permitted": {
    nl: "Als {role} mag u dit hier niet: {command}.",
    en: "As {role} you may not do this here: {command}.",
    help: { nl: "Vraag het aan: {permitted}.", en: "Ask one of: {permitted}." },
  },
  "not-permitted-here": {
    nl: "Als {role} mag u dit ({command}) alleen in de fase: {stages}.",
    en: "As {role} you may do this ({command}) only at the stage: {stages}.",
    help: { nl: "Vraag het aan: {permitted}.", en: "Ask one of: {permitted}." },
  },
  "not-yours": {
    nl: "Als {role} mag u dit ({command}) alleen bij eigen verwijzingen: {own}.",
    en: "As {role} you may do this ({command}) only for referrals of your own: {own}.",
    help: { nl: "Vraag het aan: {permitted}.", en: "Ask one of: {permitted}." },
  },
  "not-yours-to-see": {
    nl: "Als {role} ziet u alleen eigen verwijzingen: {own}.",
    en: "As {role} you see only referrals of your own: {own}.",
    help: {
      nl: "Vraag het aan wie alle verwijzingen ziet, zoals de coördinator.",
      en: "Ask somebody who sees all referrals, such as the coordinator.",
    },
  },
  "not-your-own-work": {
    nl: "Als {role} mag u dit ({command}) alleen voor uzelf, niet voor {coach}.",
    en: "As {role} you may do this ({command}) only for yourself, not for {coach}.",
    help: { nl: "Vraag het aan: {permitted}.", en: "Ask one of: {permitted}." },
  },
  "not-in-this-state": {
    nl: "Dit kan niet zolang de verwijzing op “{place}” staat: {command}.",
    en: 'This cannot be done while the referral is at "{place}": {command}.',
    help: { nl: "Kijk met allowed() wat nu wel kan.", en: "See what can be done now with allowed()." },
  },
  "in-the-future": {
    nl: "{occurredAt} ligt in de toekomst.",
    en: "{occurredAt} lies in the future.",
    help: {
      nl: "Leg vast wat gebeurd is, niet wat gepland is.",
      en: "Record what has happened, not what is planned.",
    },
  },
  "before-the-referral": {
    nl: "{occurredAt} ligt vóór de verwijzing van {registeredAt}.",
    en: "{occurredAt} lies before the referral of {registeredAt}.",
    help: { nl: "Controleer de datum.", en: "Check the date." },
  },
  "date-has-passed": {
    nl: "{date} is al voorbij.",
    en: "{date} has already passed.",
    help: { nl: "Kies een dag vanaf morgen.", en: "Choose a day from tomorrow on." },
  },

  "referral-already-open": {
    nl: "Voor deze inwoner loopt al verwijzing {referral}, sinds {since}.",
    en: "Referral {referral} is already open for this resident, since {since}.",
    help: {
      nl: "Sluit daarbij aan. Bewust een tweede openen, met een reden, kan alleen als: {override}.",
      en: "Join that one. A deliberate second, with a reason, can only be opened as: {override}.",
    },
  },
  "second-not-permitted": {
    nl: "Als {role} mag u geen tweede verwijzing naast een lopende openen.",
    en: "As {role} you may not open a second referral beside one that is open.",
    help: { nl: "Vraag het aan: {override}.", en: "Ask one of: {override}." },
  },
  "second-without-first": {
    nl: "Er loopt geen verwijzing waarnaast dit de tweede zou zijn.",
    en: "There is no open referral that this would be the second to.",
    help: { nl: "Laat de reden voor een tweede weg.", en: "Leave out the reason for a second." },
  },
  "profession-may-not-refer": {
    nl: "{profession} verwijst hier niet.",
    en: "{profession} does not refer here.",
    help: { nl: "Hier verwijzen: {professions}.", en: "Who refers here: {professions}." },
  },
  "no-self-referral": {
    nl: "Inwoners melden zich hier niet zelf aan.",
    en: "Residents do not refer themselves here.",
    help: { nl: "Hier verwijzen: {professions}.", en: "Who refers here: {professions}." },
  },
  "organisation-does-not-take-part": {
    nl: "Organisatie {organisation} doet hier niet mee.",
    en: "Organisation {organisation} does not take part here.",
    help: { nl: "Meld de praktijk aan bij de gemeente.", en: "Have the municipality enrol the practice." },
  },
  "same-practice": {
    nl: "De verwijzing hoort al bij {practice}.",
    en: "The referral belongs to {practice} already.",
    help: { nl: "Controleer de praktijk.", en: "Check the practice." },
  },
  "another-organisation": {
    nl: "U handelt namens {organisation}, maar hoort bij {own}.",
    en: "You act on behalf of {organisation} but belong to {own}.",
    help: {
      nl: "Doe dit voor verwijzingen van de eigen praktijk.",
      en: "Do this for referrals of your own practice.",
    },
  },
  "unknown-reason": {
    nl: "“{reason}” staat niet op de lijst van redenen.",
    en: '"{reason}" is not on the list of reasons.',
    help: { nl: "Kies uit: {reasons}.", en: "Choose from: {reasons}." },
  },
  "unknown-area": {
    nl: "“{area}” is geen wijk of kern van deze variant.",
    en: '"{area}" is not an area of this variant.',
    help: { nl: "Kies uit: {areas}.", en: "Choose from: {areas}." },
  },
  excluded: {
    nl: "Dit is niet de juiste hulp bij “{circumstance}”.",
    en: 'This is not the right help with "{circumstance}".',
    help: { nl: "Verwijs naar: {redirectTo}.", en: "Refer to: {redirectTo}." },
  },
  "unknown-circumstance": {
    nl: "“{circumstance}” staat niet op de lijst van omstandigheden.",
    en: '"{circumstance}" is not on the list of circumstances.',
    help: { nl: "Kies uit: {circumstances}.", en: "Choose from: {circumstances}." },
  },
  "too-young": {
    nl: "Dit aanbod is er vanaf {minimumAge} jaar.",
    en: "This is offered from the age of {minimumAge}.",
    help: { nl: "Zoek een aanbod voor deze leeftijd.", en: "Look for an offer for this age." },
  },
  "too-old": {
    nl: "Dit aanbod is er tot en met {maximumAge} jaar.",
    en: "This is offered up to and including the age of {maximumAge}.",
    help: { nl: "Zoek een aanbod voor deze leeftijd.", en: "Look for an offer for this age." },
  },
  "age-missing": {
    nl: "De leeftijd ontbreekt, terwijl dit aanbod er is van {minimumAge} tot en met {maximumAge} jaar.",
    en: "The age is missing, while this is offered from {minimumAge} up to and including {maximumAge}.",
    help: { nl: "Geef de leeftijd op.", en: "State the age." },
  },
  "resident-not-informed": {
    nl: "De inwoner weet niet van deze verwijzing.",
    en: "The resident does not know of this referral.",
    help: { nl: "Leg eerst uit wat er gaat gebeuren.", en: "Explain first what will happen." },
  },
  "consent-missing": {
    nl: "De toestemming voor {consent} ontbreekt.",
    en: "Consent for {consent} is missing.",
    help: { nl: "Vraag de inwoner om toestemming.", en: "Ask the resident for consent." },
  },
  "channel-not-used": {
    nl: "Verwijzingen komen hier niet via “{channel}”.",
    en: 'Referrals do not come by "{channel}" here.',
    help: { nl: "Kies uit: {channels}.", en: "Choose from: {channels}." },
  },
  "handover-not-used": {
    nl: "Zo wordt hier niet overgedragen: {handover}.",
    en: "This is not how it is handed over here: {handover}.",
    help: { nl: "Kies uit: {handovers}.", en: "Choose from: {handovers}." },
  },
  "question-unanswered": {
    nl: "De vraag “{question}” van de beslisboom is nog niet beantwoord.",
    en: 'The question "{question}" of the decision tree has not been answered.',
    help: { nl: "Beantwoord haar met ja of nee.", en: "Answer it with yes or no." },
  },
  "tree-says-no": {
    nl: "Volgens de beslisboom past dit niet (vraag “{question}”).",
    en: 'By the decision tree this does not fit (question "{question}").',
    help: { nl: "Verwijs naar: {redirectTo}.", en: "Refer to: {redirectTo}." },
  },
  "appointment-missing": {
    nl: "Bij een directe afspraak hoort een tijdstip.",
    en: "An appointment made at once needs a time.",
    help: { nl: "Vul appointmentAt in.", en: "Fill in appointmentAt." },
  },
  "intake-closed": {
    nl: "De aanmelding is gesloten ({reason}).",
    en: "The intake is closed ({reason}).",
    help: { nl: "Verwacht weer open: {until}.", en: "Expected to open again: {until}." },
  },
  "intake-already-closed": {
    nl: "De aanmelding was al gesloten.",
    en: "The intake was closed already.",
    help: { nl: "Er is niets te doen.", en: "Nothing needs doing." },
  },
  "intake-already-open": {
    nl: "De aanmelding was al open.",
    en: "The intake was open already.",
    help: { nl: "Er is niets te doen.", en: "Nothing needs doing." },
  },
  "postponed-too-often": {
    nl: "De verwijzing is al {times} keer uitgesteld.",
    en: "The referral has been postponed {times} times already.",
    help: { nl: "Neem haar op, of beëindig haar met een reden.", en: "Take it up, or end it with a reason." },
  },
  "not-your-judgement": {
    nl: "Of dit past, beoordeelt hier: {judge}.",
    en: "Who judges suitability here: {judge}.",
    help: { nl: "Aannemen kan alleen als: {judge}.", en: "It can only be accepted as: {judge}." },
  },
  "not-a-duplicate-of-itself": {
    nl: "Een verwijzing kan geen dubbele van zichzelf zijn.",
    en: "A referral is no duplicate of itself.",
    help: { nl: "Noem de andere verwijzing.", en: "Name the other referral." },
  },
  "same-variant": {
    nl: "De verwijzing volgt {variant} al.",
    en: "The referral follows {variant} already.",
    help: { nl: "Er is niets te doen.", en: "Nothing needs doing." },
  },
  "another-pathway": {
    nl: "{variant} heeft een andere vorm ({pathway}).",
    en: "{variant} has another shape ({pathway}).",
    help: { nl: "Beëindig deze verwijzing en open een nieuwe.", en: "End this referral and open a new one." },
  },

  "mode-not-used": {
    nl: "Gesprekken gaan hier niet via {mode}.",
    en: "Conversations are not held by {mode} here.",
    help: { nl: "Kies uit: {modes}.", en: "Choose from: {modes}." },
  },
  "too-many-conversations": {
    nl: "Het hoogste aantal gesprekken ({maximum}) is bereikt.",
    en: "The highest number of conversations ({maximum}) has been reached.",
    help: { nl: "Maak een match of rond af.", en: "Make a match or complete." },
  },
  "no-consent-to-contact": {
    nl: "De inwoner wil niet benaderd worden.",
    en: "The resident does not want to be contacted.",
    help: {
      nl: "Beëindig de verwijzing of vraag opnieuw toestemming via de verwijzer.",
      en: "End the referral, or have the referrer ask for consent again.",
    },
  },
  "unknown-measurement": {
    nl: "“{instrument}” wordt hier niet gemeten op {moment}.",
    en: '"{instrument}" is not measured here at {moment}.',
    help: { nl: "Kies uit: {measurements}.", en: "Choose from: {measurements}." },
  },
  "already-measured": {
    nl: "“{instrument}” is op {moment} al gemeten.",
    en: '"{instrument}" has been measured at {moment} already.',
    help: { nl: "Er is niets te doen.", en: "Nothing needs doing." },
  },

  "unknown-coach": {
    nl: "Coach {coach} is hier niet bekend.",
    en: "Coach {coach} is not known here.",
    help: { nl: "Meld de coach eerst aan.", en: "Register the coach first." },
  },
  "coach-already-known": {
    nl: "Coach {coach} is al aangemeld.",
    en: "Coach {coach} is registered already.",
    help: { nl: "Wijzig de gegevens met ChangeCoach.", en: "Change the details with ChangeCoach." },
  },
  "coach-departed": {
    nl: "Coach {coach} werkt hier niet meer.",
    en: "Coach {coach} no longer works here.",
    help: { nl: "Kies een andere coach.", en: "Choose another coach." },
  },
  "coach-on-leave": {
    nl: "Coach {coach} is afwezig.",
    en: "Coach {coach} is on leave.",
    help: { nl: "Kies een andere coach of de vervanger.", en: "Choose another coach or the stand-in." },
  },
  "coach-not-on-leave": {
    nl: "Coach {coach} is niet afwezig.",
    en: "Coach {coach} is not on leave.",
    help: { nl: "Er is niets te doen.", en: "Nothing needs doing." },
  },
  "coach-full": {
    nl: "Coach {coach} heeft al {caseload} inwoners; {capacity} is het maximum.",
    en: "Coach {coach} has {caseload} residents already; {capacity} is the maximum.",
    help: {
      nl: "Kies een andere coach, of laat de verwijzing zonder coach wachten; zij blijft in beeld.",
      en: "Choose another coach, or let the referral wait in sight.",
    },
  },
  "coach-not-trained": {
    nl: "Coach {coach} is nog niet geschoold.",
    en: "Coach {coach} has not been trained yet.",
    help: { nl: "Kies een geschoolde coach.", en: "Choose a trained coach." },
  },
  "coach-already-assigned": {
    nl: "Coach {coach} begeleidt deze inwoner al.",
    en: "Coach {coach} guides this resident already.",
    help: { nl: "Er is niets te doen.", en: "Nothing needs doing." },
  },
  "stand-in-required": {
    nl: "Coach {coach} kan hier niet afwezig zijn zonder vervanger.",
    en: "Coach {coach} cannot be on leave here without a stand-in.",
    help: { nl: "Noem in standIn wie vervangt.", en: "Name in standIn who replaces." },
  },
  "stands-in-for-itself": {
    nl: "Een coach vervangt zichzelf niet.",
    en: "A coach does not stand in for itself.",
    help: { nl: "Kies een andere vervanger.", en: "Choose another stand-in." },
  },

  "unknown-activity": {
    nl: "Activiteit {activity} staat niet op de sociale kaart.",
    en: "Activity {activity} is not on the sociale kaart.",
    help: { nl: "Neem haar eerst op met OfferActivity.", en: "Offer it first with OfferActivity." },
  },
  "activity-already-known": {
    nl: "Activiteit {activity} staat al op de sociale kaart.",
    en: "Activity {activity} is on the sociale kaart already.",
    help: { nl: "Wijzig haar met ChangeActivity.", en: "Change it with ChangeActivity." },
  },
  "activity-stopped": {
    nl: "Activiteit {activity} is gestopt.",
    en: "Activity {activity} has stopped.",
    help: { nl: "Zoek een andere activiteit.", en: "Look for another activity." },
  },
  "activity-suspended": {
    nl: "Activiteit {activity} ligt stil.",
    en: "Activity {activity} is suspended.",
    help: { nl: "Wacht, of zoek een andere activiteit.", en: "Wait, or look for another activity." },
  },
  "activity-not-suspended": {
    nl: "Activiteit {activity} ligt niet stil.",
    en: "Activity {activity} is not suspended.",
    help: { nl: "Er is niets te doen.", en: "Nothing needs doing." },
  },
  "activity-full": {
    nl: "Activiteit {activity} is vol ({capacity} plaatsen).",
    en: "Activity {activity} is full ({capacity} places).",
    help: {
      nl: "Zet de inwoner op de wachtlijst met JoinWaitingList.",
      en: "Put the resident on the waiting list with JoinWaitingList.",
    },
  },
  "activity-has-room": {
    nl: "Activiteit {activity} heeft nog plaats.",
    en: "Activity {activity} has room.",
    help: { nl: "Maak een match met MatchActivity.", en: "Make a match with MatchActivity." },
  },
  "others-wait-longer": {
    nl: "Voor activiteit {activity} staan {waiting} mensen op de wachtlijst.",
    en: "{waiting} people are on the waiting list of activity {activity}.",
    help: {
      nl: "Zet de inwoner op de wachtlijst, of geef in beforeOthersBecause de reden om voor te gaan.",
      en: "Put the resident on the waiting list, or give in beforeOthersBecause the reason to go first.",
    },
  },
  "not-waiting-for-it": {
    nl: "De inwoner wacht niet op een plaats bij {activity}.",
    en: "The resident does not wait for a place in {activity}.",
    help: { nl: "Maak zo nodig een match.", en: "Make a match if need be." },
  },
  "already-enrolled": {
    nl: "De inwoner doet al mee aan {activity}.",
    en: "The resident takes part in {activity} already.",
    help: { nl: "Er is niets te doen.", en: "Nothing needs doing." },
  },
  "not-enrolled": {
    nl: "De inwoner heeft geen plaats bij {activity}.",
    en: "The resident has no place in {activity}.",
    help: { nl: "Maak eerst een match.", en: "Make a match first." },
  },
  "only-enrolment": {
    nl: "{activity} is de enige activiteit waaraan de inwoner meedoet.",
    en: "{activity} is the only activity the resident takes part in.",
    help: {
      nl: "Gebruik ReturnToMatching, CompleteParticipation of DropReferral.",
      en: "Use ReturnToMatching, CompleteParticipation or DropReferral.",
    },
  },
  "stage-not-used": {
    nl: "De stap “{stage}” kent deze variant niet.",
    en: 'This variant does not have the step "{stage}".',
    help: { nl: "Sla deze stap over.", en: "Skip this step." },
  },

  "no-longer-suitable": {
    nl: "De situatie past niet meer bij deze activiteit.",
    en: "The situation no longer suits this activity.",
    help: {
      nl: "Ga terug naar zoeken (ReturnToMatching) of beëindig met een reden.",
      en: "Go back to matching (ReturnToMatching) or end with a reason.",
    },
  },
  "pause-too-long": {
    nl: "Een pauze duurt ten hoogste tot {latest}.",
    en: "A pause lasts until {latest} at most.",
    help: {
      nl: "Kies een eerdere dag; verlengen kan later.",
      en: "Choose an earlier day; it can be extended later.",
    },
  },

  "nobody-to-tell": {
    nl: "De inwoner heeft zichzelf aangemeld; er is geen verwijzer om iets te melden.",
    en: "The resident came on their own initiative; there is no referrer to tell.",
    help: { nl: "Er is niets te doen.", en: "Nothing needs doing." },
  },
  "no-consent-to-feedback": {
    nl: "De inwoner wil niet dat de verwijzer iets hoort.",
    en: "The resident does not want the referrer to be told.",
    help: {
      nl: "Leg vast dat terugkoppelen niet kan (MarkFeedbackImpossible).",
      en: "Record that feedback is not possible (MarkFeedbackImpossible).",
    },
  },
  "message-not-used": {
    nl: "“{message}” is hier geen terugkoppeling.",
    en: '"{message}" is no feedback here.',
    help: { nl: "Kies uit: {messages}.", en: "Choose from: {messages}." },
  },
  "way-not-used": {
    nl: "Er wordt hier niet teruggekoppeld via {via}.",
    en: "Feedback is not given by {via} here.",
    help: { nl: "Kies uit: {ways}.", en: "Choose from: {ways}." },
  },
  "recipient-not-listed": {
    nl: "{profession} kan de terugkoppeling hier niet ontvangen.",
    en: "{profession} cannot receive feedback here.",
    help: { nl: "Kies uit: {recipients}.", en: "Choose from: {recipients}." },
  },

  "reason-does-not-fit": {
    nl: "De eigen reden “{localReason}” hoort bij een andere kernreden dan {reason}.",
    en: 'The local reason "{localReason}" belongs to another core reason than {reason}.',
    help: { nl: "Kies uit: {reasons}.", en: "Choose from: {reasons}." },
  },
  "merge-is-a-duplicate": {
    nl: "Samenvoegen kan alleen bij een dubbele verwijzing, en dan hoort erbij in welke andere zij opgaat.",
    en: "Merging is for a duplicate, and a duplicate names what it is merged into.",
    help: {
      nl: "Gebruik de reden duplicate samen met mergedInto.",
      en: "Use the reason duplicate together with mergedInto.",
    },
  },
  "merge-into-ended": {
    nl: "Verwijzing {referral} is geëindigd; daarin kan niets opgaan.",
    en: "Referral {referral} has ended; nothing can be merged into it.",
    help: {
      nl: "Noem de verwijzing die doorgaat, of beëindig deze om een andere reden.",
      en: "Name the referral that goes on, or end this one for another reason.",
    },
  },
  "not-your-ending": {
    nl: "Als {role} kunt u alleen namens uzelf beëindigen.",
    en: "As {role} you can only end it on your own behalf.",
    help: { nl: "Gebruik als initiator: {initiator}.", en: "Use as initiator: {initiator}." },
  },
  "not-unreachable-yet": {
    nl: "Er zijn pas {attempts} van {maximum} pogingen gedaan.",
    en: "Only {attempts} of {maximum} attempts have been made.",
    help: { nl: "Probeer het nog eens.", en: "Try again." },
  },
  "before-the-ending": {
    nl: "{occurredAt} ligt vóór het einde op {endedAt}.",
    en: "{occurredAt} is from before the end on {endedAt}.",
    help: {
      nl: "Heropenen komt na het einde: controleer de dag.",
      en: "Reopening comes after the end: check the day.",
    },
  },
  "too-late-to-reopen": {
    nl: "Heropenen kon tot {until}.",
    en: "It could be reopened until {until}.",
    help: {
      nl: "Open een nieuwe verwijzing; de oude wordt eraan gekoppeld.",
      en: "Open a new referral; the old one will be linked to it.",
    },
  },
  "ended-for-good": {
    nl: "Deze verwijzing is voorgoed geëindigd ({reason}).",
    en: "This referral has ended for good ({reason}).",
    help: { nl: "Open zo nodig een nieuwe verwijzing.", en: "Open a new referral if need be." },
  },

  "step-not-due": {
    nl: "De stap “{step}” staat niet open met deze termijn.",
    en: 'The step "{step}" is not open with this due date.',
    help: { nl: "Er is niets te doen.", en: "Nothing needs doing." },
  },

  "too-far-off": {
    nl: "Later dan {latest} kan niet.",
    en: "It cannot be later than {latest}.",
    help: {
      nl: "Kies een eerdere dag; verzetten kan later nog eens.",
      en: "Choose an earlier day; it can be put off again later.",
    },
  },

  conflict: {
    nl: "Anderen waren steeds net eerder ({attempts} pogingen).",
    en: "Others were first every time ({attempts} attempts).",
    help: { nl: "Probeer het zo meteen opnieuw.", en: "Try again in a moment." },
  },
} as const satisfies { [code: string]: Said & { help: Said } };

/** The stable name of a no. */
export type RejectionCode = keyof typeof rejections;

/** A sentence in both languages. */
export interface Said {
  readonly nl: string;
  readonly en: string;
}

/** A no that can be read: which rule, in what words, with which details, and what would help. */
export interface Rejection {
  readonly code: RejectionCode;
  readonly message: Said;
  readonly help: Said;
  readonly details: RejectionDetails;
}

/** Keys, codes, dates and numbers that belong to a no; never personal data. */
export interface RejectionDetails {
  readonly [name: string]: string | number | readonly string[];
}

/**
 * Says no. The sentences are written when somebody reads them: most noes are answers to what a machine tries.
 * @param details fill in the sentence's `{…}` and are kept for machines.
 */
export function reject(code: RejectionCode, details: RejectionDetails = {}): Rejection {
  return {
    code,
    get message() {
      return filled(rejections[code], details);
    },
    get help() {
      return filled(rejections[code].help, details);
    },
    details,
  };
}

const filled = ({ nl, en }: Said, details: RejectionDetails): Said => ({
  nl: fill(nl, details, "nl"),
  en: fill(en, details, "en"),
});

function fill(sentence: string, details: RejectionDetails, locale: Locale): string {
  return sentence.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = details[name] ?? [];
    const words = (Array.isArray(value) ? value : [value]).map((one) => inWords(name, String(one), locale));
    return words.join(", ") || "–";
  });
}

/** What a detail is called by people; the details themselves keep the codes. Of a place, the stage is named. */
function inWords(name: string, code: string, locale: Locale): string {
  if (name === "problem") return problemIn(code, locale);
  const key = name === "place" ? (code.split("|")[0] ?? code) : code;
  const known = wordsOf[name];
  return known !== undefined && Object.hasOwn(known, key) ? (known[key]?.[locale] ?? code) : code;
}

/** What a schema says of a field, in both languages parted by a slash, or in English alone. */
function problemIn(problem: string, locale: Locale): string {
  const [first = "", second] = problem.split(" / ");
  if (locale === "en") return second ?? first;
  return second === undefined ? "dit ontbreekt, of kan hier niet" : first;
}

const wordsOf: { readonly [detail: string]: { readonly [code: string]: Words } } = {
  role: roleWords,
  permitted: roleWords,
  own: ownWords,
  override: roleWords,
  judge: roleWords,
  profession: professionWords,
  professions: professionWords,
  recipients: professionWords,
  command: commandWords,
  place: placeWords,
  stages: stageWords,
  stage: optionalStepWords,
  step: stepWords,
};
