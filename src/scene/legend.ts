/** The keys of the legend, which is also the filter: one entry a kind of thing on the map. */
import type { SiteView } from '../../workers/world/view-model.ts';
import { PALETTES } from './palette.ts';
import type { Theme } from './types.ts';

export const LEGEND_KEYS = [
  'training',
  'inference',
  'mixed',
  'edge',
  'hpc',
  'planned',
  'metro',
  'link',
  'flow',
] as const;
export type LegendKey = (typeof LEGEND_KEYS)[number];

/** The entry a site belongs to: its role, or `planned` until it runs. */
export function siteLegendKey(site: SiteView): LegendKey {
  return site.status === 'operational' ? site.role : 'planned';
}

/** Colour of an entry, sRGB hex; of a link, its colour at full load. */
export function legendColour(key: LegendKey, theme: Theme): string {
  const palette = PALETTES[theme];
  if (key === 'metro') return palette.metro;
  if (key === 'link') return palette.ramp[4];
  if (key === 'flow') return theme === 'dark' ? palette.flow : palette.flowEdge;
  if (key === 'planned') return palette.glass;
  return palette.roles[key];
}

/** Stops of the scale of link load from 0 to 1, for the legend's gradient. */
export function loadRamp(theme: Theme): readonly string[] {
  return PALETTES[theme].ramp;
}
