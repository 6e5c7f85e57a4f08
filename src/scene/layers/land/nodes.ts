/**
 * The ground: a sea with waterlines along its shores, as engraved charts have them, and the land a
 * little above it, lit by a low sun from the north-west. Light gathers where the content is and
 * fades to the rim, so that the map ends nowhere.
 */
import {
  DataTexture,
  DataUtils,
  DoubleSide,
  FrontSide,
  Group,
  HalfFloatType,
  LineBasicNodeMaterial,
  LineSegments,
  LinearFilter,
  Mesh,
  MeshBasicNodeMaterial,
  PlaneGeometry,
  RedFormat,
} from 'three/webgpu';
import { float, fwidth, mix, positionWorld, smoothstep, texture, vec2 } from 'three/tsl';

import { LAND_TOP, SUN, dither, falloff, type Float, type Vec2, type Vec3 } from '../../tsl/look.ts';
import type { Layer, LayerContext } from '../layer.ts';
import { rasterise, signedDistance } from './distance.ts';
import { graticule, landGeometry } from './geometry.ts';
import { landShapes, type Topology } from './rings.ts';

/** Land is built this far from the middle; beyond, the map has faded. */
const REACH = 92;
const TEXTURE_REACH = 64;
const TEXTURE_SIZE = { test: 512, full: 1024 } as const;
/** Distances from the shore of the waterlines, map units. */
const WATERLINES = [0.3, 0.72] as const;

export type LandLayer = Layer & { build(topology: Topology): void };

export function createLand({ stage, look, quality }: LayerContext): LandLayer {
  const { projection } = stage;
  const size = TEXTURE_SIZE[quality];
  const data = new Uint16Array(size * size).fill(DataUtils.toHalfFloat(-40));
  const field = new DataTexture(data, size, size, RedFormat, HalfFloatType);
  field.minFilter = LinearFilter;
  field.magFilter = LinearFilter;
  field.needsUpdate = true;

  const c = look.colours;
  const here: Vec2 = positionWorld.xz;
  const distanceAt = (at: Vec2): Float =>
    texture(field, at.div(2 * TEXTURE_REACH).add(0.5)).r.mul((2 * TEXTURE_REACH) / size);
  const fromMiddle: Float = vec2(here.x, here.y.mul(1.12)).length();
  const edgeX =
    projection.kind === 'cylindrical' ? projection.forward(0, projection.centralLon + 179.99)[0] : 1e4;
  const middleX = projection.kind === 'cylindrical' ? projection.forward(0, projection.centralLon)[0] : 0;
  /** 1 where the map is, 0 at its rim. */
  const north = -projection.forward(projection.bounds.north, projection.centralLon)[1];
  const present: Float = falloff(stage.radius * 1.15, stage.radius * 2.9, fromMiddle)
    .mul(
      falloff(
        0.8,
        1,
        here.x
          .sub(middleX)
          .abs()
          .div(Math.abs(edgeX - middleX)),
      ),
    )
    .mul(smoothstep(north - 3, north + 3, here.y));
  const focus: Float = falloff(stage.radius * 0.2, stage.radius * 1.7, fromMiddle);
  /** 1 towards the sun, 0 away from it. */
  const sunward: Float = here.x
    .mul(SUN.x)
    .add(here.y.mul(SUN.z))
    .div(stage.radius * 2.4)
    .add(0.5)
    .clamp(0, 1);
  const sun = vec2(SUN.x, SUN.z);

  const sea = new MeshBasicNodeMaterial();
  {
    const depth: Float = distanceAt(here).negate();
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
          .mul(look.reveal),
      );
    });
    // Land throws a short soft shadow away from the sun.
    const shade: Float = smoothstep(-0.12, 0.3, distanceAt(here.add(sun.mul(0.34))));
    colour = mix(colour, c.shadow, shade.mul(mix(float(0.16), float(0.6), look.dark)));
    colour = mix(colour, c.sun, sunward.mul(sunward).mul(mix(float(0.07), float(0.01), look.dark)));
    sea.colorNode = dither(mix(c.rim, colour, present));
  }

  const land = new MeshBasicNodeMaterial({ side: DoubleSide });
  const landPresence: Float = present.mul(look.reveal);
  {
    const inland: Float = distanceAt(here);
    const e = 0.16;
    const slope: Vec2 = vec2(
      distanceAt(here.add(vec2(e, 0))).sub(distanceAt(here.sub(vec2(e, 0)))),
      distanceAt(here.add(vec2(0, e))).sub(distanceAt(here.sub(vec2(0, e)))),
    ).div(2 * e);
    // Seaward shores that face the sun catch it; those that turn away lie in shade.
    const facing: Float = slope.x.mul(-SUN.x).add(slope.y.mul(-SUN.z));
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
    land.colorNode = dither(mix(c.rim, colour, landPresence));
  }

  const cliffs = new MeshBasicNodeMaterial({ side: FrontSide });
  cliffs.colorNode = mix(c.rim, c.cliff.mul(focus.mul(0.6).add(0.4)), landPresence);
  const coast = new LineBasicNodeMaterial({ transparent: true, depthWrite: false });
  coast.colorNode = c.coast;
  coast.opacityNode = landPresence.mul(focus.mul(0.5).add(0.12));
  const net = new LineBasicNodeMaterial({ transparent: true, depthWrite: false });
  net.colorNode = c.graticule;
  net.opacityNode = present.mul(0.5);

  const object = new Group();
  const plane = new Mesh(new PlaneGeometry(1200, 1200).rotateX(-Math.PI / 2), sea);
  plane.renderOrder = -10;
  const netGeometry = graticule(projection, projection.kind === 'conic' ? 5 : 15);
  const netLines = new LineSegments(netGeometry, net);
  netLines.renderOrder = -9;
  // Over land the net is only just there, for scale.
  const landNet = new LineBasicNodeMaterial({ transparent: true, depthWrite: false });
  landNet.colorNode = c.coast;
  landNet.opacityNode = landPresence.mul(focus).mul(mix(float(0.16), float(0.1), look.dark));
  const landLines = new LineSegments(netGeometry, landNet);
  landLines.position.y = LAND_TOP + 0.002;
  landLines.renderOrder = 1;
  object.add(plane, netLines, landLines);

  const built: { dispose(): void }[] = [];
  return {
    object,
    build(topology) {
      const shapes = landShapes(topology, projection, REACH);
      const geometry = landGeometry(shapes, projection, REACH);
      const distances = signedDistance(rasterise(shapes, TEXTURE_REACH, size), size);
      for (let i = 0; i < data.length; i++) data[i] = DataUtils.toHalfFloat(distances[i]!);
      field.needsUpdate = true;
      const lines = new LineSegments(geometry.coast, coast);
      lines.renderOrder = 1;
      object.add(new Mesh(geometry.top, land), new Mesh(geometry.cliffs, cliffs), lines);
      built.push(geometry.top, geometry.cliffs, geometry.coast);
    },
    place() {},
    show() {},
    style() {},
    dispose() {
      for (const part of [
        ...built,
        plane.geometry,
        netLines.geometry,
        sea,
        land,
        cliffs,
        coast,
        net,
        field,
      ]) {
        part.dispose();
      }
    },
  };
}
