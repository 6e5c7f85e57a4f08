/**
 * The recent past of the thing the person looks at. Frames of one tick hold every site, link and
 * metro, so the past of one of them is gathered from the frames that pass, and what lies before the
 * tick on show is filled in by probes: wants sent while nothing else is wanted. Of a class, a tenant or a
 * job no frame tells: each of its points is a question.
 */
import type { FrameView } from '../../workers/frame/read.ts';
import type { PastOf } from '../../workers/answers.ts';
import type { BranchName } from './lines.ts';
import { onMap, type MapPick, type Pick } from './store.ts';

export type History = {
  /** Watches another thing, or none; what was gathered is dropped. */
  reset(pick: Pick | null): void;
  /** What is to be asked, where no frame tells of what is watched. */
  asked(): PastOf | null;
  record(branch: BranchName, frame: FrameView): void;
  /** Takes an answer; one to an earlier question, before what `era` counts, is dropped. */
  put(branch: BranchName, point: HistoryPoint, era: number): void;
  /** Grows whenever something is forgotten. */
  era(): number;
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
  let pick: Pick | null = null;
  let era = 0;
  const pointsOf = (branch: BranchName): Map<number, HistoryPoint> => {
    let points = gathered.get(branch);
    if (!points) gathered.set(branch, (points = new Map()));
    return points;
  };
  return {
    reset(next) {
      pick = next;
      era++;
      gathered.clear();
    },
    record(branch, frame) {
      const place = onMap(pick);
      if (!place) return;
      const [first, second] = watched(place, frame);
      pointsOf(branch).set(frame.tick, { tick: frame.tick, first, second });
    },
    asked: () => (pick && !onMap(pick) ? (pick as PastOf) : null),
    put(branch, point, of) {
      if (of === era) pointsOf(branch).set(point.tick, point);
    },
    era: () => era,
    forgetFrom(branch, tick) {
      era++;
      const points = pointsOf(branch);
      for (const at of points.keys()) if (at >= tick) points.delete(at);
    },
    nextProbe(branch, tick, computed) {
      if (!pick) return null;
      const from = Math.ceil(Math.max(0, tick - LOOK_BACK) / PROBE_STEP) * PROBE_STEP;
      for (let at = from; at < Math.min(tick, computed); at += PROBE_STEP) {
        if (!pointsOf(branch).has(at)) return at;
      }
      // The tick on show itself is in the frame, or is asked for too.
      return onMap(pick) || tick >= computed || pointsOf(branch).has(tick) ? null : tick;
    },
    points(branch, tick) {
      return [...pointsOf(branch).values()]
        .filter((point) => point.tick <= tick && point.tick >= tick - LOOK_BACK)
        .sort((a, b) => a.tick - b.tick);
    },
  };
}
