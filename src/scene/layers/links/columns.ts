/** Per-link columns, shared by the ribbons and the particles that run along them. */
import { int, mix, vec2, vec3 } from 'three/tsl';
import type { Node } from 'three/webgpu';
import { PARTICLE_GAP, crossingS, largestCapacityBps, linkHalfWidthPx, particleBits } from '../../measure.ts';
import type { Shown } from '../../shown.ts';
import type { Stage } from '../../stage.ts';
import { createColumns, type Columns } from '../../tsl/columns.ts';
import type { ArcNodes } from '../../tsl/ribbon.ts';
import type { Float, Vec3 } from '../../tsl/look.ts';
import { emphasisOf, type Emphasis } from '../layer.ts';

/**
 * Rows: 0 ends ax, az, bx, bz; 1 height, bow, load a to b, load b to a; 2 half widths a to b and
 * b to a in pixels (0: not drawn), up, emphasis (-1: dimmed); 3 particles a to b and b to a,
 * seconds to cross, phase; 4 and 5, of a to b and of b to a: shares of the rate that are inference,
 * that or checkpoints, those or gradients (the rest is datasets), and the kind of link.
 */
export const LINK_ROWS = 6;
/** As the columns have it: over land, under the sea, or leased end to end over other fibre. */
export const LINK_KIND = { land: 0, submarine: 1, overlay: 2 } as const;

export type LinkColumns = {
  columns: Columns;
  place(): void;
  show(shown: Shown): void;
  style(emphasis: Emphasis): void;
  /** The curve and the numbers of one direction; `entity` is 2 x link + direction. */
  direction(entity: Node<'int'>): LinkDirection;
  /** Bits one particle stands for. */
  bits: number;
};

export type LinkDirection = {
  arc: ArcNodes;
  load: Float;
  halfWidth: Float;
  up: Float;
  emphasis: Float;
  particles: Float;
  crossing: Float;
  phase: Float;
  /** Cumulative shares of inference, checkpoints, gradients. */
  kinds: Vec3;
  /** One of LINK_KIND. */
  kind: Float;
};

/** From the scenario's own word for a link, such as `submarine` or `virtual overlay`. */
export function linkKind(kind: string): keyof typeof LINK_KIND {
  if (/submarine|subsea|undersea/i.test(kind)) return 'submarine';
  return /overlay|virtual/i.test(kind) ? 'overlay' : 'land';
}

export function createLinkColumns(stage: Stage, perLink: number): LinkColumns {
  const { links, sites } = stage.view;
  const columns = createColumns(links.length, LINK_ROWS);
  const { values } = columns;
  const largest = largestCapacityBps(stage.view);
  // Above the 0.55 pixels that tell busy links from idle ones.
  const widthPx = (rate: number): number => Math.max(0.56, linkHalfWidthPx(rate, largest) * stage.lineScale);
  const lengths = stage.arcs.map((arc) => Math.hypot(arc.bx - arc.ax, arc.by - arc.ay));
  const bits = particleBits(stage.view, lengths, perLink);
  links.forEach((link, i) => {
    const at = columns.offset(i, 3);
    values[at + 2] = crossingS(link.delayS);
    values[at + 3] = (i * 0.618034) % 1;
    for (const row of [4, 5]) values[columns.offset(i, row) + 3] = LINK_KIND[linkKind(link.kind)];
  });
  const putShares = (
    at: number,
    rate: number,
    inference: number,
    checkpoint: number,
    gradient: number,
  ): void => {
    const whole = Math.max(1e-9, rate);
    values[at] = inference / whole;
    values[at + 1] = (inference + checkpoint) / whole;
    values[at + 2] = (inference + checkpoint + gradient) / whole;
  };
  return {
    columns,
    bits,
    place() {
      stage.arcs.forEach((arc, i) => {
        const at = columns.offset(i, 0);
        values[at] = arc.ax;
        values[at + 1] = -arc.ay;
        values[at + 2] = arc.bx;
        values[at + 3] = -arc.by;
        const shape = columns.offset(i, 1);
        values[shape] = arc.height;
        values[shape + 1] = arc.bow;
      });
      columns.upload();
    },
    show(shown) {
      const { rateAB, rateBA, capacity, up } = shown.now.link;
      for (let i = 0; i < links.length; i++) {
        const ab = rateAB[i]!;
        const ba = rateBA[i]!;
        const whole = Math.max(1, capacity[i]!);
        const load = columns.offset(i, 1);
        values[load + 2] = ab / whole;
        values[load + 3] = ba / whole;
        const width = columns.offset(i, 2);
        values[width] = ab > 0 ? widthPx(ab) : ba > 0 ? 0 : 0.5;
        values[width + 1] = ba > 0 ? widthPx(ba) : 0;
        values[width + 2] = up[i]!;
        const flow = columns.offset(i, 3);
        const crossing = values[flow + 2]!;
        const most = Math.max(1, lengths[i]! / PARTICLE_GAP);
        values[flow] = Math.min(most, (ab * crossing) / bits);
        values[flow + 1] = Math.min(most, (ba * crossing) / bits);
        const { link } = shown.now;
        putShares(columns.offset(i, 4), ab, link.inferenceAB[i]!, link.checkpointAB[i]!, link.gradientAB[i]!);
        putShares(columns.offset(i, 5), ba, link.inferenceBA[i]!, link.checkpointBA[i]!, link.gradientBA[i]!);
      }
      columns.upload();
    },
    style(emphasis) {
      const { selected } = emphasis;
      const node =
        selected?.kind === 'site'
          ? selected.index
          : selected?.kind === 'metro'
            ? sites.length + selected.index
            : -1;
      links.forEach((link, i) => {
        const apart = node >= 0 && link.a !== node && link.b !== node;
        values[columns.offset(i, 2) + 3] = apart ? -1 : emphasisOf(emphasis, 'link', i);
      });
      columns.upload();
    },
    direction(entity) {
      const link = entity.div(int(2));
      const back: Float = entity.mod(int(2)).toFloat();
      const ends = columns.read(link, 0);
      const shape = columns.read(link, 1);
      const state = columns.read(link, 2);
      const flow = columns.read(link, 3);
      const there = columns.read(link, 4);
      const kinds = mix(there, columns.read(link, 5), back);
      const pick = (ab: Float, ba: Float): Float => mix(ab, ba, back);
      return {
        arc: {
          from: mix(vec2(ends.xy), vec2(ends.zw), back),
          to: mix(vec2(ends.zw), vec2(ends.xy), back),
          height: shape.x,
          bow: shape.y.mul(back.mul(-2).add(1)),
        },
        load: pick(shape.z, shape.w),
        halfWidth: pick(state.x, state.y),
        up: state.z,
        emphasis: state.w,
        particles: pick(flow.x, flow.y),
        crossing: flow.z,
        phase: flow.w,
        kinds: vec3(kinds.xyz),
        kind: there.w,
      };
    },
  };
}
