import type {
  Actor,
  CommandInput,
  CommandType,
  Profession,
  ReferralId,
  ReferralState,
  Variant,
} from "@wor/lifecycle";

/** Who speaks, as far as a verb needs to know. */
export interface Speaker {
  readonly key: string;
  readonly actor: Actor;
  readonly profession: Profession;
  readonly variant: Variant;
}

/** A path as far as a verb needs to know it. */
export interface PathAsKnown {
  readonly id: ReferralId;
  readonly state: ReferralState;
  readonly variant: Variant;
}

/** Somebody or something by key, or as the harness knows them. */
export type Key = string | { readonly key: string };

/** What a command is told. */
export type InputOf<Type extends CommandType> = Extract<CommandInput, { type: Type }>;

/** What can be told beside what a verb already says; `occurredAt` may be a day, for what is written down late. */
export type Told<Type extends CommandType, Said extends string = never> = Omit<
  InputOf<Type>,
  "type" | "referral" | Said
>;

/** The same, where a verb has a plain value for all of it. */
export type Optional<Type extends CommandType, Said extends string = never> = Partial<Told<Type, Said>>;

/** The key of somebody or something. */
export const keyOf = (key: Key): string => (typeof key === "string" ? key : key.key);

/** Whether an argument is a path, as the harness gives them out. */
export const isPath = (value: unknown): value is PathAsKnown =>
  typeof value === "object" && value !== null && "isPath" in value;
