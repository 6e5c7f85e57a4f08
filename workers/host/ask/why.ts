/** Why a job is where it is, and a city's requests are answered where they are: the engine's reasons, by name. */
import { explainRouting } from '../../engine/inference/explain.ts';
import { watchPlacement, type Placement } from '../../engine/jobs/explain.ts';
import { REFUSED } from '../../engine/jobs/waiting.ts';
import { advanceTo } from '../../engine/engine.ts';
import type { Run } from '../../engine/run.ts';
import { PLACEMENTS, ROUTINGS } from '../../scenario/scenario.ts';
import type { ClassLoad, WhyJob, WhyMetro } from '../../answers.ts';
import { jobDetail } from './jobs.ts';

/**
 * @param now the run as of `timeS`
 * @param before makes a run that stands before the job's submission; it is taken on from there
 */
export function whyJob(now: Run, job: number, timeS: number, before: () => Run): WhyJob {
  const { world, state } = now;
  const detail = jobDetail(now, job, timeS);
  if (detail.state === 'pending') return { detail, placement: null };
  // Nothing moves a job that holds its accelerators, but for what stops it.
  const settled = !Number.isNaN(detail.startS) && !world.classes.interruptible;
  const untilS = settled ? Math.min(timeS, state.jobStartS[job]) : timeS;
  const run = before();
  const placement = watchPlacement(run, job, () => advanceTo(run, untilS));
  return { detail, placement: placement && named(now, placement) };
}

function named({ world, tools }: Run, placement: Placement): NonNullable<WhyJob['placement']> {
  const { pools, ids } = world;
  return {
    atS: placement.timeS,
    policy: tools.placement?.name ?? PLACEMENTS[placement.policy],
    linked: placement.linked,
    told: placement.told,
    candidates: placement.candidates.map(({ pool, refusal, score, startsNow, terms }) => ({
      site: pools.site[pool],
      type: ids.types[pools.type[pool]],
      chosen: pool === placement.best,
      refused: refusal === 0 ? null : (REFUSED[refusal] ?? 'policy'),
      score,
      startsNow,
      terms,
    })),
  };
}

/** @param workClass index among all classes. @returns null where the metro asks for none of it */
export function whyMetro(run: Run, metro: number, workClass: number): WhyMetro | null {
  const { serving } = run.world;
  const routing = explainRouting(run, metro, serving.class.indexOf(workClass));
  if (routing === null) return null;
  return {
    policy: ROUTINGS[routing.policy],
    linked: routing.linked,
    demandRps: routing.demandRps,
    unservedRps: routing.unservedRps,
    servers: routing.candidates.map(({ server, ...rest }) => ({
      site: serving.site[server],
      ...rest,
    })),
  };
}

/** What is asked and served of a request class, summed over the cities. */
export function classLoad(run: Run, workClass: number): ClassLoad {
  const { metros } = run.world;
  const load: ClassLoad = { demandRps: 0, servedRps: 0, sites: [] };
  const bySite = new Map<number, { servedRps: number; capacityRps: number }>();
  for (let metro = 0; metro < metros.count; metro++) {
    const why = whyMetro(run, metro, workClass);
    if (why === null) continue;
    load.demandRps += why.demandRps;
    load.servedRps += why.demandRps - why.unservedRps;
    for (const { site, assignedRps, capacityRps } of why.servers) {
      const sum = bySite.get(site) ?? { servedRps: 0, capacityRps };
      sum.servedRps += assignedRps;
      bySite.set(site, sum);
    }
  }
  load.sites = [...bySite]
    .map(([site, sum]) => ({ site, ...sum }))
    .sort((a, b) => b.servedRps - a.servedRps || a.site - b.site);
  return load;
}
