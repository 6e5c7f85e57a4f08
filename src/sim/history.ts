/**
 * The recent past of the thing the person looks at. Frames of one tick hold every site, link and
 * metro, so the past of one of them is gathered from the frames that pass, and the day before the
 * tick on show is filled in by probes: wants sent while nothing else is wanted.
 */
import type { FrameView } from '../../workers/frame/read.ts';
import type { BranchName } from './lines.ts';
import type { MapPick } from './store.ts';

export type History = {
  /** Watches another thing, or none; what was gathered is dropped. */
  reset(pick: MapPick | null): void;
  record(branch: BranchName, frame: FrameView): void;
  forgetFrom(branch: BranchName, tick: number): void;
  /** A tick worth asking for, oldest first, or null when the past is filled in. */
  nextProbe(branch: BranchName, tick: number, computed: number): number | null;
  /** Ticks in order and the two values at each (see `watched`). */
  points(branch: BranchName, tick: number): HistoryPoint[];
};

export type HistoryPoint = { tick: number; first: number; second: number };

/** Ticks looked back, and how far apart probes lie. */
export const LOOK_BACK = 288;
const PROBE_STEP = 4;

/** What is drawn of each kind: of a site busy and power, of a link both loads, of a metro in time and demand. */
export function watched(pick: MapPick, frame: FrameView): [number, number] {
  const i = pick.index;
  const { sites, links, metros } = frame;
  if (pick.kind === 'site') return [sites.utilisation[i] ?? NaN, sites.powerW[i] ?? NaN];
  if (pick.kind === 'metro') return [metros.inTime[i] ?? NaN, metros.demandRps[i] ?? NaN];
  const capacity = links.capacityBps[i] || Infinity;
  return [(links.rateABBps[i] ?? NaN) / capacity, (links.rateBABps[i] ?? NaN) / capacity];
}

export function createHistory(): History {
  const gathered = new Map<BranchName, Map<number, HistoryPoint>>();
  let pick: MapPick | null = null;
  const of = (branch: BranchName): Map<number, HistoryPoint> => {
    let points = gathered.get(branch);
    if (!points) gathered.set(branch, (points = new Map()));
    return points;
  };
  return {
    reset(next) {
      pick = next;
      gathered.clear();
    },
    record(branch, frame) {
      if (!pick) return;
      const [first, second] = watched(pick, frame);
      of(branch).set(frame.tick, { tick: frame.tick, first, second });
    },
    forgetFrom(branch, tick) {
      const points = of(branch);
      for (const at of points.keys()) if (at >= tick) points.delete(at);
    },
    nextProbe(branch, tick, computed) {
      if (!pick) return null;
      const from = Math.ceil(Math.max(0, tick - LOOK_BACK) / PROBE_STEP) * PROBE_STEP;
      for (let at = from; at < Math.min(tick, computed); at += PROBE_STEP) {
        if (!of(branch).has(at)) return at;
      }
      return null;
    },
    points(branch, tick) {
      return [...of(branch).values()]
        .filter((point) => point.tick <= tick && point.tick >= tick - LOOK_BACK)
        .sort((a, b) => a.tick - b.tick);
    },
  };
}
