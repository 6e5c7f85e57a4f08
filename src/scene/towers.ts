/**
 * What stands on the map: a tower a site, or, from so far that they would hide one another, a tower a
 * hub with the sum of its sites. Between two levels of detail towers slide together or apart. Towers
 * are numbered sites first, then hubs. All lengths are map units, at the scale of symbols now.
 */
import type { SiteRole } from '../../workers/scenario/scenario.ts';
import type { SiteView } from '../../workers/world/view-model.ts';
import { createHubs, type Hubs } from './hubs.ts';
import { siteLegendKey } from './legend.ts';
import { towerHeight, towerWidth } from './measure.ts';

/** Sites nearer to each other than this on the screen fold, pixels; while the camera moves, a little sooner or later. */
const APART_PX = 14;
const PLAY = 1.12;
const FOLD_MS = 320;
/** A hub is this much wider than a site of its size. */
const BROAD = 1.3;
/** One role has so much of a hub, or it is mixed. */
const MOSTLY = 0.6;

/** What a hub sums up, of its sites that are not filtered off. */
export type HubSum = {
  /** Sites in all, largest first, and those not filtered off. */
  members: readonly number[];
  shown: readonly number[];
  peakFlops: number;
  /** With all that is announced to come. */
  accelerators: number;
  /** Null where that of a site is not known. */
  powerCapW: number | null;
  role: SiteRole;
  /** The country's code where it is all of its sites. */
  country: string | null;
};

export type Towers = {
  hubs: Hubs;
  sums: HubSum[];
  count: number;
  x: Float64Array;
  y: Float64Array;
  width: Float64Array;
  height: Float64Array;
  /** Where each site is: its own tower, or the hub's; x, y pairs. */
  sites: Float64Array;
  /** Towers to be named and pointed at, the largest first. */
  standing: readonly number[];
  /** Under which a site is. */
  hostOf(site: number): number;
  /** Under which each site is at the level of detail that is left, and at the one come to: one and the same at rest. */
  hosts(): readonly [before: Int32Array, after: Int32Array];
  /** Moves on for what a pixel takes of the map; true while towers move. */
  fold(unitsPerPixel: number, nowMs: number, isMoving: boolean, instantly: boolean): boolean;
  /** Leaves sites of these legend keys out of the sums; true when they changed. */
  filter(hidden: ReadonlySet<string>): boolean;
  /** Puts all towers where they are now. */
  place(symbolScale: number): void;
  /** What a pixel takes of the map, at most, where the tower is to stand apart from its neighbours. */
  apartAt(tower: number): number;
};

type Given = {
  sites: readonly SiteView[];
  /** True places and offsets at scale 1, x, y pairs. */
  places: Float64Array;
  offsets: Float64Array;
  /** Factors on width and height in a crowded world. */
  room: number;
  tall: number;
};

export function createTowers({ sites, places, offsets, room, tall }: Given): Towers {
  const hubs = createHubs(
    places,
    sites.map((site) => site.peakFlops),
    sites.map((site) => site.country),
  );
  const { levels } = hubs;
  const count = sites.length + hubs.members.length;
  const byCountry = new Map<string, number>();
  for (const { country } of sites) byCountry.set(country, (byCountry.get(country) ?? 0) + 1);
  const peaks = new Float64Array(count);
  const largest = new Float64Array(levels.length);
  sites.forEach((site, i) => (peaks[i] = site.peakFlops));
  let filtered: ReadonlySet<string> | null = null;
  let from = 0;
  let to = 0;
  let share = 1;
  let startMs = 0;
  let isFirst = true;
  let drawn: readonly number[] = [];

  const seedOf = (tower: number): number =>
    tower < sites.length ? tower : hubs.members[tower - sites.length]![0]!;
  /** Place of a tower at a level: sites alone stand aside of one another. */
  const at = (tower: number, axis: 0 | 1, level: number, scale: number): number => {
    const site = seedOf(tower);
    return places[2 * site + axis]! + (level === 0 ? offsets[2 * site + axis]! * scale : 0);
  };
  const has = (level: number, tower: number): boolean => levels[level]!.host[seedOf(tower)] === tower;
  const mix = (a: number, b: number): number => a * (1 - share) + b * share;
  const canonical = (units: number): number => {
    let level = 0;
    while (level + 1 < levels.length && levels[level + 1]!.distance <= units) level++;
    return level;
  };
  const rank = (): void => {
    const stands = (tower: number): boolean => tower < sites.length || peaks[tower]! > 0;
    towers.standing = levels[to]!.towers.filter(stands).sort((a, b) => peaks[b]! - peaks[a]! || a - b);
  };

  const towers: Towers = {
    hubs,
    sums: [],
    count,
    x: new Float64Array(count),
    y: new Float64Array(count),
    width: new Float64Array(count),
    height: new Float64Array(count),
    sites: new Float64Array(2 * sites.length),
    standing: [],
    hostOf: (site) => levels[to]!.host[site]!,
    hosts: () => [levels[share === 1 ? to : from]!.host, levels[to]!.host],
    fold(unitsPerPixel, nowMs, isMoving, instantly) {
      const atOnce = instantly || isFirst;
      isFirst = false;
      const units = unitsPerPixel * APART_PX;
      // While it moves, a level is kept a little longer; at rest it follows from the view alone.
      const play = isMoving ? PLAY : 1;
      const wanted = Math.min(canonical(units * play), Math.max(to, canonical(units / play)));
      if (wanted !== to) {
        from = share < 0.5 ? from : to;
        to = wanted;
        share = 0;
        startMs = nowMs;
        rank();
      } else if (share === 1) return false;
      share = atOnce ? 1 : Math.min(1, (nowMs - startMs) / FOLD_MS);
      return true;
    },
    filter(hidden) {
      if (hidden === filtered) return false;
      filtered = hidden;
      towers.sums = hubs.members.map((members) => sumOf(members, sites, hidden, byCountry));
      towers.sums.forEach((sum, hub) => (peaks[sites.length + hub] = sum.peakFlops));
      levels.forEach((level, i) => {
        largest[i] = level.towers.reduce((most, tower) => Math.max(most, peaks[tower]!), 0);
      });
      rank();
      return true;
    },
    place(symbolScale) {
      for (const tower of drawn) towers.width[tower] = towers.height[tower] = 0;
      const after = levels[to]!.towers;
      drawn = share === 1 ? after : [...new Set([...levels[from]!.towers, ...after])];
      const size = (tower: number, level: number, of: typeof towerHeight): number =>
        has(level, tower) && peaks[tower]! + (tower < sites.length ? 1 : 0) > 0
          ? of(peaks[tower]!, largest[level]!)
          : 0;
      for (const tower of drawn) {
        const seed = seedOf(tower);
        const [before, after] = [levels[from]!.host[seed]!, levels[to]!.host[seed]!];
        // What goes slides to the tower that takes its place, what comes slides out of the one before.
        const start = has(from, tower) ? tower : before;
        const end = has(to, tower) ? tower : after;
        towers.x[tower] = mix(at(start, 0, from, symbolScale), at(end, 0, to, symbolScale));
        towers.y[tower] = mix(at(start, 1, from, symbolScale), at(end, 1, to, symbolScale));
        const broad = room * (tower < sites.length ? 1 : BROAD) * symbolScale;
        towers.width[tower] = mix(size(tower, from, towerWidth), size(tower, to, towerWidth)) * broad;
        towers.height[tower] =
          mix(size(tower, from, towerHeight), size(tower, to, towerHeight)) * tall * symbolScale;
      }
      const [hostBefore, hostAfter] = [levels[from]!.host, levels[to]!.host];
      for (let site = 0; site < sites.length; site++) {
        for (const axis of [0, 1] as const) {
          const [a, b] = [hostBefore[site]!, hostAfter[site]!];
          towers.sites[2 * site + axis] = mix(at(a, axis, from, symbolScale), at(b, axis, to, symbolScale));
        }
      }
    },
    apartAt(tower) {
      const seed = seedOf(tower);
      // The first level at which it has gone into another, or a hub is there.
      const level = levels.find(({ host }) =>
        tower < sites.length ? host[seed] !== tower : host[seed] === tower,
      );
      return level ? level.distance / APART_PX / PLAY / PLAY : Infinity;
    },
  };
  towers.filter(new Set());
  filtered = null;
  return towers;
}

function sumOf(
  members: readonly number[],
  sites: readonly SiteView[],
  hidden: ReadonlySet<string>,
  byCountry: ReadonlyMap<string, number>,
): HubSum {
  const shown = members.filter((site) => !hidden.has(siteLegendKey(sites[site]!)));
  const sum: HubSum = {
    members,
    shown,
    peakFlops: 0,
    accelerators: 0,
    powerCapW: 0,
    role: 'mixed',
    country: null,
  };
  const byRole = new Map<SiteRole, number>();
  for (const i of shown) {
    const { peakFlops, accelerators, powerCapW, role } = sites[i]!;
    sum.peakFlops += peakFlops;
    sum.accelerators += accelerators;
    sum.powerCapW = sum.powerCapW === null || powerCapW === null ? null : sum.powerCapW + powerCapW;
    byRole.set(role, (byRole.get(role) ?? 0) + peakFlops);
  }
  for (const [role, peak] of byRole) if (peak > MOSTLY * sum.peakFlops) sum.role = role;
  const { country } = sites[members[0]!]!;
  if (country !== '' && byCountry.get(country) === members.length) sum.country = country;
  return sum;
}

/** Share of all that ever stands at a hub that does, by peak FLOP/s; `built` is that of each site. */
export function builtOf(
  { shown, peakFlops }: HubSum,
  built: ArrayLike<number>,
  sites: readonly SiteView[],
): number {
  return shown.reduce((sum, i) => sum + built[i]! * sites[i]!.peakFlops, 0) / (peakFlops || 1);
}

/** Mean over what stands at a hub of a share of each site, by peak FLOP/s; `none` where nothing does. */
export function meanOf(
  sum: HubSum,
  of: ArrayLike<number>,
  built: ArrayLike<number>,
  sites: readonly SiteView[],
  none = 0,
): number {
  const all = builtOf(sum, built, sites) * sum.peakFlops;
  const some = sum.shown.reduce((total, i) => total + of[i]! * built[i]! * sites[i]!.peakFlops, 0);
  return all > 0 ? some / all : none;
}
