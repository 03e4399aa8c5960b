import { type EventStore, inMemoryEventStore } from "@wor/event-store";
import type { CommandType, Variant } from "@wor/lifecycle";
import { place, placeIds } from "@wor/variants";
import { endAll } from "../../generators/index.ts";
import { StepRefused } from "../../harness/failure.ts";
import type { Sentence } from "../../harness/sentence.ts";
import type { Verb } from "../../harness/verbs.ts";
import { municipality } from "../../index.ts";
import { setting, waysIn } from "../../paths/repertoire.ts";
import { by, says } from "../../paths/speakers.ts";

/** The shipped variants of which no golden log tells yet. */
export function placesUntold(logs: readonly { readonly log: string }[]): Variant[] {
  const told = new Set(
    logs.flatMap(({ log }) =>
      [...log.matchAll(/"variant":(\{"id":"[^"]+","version":\d+)/g)].map(([, key]) => key),
    ),
  );
  return placeIds
    .map((id) => place(id))
    .filter(({ id, version }) => !told.has(`{"id":${JSON.stringify(id)},"version":${version}`));
}

/** One life in each of these places, all on one log. */
export async function livesIn(variants: readonly Variant[]): Promise<EventStore> {
  const store = inMemoryEventStore();
  for (const variant of variants) await lifeIn(variant, store);
  return store;
}

/** As far along the pathway as the rules allow, and then to the end. */
const wayThrough: readonly (readonly [Verb, CommandType, ...unknown[]])[] = [
  ["accepts", "AcceptReferral"],
  ["assigns", "AssignCoach", "coach-1"],
  ["triesToReach", "RecordContactAttempt", { outcome: "reached" }],
  ["holdsConversation", "HoldConversation"],
  ["givesFeedback", "GiveFeedback"],
  ["matches", "MatchActivity", "walking-group"],
  ["startsTrial", "StartTrial"],
  ["startsParticipation", "StartParticipation"],
  ["pauses", "PauseParticipation"],
  ["resumes", "ResumeParticipation"],
  ["completes", "CompleteParticipation"],
];

async function lifeIn(variant: Variant, store: EventStore): Promise<void> {
  const town = await municipality({ variant, store, seed: `${variant.id}-` });
  const tell = async (sentence: Sentence) => {
    try {
      await town.tell(sentence);
    } catch (error) {
      if (!(error instanceof StepRefused)) throw error;
    }
  };
  for (const sentence of setting(variant)) await tell(sentence);
  await tell(says(by(variant, "OpenIntake", "coordinator"), "opensIntake"));
  for (const sentence of waysIn(variant).slice(0, 1)) await town.tell(sentence);
  // Another variant of the same municipality may have its path on this log already.
  const path = { path: town.paths.length - 1 };
  for (const [verb, type, ...args] of wayThrough)
    await tell(says(by(variant, type, "coach", town.paths.at(-1)?.state), verb, path, ...args));
  await endAll(town);
}
