/**
 * Where everything stands: one per view model. Positions are on the plane of the map (x east,
 * y north); three's ground has z = -y. Symbols shrink as the camera comes nearer (`symbolScale`),
 * so that neighbours part and the offsets of spread sites go back to their true places.
 */
import type { ViewModel } from '../../workers/world/view-model.ts';
import { arcHeight, clearBow, type Arc, type Obstacle } from './arcs.ts';
import { createBundles, type Bundles } from './bundles.ts';
import { largestPeakFlops, towerHeight, towerWidth } from './measure.ts';
import { createGlobe, type Globe } from './globe.ts';
import { createProjection, type Projection } from './projection.ts';
import { spread } from './spread.ts';
import { createTowers, type Towers } from './towers.ts';

/** Circle around a tower within which no other stands, in widths. */
const ELBOW_ROOM = 0.95;
/** Symbols shrink no further, however near the camera. */
export const LEAST_SYMBOL_SCALE = 0.16;
/** The largest scale of symbols on the flat map. */
export const MOST_SYMBOL_SCALE = 1.3;
/** Symbols shrink with nearness to this power of it. */
const SYMBOL_POWER = 0.62;
/** Above this many links x sites, arcs are not bowed around towers. */
const BOW_WORK = 2_000_000;
/** Between the middles of arcs that run beside one another, map units at symbol scale 1. */
const LANE = 0.5;

export type Stage = {
  view: ViewModel;
  projection: Projection;
  globe: Globe;
  /** True places, x, y pairs: sites, then metros (node order). */
  places: Float64Array;
  /** Offsets of sites at symbol scale 1, x, y pairs. */
  offsets: Float64Array;
  /** At symbol scale 1. */
  heights: Float64Array;
  widths: Float64Array;
  arcs: Arc[];
  /** Bows with which arcs clear towers, at any scale of symbols. */
  bows: Float64Array;
  bundles: Bundles;
  /** Radius around the origin that holds all content. */
  radius: number;
  /** Factor on the radius of metros, and on the width and strength of links, in a crowded world. */
  discScale: number;
  lineScale: number;
  symbolScale: number;
  towers: Towers;
};

/**
 * Least and most of the factor on symbols; it is 1 where neighbours are this far apart, map units. Beyond
 * `MANY` sites it may be less, as the root of their number.
 */
const ROOM_RANGE = [0.3, 1] as const;
const MANY = 300;
/** Sites whose neighbours are looked for, at most. */
const SAMPLED = 400;
const AMPLE = 1.1;

/** Factor on symbols from the median distance of a site to its nearest neighbour; of many, of some of them. */
function elbowRoom(places: ArrayLike<number>, count: number): number {
  if (count < 2) return 1;
  const step = Math.ceil(count / SAMPLED);
  const nearest = Array.from({ length: Math.ceil(count / step) }, (_, nth) => {
    const i = nth * step;
    let least = Infinity;
    for (let j = 0; j < count; j++) {
      if (j === i) continue;
      const dx = places[2 * i]! - places[2 * j]!;
      const dy = places[2 * i + 1]! - places[2 * j + 1]!;
      least = Math.min(least, dx * dx + dy * dy);
    }
    return Math.sqrt(least);
  }).sort((a, b) => a - b);
  const least = ROOM_RANGE[0] * Math.sqrt(Math.min(1, MANY / count));
  return Math.min(ROOM_RANGE[1], Math.max(least, nearest[nearest.length >> 1]! / AMPLE));
}

/** Of several sites none is taller than this much of the map's radius: over one city they would hide it. */
const LOFTY = 1.5;

export function createStage(view: ViewModel): Stage {
  const nodes = [...view.sites, ...view.metros];
  const projection = createProjection(nodes);
  const places = new Float64Array(2 * nodes.length);
  const radius = projection.contentRadius;
  nodes.forEach((node, i) => {
    const [x, y] = projection.forward(node.lat, node.lon);
    places[2 * i] = x;
    places[2 * i + 1] = y;
  });
  const largest = largestPeakFlops(view);
  // Where sites stand close, all symbols are smaller, so that they neither hide the map nor one another.
  const room = elbowRoom(places, view.sites.length);
  const low = (LOFTY * radius) / towerHeight(largest, largest);
  const tall = Math.min(Math.pow(room, 0.45), view.sites.length > 1 ? low : Infinity);
  const heights = Float64Array.from(view.sites, (s) => towerHeight(s.peakFlops, largest) * tall);
  const widths = Float64Array.from(view.sites, (s) => towerWidth(s.peakFlops, largest) * room);
  const offsets = spread(
    places,
    widths.map((width) => width * ELBOW_ROOM),
  );
  const stage: Stage = {
    view,
    projection,
    globe: createGlobe(projection),
    places,
    offsets,
    heights,
    widths,
    arcs: [],
    bows: new Float64Array(view.links.length),
    bundles: createBundles(view.links, view.sites.length),
    radius,
    discScale: Math.pow(room, 0.7),
    lineScale: Math.min(1, Math.max(0.45, Math.sqrt(80 / Math.max(1, view.links.length)))),
    symbolScale: 1,
    towers: createTowers({ sites: view.sites, places, offsets, room, tall }),
  };
  stage.towers.place(1);
  stage.arcs = view.links.map((link) => {
    const [ax, ay] = nodeAt(stage, link.a);
    const [bx, by] = nodeAt(stage, link.b);
    return { ax, ay, bx, by, height: arcHeight(Math.hypot(bx - ax, by - ay)), bow: 0 };
  });
  bowArcs(stage);
  setSymbolScale(stage, 1);
  return stage;
}

/** Where node `i` (sites, then metros) is drawn now; or, with no site in a hub, at a scale of symbols. */
export function nodeAt(stage: Stage, i: number, scale: number | null = null): [number, number] {
  const x = stage.places[2 * i]!;
  const y = stage.places[2 * i + 1]!;
  if (i >= stage.view.sites.length) return [x, y];
  const { sites } = stage.towers;
  if (scale === null) return [sites[2 * i]!, sites[2 * i + 1]!];
  return [x + stage.offsets[2 * i]! * scale, y + stage.offsets[2 * i + 1]! * scale];
}

/** @param nearness distance of the camera over that from which all is seen */
export function symbolScaleAt(nearness: number, most: number): number {
  return Math.min(most, Math.max(LEAST_SYMBOL_SCALE, Math.pow(nearness, SYMBOL_POWER)));
}

/** Sets the scale of symbols, and moves towers and the ends of arcs to where they are then. */
export function setSymbolScale(stage: Stage, scale: number): void {
  stage.symbolScale = scale;
  stage.towers.place(scale);
  stage.bundles.fold(...stage.towers.hosts());
  stage.view.links.forEach((link, i) => {
    const arc = stage.arcs[i]!;
    [arc.ax, arc.ay] = nodeAt(stage, link.a);
    [arc.bx, arc.by] = nodeAt(stage, link.b);
    // Within a hub there is no way, and no arc over it.
    arc.height = arcHeight(Math.hypot(arc.bx - arc.ax, arc.by - arc.ay));
    arc.bow = stage.bows[i]! + stage.bundles.lane[i]! * LANE * scale;
  });
}

function bowArcs(stage: Stage): void {
  const { view, arcs, bows, heights, widths } = stage;
  if (view.links.length * view.sites.length > BOW_WORK) return;
  const towers: Obstacle[] = view.sites.map((_, i) => {
    const [x, y] = nodeAt(stage, i);
    return { x, y, radius: widths[i]! * 0.8, height: heights[i]! };
  });
  view.links.forEach((link, i) => {
    const others = towers.filter((_, site) => site !== link.a && site !== link.b);
    bows[i] = clearBow(arcs[i]!, others);
  });
}
