/** Per-link columns, shared by the ribbons and the particles that run along them. */
import { float, int, mix, vec2, vec3 } from 'three/tsl';
import type { Node } from 'three/webgpu';
import { createSum, sumOf, type Carried } from '../../bundles.ts';
import { LINK_KIND, linkKind } from '../../link-kind.ts';
import { PARTICLE_GAP, crossingS, largestCapacityBps, linkHalfWidthPx, particleBits } from '../../measure.ts';
import type { Shown } from '../../shown.ts';
import type { Stage } from '../../stage.ts';
import { createColumns, type Columns } from '../../tsl/columns.ts';
import type { ArcNodes } from '../../tsl/ribbon.ts';
import type { Float, Look, Vec3 } from '../../tsl/look.ts';
import { emphasisOf, type Emphasis } from '../layer.ts';

/**
 * Rows: 0 ends ax, az, bx, bz; 1 height, bow, seconds to cross, phase; 2 emphasis (-1: dimmed), kind of
 * link, up in each branch; then of each branch three: load a to b and b to a, half widths a to b and
 * b to a in pixels (0: not drawn); and for a to b, and for b to a, the shares of the rate that are
 * inference, that or checkpoints, those or gradients (the rest is datasets), and the particles.
 */
const FIXED_ROWS = 3;
const BRANCH_ROWS = 3;
export const LINK_ROWS = FIXED_ROWS + 2 * BRANCH_ROWS;

export type LinkColumns = {
  columns: Columns;
  place(): void;
  show(shown: Shown, beside: Shown | null): void;
  style(emphasis: Emphasis): void;
  /** The curve and the numbers of one direction; `entity` is 2 x link + direction. */
  direction(entity: Node<'int'>): LinkDirection;
  /** Bits one particle stands for. */
  bits: number;
};

export type LinkDirection = {
  arc: ArcNodes;
  /** As a difference of branches: that of the more loaded one, and how much more or less the first is. */
  load: Float;
  more: Float;
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

export function createLinkColumns(stage: Stage, look: Look, perLink: number): LinkColumns {
  const { links, sites } = stage.view;
  const columns = createColumns(links.length, LINK_ROWS);
  const { values } = columns;
  const largest = largestCapacityBps(stage.view);
  // Above the 0.55 pixels that tell busy links from idle ones.
  const widthPx = (rate: number): number => Math.max(0.56, linkHalfWidthPx(rate, largest) * stage.lineScale);
  const lengths = stage.arcs.map((arc) => Math.hypot(arc.bx - arc.ax, arc.by - arc.ay));
  const bits = particleBits(stage.view, lengths, perLink);
  links.forEach((link, i) => {
    const at = columns.offset(i, 1);
    values[at + 2] = crossingS(link.delayS);
    values[at + 3] = (i * 0.618034) % 1;
    values[columns.offset(i, 2) + 1] = LINK_KIND[linkKind(link.kind)];
  });
  const sum = createSum();
  const { bundles } = stage;
  /** What was shown last, for when links are bundled otherwise. */
  let last: readonly [Shown, Shown | null] | null = null;
  let bundled = bundles.version;
  const putShares = (at: number, { rate, inference, checkpoint, gradient }: Carried): void => {
    const whole = Math.max(1e-9, rate);
    values[at] = inference / whole;
    values[at + 1] = (inference + checkpoint) / whole;
    values[at + 2] = (inference + checkpoint + gradient) / whole;
  };
  const write = ({ now: { link } }: Shown, branch: 0 | 1): void => {
    const first = FIXED_ROWS + branch * BRANCH_ROWS;
    for (let i = 0; i < links.length; i++) {
      const { ab, ba, capacity, up } = sumOf(bundles.members[i]!, link, sum);
      const isLead = bundles.lead[i] === i;
      const whole = Math.max(1, capacity);
      const at = columns.offset(i, first);
      values[at] = ab.rate / whole;
      values[at + 1] = ba.rate / whole;
      values[at + 2] = ab.rate > 0 ? widthPx(ab.rate) : ba.rate > 0 || !isLead ? 0 : 0.5;
      values[at + 3] = ba.rate > 0 ? widthPx(ba.rate) : 0;
      values[columns.offset(i, 2) + 2 + branch] = up > 0 ? 1 : 0;
      const crossing = values[columns.offset(i, 1) + 2]!;
      const most = Math.max(1, lengths[i]! / PARTICLE_GAP);
      const there = columns.offset(i, first + 1);
      const back = columns.offset(i, first + 2);
      putShares(there, ab);
      putShares(back, ba);
      values[there + 3] = Math.min(most, (ab.rate * crossing) / bits);
      values[back + 3] = Math.min(most, (ba.rate * crossing) / bits);
    }
  };
  const show = (shown: Shown, beside: Shown | null): void => {
    last = [shown, beside];
    bundled = bundles.version;
    write(shown, 0);
    if (beside) write(beside, 1);
    columns.upload();
  };
  return {
    columns,
    bits,
    place() {
      if (bundled !== bundles.version && last) show(...last);
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
    show,
    style(emphasis) {
      const { selected } = emphasis;
      const node =
        selected?.kind === 'site'
          ? selected.index
          : selected?.kind === 'metro'
            ? sites.length + selected.index
            : -1;
      bundles.members.forEach((members, i) => {
        const touches = members.some(({ link }) => links[link]!.a === node || links[link]!.b === node);
        const most = members.reduce(
          (sofar, { link }) => Math.max(sofar, emphasisOf(emphasis, 'link', link)),
          0,
        );
        values[columns.offset(i, 2)] = node >= 0 && !touches ? -1 : most;
      });
      columns.upload();
    },
    direction(entity) {
      const link = entity.div(int(2));
      const isBack = entity.mod(int(2));
      const back: Float = isBack.toFloat();
      const ends = columns.read(link, 0);
      const shape = columns.read(link, 1);
      const state = columns.read(link, 2);
      const mine = columns.read(link, FIXED_ROWS);
      const theirs = columns.read(link, FIXED_ROWS + BRANCH_ROWS);
      const branch: Float = float(look.branch);
      const kinds = columns.read(
        link,
        look.branch
          .mul(int(BRANCH_ROWS))
          .add(int(FIXED_ROWS + 1))
          .add(isBack),
      );
      const pick = (ab: Float, ba: Float): Float => mix(ab, ba, back);
      /** Of the branch that is drawn; as a difference, the larger. */
      const larger = (own: Float, other: Float): Float =>
        mix(mix(own, other, branch), own.max(other), look.difference);
      const loads = [pick(mine.x, mine.y), pick(theirs.x, theirs.y)] as const;
      return {
        arc: {
          from: mix(vec2(ends.xy), vec2(ends.zw), back),
          to: mix(vec2(ends.zw), vec2(ends.xy), back),
          height: shape.x,
          bow: shape.y.mul(back.mul(-2).add(1)),
        },
        load: larger(...loads),
        more: loads[0].sub(loads[1]),
        halfWidth: larger(pick(mine.z, mine.w), pick(theirs.z, theirs.w)),
        up: larger(state.z, state.w),
        emphasis: state.x,
        particles: kinds.w,
        crossing: shape.z,
        phase: shape.w,
        kinds: vec3(kinds.xyz),
        kind: state.y,
      };
    },
  };
}
