/**
 * Sites as slender towers: the whole is what is installed, in glass; the lit part is what is busy,
 * ending in a bright rim, and banded where power slows it down; above it, striped, what is held by jobs
 * whose data is in flight, and chequered, what is held by jobs that restart or save. A site without power
 * is crossed out. What is yet to come is hatched glass. The form of a tower and a mark on its roof tell the role besides its colour. On the ground: the shadow of a low sun, a pool of the site's own
 * light, and a leader to the true place of a site that had to move aside. As the difference of two branches: lit
 * to the busier one's height, coloured by how much more or less the one on show is, dark where both are.
 */
import { BoxGeometry, Color, FrontSide, Group, Mesh, MeshBasicNodeMaterial } from 'three/webgpu';
import {
  float,
  fwidth,
  instanceIndex,
  mix,
  normalGeometry,
  positionGeometry,
  smoothstep,
  varying,
  vec2,
  vec3,
  vec4,
} from 'three/tsl';
import { PALETTES } from '../../palette.ts';
import { siteLegendKey } from '../../legend.ts';
import type { Shown } from '../../shown.ts';
import { createColumns } from '../../tsl/columns.ts';
import { instanced } from '../../tsl/geometry.ts';
import { LAND_TOP } from '../../measure.ts';
import {
  above,
  divergingColour,
  falloff,
  perInstance,
  type Float,
  type Vec2,
  type Vec3,
  type Vec4,
} from '../../tsl/look.ts';
import { builtOf, meanOf } from '../../towers.ts';
import { plotCentre, plotHalf } from '../../plots.ts';
import { emphasisOf, type Emphasis, type Layer, type LayerContext } from '../layer.ts';
import { createGroundMarks } from './ground.ts';

/**
 * Rows: 0 x, z, width, height; 1 emphasis, visible, role, built; 2 red, green, blue; 3 true x, z, throttle
 * in each branch; then one a branch: lit, staging, stalled, powered.
 */
export const SITE_ROWS = 6;
const BRANCH_ROW = 4;
/** In the order of their marks. */
const ROLES = ['training', 'inference', 'mixed', 'edge', 'hpc'] as const;
/** Of each role: how wide the top of its tower is over the foot, the foot over others', and whether it stands on edge. */
const SHAPES = [
  { top: 1, foot: 1, edge: 0 },
  { top: 0.56, foot: 1.08, edge: 0 },
  { top: 1, foot: 0.92, edge: 1 },
  { top: 0.4, foot: 0.72, edge: 0 },
  { top: 1.3, foot: 0.8, edge: 0 },
] as const;
/** The mark of a hub, after those. */
const HUB = ROLES.length;
/** Towers are turned so that one face takes the sun and one does not. */
const TURN = 0.62;

export type SiteNodes = {
  place: Vec4;
  /** Emphasis, visible, role, built: the share that stands of all that ever will. */
  style: Vec4;
  truth: Vec4;
  /** Lit, staging, stalled, of all that ever stands there; powered. As a difference, lit and powered alone. */
  amounts: Vec4;
  /** Of the role, or of the difference. */
  tint: Vec3;
  throttle: Float;
  /** Lit in the less busy branch; nothing but in a difference. */
  common: Float;
};

export function createSites({ stage, look, globe }: LayerContext): Layer {
  const { sites } = stage.view;
  const { towers: standing } = stage;
  const columns = createColumns(standing.count, SITE_ROWS);
  const read = (): SiteNodes => {
    const truth = columns.read(instanceIndex, 3);
    const mine = columns.read(instanceIndex, BRANCH_ROW);
    const theirs = columns.read(instanceIndex, BRANCH_ROW + 1);
    const one = mix(mine, theirs, float(look.branch));
    const both = vec4(mine.x.max(theirs.x), 0, 0, mine.w.min(theirs.w));
    const style = columns.read(instanceIndex, 1);
    const amounts: Vec4 = mix(one, both, look.difference);
    return {
      place: columns.read(instanceIndex, 0),
      style,
      truth,
      amounts: vec4(amounts.xyz.mul(style.w), amounts.w),
      tint: mix(
        vec3(columns.read(instanceIndex, 2).xyz),
        divergingColour(look, mine.x.sub(theirs.x)),
        look.difference,
      ),
      throttle: mix(mix(truth.z, truth.w, float(look.branch)), float(1), look.difference),
      common: mine.x.min(theirs.x).mul(style.w).mul(look.difference),
    };
  };

  const box = new BoxGeometry(1, 1, 1).translate(0, 0.5, 0);
  const towers = instanced(box, standing.count);
  box.dispose();
  const [cos, sin] = [Math.cos(TURN), Math.sin(TURN)];
  const turned = (p: Vec2): Vec2 => vec2(p.x.mul(cos).add(p.y.mul(sin)), p.y.mul(cos).sub(p.x.mul(sin)));
  const ofRole = (role: Float, of: (shape: (typeof SHAPES)[number]) => number): Float =>
    SHAPES.reduce<Float>(
      (sum, shape, i) => sum.add(above(float(0.5), role.sub(i).abs()).mul(of(shape) - of(SHAPES[0]))),
      float(of(SHAPES[0])),
    );
  /** Position of the tower's lower `share`, of a width and height in all, in the form of its role. */
  const stand = (site: SiteNodes, width: Float, height: Float, share: Float): Vec3 => {
    const role: Float = site.style.z;
    const { x, z } = positionGeometry;
    const onEdge: Vec2 = vec2(x.add(z), z.sub(x)).mul(Math.SQRT1_2);
    const plan: Vec2 = mix(
      vec2(x, z),
      onEdge,
      ofRole(role, (shape) => shape.edge),
    );
    const rise: Float = positionGeometry.y.mul(share);
    const form: Float = mix(float(1), ofRole(role, (shape) => shape.top), rise).mul(ofRole(role, (shape) => shape.foot)); // prettier-ignore
    const offset: Vec2 = turned(plan).mul(width).mul(form);
    return globe.stand(vec2(site.place.xy), offset, rise.mul(height).add(LAND_TOP));
  };
  const faceLight = (): Float => {
    const normal: Vec3 = normalGeometry;
    // The left face looks at the sun, the right one away; the roof takes a little of it.
    return float(0.72).add(normal.x.mul(-0.2)).add(normal.z.mul(0.06)).add(normal.y.max(0).mul(0.3));
  };

  /** On the roof: nothing, a ring, a half, a dot, a cross, in the order of ROLES; of a hub four dots. */
  const roofMark = (): Float => {
    const role: Float = perInstance(read().style.z);
    const at: Vec3 = varying(positionGeometry);
    const away: Float = vec2(at.x, at.z).length();
    const soft: Float = fwidth(away).max(0.01);
    const is = (which: number): Float => above(float(0.5), role.sub(which).abs());
    const within = (edge: number, value: Float): Float =>
      falloff(float(edge).sub(soft), float(edge).add(soft), value);
    return within(0.07, away.sub(0.28).abs())
      .mul(is(1))
      .add(within(0, at.x).mul(is(2)))
      .add(within(0.18, away).mul(is(3)))
      .add(within(0.06, at.x.abs().min(at.z.abs())).mul(within(0.36, away)).mul(is(4)))
      .add(within(0.11, vec2(at.x.abs().sub(0.22), at.z.abs().sub(0.22)).length()).mul(is(HUB)));
  };

  const solid = new MeshBasicNodeMaterial({ side: FrontSide });
  {
    const site = read();
    const { x: busy, y: staging, z: stalling } = site.amounts;
    const filled: Float = busy.add(staging).add(stalling).min(1).mul(site.style.y);
    const height: Float = filled.mul(site.place.w);
    solid.positionNode = stand(site, above(filled, 0.002).mul(site.place.z), site.place.w, filled);
    const up: Float = varying(positionGeometry.y.mul(height));
    const lit: Float = perInstance(busy.mul(site.place.w));
    const total: Float = perInstance(site.place.w);
    const roof: Float = varying(normalGeometry.y);
    const light: Float = varying(faceLight());
    const colour: Vec3 = perInstance(site.tint);
    const glow: Float = perInstance(site.style.x.min(1));
    const across: Float = varying(positionGeometry.x.add(positionGeometry.z));

    const rise: Float = up.div(total.max(0.01));
    const body: Vec3 = colour.mul(light).mul(mix(float(0.52), float(1.06), smoothstep(-0.05, 0.75, rise)));
    const edge: Float = fwidth(up).max(1e-4);
    const rim: Float = smoothstep(edge.negate(), edge, up.sub(lit.sub(edge.mul(1.6).max(0.045))));
    const rimColour: Vec3 = mix(colour, vec3(1, 1, 1), 0.72);
    const litPart: Vec3 = mix(body, rimColour, rim.mul(above(roof, 0.5).oneMinus()));
    const litRoof: Vec3 = mix(colour.mul(1.04), vec3(1, 1, 1), 0.34);
    const stripe: Float = up.mul(7).add(across.mul(1.2)).fract();
    const stripes: Float = smoothstep(0.42, 0.5, stripe).mul(falloff(0.92, 1, stripe));
    const staged: Vec3 = mix(colour.mul(0.2), colour.mul(0.72), stripes.mul(above(roof, 0.5).oneMinus()));
    const isStaged: Float = above(up, lit.add(total.mul(0.004).add(0.012)));
    const slowed: Float = perInstance(site.throttle.oneMinus());
    const bands: Float = smoothstep(0.42, 0.5, up.mul(9).fract()).mul(above(slowed, 0.001));
    const common: Float = above(perInstance(site.common.mul(site.place.w)), up);
    const level: Vec3 = mix(litPart, litPart.mul(0.42), common);
    const running: Vec3 = mix(level, level.mul(0.45), bands.mul(rim.oneMinus()));
    const marked: Vec3 = mix(litRoof, colour.mul(0.3), roofMark().mul(0.8));
    const chequers: Float = above(up.mul(7).fract().sub(0.5).mul(across.mul(4).fract().sub(0.5)), 0);
    const stalled: Vec3 = mix(colour.mul(0.2), colour.mul(0.6), chequers.mul(above(roof, 0.5).oneMinus()));
    const isStalled: Float = above(up, perInstance(busy.add(staging).mul(site.place.w)).add(0.012));
    const held: Vec3 = mix(staged, stalled, isStalled);
    const shown: Vec3 = mix(mix(running, marked, above(roof, 0.5)), held, isStaged);
    solid.colorNode = mix(shown, vec3(1, 1, 1), glow.mul(0.14));
  }

  const glass = new MeshBasicNodeMaterial({ side: FrontSide, transparent: true, depthWrite: false });
  {
    const site = read();
    const width: Float = site.place.z.mul(1.03).mul(site.style.y);
    glass.positionNode = stand(site, width, site.place.w.mul(site.style.y), float(1));
    const face: Vec3 = varying(normalGeometry);
    const local: Vec3 = varying(positionGeometry);
    const built: Float = perInstance(site.style.w);
    const height: Float = perInstance(site.place.w.div(site.place.z.max(0.01)));
    const emphasis: Float = perInstance(site.style.x);
    const lit: Float = perInstance(site.amounts.x.add(site.amounts.y).add(site.amounts.z));
    const out: Float = perInstance(site.amounts.w.oneMinus());
    const tint: Vec3 = perInstance(site.tint);
    const light: Float = varying(faceLight());

    // Distance to the nearest edge of the face, in widths: sideways, and up or down.
    const isRoof: Float = above(face.y, 0.5);
    const sideways: Float = mix(mix(local.x, local.z, above(face.x.abs(), 0.5)), local.x, isRoof);
    const other: Float = mix(local.y.sub(0.5).mul(height), local.z, isRoof);
    const halfOther: Float = mix(height.mul(0.5), float(0.5), isRoof);
    const edgeX: Float = float(0.5).sub(sideways.abs());
    const edgeY: Float = halfOther.sub(other.abs());
    const line = (distance: Float, px: number): Float => {
      const width1: Float = fwidth(distance).max(1e-5);
      return falloff(width1.mul(px - 0.4), width1.mul(px + 0.6), distance);
    };
    const edges: Float = line(edgeX, 0.8).max(line(edgeY, 0.8));
    // Graduations at each quarter, like a measuring glass.
    const quarter: Float = local.y.mul(4).sub(local.y.mul(4).round()).abs().div(4).mul(height);
    const ticks: Float = line(quarter, 0.6)
      .mul(above(sideways, 0.22))
      .mul(isRoof.oneMinus())
      .mul(above(local.y.sub(lit), 0.01));
    const hatch: Float = smoothstep(0.36, 0.44, local.y.mul(height).add(sideways).mul(3.2).fract()).mul(
      smoothstep(-0.004, 0.004, local.y.sub(built)),
    );
    const empty: Float = smoothstep(-0.004, 0.004, local.y.sub(lit));
    const pane: Float = mix(float(0.1), float(0.17), light.sub(0.5).clamp(0, 1)).mul(
      mix(float(0.25), float(1), empty),
    );
    // A cross over each face of a site without power.
    const [fromMiddle, rise] = [sideways.abs().mul(2), local.y.sub(0.5).abs().mul(2)];
    const crossed: Float = falloff(0.05, 0.1, fromMiddle.sub(rise).abs()).mul(isRoof.oneMinus()).mul(out);
    const alpha: Float = pane
      .add(crossed.mul(0.7))
      .add(edges.mul(mix(float(0.1), float(0.42), empty)))
      .add(ticks.mul(0.4))
      .add(hatch.mul(0.26))
      .add(emphasis.mul(edges).mul(0.3))
      .clamp(0, 1);
    const selected: Float = emphasis.mul(edges).clamp(0, 1);
    const plain: Vec3 = mix(mix(look.colours.glass, tint, 0.3), look.colours.cut, crossed);
    glass.colorNode = mix(plain, look.colours.select, selected);
    glass.opacityNode = alpha;
  }

  const ground = createGroundMarks(standing.count, look, globe, read);
  const object = new Group();
  const solidMesh = new Mesh(towers, solid);
  const glassMesh = new Mesh(towers, glass);
  glassMesh.renderOrder = 20;
  for (const mesh of [solidMesh, glassMesh]) mesh.frustumCulled = false;
  object.add(...ground.objects, solidMesh, glassMesh);

  /** A tower that stands on the plot of `site`: its own, or a neighbour's. */
  const isNear = (site: number | undefined, i: number): boolean => {
    if (site === undefined) return false;
    const [ax, ay] = plotCentre(stage, site);
    const [bx, by] = plotCentre(stage, i);
    return Math.hypot(ax - bx, ay - by) < 3 * plotHalf(stage, site);
  };
  const colour = new Color();
  const write = ({ now }: Shown, branch: 0 | 1): void => {
    const { lit, staging, stalled, powered, throttle, built } = now.site;
    for (let i = 0; i < sites.length; i++) {
      const at = columns.offset(i, BRANCH_ROW + branch);
      columns.values[at] = lit[i]!;
      columns.values[at + 1] = staging[i]!;
      columns.values[at + 2] = stalled[i]!;
      columns.values[at + 3] = powered[i]!;
      columns.values[columns.offset(i, 3) + 2 + branch] = throttle[i]!;
      if (branch === 0) columns.values[columns.offset(i, 1) + 3] = built[i]!;
    }
    standing.sums.forEach((sum, hub) => {
      const at = columns.offset(sites.length + hub, BRANCH_ROW + branch);
      const clock = columns.offset(sites.length + hub, 3) + 2 + branch;
      [lit, staging, stalled].forEach((of, k) => (columns.values[at + k] = meanOf(sum, of, built, sites)));
      columns.values[at + 3] = meanOf(sum, powered, built, sites, 1);
      columns.values[clock] = meanOf(sum, throttle, built, sites, 1);
      if (branch === 0)
        columns.values[columns.offset(sites.length + hub, 1) + 3] = builtOf(sum, built, sites);
    });
  };
  let now: readonly [Shown | null, Shown | null] = [null, null];
  const writeAll = (): void => {
    now.forEach((shown, branch) => shown && write(shown, branch as 0 | 1));
    columns.upload();
  };
  return {
    object,
    place() {
      const { x, y, width, height, hubs } = standing;
      for (let i = 0; i < standing.count; i++) {
        const at = columns.offset(i, 0);
        columns.values[at] = x[i]!;
        columns.values[at + 1] = -y[i]!;
        columns.values[at + 2] = width[i]!;
        columns.values[at + 3] = height[i]!;
        const site = i < sites.length ? i : hubs.members[i - sites.length]![0]!;
        const truth = columns.offset(i, 3);
        // What slides into a hub leaves no leader behind.
        const isAlone = standing.hostOf(site) === i;
        columns.values[truth] = isAlone ? stage.places[2 * site]! : x[i]!;
        columns.values[truth + 1] = isAlone ? -stage.places[2 * site + 1]! : -y[i]!;
      }
      columns.upload();
    },
    show(shown, beside) {
      now = [shown, beside];
      writeAll();
    },
    style(emphasis: Emphasis) {
      const roles = PALETTES[emphasis.theme].roles;
      sites.forEach((site, i) => {
        const style = columns.offset(i, 1);
        columns.values[style] = emphasisOf(emphasis, 'site', i);
        const gone = isNear(emphasis.inside?.site, i) ? emphasis.inside!.share : 0;
        columns.values[style + 1] = emphasis.hidden.has(siteLegendKey(site)) ? 0 : 1 - gone;
        colour.set(roles[site.role]).toArray(columns.values, columns.offset(i, 2));
        columns.values[style + 2] = ROLES.indexOf(site.role);
      });
      standing.sums.forEach((sum, hub) => {
        const tower = sites.length + hub;
        const style = columns.offset(tower, 1);
        const { selected } = emphasis;
        const holds = selected?.kind === 'site' && sum.shown.includes(selected.index);
        columns.values[style] = holds ? 2 : emphasisOf(emphasis, 'hub', hub);
        columns.values[style + 1] = sum.shown.length > 0 ? 1 : 0;
        columns.values[style + 2] = HUB;
        colour.set(roles[sum.role]).toArray(columns.values, columns.offset(tower, 2));
      });
      // Sums are of what is not filtered off.
      writeAll();
      ground.accents(emphasis.accents);
    },
    dispose() {
      ground.dispose();
      towers.dispose();
      solid.dispose();
      glass.dispose();
      columns.dispose();
    },
  };
}
