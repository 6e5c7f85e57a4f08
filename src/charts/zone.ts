/** Time on the page: which clock the run is read by, and the moment of a tick. */
import type { ViewModel } from '../../workers/world/view-model.ts';
import { commonZone, type Zone } from '../i18n/format.ts';

export function viewZone(view: ViewModel): Zone {
  return commonZone(view.metros.map((metro) => metro.utcOffsetH));
}

export function tickMs(view: ViewModel, tick: number): number {
  return view.scenario.startMs + tick * view.scenario.tickS * 1000;
}
