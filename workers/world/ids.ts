/** Ids and their order: an entity's index is the place of its id among the sorted ids of its kind. */
import type { World } from './world.ts';

export type Ids = World['ids'];

/** Ids in order of their UTF-16 code units, the same in every locale. */
export function sortedKeys(collection: Record<string, unknown>): string[] {
  return Object.keys(collection).sort();
}
