/** Colours inside a campus, sRGB hex: jobs in four quiet hues, light and dark of each. */
import type { Theme } from '../../types.ts';

type CampusPalette = {
  jobs: readonly [string, string, string, string, string, string, string, string];
  serving: string;
  broken: string;
  /** A cell nobody holds, and its edge. */
  idle: string;
  idleEdge: string;
  off: string;
  floor: string;
  plot: string;
  wall: string;
};

const DARK: CampusPalette = {
  jobs: ['#78b2dd', '#3f86b5', '#82c4bd', '#4a938f', '#b3aade', '#8178bd', '#cfc08a', '#9c8d55'],
  serving: '#e5a33a',
  broken: '#f0683f',
  idle: '#263442',
  idleEdge: '#52687c',
  off: '#131b24',
  floor: '#18222d',
  plot: '#0f171f',
  wall: '#8fb0c8',
};

const LIGHT: CampusPalette = {
  jobs: ['#5b9ccb', '#2b6c9c', '#58a39b', '#2f7571', '#978dcb', '#6258a3', '#b5a25c', '#7f6f35'],
  serving: '#d08a14',
  broken: '#c8400f',
  idle: '#e3e8ec',
  idleEdge: '#9fb0bd',
  off: '#c3ccd3',
  floor: '#f4f5f5',
  plot: '#e3e7ea',
  wall: '#5d7488',
};

/** A projector washes faint differences out: what nobody holds stands out from the floor, and edges are strong. */
const PALETTES: Record<Theme, CampusPalette> = {
  dark: DARK,
  light: LIGHT,
  'projector-dark': {
    ...DARK,
    idle: '#34485a',
    idleEdge: '#9db4c8',
    off: '#1c2733',
    floor: '#0d141b',
    plot: '#05080c',
    wall: '#c9deee',
  },
  'projector-light': {
    ...LIGHT,
    serving: '#b86f00',
    idle: '#cdd6dd',
    idleEdge: '#4c5f6e',
    off: '#97a5b0',
    floor: '#ffffff',
    plot: '#dde3e8',
    wall: '#2a3d4d',
  },
};

export function campusPalette(theme: Theme): CampusPalette {
  return PALETTES[theme];
}
