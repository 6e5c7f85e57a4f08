/** The same arcs for every library: between made-up places on all continents, each way on its own. */

const ARCS = 10_000;
const PLACES = 400;

/** A number in [0, 1) from an integer; the same on every machine. */
function noise(a: number): number {
  let h = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 4294967296;
}

export const places: readonly [lon: number, lat: number][] = Array.from({ length: PLACES }, (_, i) => [
  360 * noise(i) - 180,
  110 * noise(i + 10_000) - 50,
]);

/** Pairs of places, half as many as arcs. */
export const pairs: readonly [number, number][] = Array.from({ length: ARCS / 2 }, (_, i) => {
  const a = i % PLACES;
  return [a, (a + 1 + Math.floor(noise(i + 20_000) * (PLACES - 1))) % PLACES];
});
