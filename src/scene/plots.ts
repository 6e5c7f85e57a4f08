/**
 * How near is inside: each site has a plot on the map, and the nearness of the camera to it, in
 * plots, says how far its tower has given way to its campus. Distances are map units.
 */
import { LEAST_SYMBOL_SCALE, type Stage } from './stage.ts';

/** Half the plot, in widths of the tower at symbol scale 1. */
const PLOT = 0.3;
/** Camera distances in halves of a plot: the campus is whole, begins; one has come in, has left. */
const WHOLE = 8;
const BEGINS = 13;
const ENTERED = 11;
const LEFT = 14;
/** From which the whole campus is seen. */
const FRAMED = 5.4;
/** Width of a plot as it lies before the camera, in halves of it. */
const PLOT_WIDTH = 2.6;

export function plotHalf(stage: Stage, site: number): number {
  return stage.widths[site]! * PLOT;
}

/** Where a site's plot is, x and y on the plane: where its tower stands when one is near. */
export function plotCentre(stage: Stage, site: number): [number, number] {
  const at = (axis: number): number =>
    stage.places[2 * site + axis]! + stage.offsets[2 * site + axis]! * LEAST_SYMBOL_SCALE;
  return [at(0), at(1)];
}

/** 0: the tower stands; 1: the campus does. */
export function openness(stage: Stage, site: number, distance: number): number {
  const t = (BEGINS - distance / plotHalf(stage, site)) / (BEGINS - WHOLE);
  const k = Math.min(1, Math.max(0, t));
  return k * k * (3 - 2 * k);
}

/** @param narrow canvas height over the width that is free, both as seen from distance 1 */
export function framedDistance(stage: Stage, site: number, narrow = 0): number {
  return Math.min(WHOLE, Math.max(FRAMED, PLOT_WIDTH * narrow)) * plotHalf(stage, site);
}

export function leftDistance(stage: Stage, site: number): number {
  return LEFT * plotHalf(stage, site);
}

/** The site one has come into by going near: the nearest to what is looked at, or null. */
export function enteredSite(stage: Stage, x: number, y: number, distance: number): number | null {
  let found: number | null = null;
  let least = Infinity;
  for (let site = 0; site < stage.view.sites.length; site++) {
    const half = plotHalf(stage, site);
    if (distance > ENTERED * half) continue;
    const [sx, sy] = plotCentre(stage, site);
    const away = Math.hypot(sx - x, sy - y);
    if (away < 2 * half && away < least) [found, least] = [site, away];
  }
  return found;
}
