import type { Profession, Role } from "@wor/lifecycle";
import type { Verb } from "./verbs.ts";

/** Somebody in a story that is still to be told. */
export interface Who {
  readonly role: Role;
  readonly key: string;
  /** For whoever refers. */
  readonly profession?: Profession | undefined;
  readonly organisation?: string | undefined;
}

/** The n-th referral of a story, from 0, as an argument of a verb. */
export interface NthPath {
  readonly path: number;
}

/** One sentence of a story as data: somebody does something, or time passes until a moment. */
export type Sentence =
  | {
      readonly who: Who;
      readonly verb: Verb;
      readonly args: readonly unknown[];
      /** The reason for which it has to be refused. */
      readonly refused?: string | undefined;
    }
  | { readonly until: string };

export const isNthPath = (value: unknown): value is NthPath =>
  typeof value === "object" && value !== null && "path" in value && typeof value.path === "number";

/** The first path of a story. */
export const thePath: NthPath = { path: 0 };
