/** What the scores of placements are made of, named: read by whoever asks why a job is where it is. */
import { routeDelayS } from '../../network/routes.ts';
import type { Run } from '../../run.ts';
import { gridValue, joulesPerExaflop } from './energy-score.ts';
import { backlogS, freeShare } from './placement-policy.ts';

export const TERM_NAMES = [
  /** Accelerators free, and the share of the pool's that are. */
  'free',
  'freeShare',
  /** One way, from the job's home. */
  'routeDelayS',
  /** Of the energy of an EFLOP of useful work. */
  'energyUsdPerExaflop',
  'carbonGPerExaflop',
  /** 1 at sites for training. */
  'trains',
  /** Work waiting there. */
  'backlogS',
] as const;

/** A score is the sum of its terms, each with its sign. */
export type Term = {
  name: (typeof TERM_NAMES)[number];
  sign: 1 | -1;
  value(run: Run, job: number, pool: number): number;
};

export const FREE: Term = { name: 'free', sign: 1, value: (run, _, pool) => run.state.free[pool] };
export const FREE_SHARE: Term = { name: 'freeShare', sign: 1, value: (run, _, pool) => freeShare(run, pool) };
export const BACKLOG: Term = { name: 'backlogS', sign: -1, value: (run, _, pool) => backlogS(run, pool) };

export const ROUTE_DELAY: Term = {
  name: 'routeDelayS',
  sign: -1,
  value({ world, state, routes }, job, pool) {
    const home = world.jobs.home[job];
    const site = world.pools.site[pool];
    return site === home ? 0 : routeDelayS(world, state, routes, home, site);
  },
};

export const ENERGY_MONEY: Term = {
  name: 'energyUsdPerExaflop',
  sign: -1,
  value: (run, job, pool) =>
    gridValue(run, pool, run.state.gridPriceUsdPerJ) * joulesPerExaflop(run, job, pool),
};

export const ENERGY_CARBON: Term = {
  name: 'carbonGPerExaflop',
  sign: -1,
  value: (run, job, pool) =>
    gridValue(run, pool, run.state.gridCarbonGPerJ) * joulesPerExaflop(run, job, pool),
};

export const TRAINS: Term = {
  name: 'trains',
  sign: 1,
  value: ({ world }, _, pool) => world.sites.trains[world.pools.site[pool]],
};
