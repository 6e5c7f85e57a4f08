/**
 * Uniforms shared by all layers: the theme's colours, the size of the canvas, the clock of the
 * particles. Setting a theme writes colours; no material is rebuilt.
 */
import { Color, InterpolationSamplingType, Vector2, Vector3, type Node } from 'three/webgpu';
import {
  float,
  uniform,
  mix,
  smoothstep,
  step,
  interleavedGradientNoise,
  screenCoordinate,
  varying,
} from 'three/tsl';
import { MUCH, PALETTES, SOME } from '../palette.ts';
import type { Theme } from '../types.ts';

export type Float = Node<'float'>;
export type Vec2 = Node<'vec2'>;
export type Vec3 = Node<'vec3'>;
export type Vec4 = Node<'vec4'>;

const FLAT_COLOURS = [
  'rim',
  'seaDeep',
  'seaNear',
  'waterline',
  'graticule',
  'land',
  'landFar',
  'coast',
  'cliff',
  'sun',
  'air',
  'shadow',
  'glass',
  'flowInference',
  'flowDataset',
  'flowCheckpoint',
  'flowGradient',
  'flowEdge',
  'metro',
  'late',
  'cut',
  'idleLink',
  'select',
] as const;
type FlatColour = (typeof FLAT_COLOURS)[number];

/** A colour is three floats to the shader, whatever the types call it. */
type ColourUniform = Vec3 & { value: Color };
const colourUniform = (): ColourUniform => uniform(new Color()) as unknown as ColourUniform;

export function createLook(theme: Theme) {
  const colours = Object.fromEntries(FLAT_COLOURS.map((name) => [name, colourUniform()])) as Record<
    FlatColour,
    ColourUniform
  >;
  const look = {
    colours,
    ramp: [0, 1, 2, 3, 4].map(colourUniform) as ColourUniform[],
    /** From much less to much more. */
    diverging: [colourUniform(), colourUniform(), colourUniform(), colourUniform(), colourUniform()] as const,
    /** Which of two branches is drawn: 0 the one on show, 1 the other. */
    branch: uniform(0, 'int'),
    /** 0: one branch is drawn; 1: what the one on show has more or less than the other. */
    difference: uniform(0),
    /** 1 in the dark themes, 0 in the light ones. */
    dark: uniform(1),
    /** CSS pixels. */
    size: uniform(new Vector2(1, 1)),
    /** From the earth's centre to where the sun is in the zenith. */
    sun: uniform(new Vector3(0, 1, 0)),
    /** Seconds the particles have run. */
    clock: uniform(0),
    /** 0 on the map, 1 inside a campus, where what passes overhead is left out. */
    inside: uniform(0),
    /** 0 while the map has not come yet, 1 when it is in. */
    reveal: uniform(0),
  };
  setTheme(look, theme);
  return look;
}
export type Look = ReturnType<typeof createLook>;

export function setTheme(look: Look, theme: Theme): void {
  const palette = PALETTES[theme];
  for (const name of FLAT_COLOURS) look.colours[name].value.set(palette[name]);
  look.ramp.forEach((stop, i) => stop.value.set(palette.ramp[i]!));
  look.diverging.forEach((stop, i) => stop.value.set(palette.diverging[i]!));
  look.dark.value = theme.endsWith('dark') ? 1 : 0;
}

/** Link load 0 to 1 as a colour. */
export function rampColour(look: Look, load: Float): Vec3 {
  const at = load.clamp(0, 1).mul(4);
  let colour: Vec3 = look.ramp[0]!;
  for (let i = 1; i < 5; i++) colour = mix(colour, look.ramp[i]!, at.sub(i - 1).clamp(0, 1));
  return colour;
}

/** A difference of two shares as a colour, in even steps to SOME and from there to MUCH. */
export function divergingColour(look: Look, difference: Float): Vec3 {
  const [muchLess, less, same, more, muchMore] = look.diverging;
  const size: Float = difference.abs();
  const some: Float = size.div(SOME).clamp(0, 1);
  const much: Float = size.sub(SOME).div(MUCH - SOME).clamp(0, 1); // prettier-ignore
  const isMore: Float = above(difference, 0);
  return mix(mix(same, mix(less, more, isMore), some), mix(muchLess, muchMore, isMore), much);
}

/** Breaks the bands that 8 bits leave in dark gradients. */
export function dither(colour: Vec3): Vec3 {
  const noise: Float = interleavedGradientNoise(screenCoordinate.xy).sub(0.5);
  return colour.mul(noise.mul(0.03).add(1)).add(noise.mul(0.0006));
}

/** 1 where `a` > `b`, else 0. */
export function above(a: Float, b: Float | number): Float {
  return step(typeof b === 'number' ? float(b) : b, a);
}

/** What is the same at all vertices of an instance: worked out there, and for no pixel interpolated. */
export function perInstance<T extends Float | Vec2 | Vec3 | Vec4>(value: T): T {
  return varying(value).setInterpolation(InterpolationSamplingType.FLAT) as unknown as T;
}

/** 1 below `low`, 0 above `high`, smooth between; the reverse of smoothstep, whose edges must rise. */
export function falloff(low: Float | number, high: Float | number, x: Float): Float {
  return smoothstep(low, high, x).oneMinus();
}
