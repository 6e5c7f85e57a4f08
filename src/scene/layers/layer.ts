/** What every layer is: an object to draw and four moments at which it writes its columns. */
import type { Object3D } from 'three/webgpu';
import type { Shown } from '../shown.ts';
import type { Stage } from '../stage.ts';
import type { GlobeNodes } from '../tsl/globe.ts';
import type { Look } from '../tsl/look.ts';
import type { Pick, Pointed, Quality, SceneChoices, Theme } from '../types.ts';

export type LayerContext = { stage: Stage; look: Look; quality: Quality; globe: GlobeNodes };

export type Emphasis = {
  hidden: ReadonlySet<string>;
  selected: Pick | null;
  hovered: Pointed | null;
  theme: Theme;
  /** The site whose tower gives way to its campus, and how far, 0 to 1. */
  inside: { site: number; share: number } | null;
  /** 0 to 1: share of particles the governor leaves. */
  particleShare: number;
  accents: boolean;
  /** Lines between countries are asked for. */
  boundaries: boolean;
  /** What the map shows is the difference of two branches. */
  difference: boolean;
  /** Shown to a room: names are large. */
  presenting: boolean;
};

/** What of it the page chooses. */
export function chosenEmphasis({ hidden, selected, theme, boundaries, presenting }: SceneChoices) {
  return { hidden, selected, theme, boundaries, presenting };
}

export function firstEmphasis(choices: SceneChoices): Emphasis {
  return {
    ...chosenEmphasis(choices),
    hovered: null,
    inside: null,
    particleShare: 1,
    accents: true,
    difference: false,
  };
}

export type Layer = {
  object: Object3D;
  /** Symbols' places or scale changed. */
  place(): void;
  /** Amounts changed, of the branch on show and of the one beside it, if two are looked at. */
  show(shown: Shown, beside: Shown | null): void;
  /** Filters, selection, theme or quality changed. */
  style(emphasis: Emphasis): void;
  dispose(): void;
};

/** 2 selected, 1 under the pointer, 0 neither. */
export function emphasisOf(emphasis: Emphasis, kind: Pointed['kind'], index: number): number {
  const is = (pick: Pointed | null): boolean => pick?.kind === kind && pick.index === index;
  return is(emphasis.selected) ? 2 : is(emphasis.hovered) ? 1 : 0;
}
