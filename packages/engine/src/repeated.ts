import type { SequencedEvent } from "@wor/event-store";
import {
  type Command,
  decisionOf,
  ReferralId,
  type ReferralState,
  type Rejection,
  reject,
  type Subjects,
  subjectsOf,
} from "@wor/lifecycle";
import type { Asked } from "./asked.ts";
import type { Executed, Surroundings } from "./execute.ts";
import { SubjectsKnown } from "./subjects-known.ts";

/**
 * Whether a command was given before: then what it did the first time is the answer, also when it would be refused now.
 * But not to somebody else whose command it could not have been: that would show them what is not theirs to see.
 */
export async function repeated(
  surroundings: Surroundings,
  { command, actor, municipality }: Asked,
  commandId: string | undefined,
  { code }: Rejection,
): Promise<Executed | undefined> {
  if (commandId === undefined) return undefined;
  const events: SequencedEvent[] = [];
  const query = { municipality, items: [{ tags: [`command:${commandId}` as const] }] };
  for await (const batch of surroundings.store.read(query)) events.push(...batch);
  const [first] = events;
  if (first === undefined) return undefined;
  const isTheirs = first.actor.id === actor.id && first.actor.role === actor.role;
  return isTheirs || !forOthersOnly.has(code) ? asBefore(surroundings, command, events) : undefined;
}

/** Why somebody may not give a command that others may. */
const forOthersOnly: ReadonlySet<Rejection["code"]> = new Set([
  "not-permitted",
  "not-yours",
  "not-your-own-work",
  "another-organisation",
]);

/**
 * What a command did the first time. An id that was given to another command, or about somebody else, is a mistake of
 * whoever draws the ids: to answer as if it were done would forget a resident.
 */
export async function asBefore(
  surroundings: Surroundings,
  command: Command,
  events: readonly SequencedEvent[],
): Promise<Executed> {
  const leadsTo: readonly string[] = decisionOf(command.type).leadsTo;
  const about = mainTags(subjectsOf(command, undefined));
  const isTheSame =
    events.some(({ type }) => leadsTo.includes(type)) &&
    events.some(({ tags }) => tags.some((tag) => about.includes(tag)));
  if (isTheSame) return { ok: true, events, state: await stateAfter(surroundings, events), repeated: true };
  const problem = "was given before, to another command or about somebody else";
  return { ok: false, rejection: reject("invalid-command", { path: "commandId", problem }) };
}

/**
 * What a command is about first of all, as tags: of a referral, whichever coach or activity goes with it; of a resident,
 * every name. One that is there will do.
 */
function mainTags(subjects: Subjects): readonly string[] {
  const { referral, resident, formerResident, alsoKnownAs = [], coach, activity, pathway } = subjects;
  if (referral !== undefined) return [`referral:${referral}`];
  if (resident !== undefined)
    return [resident, formerResident, ...alsoKnownAs].flatMap((one) => (one ? [`resident:${one}`] : []));
  if (coach !== undefined) return [`coach:${coach}`];
  return [activity === undefined ? `pathway:${pathway}` : `activity:${activity}`];
}

async function stateAfter(
  { store, cache }: Surroundings,
  events: readonly SequencedEvent[],
): Promise<ReferralState | undefined> {
  const [first] = events;
  const tag = first?.tags.find((one) => one.startsWith("referral:"));
  if (first === undefined || tag === undefined) return undefined;
  const subjects = new SubjectsKnown(store, cache, first.municipality);
  await subjects.learn({ referral: ReferralId.parse(tag.slice("referral:".length)) });
  await subjects.refresh();
  return subjects.known.referral;
}
