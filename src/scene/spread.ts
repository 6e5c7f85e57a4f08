/**
 * Moving symbols apart that would overlap: each is a circle on the plane (map units), pushed from
 * its neighbours until none touch and drawn back to its true place where there is room. The same
 * input gives the same output; coincident places part along the golden angle, so order decides.
 */
const ROUNDS = 120;
const GOLDEN_ANGLE = 2.399963229728653;

/**
 * @param places x, y pairs
 * @param radii one per place; two circles are apart when their distance is the sum of radii
 * @returns x, y pairs of offsets to add to the places
 */
export function spread(places: ArrayLike<number>, radii: ArrayLike<number>): Float64Array {
  const count = radii.length;
  const at = Float64Array.from({ length: 2 * count }, (_, i) => places[i]!);
  for (let round = 0; round < ROUNDS; round++) {
    const settle = round < ROUNDS / 2 ? 0.02 : 0;
    for (let i = 0; i < 2 * count; i++) at[i]! += (places[i]! - at[i]!) * settle;
    if (!pushApart(at, radii, count) && settle === 0) break;
  }
  for (let i = 0; i < 2 * count; i++) at[i]! -= places[i]!;
  return at;
}

/** One pass over all pairs; true when any overlapped. */
function pushApart(at: Float64Array, radii: ArrayLike<number>, count: number): boolean {
  let moved = false;
  for (let i = 0; i < count; i++) {
    for (let j = i + 1; j < count; j++) {
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
    }
  }
  return moved;
}
