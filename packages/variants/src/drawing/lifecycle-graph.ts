import {
  type CommandType,
  commandTypes,
  commandWords,
  compiled,
  decisionOf,
  type LifecyclePlace,
  type LifeFactType,
  type Locale,
  nameOfRole,
  onlyOwn,
  placeWords,
  type Role,
  roles,
  type Stage,
  stages,
  stageWords,
  type Term,
  termInWords,
  type Variant,
} from "@wor/lifecycle";
import { permittedHere } from "../explaining/permitted-here.ts";
import { rhythm } from "../explaining/words.ts";

/** The way of a referral as a drawing shows it: places within stages, and the moves between them. */
export interface LifecycleGraph {
  readonly stages: readonly {
    readonly stage: Stage;
    readonly label: string;
    readonly places: readonly DrawnPlace[];
  }[];
  readonly moves: readonly Move[];
  /** Stages that can end early, with who may there; drawn once for a stage rather than for each of its places. */
  readonly drops: readonly FromStage[];
  /** Stages from which one goes back to looking, drawn once likewise. */
  readonly returns: readonly FromStage[];
  readonly reopening: Doing;
  /** What each role is called here. */
  readonly names: ReadonlyMap<Role, string>;
}

export interface DrawnPlace {
  readonly place: LifecyclePlace;
  readonly label: string;
  /** What is due there, and when. */
  readonly term?: string | undefined;
  readonly end: boolean;
}

/** What can be done, and who may. */
export interface Doing {
  readonly verb: string;
  readonly roles: readonly Role[];
}

/** What leads from one place to another. */
export interface Move extends Doing {
  readonly from: LifecyclePlace;
  readonly to: LifecyclePlace;
}

/** What can be done from anywhere in a stage. */
export interface FromStage extends Doing {
  readonly stage: Stage;
  /** Whether others may than in the stage before it. */
  readonly differs: boolean;
}

/** What there is to draw of a variant's lifecycle, in one language. */
export function lifecycleGraph(variant: Variant, locale: Locale): LifecycleGraph {
  const drawn = placesOf(variant);
  const doing = (command: CommandType, place: LifecyclePlace): Doing => ({
    verb: commandWords[command][locale],
    roles: permittedHere(variant, command, place),
  });
  const edges = edgesOf(variant).filter(({ from, to }) => drawn.has(from) && drawn.has(to));
  const fromStages = (fact: LifeFactType, command: CommandType): FromStage[] => {
    const places = new Map(
      edges.filter((one) => one.fact === fact).map(({ from }) => [stageOf(from), from] as const),
    );
    let before: readonly Role[] | undefined;
    return [...places].map(([stage, place]) => {
      const one = doing(command, place);
      const differs = String(before) !== String(one.roles);
      before = one.roles;
      return { stage, differs, ...one };
    });
  };
  return {
    stages: stages.map((stage) => ({
      stage,
      label: variant.labels[stage]?.[locale] ?? stageWords[stage][locale],
      places: [...drawn]
        .filter((place) => stageOf(place) === stage)
        .map((place) => drawnPlace(place, variant, locale)),
    })),
    moves: edges
      .filter(({ fact }) => !drawnForTheStage.has(fact))
      .flatMap(({ from, to, fact }) => {
        const command = commandOf(fact);
        return command === undefined ? [] : [{ from, to, ...doing(command, from) }];
      }),
    drops: fromStages("ReferralDropped", "DropReferral"),
    returns: fromStages("MatchingReopened", "ReturnToMatching"),
    reopening: doing("ReopenReferral", "dropped.reporting"),
    names: new Map(roles.map((role) => [role, nameIn(variant, role, locale)])),
  };
}

/** Whom a variant keeps to their own is marked; that a resident is holds everywhere. */
function nameIn(variant: Variant, role: Role, locale: Locale): string {
  const name = nameOfRole(role, variant)[locale];
  const kept = role !== "resident" && onlyOwn(role, variant);
  return kept ? `${name} (${{ nl: "alleen eigen", en: "own only" }[locale]})` : name;
}

const drawnForTheStage: ReadonlySet<LifeFactType> = new Set([
  "ReferralDropped",
  "MatchingReopened",
  "ReferralEnteredInError",
  "ReferralReopened",
]);

const stageOf = (place: LifecyclePlace): Stage => place.slice(0, place.indexOf(".")) as Stage;

function placesOf({ pathway, matching }: Variant): Set<LifecyclePlace> {
  const places = new Set([...compiled(pathway).nodes.values()].map(({ place }) => place.lifecycle));
  if (!matching.trying) places.delete("matched.trying");
  if (!matching.waitingList) places.delete("matched.waiting");
  const order = Object.keys(placeWords) as LifecyclePlace[];
  return new Set(order.filter((place) => places.has(place)));
}

/** Each pair of places that a fact leads between, once. */
function edgesOf({ pathway }: Variant): { from: LifecyclePlace; to: LifecyclePlace; fact: LifeFactType }[] {
  const found = new Map<string, { from: LifecyclePlace; to: LifecyclePlace; fact: LifeFactType }>();
  for (const { place, next } of compiled(pathway).nodes.values()) {
    for (const [fact, to] of next) {
      const edge = { from: place.lifecycle, to: to.place.lifecycle, fact };
      if (edge.from !== edge.to) found.set(Object.values(edge).join(), edge);
    }
  }
  return [...found.values()];
}

/** The command that leads to a fact. The first and the last fact of a referral come along with others. */
const commandOf = (fact: LifeFactType): CommandType | undefined => {
  if (fact === "ReferralRegistered") return "RegisterReferral";
  if (fact === "ReferralClosed") return "GiveFeedback";
  return commandTypes.find((one) => decisionOf(one).leadsTo[0] === fact);
};

function drawnPlace(place: LifecyclePlace, variant: Variant, locale: Locale): DrawnPlace {
  const label = variant.labels[place]?.[locale] ?? placeWords[place][locale];
  const term = terms[place]?.(variant);
  return {
    place,
    label,
    end: place.endsWith(".closed"),
    ...(term !== undefined && {
      term: rhythm(`${sentenceOf[place]?.[locale] ?? ""} ${termInWords(term)[locale]}`.trim()),
    }),
  };
}

/** The term that runs in each place. */
const terms: { readonly [Place in LifecyclePlace]?: (variant: Variant) => Term } = {
  "referred.triage": ({ triage }) => triage.within,
  "referred.contacting": ({ contact }) => contact.firstWithin,
  "intake.conversing": ({ conversations }) => conversations.nextWithin,
  "matched.waiting": ({ matching }) => matching.reviewWaitingEvery,
  "matched.agreed": ({ matching }) => matching.startWithin,
  "matched.trying": ({ matching }) => matching.startWithin,
  "participating.active": ({ participation }) => participation.checkInEvery,
  "participating.paused": ({ participation }) => participation.pauseAtMost,
  "feedback.reporting": ({ feedback }) => feedback.within,
  "dropped.reporting": ({ feedback }) => feedback.within,
};

const sentenceOf: { readonly [Place in LifecyclePlace]?: { readonly nl: string; readonly en: string } } = {
  "referred.triage": { nl: "oordeel binnen", en: "judged within" },
  "referred.contacting": { nl: "contact binnen", en: "contact within" },
  "intake.conversing": { nl: "gesprek of match binnen", en: "talk or match within" },
  "matched.waiting": { nl: "bekeken elke", en: "looked at every" },
  "matched.agreed": { nl: "start binnen", en: "start within" },
  "matched.trying": { nl: "nabespreken binnen", en: "talked over within" },
  "participating.active": { nl: "navragen elke", en: "asked every" },
  "participating.paused": { nl: "ten hoogste", en: "at most" },
  "feedback.reporting": { nl: "terugkoppelen binnen", en: "told within" },
  "dropped.reporting": { nl: "terugkoppelen binnen", en: "told within" },
};
