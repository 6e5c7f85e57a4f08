/** How large a world may be that nobody here chose to open: one that a link describes. */
import type { Issue, Scenario } from '../scenario/scenario.ts';
import { lastTick } from '../world/describe.ts';

/** A week of the largest scenario that comes with the page takes a tenth of each. */
const MOST = { jobs: 300_000, ticks: 100_000, sites: 2_000, metros: 2_000, links: 10_000, epochs: 200_000 };

/** What is too large, by its place in the file; an empty list when nothing is. */
export function boundIssues(scenario: Scenario): Issue[] {
  const count = (entries: object) => Object.keys(entries).length;
  const { list, generate } = scenario.jobs;
  const sizes: [path: string, size: number, most: number][] = [
    ['jobs', generate.reduce((sum, generator) => sum + generator.count, list.length), MOST.jobs],
    ['tick', lastTick(scenario), MOST.ticks],
    ['sites', count(scenario.sites), MOST.sites],
    ['metros', count(scenario.metros), MOST.metros],
    ['links', count(scenario.links), MOST.links],
    ['demand.epoch', scenario.durationS / scenario.demand.epochS, MOST.epochs],
  ];
  return sizes
    .filter(([, size, most]) => size > most)
    .map(([path, size, most]) => ({
      path,
      message: `makes ${Math.round(size)} of them, too many for a link`,
      hint: `at most ${most}; open the scenario as a file instead`,
    }));
}
