/** The keys of the legend, which is also the filter: one entry a kind of thing on the map. */
import type { SiteView } from '../../workers/world/view-model.ts';
import { FLOW_SLOWDOWN, SHORTEST_CROSSING_S } from './measure.ts';
import { MUCH, PALETTES, SOME } from './palette.ts';
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

/** The entry a site belongs to: its role, or `planned` where it does not open. */
export function siteLegendKey(site: SiteView): LegendKey {
  return site.status === 'operational' ? site.role : 'planned';
}

/** Colour of an entry, sRGB hex; of a link, its colour at full load. */
export function legendColour(key: LegendKey, theme: Theme): string {
  const palette = PALETTES[theme];
  if (key === 'metro') return palette.metro;
  if (key === 'link') return palette.ramp[4];
  if (key === 'flow') return theme.endsWith('dark') ? palette.flowDataset : palette.flowEdge;
  if (key === 'planned') return palette.glass;
  return palette.roles[key];
}

/** Stops of the scale of link load from 0 to 1, for the legend's gradient. */
export function loadRamp(theme: Theme): readonly string[] {
  return PALETTES[theme].ramp;
}

/** Stops of the scale of differences of two shares, and their colours. */
export function divergingScale(theme: Theme): { at: number; colour: string }[] {
  return [-MUCH, -SOME, 0, SOME, MUCH].map((at, i) => ({ at, colour: PALETTES[theme].diverging[i]! }));
}

export const FLOW_KINDS = ['inference', 'dataset', 'checkpoint', 'gradient'] as const;
export type FlowKind = (typeof FLOW_KINDS)[number];

/** Colour of the particles of a kind, and of their outline. */
export function flowColours(kind: FlowKind, theme: Theme): { fill: string; edge: string } {
  const palette = PALETTES[theme];
  const fill = {
    inference: palette.flowInference,
    dataset: palette.flowDataset,
    checkpoint: palette.flowCheckpoint,
    gradient: palette.flowGradient,
  }[kind];
  return { fill, edge: palette.flowEdge };
}

/** How much longer than light a particle takes over a link, and the least seconds it takes. */
export const PARTICLE_PACE = { slowdown: FLOW_SLOWDOWN, leastS: SHORTEST_CROSSING_S } as const;
