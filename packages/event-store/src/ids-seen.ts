/**
 * Remembers ids in some eight bytes each instead of a hundred (a Bloom filter), and in never more than 64 MB, so that a
 * log of any length can be looked through: it may take a new id for one that it has seen, hardly ever while there are
 * fewer than ten million, and never the other way round.
 */
export function idsSeen(expected: number): (id: string) => boolean {
  const bits = Math.min(most, 2 ** Math.ceil(Math.log2(Math.max(1_024, expected * 48))));
  const words = new Uint32Array(bits / 32);
  return (id) => {
    let seen = true;
    let [hash, step] = hashesOf(id);
    for (let probe = 0; probe < probes; probe += 1) {
      const bit = hash & (bits - 1);
      const mask = 1 << (bit & 31);
      const word = words[bit >>> 5] ?? 0;
      if ((word & mask) === 0) {
        seen = false;
        words[bit >>> 5] = word | mask;
      }
      hash = (hash + step) >>> 0;
      step = (step + probe) >>> 0;
    }
    return seen;
  };
}

/** 64 MB: beyond ten million events, some ids have to be looked at a second time. */
const most = 2 ** 29;
const probes = 12;

/** Two hashes of 32 bits, FNV-1a with different offsets and finished as in MurmurHash3; the second is odd. */
function hashesOf(text: string): [number, number] {
  let one = 0x81_1c_9d_c5;
  let other = 0x9e_37_79_b9;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    one = Math.imul(one ^ code, 0x01_00_01_93);
    other = Math.imul(other ^ code, 0x5b_d1_e9_95);
  }
  return [finish(one), finish(other) | 1];
}

function finish(bits: number): number {
  let mixed = Math.imul(bits ^ (bits >>> 16), 0x85_eb_ca_6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2_b2_ae_35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
