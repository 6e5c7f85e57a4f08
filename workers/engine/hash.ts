/**
 * The state hash (T6): 64 bits over every byte of the state buffer, taken as 32-bit
 * little-endian words. Two MurmurHash3-style lanes with different constants. It is a
 * fingerprint for comparing runs, not a cryptographic hash.
 */
export type Hash = { high: number; low: number };

/** @param buffer its length is a multiple of 4 bytes */
export function hashBuffer(buffer: ArrayBuffer): Hash {
  const words = new Int32Array(buffer);
  let a = 0x2f0b4c47;
  let b = 0x5bd1e995;
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    a ^= Math.imul(word, 0xcc9e2d51);
    // | 0: without it some engines carry `a` as a double, three times as slow.
    a = (Math.imul((a << 13) | (a >>> 19), 5) + 0x6546b64) | 0;
    b = Math.imul(b ^ word, 0x01000193);
    b ^= b >>> 15;
  }
  a ^= words.length;
  a = Math.imul(a ^ (a >>> 16), 0x85ebca6b);
  a = Math.imul(a ^ (a >>> 13), 0xc2b2ae35);
  b = Math.imul(b ^ (b >>> 16), 0x27d4eb2f);
  return { high: (a ^ (a >>> 16)) >>> 0, low: (b ^ (b >>> 13)) >>> 0 };
}
