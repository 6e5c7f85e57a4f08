/**
 * The cells of a campus: one box an accelerator (or so many), stacked to racks, in one draw. The
 * vertex stage finds a cell's rack and place by its number, and what it shows by the runs of cells
 * (paint.ts), from its rack's first one on; states are told apart by pattern as well as by colour, until
 * they are too small for either but colour.
 */
import { BoxGeometry, Color, FrontSide, Mesh, MeshBasicNodeMaterial } from 'three/webgpu';
import {
  Break,
  Fn,
  If,
  Loop,
  cameraProjectionMatrix,
  float,
  fwidth,
  highpModelViewMatrix,
  instanceIndex,
  int,
  mix,
  normalGeometry,
  positionGeometry,
  smoothstep,
  uniform,
  varying,
  vec2,
  vec3,
  vec4,
} from 'three/tsl';
import { CELL_STATES, type CampusView, type CellState } from '../../../sim/inside.ts';
import { createColumns } from '../../tsl/columns.ts';
import { instanced } from '../../tsl/geometry.ts';
import {
  above,
  perInstance,
  rampColour,
  type Float,
  type Look,
  type Vec2,
  type Vec3,
  type Vec4,
} from '../../tsl/look.ts';
import type { Theme } from '../../types.ts';
import { campusPalette } from './colours.ts';
import { JOB_COLOURS, NO_CELL, NO_GANG, type Painting } from './paint.ts';
import { CELLS_PER_RACK, RACK, type Plan } from './plan.ts';

/** Runs there is room for at first. */
const RUNS = 256;
/** Share of its room that a cell takes: the gaps are what makes cells of a rack. */
const FILL = { x: 0.88, y: 0.84, z: 0.94 };

export type Cells = {
  mesh: Mesh;
  show(painting: Painting): void;
  /** Lights up one gang (its row in the occupancy), or none. */
  light(gang: number): void;
  style(theme: Theme, view: CampusView): void;
  /** 0: level with the ground, 1: risen. */
  rise(share: number): void;
  dispose(): void;
};

/** Clip position of a place in the plan; the model-view matrix is made in JS, since f32 is too coarse here. */
export function clipOf(position: Vec3): Vec4 {
  return cameraProjectionMatrix.mul(highpModelViewMatrix.mul(vec4(position, 1)));
}

const colourUniform = () => uniform(new Color()) as unknown as Vec3 & { value: Color };

export function createCells(plan: Plan, look: Look): Cells {
  const racks = plan.rackX.length;
  const count = racks * CELLS_PER_RACK;
  /** Of a rack, for good: x and z of its foot; and at the tick: its share of the most a rack draws, its first run. */
  const footColumns = createColumns(racks, 1, 2);
  const rackColumns = createColumns(racks, 1, 2);
  /** Of a run: its first cell; row of its gang; state x JOB_COLOURS + colour; share of full draw. */
  const runColumns = createColumns(RUNS, 1);
  const jobs = Array.from({ length: JOB_COLOURS }, colourUniform);
  const colours = {
    serving: colourUniform(),
    broken: colourUniform(),
    idle: colourUniform(),
    idleEdge: colourUniform(),
    off: colourUniform(),
  };
  const lit = uniform(NO_GANG);
  const risen = uniform(1);
  /** 1 where cells are coloured by what they draw, and of that 1 by the whole rack. */
  const byPower = uniform(0);
  const byRack = uniform(0);
  const throttle = uniform(1);

  const index = int(instanceIndex);
  const rackNumber = index.div(int(CELLS_PER_RACK));
  const slot = index.mod(int(CELLS_PER_RACK));
  const column: Float = float(slot.mod(int(RACK.across)));
  const level: Float = float(slot.div(int(RACK.across)));
  const foot: Vec4 = footColumns.read(rackNumber, 0);
  const rack: Vec4 = rackColumns.read(rackNumber, 0);
  /** Mostly the first of the rack or the next: a gang holds many cells. */
  const findRun = Fn(() => {
    const at = int(rack.y).toVar();
    Loop(CELLS_PER_RACK, () => {
      If(runColumns.read(at.add(1), 0).x.greaterThan(float(index)), () => {
        Break();
      });
      at.addAssign(1);
    });
    return runColumns.read(at, 0);
  });
  const run: Vec4 = findRun().toVar();
  const stateCode: Float = run.z.div(JOB_COLOURS).floor();
  const gang: Float = run.y;
  const there: Float = above(float(NO_CELL - 0.5), stateCode);

  const [width, height] = [RACK.width / RACK.across, RACK.height / RACK.up];
  const box: Vec3 = positionGeometry;
  const material = new MeshBasicNodeMaterial({ side: FrontSide });
  material.vertexNode = clipOf(
    vec3(
      foot.x.add(
        column.sub((RACK.across - 1) / 2).mul(width).add(box.x.mul(width * FILL.x).mul(there)),
      ),
      level.add(box.y.mul(FILL.y).mul(there)).mul(height).mul(risen),
      foot.y.add(box.z.mul(RACK.depth * FILL.z).mul(there)),
    ),
  ); // prettier-ignore

  const is = (value: Float, which: number): Float => above(float(0.5), value.sub(which).abs());
  const colourIndex: Float = run.z.sub(stateCode.mul(JOB_COLOURS));
  let ofJob: Vec3 = jobs[0]!;
  jobs.forEach((colour, i) => {
    ofJob = mix(ofJob, colour, is(colourIndex, i));
  });
  const jobColour: Vec3 = perInstance(ofJob);
  const state: Float = perInstance(stateCode);
  const here = (...names: CellState[]): Float =>
    names.map((name) => is(state, CELL_STATES.indexOf(name))).reduce((a, b) => a.add(b));
  const share: Float = perInstance(mix(run.w, rack.x, byRack) as Float);
  const isLit: Float = perInstance(above(float(0.5), gang.sub(lit).abs()));
  const someLit: Float = above(lit, NO_GANG + 0.5);

  // The face as a square, x from -1/2 to 1/2 along it and y from 0 to 1 up it (or away).
  const face: Vec3 = varying(normalGeometry);
  const local: Vec3 = varying(box);
  const isTop: Float = above(face.y, 0.5);
  const isSide: Float = above(face.x.abs(), 0.5);
  const at: Vec2 = vec2(mix(local.x, local.z, isSide), mix(local.y, local.z.add(0.5), isTop));
  const size: Vec2 = fwidth(at).max(1e-5);
  /** 1 while a cell is large enough on the screen for a pattern, 0 when it would only flicker. */
  const fine: Float = smoothstep(0.14, 0.4, size.x.max(size.y)).oneMinus();
  const soft = (edge: number, value: Float): Float =>
    smoothstep(float(edge).sub(size.y), float(edge).add(size.y), value);
  const inset: Float = float(0.5)
    .sub(at.x.abs())
    .mul(width / height)
    .min(at.y.min(at.y.oneMinus()));
  const edgeWidth: Float = size.y.mul(1.3).max(0.05);
  const edge: Float = smoothstep(edgeWidth.mul(0.6), edgeWidth.mul(1.2), inset).oneMinus().mul(fine);

  const diagonal: Float = at.x.mul(1.2).add(at.y).mul(2.6).fract();
  const stripes: Float = mix(float(0.5), soft(0.5, diagonal), fine);
  const bars: Float = mix(float(0.4), soft(0.55, at.y.mul(4).fract()), fine);
  const chequers: Float = mix(
    float(0.5),
    above(at.x.mul(4).fract().sub(0.5).mul(at.y.mul(3).fract().sub(0.5)), 0),
    fine,
  );
  const cross: Float = mix(
    float(0.55),
    smoothstep(0.08, 0.14, at.x.mul(0.9).abs().sub(at.y.sub(0.5).abs()).abs()).oneMinus(),
    fine,
  );
  const dot: Float = smoothstep(0.16, 0.22, vec2(at.x, at.y.sub(0.5)).length())
    .oneMinus()
    .mul(fine);
  const clock: Float = mix(throttle, soft(0, throttle.sub(at.y)), fine);

  const dim: Vec3 = mix(colours.off, jobColour, 0.26);
  const white = vec3(1, 1, 1);
  let shown: Vec3 = colours.idle;
  shown = mix(shown, jobColour, here('running'));
  shown = mix(shown, mix(dim, jobColour, clock), here('throttled'));
  shown = mix(shown, mix(dim, jobColour, stripes), here('staging'));
  shown = mix(shown, mix(dim, jobColour, chequers), here('restarting'));
  shown = mix(shown, mix(dim, jobColour, bars), here('saving'));
  shown = mix(shown, mix(colours.serving, white, dot.mul(0.75)), here('servingBusy'));
  shown = mix(
    shown,
    mix(colours.idle, colours.serving, float(0.12).add(edge.mul(0.75))),
    here('servingIdle'),
  );
  shown = mix(shown, colours.off, here('off'));
  shown = mix(shown, mix(colours.off, colours.broken, cross), here('broken'));
  shown = mix(shown, colours.idleEdge, edge.mul(here('idle', 'off')).mul(0.75));

  const measured: Vec3 = mix(
    mix(colours.off, rampColour(look, share), smoothstep(0, 0.02, share)),
    colours.broken,
    here('broken').mul(cross),
  );
  const base: Vec3 = mix(shown, measured, byPower);
  const light: Float = float(0.8)
    .add(face.z.max(0).mul(0.06))
    .add(face.x.mul(-0.1))
    .add(face.y.max(0).mul(0.22));
  const away: Float = someLit.mul(isLit.oneMinus());
  const turned: Vec3 = mix(base.mul(light), colours.off, away.mul(0.72));
  material.colorNode = mix(turned, white, isLit.mul(someLit).mul(float(0.14).add(edge.mul(0.5))));

  const source = new BoxGeometry(1, 1, 1).translate(0, 0.5, 0);
  const geometry = instanced(source, count);
  source.dispose();
  const mesh = new Mesh(geometry, material);
  mesh.frustumCulled = false;
  for (let i = 0; i < racks; i++) {
    footColumns.values.set([plan.rackX[i]!, plan.rackZ[i]!], footColumns.offset(i, 0));
  }
  footColumns.upload();

  return {
    mesh,
    show({ runs, rackRun, rackW, fullRackW, occupancy }) {
      throttle.value = occupancy.throttle;
      for (let i = 0; i < racks; i++)
        rackColumns.values.set([rackW[i]! / (fullRackW || 1), rackRun[i]!], rackColumns.offset(i, 0));
      rackColumns.upload();
      runColumns.reserve(runs.length + 1);
      runs.forEach(({ from, gang, state, colour, load }, i) => {
        runColumns.values.set([from, gang, state * JOB_COLOURS + colour, load], runColumns.offset(i, 0));
      });
      // Where the last run ends.
      runColumns.values[runColumns.offset(runs.length, 0)] = count;
      runColumns.upload();
    },
    light(row) {
      lit.value = row;
    },
    style(theme, view) {
      const palette = campusPalette(theme);
      palette.jobs.forEach((colour, i) => jobs[i]!.value.set(colour));
      for (const name of ['serving', 'broken', 'idle', 'idleEdge', 'off'] as const)
        colours[name].value.set(palette[name]);
      byPower.value = view === 'job' ? 0 : 1;
      byRack.value = view === 'heat' ? 1 : 0;
    },
    rise(part) {
      risen.value = part;
      mesh.visible = part > 0.001;
    },
    dispose() {
      geometry.dispose();
      material.dispose();
      for (const columns of [footColumns, rackColumns, runColumns]) columns.dispose();
    },
  };
}
