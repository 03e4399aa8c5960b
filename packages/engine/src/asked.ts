import { Actor, type Command, type CommandInput, parseCommand, type Rejection, reject } from "@wor/lifecycle";
import { z } from "zod";
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

/** A command that was understood, and who gave it where. */
export interface Asked {
  readonly command: Command;
  readonly actor: Actor;
  readonly municipality: string;
}

/** What was asked, or why not. */
export type Answer<T> = ({ readonly ok: true } & T) | { readonly ok: false; readonly rejection: Rejection };

/** A command, who gives it and where, checked as everything from outside. */
export function checkCommand(shelf: VariantShelf, input: CommandInput, given: Given): Answer<Asked> {
  const parsed = parseCommand(input);
  if (!parsed.ok) return parsed;
  const who = actorIn(given);
  if (!who.ok) return who;
  const ids = Ids.safeParse(given);
  if (!ids.success) return malformed(ids.error);
  const municipality = municipalityOf(shelf, given.municipality);
  return municipality === undefined
    ? { ok: false, rejection: unknownMunicipality(shelf, given.municipality) }
    : { ok: true, command: parsed.command, actor: who.actor, municipality };
}

/** Who asks, checked as everything from outside. */
export function actorIn(given: Pick<Given, "actor"> | undefined): Answer<{ readonly actor: Actor }> {
  const actor = Actor.safeParse(given?.actor);
  return actor.success ? { ok: true, actor: actor.data } : malformed(actor.error, "actor");
}

function malformed({ issues: [issue] }: z.ZodError, ...within: readonly string[]) {
  const path = [...within, ...(issue?.path ?? [])].join(".");
  const rejection = reject("invalid-command", { path, problem: issue?.message ?? "invalid" });
  return { ok: false, rejection } as const;
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
