/** Whether two views show the same things at the same places: then one picture and one shape of frame serve both. */
import type { ViewModel } from '../../workers/world/view-model.ts';

/** What the map is built of, and what gives a frame its columns. */
const PARTS = ['sites', 'metros', 'links', 'classes', 'tenants', 'types'] as const;

export function sameStage(a: ViewModel, b: ViewModel): boolean {
  if (a === b) return true;
  if (a.scenario.startMs !== b.scenario.startMs || a.scenario.tickS !== b.scenario.tickS) return false;
  return PARTS.every((part) => JSON.stringify(a[part]) === JSON.stringify(b[part]));
}
