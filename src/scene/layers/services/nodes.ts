/**
 * Lines of service: from the metro that is selected to the sites that answer it, low over the
 * ground, wider for more. They say who answers, not over which fibres.
 */
import { DoubleSide, Mesh, MeshBasicNodeMaterial } from 'three/webgpu';
import { float, instanceIndex, int, mix, positionGeometry, varying, vec2 } from 'three/tsl';
import { arcHeight } from '../../arcs.ts';
import { nodeAt } from '../../stage.ts';
import type { Shown } from '../../shown.ts';
import { createColumns } from '../../tsl/columns.ts';
import { stripGeometry } from '../../tsl/geometry.ts';
import { above, falloff, perInstance, type Float, type Vec2, type Vec4 } from '../../tsl/look.ts';
import { arcPath, screenDirection, shift, toClip } from '../../tsl/ribbon.ts';
import type { Layer, LayerContext } from '../layer.ts';
import { MOST_LINES, servedBy, type ServedBy } from './served-by.ts';

/** Rows: 0 ends x, z of metro and site; 1 height, half width in pixels (0: none), share. */
const ROWS = 2;
const SEGMENTS = { test: 16, full: 32 } as const;
/** Of the height of a link's arc, so that the two are told apart. */
const LOWER = 0.45;
const HALF_WIDTH_PX = [0.6, 2] as const;

export function createServices({ stage, look, quality, globe }: LayerContext): Layer {
  const { sites } = stage.view;
  // Of the branch on show, then of the one beside it.
  const columns = createColumns(2 * MOST_LINES, ROWS);
  const strip = stripGeometry(SEGMENTS[quality], MOST_LINES);
  const material = new MeshBasicNodeMaterial({ transparent: true, depthWrite: false, side: DoubleSide });
  material.forceSinglePass = true;

  const line = int(instanceIndex).add(look.branch.mul(int(MOST_LINES)));
  const ends = columns.read(line, 0);
  const state = columns.read(line, 1);
  const path = arcPath(globe, {
    from: vec2(ends.xy),
    to: vec2(ends.zw),
    height: state.x,
    bow: float(0),
  });
  const t: Float = positionGeometry.x.mul(0.5).add(0.5);
  const here: Vec4 = toClip(path(t));
  const along: Vec2 = screenDirection(look, toClip(path(t.sub(0.012))), toClip(path(t.add(0.012))));
  const half: Float = state.y.add(1).mul(above(state.y, 0.01));
  material.vertexNode = shift(look, here, along, float(0), positionGeometry.y.mul(half));
  const across: Float = varying(positionGeometry.y.mul(half));
  const halfWidth: Float = perInstance(half);
  const edge: Float = falloff(halfWidth.sub(1.1), halfWidth, across.abs());
  material.colorNode = look.colours.metro;
  material.opacityNode = edge.mul(mix(float(0.55), float(0.95), perInstance(state.z as Float)));

  const mesh = new Mesh(strip, material);
  mesh.frustumCulled = false;
  mesh.renderOrder = 9;
  mesh.visible = false;
  let now: readonly (Shown | null)[] = [];
  let isDifference = false;

  const write = (): void => {
    const served = now.map((shown) => shown && servedBy(shown));
    const isShown = !isDifference && served.some((by) => by !== null && by.sites.length > 0);
    // Nothing is uploaded while there was and is nothing to show.
    if (!isShown && !mesh.visible) return;
    mesh.visible = isShown;
    served.forEach((by, branch) => by && writeLines(by, now[branch]!.askedMetro, branch * MOST_LINES));
    columns.upload();
  };
  const writeLines = ({ sites: chosen, shares }: ServedBy, metro: number, first: number): void => {
    for (let i = 0; i < MOST_LINES; i++) {
      const shape = columns.offset(first + i, 1);
      const site = chosen[i];
      if (site === undefined) {
        columns.values[shape + 1] = 0;
        continue;
      }
      const [ax, ay] = nodeAt(stage, sites.length + metro);
      const [bx, by] = nodeAt(stage, site);
      const at = columns.offset(first + i, 0);
      columns.values.set([ax, -ay, bx, -by], at);
      const share = shares[i]!;
      columns.values[shape] = arcHeight(Math.hypot(bx - ax, by - ay)) * LOWER;
      columns.values[shape + 1] = HALF_WIDTH_PX[0] + (HALF_WIDTH_PX[1] - HALF_WIDTH_PX[0]) * share;
      columns.values[shape + 2] = share;
    }
  };
  return {
    object: mesh,
    place: write,
    show(shown, beside) {
      now = [shown, beside];
      write();
    },
    style({ difference }) {
      if (difference === isDifference) return;
      isDifference = difference;
      write();
    },
    dispose() {
      strip.dispose();
      material.dispose();
      columns.dispose();
    },
  };
}
