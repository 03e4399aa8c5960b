import type { OwnWords } from "@wor/registration-file";

/** The words of this example's registration file, with the codes under which the log knows them. */
export const registrationWords = {
  /** From the source: the four areas (Nijmegen L20-22). */
  area: {
    Dukenburg: "dukenburg",
    Lindenholt: "lindenholt",
    "Centrum-Benedenstad": "centrum-benedenstad",
    "Grootstal-Hatertse Hei": "grootstal-hatertse-hei",
  },
  /** Ours: practices that do not exist, two in each area. */
  practice: {
    "Voorbeeldpraktijk Dukenburg 1": "practice-dukenburg-1",
    "Voorbeeldpraktijk Dukenburg 2": "practice-dukenburg-2",
    "Voorbeeldpraktijk Lindenholt 1": "practice-lindenholt-1",
    "Voorbeeldpraktijk Lindenholt 2": "practice-lindenholt-2",
    "Voorbeeldpraktijk Centrum-Benedenstad 1": "practice-centrum-benedenstad-1",
    "Voorbeeldpraktijk Centrum-Benedenstad 2": "practice-centrum-benedenstad-2",
    "Voorbeeldpraktijk Grootstal-Hatertse Hei 1": "practice-grootstal-hatertse-hei-1",
    "Voorbeeldpraktijk Grootstal-Hatertse Hei 2": "practice-grootstal-hatertse-hei-2",
  },
  /** The source's reasons (Nijmegen L11, L82), in words a coach may use; the codes are those of the variant. */
  mainReason: {
    eenzaamheid: "loneliness",
    uitsluiting: "exclusion",
    "verlies van een dierbare": "loss",
    zingeving: "meaning",
    "geen dagbesteding": "noDailyActivity",
    "psychosociale klachten": "psychosocialComplaints",
  },
  /** Ours, of the kinds that were seen elsewhere (Samen in beweging L5574-5591). */
  activityKind: {
    wandelgroep: "walkingGroup",
    inloop: "dropIn",
    eetgroep: "eatingGroup",
    ouderenvereniging: "seniorsAssociation",
    sportclub: "sportsClub",
    maatje: "buddy",
    vrijwilligerswerk: "volunteering",
  },
} as const satisfies OwnWords;
