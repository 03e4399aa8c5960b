import { AppendConditionFailed, type EventStore, type SequencedEvent } from "@wor/event-store";
import {
  type Command,
  type CommandInput,
  decide,
  type Instant,
  type Known,
  type Pathway,
  ReferralId,
  type ReferralState,
  type Rejection,
  reject,
  subjectsOf,
  type Variant,
  variantKey,
} from "@wor/lifecycle";
import { checkCommand, type Given } from "./asked.ts";
import { toEvent } from "./recorded-facts.ts";
import { asBefore, repeated } from "./repeated.ts";
import { type SubjectCache, SubjectsKnown } from "./subjects-known.ts";
import type { VariantShelf } from "./variant-shelf.ts";

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
              areas: shelf.areasOf(municipality),
            });

    if (!decided.ok) {
      if (await subjects.refresh()) continue;
      return (await repeated(surroundings, checked, given.commandId, decided.rejection)) ?? decided;
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
