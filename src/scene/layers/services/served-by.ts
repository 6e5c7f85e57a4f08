/** Which sites answer the metro asked for, the most first, and how many of them lines are drawn to. */
import type { Shown } from '../../shown.ts';

/** Lines drawn at most. */
export const MOST_LINES = 12;

export type ServedBy = {
  /** Sites with a line, and their share of what the first one answers, 0 to 1. */
  sites: number[];
  shares: number[];
  /** Sites that answer in all. */
  count: number;
};

export function servedBy(shown: Shown): ServedBy {
  const { asked } = shown.now.site;
  const all: number[] = [];
  if (shown.askedMetro >= 0) asked.forEach((bps, site) => bps > 0 && all.push(site));
  all.sort((a, b) => asked[b]! - asked[a]! || a - b);
  const sites = all.slice(0, MOST_LINES);
  return { sites, shares: sites.map((site) => asked[site]! / asked[sites[0]!]!), count: all.length };
}
