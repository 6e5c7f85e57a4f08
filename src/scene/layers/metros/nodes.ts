/**
 * Metros as discs on the ground: area = requests a second, and on the rim, clockwise from north,
 * the share answered in time; the rest of the rim has the colour of what came late. As the difference
 * of two branches: area = the larger demand, colour = how much more or less is in time.
 */
import { DoubleSide, Mesh, MeshBasicNodeMaterial } from 'three/webgpu';
import {
  atan,
  float,
  fwidth,
  instanceIndex,
  max,
  mix,
  positionGeometry,
  smoothstep,
  varying,
  vec2,
} from 'three/tsl';
import { LAND_TOP, discRadius, roundUp } from '../../measure.ts';
import type { Shown } from '../../shown.ts';
import { createColumns } from '../../tsl/columns.ts';
import { quadGeometry } from '../../tsl/geometry.ts';
import {
  above,
  divergingColour,
  falloff,
  perInstance,
  type Float,
  type Vec2,
  type Vec3,
} from '../../tsl/look.ts';
import { emphasisOf, type Layer, type LayerContext } from '../layer.ts';

/** Rows: 0 x, z, emphasis, visible; 1 radius and share in time in one branch, and in the other. */
const ROWS = 2;

export type MetroLayer = Layer & {
  /** Radius of each disc now, map units, for picking and labels. */
  radii: Float64Array;
};

export function createMetros({ stage, look, globe }: LayerContext): MetroLayer {
  const { metros, sites } = stage.view;
  const columns = createColumns(metros.length, ROWS);
  const quads = quadGeometry(metros.length);
  const material = new MeshBasicNodeMaterial({ transparent: true, depthWrite: false, side: DoubleSide });
  material.forceSinglePass = true;

  const place = columns.read(instanceIndex, 0);
  const amounts = columns.read(instanceIndex, 1);
  const one = mix(vec2(amounts.xy), vec2(amounts.zw), float(look.branch));
  const radius: Float = mix(one.x, amounts.x.max(amounts.z), look.difference);
  // Room around the disc for the rim and its glow.
  const reach: Float = radius.mul(1.3).mul(place.w);
  material.positionNode = globe.stand(vec2(place.xy), positionGeometry.xy.mul(reach), LAND_TOP + 0.02);
  const at: Vec2 = varying(positionGeometry.xy.mul(1.3));
  const inTime: Float = perInstance(one.y as Float);
  const emphasis: Float = perInstance(place.z as Float);
  const more: Vec3 = perInstance(divergingColour(look, amounts.y.sub(amounts.w)));

  const distance: Float = at.length();
  const edge: Float = fwidth(distance).max(1e-4);
  // The rim keeps at least two pixels.
  const rimWidth: Float = max(float(0.09), edge.mul(1.9)).mul(emphasis.mul(0.25).add(1));
  const inner: Float = smoothstep(rimWidth.negate().sub(edge), rimWidth.negate(), distance.sub(1));
  const rim: Float = inner.mul(falloff(edge.negate(), edge, distance.sub(1)));
  const turn: Float = atan(at.x, at.y.negate())
    .div(2 * Math.PI)
    .add(1)
    .fract();
  const late: Float = above(turn, inTime);
  const disc: Float = falloff(edge.negate(), edge, distance.sub(1));
  const halo: Float = falloff(1, 1.3, distance).mul(disc.oneMinus()).mul(0.16);
  const heart: Float = falloff(0, 0.2, distance).mul(0.25);
  const kept: Vec3 = mix(look.colours.metro, look.colours.late, late.mul(rim));
  material.colorNode = mix(kept, more, look.difference);
  material.opacityNode = max(rim.mul(0.95), disc.mul(look.difference.mul(0.35).add(0.2)).add(heart).add(halo))
    .add(disc.mul(emphasis).mul(0.1))
    .clamp(0, 1)
    .mul(look.inside.oneMinus());

  const mesh = new Mesh(quads, material);
  mesh.frustumCulled = false;
  mesh.renderOrder = 6;
  const radii = new Float64Array(metros.length);
  /** Of the branch on show, then of the one beside it. */
  const demand = [new Float64Array(metros.length), new Float64Array(metros.length)] as const;
  let reference = 0;

  const writeRadii = (): void => {
    for (let i = 0; i < metros.length; i++) {
      const scale = stage.discScale * stage.symbolScale;
      const at0 = columns.offset(i, 1);
      radii[i] = columns.values[at0] = discRadius(demand[0][i]!, reference) * scale;
      columns.values[at0 + 2] = discRadius(demand[1][i]!, reference) * scale;
    }
    columns.upload();
  };
  const write = ({ now }: Shown, branch: 0 | 1): void => {
    demand[branch].set(now.metro.demand);
    for (let i = 0; i < metros.length; i++) {
      reference = Math.max(reference, roundUp(demand[branch][i]!));
      columns.values[columns.offset(i, 1) + 1 + 2 * branch] = now.metro.inTime[i]!;
    }
  };
  return {
    object: mesh,
    radii,
    place() {
      for (let i = 0; i < metros.length; i++) {
        const at0 = columns.offset(i, 0);
        columns.values[at0] = stage.places[2 * (sites.length + i)]!;
        columns.values[at0 + 1] = -stage.places[2 * (sites.length + i) + 1]!;
      }
      writeRadii();
    },
    show(shown, beside) {
      write(shown, 0);
      if (beside) write(beside, 1);
      writeRadii();
    },
    style(emphasis) {
      for (let i = 0; i < metros.length; i++) {
        const at0 = columns.offset(i, 0);
        columns.values[at0 + 2] = emphasisOf(emphasis, 'metro', i);
        columns.values[at0 + 3] = emphasis.hidden.has('metro') ? 0 : 1;
      }
      columns.upload();
    },
    dispose() {
      quads.dispose();
      material.dispose();
      columns.dispose();
    },
  };
}
