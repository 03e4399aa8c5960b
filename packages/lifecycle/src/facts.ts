import type { z } from "zod";
import { activityFacts, matchingFacts } from "./activity/facts.ts";
import { assignmentFacts, coachFacts } from "./coach/facts.ts";
import { contactFacts } from "./contact/facts.ts";
import { endingFacts } from "./ending/facts.ts";
import type { Fact, FactDefinition, Recorded } from "./fact.ts";
import { feedbackFacts } from "./feedback/facts.ts";
import { measurementFacts } from "./measurement/facts.ts";
import { participationFacts } from "./participation/facts.ts";
import { pathwayIntakeFacts } from "./pathway-intake/facts.ts";
import { referralFacts } from "./referral/facts.ts";

/** Every fact in the life of a referral, with its shape and what it changes in the record. */
export const lifeFacts = {
  ...referralFacts,
  ...contactFacts,
  ...assignmentFacts,
  ...measurementFacts,
  ...matchingFacts,
  ...participationFacts,
  ...feedbackFacts,
  ...endingFacts,
};

/** Every fact about what exists beside the referrals: coaches, activities, the intake of a pathway. */
export const surroundingFacts = { ...coachFacts, ...activityFacts, ...pathwayIntakeFacts };

/** Every fact that can stand in a log, by type. */
export const factDefinitions = { ...lifeFacts, ...surroundingFacts };

type FactsOf<Definitions extends Record<string, FactDefinition>> = {
  [Type in keyof Definitions & string]: Fact<Type, z.infer<Definitions[Type]["data"]>>;
}[keyof Definitions & string];

/** A fact in the life of one referral. */
export type LifeFact = FactsOf<typeof lifeFacts>;
/** The name of a fact in the life of a referral. */
export type LifeFactType = LifeFact["type"];

/** A fact about a coach, an activity or a pathway's intake. */
export type SurroundingFact = FactsOf<typeof surroundingFacts>;

/** Any fact that a decision can yield. */
export type AnyFact = LifeFact | SurroundingFact;
/** The name of any fact. */
export type FactType = AnyFact["type"];

/** A fact as it comes back from the log: with both its times and its actor. */
export type RecordedFact<F extends AnyFact = AnyFact> = F & Recorded;

/** The fact of one type. */
export type FactOf<Type extends FactType> = Extract<AnyFact, { type: Type }>;

/** Whether a name is that of a fact in the life of a referral. */
export const isLifeFactType = (type: string): type is LifeFactType => Object.hasOwn(lifeFacts, type);
/** Whether a name is that of a fact. */
export const isFactType = (type: string): type is FactType => Object.hasOwn(factDefinitions, type);
