import { randomUUID } from "node:crypto";

/** Somebody who keeps a log, ours or another, doing the same work in its own words. */
export interface Contender {
  readonly name: string;
  /** Fails when asked for more before it has answered. */
  readonly oneAtATime?: boolean;
  /** An empty log. */
  open(): Promise<Log>;
}

export interface Log {
  /** Loads what is known of a referral, folds it, decides and appends on condition that nothing came between. */
  command(referral: string): Promise<unknown>;
  /** Appends the first event of a new referral, on condition that it is new. */
  begin(referral: string): Promise<unknown>;
  /** Gives a new referral so many events at once. Not measured, so in the quickest way there is. */
  fill(referral: string, count: number): Promise<unknown>;
  close(): Promise<unknown>;
}

/** What a referral folds to. */
export interface Conversations {
  readonly held: number;
  readonly minutes: number;
}

export const none: Conversations = { held: 0, minutes: 0 };

export function evolve(state: Conversations, data: { readonly minutes: number }): Conversations {
  return { held: state.held + 1, minutes: state.minutes + data.minutes };
}

/** What happened, as decided. */
export function conversation({ held }: Conversations) {
  return { channel: "phone", minutes: held + 5, note: { sealed: "c2VhbGVkIGZvciB0aGUgY29hY2ggb25seQ==" } };
}

let made = 0;

/** What every store keeps beside what happened. Tags too, also where nobody can ask for them. */
export function envelope(referral: string) {
  made++;
  return {
    id: randomUUID(),
    tags: [`referral:${referral}`, `resident:${referral}`, `coach:${made % 50}`] as const,
    municipality: "nijmegen",
    occurredAt: "2022-05-01T08:30:00.000Z",
    recordedAt: "2022-05-02T10:00:00.000Z",
    actor: { id: "coach-1", role: "coach" },
    commandId: randomUUID(),
  };
}

/** A referral nobody has seen before. */
export function newReferral(): string {
  return randomUUID();
}
