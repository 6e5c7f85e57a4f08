/**
 * The ground: a sea with waterlines along its shores, as engraved charts have them, and the land a
 * little above it, lit by a low sun from the north-west. On the flat map light gathers where the
 * content is and fades to the rim, so that the map ends nowhere; the globe ends in its air. Night
 * lies where it is night at the time on show.
 */
import {
  DoubleSide,
  FrontSide,
  Group,
  LineBasicNodeMaterial,
  LineSegments,
  Mesh,
  MeshBasicNodeMaterial,
  type BufferGeometry,
  type Object3D,
} from 'three/webgpu';
import { attribute, float, fwidth, mix, smoothstep, vec2, vec3 } from 'three/tsl';

import { LAND_TOP, SUN } from '../../measure.ts';
import { dither, falloff, type Float, type Look, type Vec2, type Vec3 } from '../../tsl/look.ts';
import type { Layer, LayerContext } from '../layer.ts';
import { createAir } from './air.ts';
import { createFields } from './fields.ts';
import { bodyGeometry, boundaryGeometry, graticule, landGeometry } from './geometry.ts';
import { createGround, type Ground } from './ground.ts';
import { SHARES, type LandDetail, type LandPart, type LandShare } from './made.ts';

/** Distances from the shore of the waterlines, map units. */
const WATERLINES = [0.3, 0.72] as const;
/** The fine land is shown where a degree takes more pixels than this. */
const FINE_PX = 3.4;

export type LandLayer = Layer & {
  build(part: LandPart): void;
  /** Before the next picture when the camera has moved or land has come: chooses the detail for a scale, and what only the globe shows. */
  see(pxPerDegree: number): void;
  /** Lines between countries; longitudes and latitudes. */
  bound(lines: readonly (readonly number[])[][]): void;
};

/** Darker and a little bluer where it is night, and thicker air towards the horizon. */
function lit(colour: Vec3, ground: Ground, look: Look): Vec3 {
  const night: Vec3 = mix(vec3(0.8, 0.85, 0.92), vec3(0.62, 0.68, 0.8), look.dark);
  const day: Float = mix(float(1), float(1.16), look.dark);
  const shone: Vec3 = colour.mul(mix(night, vec3(day, day, day), ground.day));
  const haze: Float = ground.facing.oneMinus().pow(3).mul(ground.day.mul(0.6).add(0.1));
  return mix(shone, look.colours.air, haze.mul(mix(float(0.8), float(0.5), look.dark)));
}

export function createLand({ stage, look, globe }: LayerContext): LandLayer {
  const { projection } = stage;
  const c = look.colours;
  const fields = createFields(stage, globe);
  const ground = createGround(stage, globe, look);
  const { here, out, present, focus, sunward } = ground;
  const coastAt = (by?: Vec2): Vec2 => fields.at(here, out, by);

  const sea = new MeshBasicNodeMaterial();
  {
    // Triangles between points of the globe lie below it, least those of the finer land.
    sea.positionNode = ground.position(globe.morph.mul(-0.0007 * globe.radius));
    const depth: Float = coastAt().x.negate();
    let colour: Vec3 = mix(c.seaNear, c.seaDeep, smoothstep(-0.2, 7, depth));
    const width: Float = fwidth(depth).max(0.012);
    WATERLINES.forEach((shore, i) => {
      const line: Float = falloff(width.mul(0.5), width.mul(1.5), depth.sub(shore).abs());
      colour = mix(
        colour,
        c.waterline,
        line
          .mul(0.11 * Math.pow(0.5, i))
          .mul(present)
          .mul(look.reveal)
          .mul(ground.facing.pow(0.5)),
      );
    });
    // Land throws a short soft shadow away from the sun.
    const shade: Float = smoothstep(-0.12, 0.3, coastAt(vec2(SUN.x * 0.34, SUN.z * 0.34)).x);
    colour = mix(colour, c.shadow, shade.mul(mix(float(0.16), float(0.6), look.dark)));
    colour = mix(colour, c.sun, sunward.mul(sunward).mul(mix(float(0.07), float(0.01), look.dark)));
    sea.colorNode = dither(mix(c.rim, lit(colour, ground, look), present));
  }

  const land = new MeshBasicNodeMaterial({ side: DoubleSide });
  const landPresence: Float = present.mul(look.reveal);
  {
    land.positionNode = ground.position();
    const nearby = coastAt();
    const [inland, facing]: [Float, Float] = [nearby.x, nearby.y];
    // Seaward shores that face the sun catch it; those that turn away lie in shade.
    const bevel: Float = facing.mul(falloff(0, 0.7, inland));
    const plain: Float = smoothstep(0, 4.5, inland);
    let colour: Vec3 = mix(c.landFar, c.land, focus.mul(0.85).add(sunward.mul(0.15)));
    colour = colour.mul(
      mix(mix(float(1.01), float(1.12), look.dark), mix(float(0.985), float(0.9), look.dark), plain),
    );
    colour = colour.mul(bevel.mul(mix(float(0.05), float(0.3), look.dark)).add(1));
    colour = mix(
      colour,
      c.sun,
      sunward
        .mul(sunward)
        .mul(focus.mul(0.6).add(0.4))
        .mul(mix(float(0.2), float(0.05), look.dark)),
    );
    land.colorNode = dither(mix(c.rim, lit(colour, ground, look), landPresence));
  }

  const cliffs = new MeshBasicNodeMaterial({ side: FrontSide });
  cliffs.positionNode = ground.position();
  cliffs.colorNode = mix(c.rim, lit(c.cliff.mul(focus.mul(0.6).add(0.4)), ground, look), landPresence);
  const line = (colour: Vec3, opacity: Float, by: Float | number): LineBasicNodeMaterial => {
    const material = new LineBasicNodeMaterial({ transparent: true, depthWrite: false });
    material.positionNode = ground.position(by);
    material.colorNode = colour;
    material.opacityNode = opacity.mul(ground.facing.pow(0.7));
    return material;
  };
  const dusk: Float = ground.day.mul(0.5).add(0.5);
  const coast = line(c.coast, landPresence.mul(focus.mul(0.5).add(0.12)).mul(dusk), 0);
  /** The globe has the wide net only. */
  const major: Float = attribute('major', 'float') as unknown as Float;
  const netShare: Float = mix(float(1), major.mul(0.7), globe.morph);
  const net = line(c.graticule, present.mul(0.5).mul(netShare), 0);
  // Over land the net is only just there, for scale.
  const landNet = line(
    c.coast,
    landPresence
      .mul(focus)
      .mul(mix(float(0.16), float(0.1), look.dark))
      .mul(netShare),
    LAND_TOP + 0.002,
  );

  const borders = line(c.coast, landPresence.mul(0.55), 0);

  const object = new Group();
  const add = (part: Object3D, order: number, to: Group = object): void => {
    part.renderOrder = order;
    part.frustumCulled = false;
    to.add(part);
  };
  const footing = { projection, outward: stage.globe.outward };
  const bodyShape = bodyGeometry(footing);
  const netShape = graticule(footing, projection.kind === 'conic' ? 5 : 15);
  add(new Mesh(bodyShape, sea), 1);
  add(new LineSegments(netShape, net), -9);
  add(new LineSegments(netShape, landNet), 1);

  const built: BufferGeometry[] = [];
  const groups: Record<LandShare, Partial<Record<LandDetail, Group>>> = { near: {}, far: {} };
  let scale = Infinity;
  let air: ReturnType<typeof createAir> | null = null;
  const choose = (): void => {
    const isRound = globe.morph.value > 0;
    if (isRound && !air) {
      air = createAir(globe, look);
      add(air.mesh, -8);
    }
    if (air) air.mesh.visible = isRound;
    for (const share of SHARES) {
      const { coarse, fine } = groups[share];
      const isSeen = share === 'near' || isRound;
      if (fine) fine.visible = isSeen && (!coarse || scale > FINE_PX);
      if (coarse) coarse.visible = isSeen && !fine?.visible;
    }
  };
  return {
    object,
    build(part) {
      if (part.kind === 'coasts') {
        fields.fill(part.share, part.coasts);
        return;
      }
      const { share, detail, triangles } = part;
      const geometry = landGeometry(triangles);
      const group = new Group();
      add(new Mesh(geometry.top, land), 0, group);
      add(new Mesh(geometry.cliffs, cliffs), 0, group);
      add(new LineSegments(geometry.coast, coast), 1, group);
      object.add(group);
      groups[share][detail] = group;
      built.push(geometry.top, geometry.cliffs, geometry.coast);
      choose();
    },
    see(pxPerDegree) {
      scale = pxPerDegree;
      choose();
    },
    bound(lines) {
      const shape = boundaryGeometry(lines, footing);
      add(new LineSegments(shape, borders), 2);
      built.push(shape);
    },
    place() {},
    show() {},
    style(emphasis) {
      borders.visible = emphasis.boundaries;
    },
    dispose() {
      for (const part of [...built, borders, bodyShape, netShape, sea, land, cliffs, coast, net, landNet]) {
        part.dispose();
      }
      air?.dispose();
      fields.dispose();
    },
  };
}
