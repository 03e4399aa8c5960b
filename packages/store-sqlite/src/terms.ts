import type { NewEvent } from "@wor/event-store";

/**
 * A number that stands for something events are looked up by. Different things may share a number, though
 * hardly ever, so whoever looks up by term compares what was found with what was meant.
 */
export type Term = number;

export const idTerm = (id: string): Term => term("id", "", id);
export const commandTerm = (municipality: string, id: string): Term => term("command", municipality, id);
export const typeTerm = (municipality: string, type: string): Term => term("type", municipality, type);
export const tagTerm = (municipality: string, tag: string): Term => term("tag", municipality, tag);

/** What no other append may have: the ids of the events, and their command. */
export function uniqueTermsOf(events: readonly NewEvent[]): Term[] {
  const terms = events.map(({ id }) => idTerm(id));
  const [first] = events;
  if (first?.commandId !== undefined) terms.push(commandTerm(first.municipality, first.commandId));
  return terms;
}

/** All an event can be found by. */
export function termsOf({ id, municipality, type, tags, commandId }: NewEvent): Term[] {
  const terms = [idTerm(id), typeTerm(municipality, type)];
  if (commandId !== undefined) terms.push(commandTerm(municipality, commandId));
  for (const tag of tags) terms.push(tagTerm(municipality, tag));
  return terms;
}

/**
 * 53 bits: two multiplicative hashes of 32 bits side by side, each finished as in MurmurHash3.
 * Stored in files, so it never changes. Texts hold no NUL (`checkAppend` sees to that), so NUL can part them.
 */
function term(kind: string, municipality: string, value: string): Term {
  let low = 0x9e_37_79_b9;
  let high = 0x85_eb_ca_6b;
  // Part by part: joining them first takes longer than the hash itself.
  for (const part of [kind, municipality, value]) {
    for (let i = 0; i < part.length; i++) {
      const code = part.charCodeAt(i);
      low = Math.imul(low ^ code, 0x01_00_01_93);
      high = Math.imul(high ^ code, 0x5b_d1_e9_95);
    }
    low = Math.imul(low, 0x01_00_01_93);
    high = Math.imul(high, 0x5b_d1_e9_95);
  }
  low = finish(low ^ (high >>> 15));
  high = finish(high ^ (low >>> 13));
  return (high & 0x1f_ff_ff) * 0x1_00_00_00_00 + low;
}

function finish(bits: number): number {
  let mixed = Math.imul(bits ^ (bits >>> 16), 0x85_eb_ca_6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2_b2_ae_35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
