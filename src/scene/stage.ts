/**
 * Where everything stands: one per view model. Positions are on the plane of the map (x east,
 * y north); three's ground has z = -y. Symbols shrink as the camera comes nearer (`symbolScale`),
 * so that neighbours part and the offsets of spread sites go back to their true places.
 */
import type { ViewModel } from '../../workers/world/view-model.ts';
import { arcHeight, clearBow, type Arc, type Obstacle } from './arcs.ts';
import { largestPeakFlops, towerHeight, towerWidth } from './measure.ts';
import { createProjection, type Projection } from './projection.ts';
import { spread } from './spread.ts';

/** Circle around a tower within which no other stands, in widths. */
const ELBOW_ROOM = 0.95;
/** Above this many links x sites, arcs are not bowed around towers. */
const BOW_WORK = 2_000_000;

export type Stage = {
  view: ViewModel;
  projection: Projection;
  /** True places, x, y pairs: sites, then metros (node order). */
  places: Float64Array;
  /** Offsets of sites at symbol scale 1, x, y pairs. */
  offsets: Float64Array;
  /** At symbol scale 1. */
  heights: Float64Array;
  widths: Float64Array;
  arcs: Arc[];
  /** Radius around the origin that holds all content. */
  radius: number;
  symbolScale: number;
};

export function createStage(view: ViewModel): Stage {
  const nodes = [...view.sites, ...view.metros];
  const projection = createProjection(nodes);
  const places = new Float64Array(2 * nodes.length);
  let radius = 1;
  nodes.forEach((node, i) => {
    const [x, y] = projection.forward(node.lat, node.lon);
    places[2 * i] = x;
    places[2 * i + 1] = y;
    radius = Math.max(radius, Math.hypot(x, y));
  });
  const largest = largestPeakFlops(view);
  // Many sites: all symbols smaller, so that the map is not covered by them.
  const crowd = Math.min(1, Math.sqrt(24 / Math.max(1, view.sites.length)) + 0.18);
  const heights = Float64Array.from(view.sites, (s) => towerHeight(s.peakFlops, largest) * crowd);
  const widths = Float64Array.from(view.sites, (s) => towerWidth(s.peakFlops, largest) * crowd);
  const stage: Stage = {
    view,
    projection,
    places,
    offsets: spread(
      places,
      widths.map((width) => width * ELBOW_ROOM),
    ),
    heights,
    widths,
    arcs: [],
    radius,
    symbolScale: 1,
  };
  stage.arcs = view.links.map((link) => {
    const [ax, ay] = nodeAt(stage, link.a);
    const [bx, by] = nodeAt(stage, link.b);
    return { ax, ay, bx, by, height: arcHeight(Math.hypot(bx - ax, by - ay)), bow: 0 };
  });
  bowArcs(stage);
  return stage;
}

/** Where node `i` (sites, then metros) is drawn now. */
export function nodeAt(stage: Stage, i: number): [number, number] {
  const x = stage.places[2 * i]!;
  const y = stage.places[2 * i + 1]!;
  if (i >= stage.view.sites.length) return [x, y];
  return [x + stage.offsets[2 * i]! * stage.symbolScale, y + stage.offsets[2 * i + 1]! * stage.symbolScale];
}

/** Sets the scale of symbols and moves the ends of arcs with the sites they hang on. */
export function setSymbolScale(stage: Stage, scale: number): void {
  stage.symbolScale = scale;
  stage.view.links.forEach((link, i) => {
    const arc = stage.arcs[i]!;
    [arc.ax, arc.ay] = nodeAt(stage, link.a);
    [arc.bx, arc.by] = nodeAt(stage, link.b);
  });
}

function bowArcs(stage: Stage): void {
  const { view, arcs, heights, widths } = stage;
  if (view.links.length * view.sites.length > BOW_WORK) return;
  const towers: Obstacle[] = view.sites.map((_, i) => {
    const [x, y] = nodeAt(stage, i);
    return { x, y, radius: widths[i]! * 0.8, height: heights[i]! };
  });
  view.links.forEach((link, i) => {
    const others = towers.filter((_, site) => site !== link.a && site !== link.b);
    arcs[i]!.bow = clearBow(arcs[i]!, others);
  });
}
