/**
 * From quantities to sizes on the map: the one place where the scales of the picture are set, so
 * that the legend can state them. Lengths are map units unless the name says pixels.
 */
import type { ViewModel } from '../../workers/world/view-model.ts';

/** Towards the low sun on the plane (x east, z south): from the north-west, as mapmakers light relief. */
export const SUN = { x: -0.78, z: -0.626 };

/** Height of the land above the sea; symbols stand on it. */
export const LAND_TOP = 0.1;

const TALLEST = 7.2;
const SHORTEST = 0.7;
/** Side of the tallest tower; the least one is `SLIM` of it. */
const WIDEST = 0.92;
const SLIM = 0.6;
const LARGEST_DISC = 1.05;
const SMALLEST_DISC = 0.16;
/** A particle needs this many times the link's true delay to cross it. */
export const FLOW_SLOWDOWN = 600;
export const SHORTEST_CROSSING_S = 0.9;

/** Height by the square root of peak FLOP/s, so that a site of a quarter is half as tall. */
export function towerHeight(peakFlops: number, largest: number): number {
  if (!(largest > 0) || !(peakFlops > 0)) return SHORTEST;
  return SHORTEST + (TALLEST - SHORTEST) * Math.sqrt(peakFlops / largest);
}

export function towerWidth(peakFlops: number, largest: number): number {
  if (!(largest > 0) || !(peakFlops > 0)) return WIDEST * SLIM;
  return WIDEST * (SLIM + (1 - SLIM) * Math.sqrt(peakFlops / largest));
}

/** Radius with area in proportion to demand, against a round number no less than the largest. */
export function discRadius(demandRps: number, reference: number): number {
  if (!(reference > 0) || !(demandRps > 0)) return SMALLEST_DISC;
  return Math.max(SMALLEST_DISC, LARGEST_DISC * Math.sqrt(demandRps / reference));
}

/** Half width in pixels by the square root of rate over the world's largest capacity. */
export function linkHalfWidthPx(rateBps: number, largestBps: number): number {
  if (!(rateBps > 0) || !(largestBps > 0)) return 0.5;
  return 0.6 + 1.7 * Math.sqrt(Math.min(1, rateBps / largestBps));
}

/** Least of 1, 2, 5 x 10^n that is no smaller than `value`. */
export function roundUp(value: number): number {
  if (!(value > 0)) return 0;
  const unit = Math.pow(10, Math.floor(Math.log10(value)));
  const lead = value / unit;
  return (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10) * unit;
}

/** Seconds of screen time a particle takes over a link. */
export function crossingS(delayS: number): number {
  return Math.max(SHORTEST_CROSSING_S, delayS * FLOW_SLOWDOWN);
}

/** Least distance between particles on one link, map units; more of them would read as a line. */
export const PARTICLE_GAP = 0.42;

/**
 * Bits one particle stands for, a round number: with it, three links in four at half their capacity
 * show no more particles at once than `perLink`, nor than keep apart on the link's length.
 */
export function particleBits(view: ViewModel, lengths: ArrayLike<number>, perLink: number): number {
  if (view.links.length === 0) return 1;
  const needs = view.links
    .map((link, i) => {
      const room = Math.max(1, Math.min(perLink, lengths[i]! / (2 * PARTICLE_GAP)));
      return (link.capacityBps * 0.5 * crossingS(link.delayS)) / room;
    })
    .sort((a, b) => a - b);
  return roundUp(needs[Math.floor(needs.length * 0.75)]!) || 1;
}

export function largestCapacityBps(view: ViewModel): number {
  return view.links.reduce((most, link) => Math.max(most, link.capacityBps), 0);
}

export function largestPeakFlops(view: ViewModel): number {
  return view.sites.reduce((most, site) => Math.max(most, site.peakFlops), 0);
}
