import type { Command } from "./command.ts";
import { says, type Words } from "./words.ts";

/** A command in the table: loaded only when it is asked for, so that the program starts at once. */
export interface Entry {
  readonly name: string;
  readonly group: keyof typeof groups;
  readonly summary: Words;
  readonly load: () => Promise<Command>;
}

export const groups = {
  variants: says("Afspraken van een gemeente", "What a municipality agreed"),
  reading: says("Kijken in een logboek", "Looking at a log"),
  writing: says("In en uit een logboek", "In and out of a log"),
} as const;

/** Every command of the program, in the order of the help. */
export const commandTable: readonly Entry[] = [
  {
    name: "check",
    group: "variants",
    summary: says("kijk een variant na", "check a variant"),
    load: async () => (await import("./commands/check.ts")).check,
  },
];

export const entryOf = (name: string): Entry | undefined => commandTable.find((one) => one.name === name);
