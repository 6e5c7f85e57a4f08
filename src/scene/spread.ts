/**
 * Moving symbols apart that would overlap: each is a circle on the plane (map units), pushed from
 * its neighbours until none touch and drawn back to its true place where there is room. The same
 * input gives the same output; coincident places part along the golden angle, so order decides.
 */
const ROUNDS = 120;
/** Fewer rounds where there are very many, whose places matter less. */
const LEAST_ROUNDS = 24;
const ROUND_WORK = 400_000;
/** More squares than a row of them ever has. */
const LINE = 1e7;
const GOLDEN_ANGLE = 2.399963229728653;

/**
 * @param places x, y pairs
 * @param radii one per place; two circles are apart when their distance is the sum of radii
 * @returns x, y pairs of offsets to add to the places
 */
export function spread(places: ArrayLike<number>, radii: ArrayLike<number>): Float64Array {
  const count = radii.length;
  const at = Float64Array.from({ length: 2 * count }, (_, i) => places[i]!);
  const rounds = Math.min(ROUNDS, Math.max(LEAST_ROUNDS, Math.floor(ROUND_WORK / Math.max(1, count))));
  for (let round = 0; round < rounds; round++) {
    const settle = round < rounds / 2 ? 0.02 : 0;
    for (let i = 0; i < 2 * count; i++) at[i]! += (places[i]! - at[i]!) * settle;
    if (!pushApart(at, radii, count) && settle === 0) break;
  }
  for (let i = 0; i < 2 * count; i++) at[i]! -= places[i]!;
  return at;
}

/** One pass over all pairs that may touch; true when any overlapped. */
function pushApart(at: Float64Array, radii: ArrayLike<number>, count: number): boolean {
  const near = neighbourhood(at, radii, count);
  let moved = false;
  for (let i = 0; i < count; i++) {
    let [startX, startY] = [at[2 * i]!, at[2 * i + 1]!];
    let found = near.after(i, i);
    for (let n = 0; n < found.length; n++) {
      const j = found[n]!;
      const reach = radii[i]! + radii[j]!;
      let dx = at[2 * j]! - at[2 * i]!;
      if (dx >= reach || dx <= -reach) continue;
      let dy = at[2 * j + 1]! - at[2 * i + 1]!;
      let distance = Math.sqrt(dx * dx + dy * dy);
      if (distance >= reach - 1e-6) continue;
      if (distance < 1e-9) {
        distance = 1e-3;
        dx = distance * Math.cos(j * GOLDEN_ANGLE);
        dy = distance * Math.sin(j * GOLDEN_ANGLE);
      }
      const push = (reach - distance) / 2 / distance;
      at[2 * i]! -= dx * push;
      at[2 * i + 1]! -= dy * push;
      at[2 * j]! += dx * push;
      at[2 * j + 1]! += dy * push;
      moved = true;
      // Others may be within reach of where it was pushed to.
      if (Math.max(Math.abs(at[2 * i]! - startX), Math.abs(at[2 * i + 1]! - startY)) < near.play) continue;
      [startX, startY] = [at[2 * i]!, at[2 * i + 1]!];
      found = near.after(i, j);
      n = -1;
    }
  }
  return moved;
}

type Neighbourhood = {
  /** Of those that lie within two reaches of `i` as the pass begins, in order, the ones after `last` that touch it now or would if it moved by `play`. */
  after(i: number, last: number): readonly number[];
  play: number;
};

/** One that comes nearer during the pass is met in the next, which a pass that moved anything is followed by. */
function neighbourhood(at: Float64Array, radii: ArrayLike<number>, count: number): Neighbourhood {
  let largest = 1e-9;
  for (let i = 0; i < count; i++) largest = Math.max(largest, radii[i]!);
  const side = 4 * largest;
  const play = largest / 2;
  const squares = new Map<number, number[]>();
  const home = Float64Array.from({ length: 2 * count }, (_, axis) => Math.floor(at[axis]! / side));
  for (let i = 0; i < count; i++) {
    const key = home[2 * i]! * LINE + home[2 * i + 1]!;
    const members = squares.get(key);
    if (members) members.push(i);
    else squares.set(key, [i]);
  }
  const found: number[] = [];
  return {
    play,
    after(i, last) {
      const [x, y, radius] = [at[2 * i]!, at[2 * i + 1]!, radii[i]! + play];
      found.length = 0;
      for (let dx = -1; dx <= 1; dx++)
        for (let dy = -1; dy <= 1; dy++) {
          const members = squares.get((home[2 * i]! + dx) * LINE + home[2 * i + 1]! + dy) ?? [];
          for (let n = members.length - 1; n >= 0 && members[n]! > last; n--) {
            const j = members[n]!;
            const reach = radius + radii[j]!;
            if (Math.abs(at[2 * j]! - x) < reach && Math.abs(at[2 * j + 1]! - y) < reach) found.push(j);
          }
        }
      return found.sort((a, b) => a - b);
    },
  };
}
