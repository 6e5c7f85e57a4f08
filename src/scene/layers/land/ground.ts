/** What the materials of the ground share: its vertices, bent as the map is, and what a fragment knows. */
import {
  attribute,
  cameraPosition,
  positionGeometry,
  positionWorld,
  smoothstep,
  varying,
  vec2,
} from 'three/tsl';
import { mix } from 'three/tsl';
import type { Stage } from '../../stage.ts';
import type { GlobeNodes } from '../../tsl/globe.ts';
import { SUN } from '../../measure.ts';
import { FADE } from './rim.ts';
import { falloff, type Float, type Look, type Vec2, type Vec3 } from '../../tsl/look.ts';

export type Ground = {
  /** Of a vertex: `by` map units above its own height. */
  position(by?: Float | number): Vec3;
  /** Of a fragment: its place on the plane, and from the earth's centre. */
  here: Vec2;
  out: Vec3;
  /** 1 where the map is, 0 at its rim; 1 everywhere on the globe. */
  present: Float;
  /** 1 where the content is, 0 far from it. */
  focus: Float;
  /** 1 towards the low sun of the relief, 0 away from it. */
  sunward: Float;
  /** 1 where it is day, 0 at night. */
  day: Float;
  /** 1 where the ground is seen from straight above, 0 at the horizon; 1 on the flat map. */
  facing: Float;
};

/** Sine of the sun's height where night is whole (end of nautical twilight), and where day is. */
const NIGHT = -0.2;
const DAY = 0.1;

export function createGround(stage: Stage, globe: GlobeNodes, look: Look): Ground {
  const { projection, radius } = stage;
  const plane: Vec2 = attribute('plane', 'vec2') as unknown as Vec2;
  const lift: Float = attribute('lift', 'float') as unknown as Float;
  const { at, up } = globe.footing(plane, positionGeometry);
  const here: Vec2 = varying(plane);
  const out: Vec3 = varying(positionGeometry).normalize();
  const normal: Vec3 = varying(up).normalize();

  const fromMiddle: Float = vec2(here.x, here.y.mul(FADE.tall)).length();
  const { centralLon, bounds, kind } = projection;
  const edgeX = kind === 'cylindrical' ? projection.forward(0, centralLon + 179.99)[0] : 1e4;
  const middleX = kind === 'cylindrical' ? projection.forward(0, centralLon)[0] : 0;
  const north = -projection.forward(bounds.north, centralLon)[1];
  const south = -projection.forward(bounds.south, centralLon)[1];
  const aside: Float = here.x
    .sub(middleX)
    .abs()
    .div(Math.abs(edgeX - middleX));
  const flat: Float = falloff(radius * FADE.from, radius * FADE.to, fromMiddle)
    .mul(falloff(0.8, 1, aside))
    .mul(smoothstep(north, north + 5, here.y))
    .mul(falloff(south, south + 4, here.y));
  const toEye: Vec3 = cameraPosition.sub(positionWorld).normalize();
  return {
    position: (by = 0) => at.add(up.mul(lift.add(by))),
    here,
    out,
    present: mix(flat, 1, globe.morph),
    focus: mix(falloff(radius * 0.2, radius * 1.7, fromMiddle), 0.72, globe.morph),
    sunward: mix(
      here.x
        .mul(SUN.x)
        .add(here.y.mul(SUN.z))
        .div(radius * 2.4)
        .add(0.5)
        .clamp(0, 1),
      0.5,
      globe.morph,
    ),
    day: smoothstep(NIGHT, DAY, out.dot(look.sun)),
    facing: mix(1, normal.dot(toEye).clamp(0, 1), globe.morph),
  };
}
