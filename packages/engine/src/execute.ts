import { AppendConditionFailed, type EventStore, type SequencedEvent } from "@wor/event-store";
import {
  Actor,
  type Command,
  type CommandInput,
  decide,
  decisionOf,
  type Instant,
  type Known,
  type Pathway,
  parseCommand,
  ReferralId,
  type ReferralState,
  type Rejection,
  reject,
  type Subjects,
  subjectsOf,
  type Variant,
  variantKey,
} from "@wor/lifecycle";
import { z } from "zod";
import { toEvent } from "./recorded-facts.ts";
import { type SubjectCache, SubjectsKnown } from "./subjects-known.ts";
import type { VariantShelf } from "./variant-shelf.ts";

/** Who gives a command, and how it belongs to what went before. */
export interface Given {
  readonly actor: z.input<typeof Actor>;
  /** Whose log; may be left out where all variants are of one municipality. */
  readonly municipality?: string | undefined;
  /** Makes the command repeatable: given again under the same id, nothing happens twice. */
  readonly commandId?: string | undefined;
  readonly correlationId?: string | undefined;
  readonly causationId?: string | undefined;
}

/** What came of a command. */
export type Executed =
  | {
      readonly ok: true;
      /** The events it led to: just appended, or those of the first time when it was given before. */
      readonly events: readonly SequencedEvent[];
      /** The referral afterwards; `undefined` for commands about something else. */
      readonly state: ReferralState | undefined;
      readonly repeated: boolean;
    }
  | { readonly ok: false; readonly rejection: Rejection };

/** What executing needs from outside. */
export interface Surroundings {
  readonly store: EventStore;
  readonly shelf: VariantShelf;
  readonly cache: SubjectCache;
  readonly clock: { readonly now: () => string };
  readonly ids: () => string;
}

/** How often a command is decided anew when others were first. Each round somebody else got on, so this is ample. */
const rounds = 50;

/**
 * Reads what the command depends on, decides, and appends under the condition that nothing of it has changed;
 * when somebody was first, takes in what they did and decides anew. A no from what was cached is checked with the
 * log before it is given.
 */
export async function execute(
  surroundings: Surroundings,
  input: CommandInput,
  given: Given,
): Promise<Executed> {
  const checked = checkCommand(surroundings.shelf, input, given);
  if (!checked.ok) return checked;
  const { command, actor, municipality } = checked;
  const { store, shelf, cache, clock, ids } = surroundings;
  const commandId = given.commandId ?? ids();
  const subjects = new SubjectsKnown(store, cache, municipality);

  for (let round = 0; round < rounds; round += 1) {
    await learn(subjects, command);
    const known = subjects.known;
    const variants = variantsFor(command, known, municipality, shelf);
    const [variant] = variants;
    const now = clock.now() as Instant;
    const decided =
      variant === undefined
        ? unknownVariant(command, known, shelf, municipality)
        : variants.length > 1 && command.type === "RegisterReferral"
          ? severalVariants(command, variants)
          : decide(command, known, {
              actor,
              now,
              variant,
              municipality,
              newReferral: () => ReferralId.parse(ids()),
              variantOf: (id, version) => shelf.pinned({ id, version }),
            });

    if (!decided.ok) {
      if (await subjects.refresh()) continue;
      return (await repeated(surroundings, command, municipality, given.commandId)) ?? decided;
    }
    const tags = given.commandId === undefined ? [] : ([`command:${given.commandId}`] as const);
    const { correlationId, causationId } = given;
    const envelope = { municipality, actor, recordedAt: now, commandId, tags, correlationId, causationId };
    const events = decided.facts.map((fact) => toEvent(fact, ids(), envelope));
    try {
      const { outcome, events: stored } = await store.append(events, subjects.condition);
      if (outcome === "repeated") return await asBefore(surroundings, command, stored);
      subjects.appended(stored, decided.referral);
      return { ok: true, events: stored, state: decided.referral, repeated: false };
    } catch (error) {
      if (!(error instanceof AppendConditionFailed)) throw error;
      subjects.takeIn(error);
    }
  }
  return { ok: false, rejection: reject("conflict", { attempts: rounds }) };
}

type Checked =
  | { readonly ok: true; readonly command: Command; readonly actor: Actor; readonly municipality: string }
  | { readonly ok: false; readonly rejection: Rejection };

/** A command, who gives it and where, checked as everything from outside. */
export function checkCommand(shelf: VariantShelf, input: CommandInput, given: Given): Checked {
  const parsed = parseCommand(input);
  if (!parsed.ok) return parsed;
  const who = actorIn(given);
  if (!who.ok) return who;
  const ids = Ids.safeParse(given);
  if (!ids.success) {
    const [issue] = ids.error.issues;
    const path = String(issue?.path[0]);
    return {
      ok: false,
      rejection: reject("invalid-command", { path, problem: issue?.message ?? "invalid" }),
    };
  }
  const municipality = municipalityOf(shelf, given.municipality);
  return municipality === undefined
    ? { ok: false, rejection: unknownMunicipality(shelf, given.municipality) }
    : { ok: true, command: parsed.command, actor: who.actor, municipality };
}

/** Who asks, checked as everything from outside. */
export function actorIn(
  given: Pick<Given, "actor"> | undefined,
): { readonly ok: true; readonly actor: Actor } | { readonly ok: false; readonly rejection: Rejection } {
  const actor = Actor.safeParse(given?.actor);
  if (actor.success) return { ok: true, actor: actor.data };
  const [issue] = actor.error.issues;
  const path = ["actor", ...(issue?.path ?? [])].join(".");
  return { ok: false, rejection: reject("invalid-command", { path, problem: issue?.message ?? "invalid" }) };
}

/** As a tag and in the envelope, an id has to fit into what the log takes. */
const aKey = "a key of at most 240 printable characters without spaces";
const aText = "a text of at most 256 characters";
const text = z.string(aText).refine((value) => /^[^\0]{1,256}$/s.test(value) && value.isWellFormed(), aText);
const Ids = z.object({
  commandId: z
    .string(aKey)
    .regex(/^[!-~]{1,240}$/, aKey)
    .optional(),
  correlationId: text.optional(),
  causationId: text.optional(),
});

/** Without a name, it is which of several that nobody knows. */
export function unknownMunicipality(shelf: VariantShelf, asked: string | undefined): Rejection {
  return asked === undefined && shelf.municipalities.length > 1
    ? reject("invalid-command", {
        path: "municipality",
        problem: `noem er een: ${shelf.municipalities.join(", ")} / name one: ${shelf.municipalities.join(", ")}`,
      })
    : reject("unknown-variant", { variant: asked ?? "?", available: shelf.keys });
}

/** The municipality asked for, or the only one there is. */
export function municipalityOf(shelf: VariantShelf, asked: string | undefined): string | undefined {
  if (asked !== undefined) return shelf.municipalities.includes(asked) ? asked : undefined;
  return shelf.municipalities.length === 1 ? shelf.municipalities[0] : undefined;
}

async function learn(subjects: SubjectsKnown, command: Command): Promise<void> {
  await subjects.learn(subjectsOf(command, undefined));
  const referral = subjects.known.referral;
  if (referral !== undefined) await subjects.learn(subjectsOf(command, referral));
  await subjects.learnUnderEveryName();
}

/** A referral keeps the rules it started with; what is about no referral follows the current ones. */
function variantsFor(
  command: Command,
  known: Known,
  municipality: string,
  shelf: VariantShelf,
): readonly Variant[] {
  const { referral } = known;
  if (referral !== undefined)
    return [shelf.pinned(referral.record.variant)].filter((one) => one !== undefined);
  if (command.type === "RegisterReferral" && command.variant !== undefined) {
    const { variant } = command;
    return shelf.ofMunicipality(municipality).filter((one) => one.id === variant);
  }
  return "pathway" in command
    ? shelf.current(municipality, command.pathway)
    : shelf.ofMunicipality(municipality);
}

/** Which of them is for somebody to say: by whose rules a resident is guided is not left to the order of a list. */
function severalVariants({ pathway }: Command & { readonly pathway: Pathway }, variants: readonly Variant[]) {
  const rejection = reject("several-variants", { pathway, variants: variants.map(({ id }) => id) });
  return { ok: false, rejection } as const;
}

function unknownVariant(command: Command, known: Known, shelf: VariantShelf, municipality: string) {
  const variant =
    known.referral !== undefined
      ? variantKey(known.referral.record.variant)
      : command.type === "RegisterReferral" && command.variant !== undefined
        ? command.variant
        : `${municipality} (${"pathway" in command ? command.pathway : "–"})`;
  return { ok: false, rejection: reject("unknown-variant", { variant, available: shelf.keys }) } as const;
}

/** Whether a command was given before: then what it did the first time is the answer, also when it would be refused now. */
async function repeated(
  surroundings: Surroundings,
  command: Command,
  municipality: string,
  commandId: string | undefined,
): Promise<Executed | undefined> {
  if (commandId === undefined) return undefined;
  const events: SequencedEvent[] = [];
  const query = { municipality, items: [{ tags: [`command:${commandId}` as const] }] };
  for await (const batch of surroundings.store.read(query)) events.push(...batch);
  return events.length === 0 ? undefined : asBefore(surroundings, command, events);
}

/**
 * What a command did the first time. An id that was given to another command, or about somebody else, is a mistake of
 * whoever draws the ids: to answer as if it were done would forget a resident.
 */
async function asBefore(
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

/** What a command is about first of all, as tags: of a referral, whichever coach or activity goes with it; a resident under any name. */
function mainTags(subjects: Subjects): readonly string[] {
  const { referral, resident, formerResident, alsoKnownAs = [], coach, activity, pathway } = subjects;
  if (referral !== undefined) return [`referral:${referral}`];
  if (resident !== undefined)
    return [resident, formerResident, ...alsoKnownAs].map((one) => `resident:${one}`);
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
