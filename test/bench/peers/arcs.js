/** The arcs as both libraries take them: each with its ends, longitude first. */
import { pairs, places } from '../arcs/arcs.ts';

export const arcs = pairs.flatMap(([a, b]) => [
  { from: places[a], to: places[b] },
  { from: places[b], to: places[a] },
]);
