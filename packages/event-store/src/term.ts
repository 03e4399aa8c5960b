/**
 * A number for something that events are looked up by: `kind` tells tags, types and commands apart. For adapters that
 * keep an index of numbers instead of one of words.
 *
 * 53 bits, so that it is a whole number to JavaScript and to every database: two multiplicative hashes of 32 bits side
 * by side, each finished as in MurmurHash3. Different things may share a number, though hardly ever, so whoever looks
 * something up by it compares what was found with what was meant.
 *
 * Stored in files and tables, so it never changes. Words in a log hold no NUL (`checkAppend` sees to that).
 */
export function termOf(kind: string, municipality: string, word: string): number {
  let low = 0x9e_37_79_b9;
  let high = 0x85_eb_ca_6b;
  // Part by part: joining them first takes longer than the hash itself.
  for (const part of [kind, municipality, word]) {
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
