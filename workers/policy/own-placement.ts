/** A score function of one's own -> a placement policy of the engine. */
import { jobEstimateS } from '../engine/jobs/length.ts';
import { routeDelayS } from '../engine/network/routes.ts';
import { gridValue, joulesPerExaflop } from '../engine/policies/placement/energy-score.ts';
import { backlogS, startsNow, type PlacementPolicy } from '../engine/policies/placement/placement-policy.ts';
import type { Run } from '../engine/run.ts';
import { F, N } from '../engine/state.ts';
import type { Job, Now, Place, Score } from './contract.ts';

const BITS_PER_TB = 8e12;
const J_PER_KWH = 3.6e6;
const J_PER_MWH = 3.6e9;

/** Told before and after each call of the function, by whoever ends one that does not return. */
export type Watchman = { enter(): void; leave(): void };

/**
 * @param score as the contract says; whatever else it gives or throws ends the run
 * @returns a policy for one run at a time, whose `score` throws an Error that names job, place and time
 */
export function ownPlacement(score: Score, watchman: Watchman): PlacementPolicy {
  const at: Asked = { run: null, job: -1, places: [] };
  const job = jobView(at);
  const now = nowView(at);
  return {
    name: 'own',
    terms: [],
    score(run, asked, pool, out) {
      if (at.run !== run) {
        at.run = run;
        at.places = Array.from({ length: run.world.pools.count }, (_, place) => placeView(at, place));
      }
      at.job = asked;
      const place = at.places[pool];
      let value: unknown;
      watchman.enter();
      try {
        value = score(job, place, now);
      } catch (error) {
        throw new Error(`policy ${where(job, place, now)}: ${messageOf(error)}`, { cause: error });
      } finally {
        watchman.leave();
      }
      if (value !== null && !(typeof value === 'number' && Number.isFinite(value)))
        throw new Error(
          `policy ${where(job, place, now)}: the score is ${textOf(value)}, not a finite number or null`,
        );
      out[pool] = value ?? -Infinity;
    },
  };
}

type Asked = { run: Run | null; job: number; places: Place[] };

function where(job: Job, place: Place, now: Now): string {
  return `for job ${job.id} at ${place.site} (${place.accelerator}), ${now.timeS} s`;
}

/** Errors of a policy come from a world of their own: they are known by what they have. */
function messageOf(error: unknown): string {
  const message = (error as { message?: unknown } | null)?.message;
  return typeof message === 'string' ? message : `threw ${textOf(error)}`;
}

function textOf(value: unknown): string {
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}

/** Views read the run when they are read: a policy pays for what it looks at. */
function jobView(at: Asked): Job {
  const jobs = () => at.run!.world.jobs;
  const ids = () => at.run!.world.ids;
  return {
    get id() {
      return ids().jobs[at.job];
    },
    get class() {
      return ids().classes[jobs().class[at.job]];
    },
    get tenant() {
      return ids().tenants[jobs().tenant[at.job]] ?? '';
    },
    get home() {
      return ids().sites[jobs().home[at.job]];
    },
    get accelerators() {
      return jobs().accelerators[at.job];
    },
    get least() {
      return jobs().least[at.job];
    },
    get priority() {
      return jobs().priority[at.job];
    },
    get submitS() {
      return jobs().submitS[at.job];
    },
    get datasetTB() {
      return jobs().datasetBits[at.job] / BITS_PER_TB;
    },
  };
}

function placeView(at: Asked, pool: number): Place {
  const run = () => at.run!;
  const { world } = run();
  const site = world.pools.site[pool];
  const { country, region, role } = world.scenario.sites[world.ids.sites[site]];
  return {
    site: world.ids.sites[site],
    accelerator: world.ids.types[world.pools.type[pool]],
    country,
    region,
    role,
    get size() {
      return run().state.poolForJobs[pool];
    },
    get free() {
      return run().state.free[pool];
    },
    get startsNow() {
      return startsNow(run(), at.job, pool);
    },
    get queuedJobs() {
      return run().state.poolQueuedJobs[pool];
    },
    get backlogS() {
      return backlogS(run(), pool);
    },
    get estimateS() {
      return jobEstimateS(run(), at.job, pool);
    },
    get routeDelayMs() {
      const home = world.jobs.home[at.job];
      return home === site ? 0 : 1000 * routeDelayS(world, run().state, run().routes, home, site);
    },
    get carbonGPerKwh() {
      return J_PER_KWH * gridValue(run(), pool, run().state.gridCarbonGPerJ);
    },
    get priceUsdPerMwh() {
      return J_PER_MWH * gridValue(run(), pool, run().state.gridPriceUsdPerJ);
    },
    get joulesPerExaflop() {
      return joulesPerExaflop(run(), at.job, pool);
    },
  };
}

function nowView(at: Asked): Now {
  const run = () => at.run!;
  return {
    get timeS() {
      return run().state.f[F.timeS];
    },
    get utcMs() {
      return run().world.scenario.startMs + 1000 * run().state.f[F.timeS];
    },
    get linked() {
      return run().state.n[N.linked] === 1;
    },
  };
}
