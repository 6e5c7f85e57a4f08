/**
 * Colours of the picture, as sRGB hex: kinds by Okabe and Ito (2008), amounts by cividis (Nuñez,
 * Anderton, Renslow 2018), differences by ColorBrewer's purple and orange (Harrower and Brewer 2003)
 * with a quiet middle. All read the same to colour-blind eyes, and neither is the only signal.
 */
import type { SiteRole } from '../../workers/scenario/scenario.ts';
import type { Theme } from './types.ts';

export type Palette = {
  /** What the map fades into at its rim. */
  rim: string;
  seaDeep: string;
  seaNear: string;
  waterline: string;
  graticule: string;
  land: string;
  landFar: string;
  coast: string;
  cliff: string;
  /** Tint on the side of the low sun. */
  sun: string;
  /** The globe's rim. */
  air: string;
  shadow: string;
  glass: string;
  /** The particles by kind, and their outline. */
  flowInference: string;
  flowDataset: string;
  flowCheckpoint: string;
  flowGradient: string;
  flowEdge: string;
  metro: string;
  late: string;
  cut: string;
  idleLink: string;
  select: string;
  roles: Record<SiteRole, string>;
  /** Link load 0, 1/4, 1/2, 3/4, 1. */
  ramp: readonly [string, string, string, string, string];
  /** What one branch has more or less than another: by -MUCH, -SOME, 0, SOME, MUCH. */
  diverging: readonly [string, string, string, string, string];
};

/** Differences of two shares at which the diverging scale has its stops. */
export const SOME = 0.1;
export const MUCH = 0.5;

const SCREEN: Record<'dark' | 'light', Palette> = {
  dark: {
    rim: '#080b10',
    seaDeep: '#090d13',
    seaNear: '#111c28',
    waterline: '#2f4a60',
    graticule: '#22303d',
    land: '#2b4055',
    landFar: '#15202b',
    coast: '#6f8ea8',
    cliff: '#3c5468',
    sun: '#d9b48a',
    air: '#6fa3d0',
    shadow: '#04060a',
    glass: '#b8d0e4',
    flowInference: '#ffc45c',
    flowDataset: '#f6fbff',
    flowCheckpoint: '#e79cc6',
    flowGradient: '#7cc8f4',
    flowEdge: '#0d1218',
    metro: '#35c6a0',
    late: '#e0693a',
    cut: '#ff6b45',
    idleLink: '#9fb4c6',
    select: '#ffffff',
    roles: {
      training: '#56b4e9',
      inference: '#f0a92e',
      mixed: '#c3cdd6',
      edge: '#1fb486',
      hpc: '#cc79a7',
    },
    ramp: ['#5a6779', '#7c7b78', '#a69d75', '#d3c164', '#fee838'],
    diverging: ['#a58cff', '#8d84b8', '#66717c', '#c08a4a', '#ff9a2e'],
  },
  light: {
    rim: '#e4e9ed',
    seaDeep: '#dbe3e9',
    seaNear: '#cbd8e1',
    waterline: '#9db3c3',
    graticule: '#b9c7d1',
    land: '#f8f6f1',
    landFar: '#e6e8e8',
    coast: '#7f95a6',
    cliff: '#b9c2c8',
    sun: '#ffcf94',
    air: '#a9c6de',
    shadow: '#33424f',
    glass: '#47617a',
    flowInference: '#ffb733',
    flowDataset: '#ffffff',
    flowCheckpoint: '#e08ab9',
    flowGradient: '#5fb2e6',
    flowEdge: '#14202b',
    metro: '#00805d',
    late: '#c9480f',
    cut: '#c9330f',
    idleLink: '#5d7285',
    select: '#10202e',
    roles: {
      training: '#1f86c4',
      inference: '#d98a00',
      mixed: '#7b8894',
      edge: '#009e73',
      hpc: '#b0588a',
    },
    ramp: ['#a39e8a', '#8d8878', '#6c6f75', '#41516f', '#00224e'],
    diverging: ['#542788', '#998ec3', '#b9c0c6', '#e39b46', '#b35806'],
  },
};

/** For projectors, which lift blacks and wash out: farther apart what must be told apart. */
export const PALETTES: Record<Theme, Palette> = {
  ...SCREEN,
  'projector-dark': {
    ...SCREEN.dark,
    rim: '#000000',
    seaDeep: '#000000',
    seaNear: '#0b1520',
    waterline: '#41617c',
    graticule: '#2c3d4d',
    land: '#3a5570',
    landFar: '#1f3040',
    coast: '#a9c4da',
    cliff: '#587590',
    glass: '#dcecf8',
    idleLink: '#c8d8e6',
  },
  'projector-light': {
    ...SCREEN.light,
    rim: '#ffffff',
    seaDeep: '#eef4f8',
    seaNear: '#d3e2ec',
    waterline: '#7f9bae',
    graticule: '#a3b6c3',
    land: '#ffffff',
    landFar: '#f4f5f4',
    coast: '#4d6578',
    cliff: '#8d9ba5',
    glass: '#1e3a52',
    idleLink: '#3d5467',
    select: '#000000',
    roles: {
      training: '#0072b2',
      inference: '#b86f00',
      mixed: '#55626d',
      edge: '#007a59',
      hpc: '#983f73',
    },
  },
};
