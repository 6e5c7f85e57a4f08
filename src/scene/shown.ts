/**
 * The amounts on show. A new frame sets targets; what is drawn eases from the old to the new
 * within a quarter of a second, or in the time from the frame before where they come faster, and then
 * is the frame exactly: it is never more than a frame behind. Frames' buffers are pooled, so nothing
 * here keeps a view on them.
 */
import type { FrameView } from '../../workers/frame/read.ts';
import type { ViewModel } from '../../workers/world/view-model.ts';

const MOST_EASE_MS = 240;

const COLUMNS = {
  /**
   * Shares of what is installed; 1 where it has power; share of the clock its jobs run at; what it answers; of all
   * that will ever stand there, by peak FLOP/s, what does; accelerators that do.
   */
  site: ['lit', 'staging', 'stalled', 'powered', 'throttle', 'asked', 'built', 'installed'],
  link: [
    'rateAB',
    'rateBA',
    'capacity',
    'up',
    'inferenceAB',
    'inferenceBA',
    'checkpointAB',
    'checkpointBA',
    'gradientAB',
    'gradientBA',
  ],
  metro: ['demand', 'inTime'],
} as const;

/** What a link carries, apart from datasets, which are the rest. */
const KINDS = ['inference', 'checkpoint', 'gradient'] as const;

type Table<K extends string> = Record<K, Float64Array>;
export type Amounts = {
  site: Table<(typeof COLUMNS.site)[number]>;
  link: Table<(typeof COLUMNS.link)[number]>;
  metro: Table<(typeof COLUMNS.metro)[number]>;
};

export type Shown = {
  now: Amounts;
  /** Places of `now`, `from` and `to` in one array each. */
  values: Float64Array;
  from: Float64Array;
  to: Float64Array;
  startMs: number;
  easeMs: number;
  easing: boolean;
  tick: number;
  /** The metro that `asked` tells of, or -1. */
  askedMetro: number;
};

function amountsOver(values: Float64Array, view: ViewModel): Amounts {
  let offset = 0;
  const table = (names: readonly string[], count: number) =>
    Object.fromEntries(
      names.map((name) => [name, values.subarray(offset, (offset += count))]),
    ) as unknown as Table<string>;
  return {
    site: table(COLUMNS.site, view.sites.length),
    link: table(COLUMNS.link, view.links.length),
    metro: table(COLUMNS.metro, view.metros.length),
  } as Amounts;
}

export function createShown(view: ViewModel): Shown {
  const length =
    COLUMNS.site.length * view.sites.length +
    COLUMNS.link.length * view.links.length +
    COLUMNS.metro.length * view.metros.length;
  const values = new Float64Array(length);
  const shown: Shown = {
    now: amountsOver(values, view),
    values,
    from: new Float64Array(length),
    to: new Float64Array(length),
    startMs: -Infinity,
    easeMs: 0,
    easing: false,
    tick: -1,
    askedMetro: -1,
  };
  shown.now.link.up.fill(1);
  view.links.forEach((link, i) => (shown.now.link.capacity[i] = link.capacityBps));
  return shown;
}

/**
 * Whether a frame is of the world of a view. One of the next world may come while the picture of the last
 * is still up.
 */
export function isOf(view: ViewModel, { sites, links, metros }: FrameView): boolean {
  return (
    sites.installed.length === view.sites.length &&
    links.up.length === view.links.length &&
    metros.inTime.length === view.metros.length
  );
}

/** Takes a frame as the new target; at once when `instantly` or for the first one. */
export function aim(
  shown: Shown,
  view: ViewModel,
  frame: FrameView,
  nowMs: number,
  instantly: boolean,
): void {
  ease(shown, nowMs);
  const target = amountsOver(shown.to, view);
  for (let i = 0; i < view.sites.length; i++) {
    const installed = frame.sites.installed[i]!;
    const most = view.sites[i]!.peakFlops;
    target.site.installed[i] = installed;
    target.site.built[i] = most > 0 ? Math.min(1, frame.sites.peakFlops[i]! / most) : 0;
    target.site.lit[i] = Math.min(1, Math.max(0, frame.sites.utilisation[i]!));
    target.site.asked[i] = frame.sites.askedBps[i]!;
    target.site.staging[i] = installed > 0 ? Math.min(1, frame.sites.staging[i]! / installed) : 0;
    target.site.stalled[i] = installed > 0 ? Math.min(1, frame.sites.stalled[i]! / installed) : 0;
    target.site.powered[i] = installed > 0 ? frame.sites.powered[i]! : 1;
    target.site.throttle[i] = frame.sites.throttle[i]!;
  }
  target.link.rateAB.set(frame.links.rateABBps);
  target.link.rateBA.set(frame.links.rateBABps);
  target.link.capacity.set(frame.links.capacityBps);
  target.link.up.set(frame.links.up);
  for (const kind of KINDS) {
    target.link[`${kind}AB`].set(frame.links[`${kind}ABBps`]);
    target.link[`${kind}BA`].set(frame.links[`${kind}BABps`]);
  }
  target.metro.demand.set(frame.metros.demandRps);
  target.metro.inTime.set(frame.metros.inTime);
  const first = shown.tick < 0;
  shown.tick = frame.tick;
  shown.askedMetro = frame.askedMetro;
  shown.from.set(shown.values);
  shown.easeMs = Math.min(MOST_EASE_MS, nowMs - shown.startMs);
  shown.startMs = nowMs;
  shown.easing = true;
  if (first || instantly) {
    shown.values.set(shown.to);
    shown.easing = false;
  }
}

/** Moves what is shown to where it is at `nowMs`; true while it moves. */
export function ease(shown: Shown, nowMs: number): boolean {
  if (!shown.easing) return false;
  const t = shown.easeMs > 0 ? Math.min(1, Math.max(0, (nowMs - shown.startMs) / shown.easeMs)) : 1;
  // Steady while frames follow one another.
  const k = shown.easeMs < MOST_EASE_MS ? t : t * t * (3 - 2 * t);
  const { values, from, to } = shown;
  for (let i = 0; i < values.length; i++) values[i] = from[i]! + (to[i]! - from[i]!) * k;
  if (t >= 1) {
    values.set(to);
    shown.easing = false;
  }
  return true;
}
