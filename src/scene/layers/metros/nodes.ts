/**
 * Metros as discs on the ground: area = requests a second, and on the rim, clockwise from north,
 * the share answered in time; the rest of the rim has the colour of what came late.
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
import { discRadius, roundUp } from '../../measure.ts';
import { createColumns } from '../../tsl/columns.ts';
import { quadGeometry } from '../../tsl/geometry.ts';
import { LAND_TOP, above, falloff, type Float, type Vec2 } from '../../tsl/look.ts';
import { emphasisOf, type Layer, type LayerContext } from '../layer.ts';

/** Rows: 0 x, z, radius, in time; 1 emphasis, visible. */
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
  const state = columns.read(instanceIndex, 1);
  // Room around the disc for the rim and its glow.
  const reach: Float = place.z.mul(1.3).mul(state.y);
  material.positionNode = globe.stand(vec2(place.xy), positionGeometry.xy.mul(reach), LAND_TOP + 0.02);
  const at: Vec2 = varying(positionGeometry.xy.mul(1.3));
  const inTime: Float = varying(place.w);
  const emphasis: Float = varying(state.x);

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
  material.colorNode = mix(look.colours.metro, look.colours.late, late.mul(rim));
  material.opacityNode = max(rim.mul(0.95), disc.mul(0.2).add(heart).add(halo))
    .add(disc.mul(emphasis).mul(0.1))
    .clamp(0, 1)
    .mul(look.inside.oneMinus());

  const mesh = new Mesh(quads, material);
  mesh.frustumCulled = false;
  mesh.renderOrder = 6;
  const radii = new Float64Array(metros.length);
  const demand = new Float64Array(metros.length);
  let reference = 0;

  const writeRadii = (): void => {
    for (let i = 0; i < metros.length; i++) {
      radii[i] = discRadius(demand[i]!, reference) * stage.discScale * stage.symbolScale;
      columns.values[columns.offset(i, 0) + 2] = radii[i]!;
    }
    columns.upload();
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
    show(shown) {
      demand.set(shown.now.metro.demand);
      for (let i = 0; i < metros.length; i++) {
        reference = Math.max(reference, roundUp(demand[i]!));
        columns.values[columns.offset(i, 0) + 3] = shown.now.metro.inTime[i]!;
      }
      writeRadii();
    },
    style(emphasis) {
      for (let i = 0; i < metros.length; i++) {
        const at0 = columns.offset(i, 1);
        columns.values[at0] = emphasisOf(emphasis, 'metro', i);
        columns.values[at0 + 1] = emphasis.hidden.has('metro') ? 0 : 1;
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
