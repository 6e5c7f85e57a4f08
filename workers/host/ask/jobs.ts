/** Lists of jobs by page, and one job in full, as of a run's time. */
import { firstPart, lastPart } from '../../engine/jobs/parts.ts';
import { jobEstimateS } from '../../engine/jobs/length.ts';
import { waitsFor } from '../../engine/jobs/waiting.ts';
import type { Run } from '../../engine/run.ts';
import { STAGE } from '../../engine/state.ts';
import {
  JOB_STATES,
  type JobDetail,
  type JobPage,
  type JobQuery,
  type JobRow,
  type JobState,
} from '../../answers.ts';

const STATE_OF: Record<number, JobState> = Object.fromEntries(JOB_STATES.map((name) => [STAGE[name], name]));
/** In a page: those that wait, then those that hold accelerators, then the rest. */
const RANK: Record<JobState, number> = {
  unplaced: 0,
  held: 0,
  spread: 0,
  queued: 0,
  staging: 1,
  restarting: 1,
  saving: 1,
  running: 1,
  done: 2,
  pending: 3,
};
/** Rows of a page at most, whatever is asked for. */
const MOST_ROWS = 200;

export function listJobs(run: Run, query: Omit<JobQuery, 'tick'>): JobPage {
  const { jobs } = run.world;
  const counts = Object.fromEntries(JOB_STATES.map((name) => [name, 0])) as JobPage['counts'];
  /** By RANK, each in order of submission. */
  const ranked: number[][] = [[], [], [], []];
  let held = 0;
  for (let job = 0; job < jobs.count; job++) {
    if (query.class !== undefined && jobs.class[job] !== query.class) continue;
    if (query.tenant !== undefined && jobs.tenant[job] !== query.tenant) continue;
    if (query.site !== undefined && placeOf(run, job) !== query.site) continue;
    const state = stateOf(run, job);
    counts[state]++;
    held += heldBy(run, job);
    if (query.state === undefined || query.state === state) ranked[RANK[state]].push(job);
  }
  const found = ranked.flat();
  const from = Math.max(0, Math.floor(query.from));
  const limit = Math.min(MOST_ROWS, Math.max(0, Math.floor(query.limit)));
  return {
    counts,
    held,
    total: found.length,
    rows: found.slice(from, from + limit).map((job) => jobRow(run, job)),
  };
}

/** Jobs whose id contains `text`, in order of submission. */
export function findJobs(run: Run, text: string, limit: number): { job: number; id: string }[] {
  const wanted = text.toLowerCase();
  const found: { job: number; id: string }[] = [];
  const { jobs } = run.world.ids;
  for (let job = 0; job < jobs.length && found.length < Math.min(MOST_ROWS, limit); job++)
    if (jobs[job].toLowerCase().includes(wanted)) found.push({ job, id: jobs[job] });
  return found;
}

function stateOf({ state }: Run, job: number): JobState {
  return STATE_OF[state.jobStage[job]];
}

/** Where a job waits or runs, or ran; before, where it was submitted. */
function placeOf(run: Run, job: number): number {
  const site = siteOf(run, job);
  return site < 0 ? run.world.jobs.home[job] : site;
}

function siteOf({ world, state }: Run, job: number): number {
  const pool = state.jobPool[job];
  return pool < 0 ? -1 : world.pools.site[pool];
}

/** Accelerators a job holds. */
export function heldBy({ world, state }: Run, job: number): number {
  const stage = state.jobStage[job];
  const holds =
    stage === STAGE.staging ||
    stage === STAGE.running ||
    stage === STAGE.restarting ||
    stage === STAGE.saving;
  if (!holds) return 0;
  let sum = 0;
  const end = lastPart(world, state, job);
  for (let part = firstPart(world, state, job); part <= end; part++) sum += state.jobHeld[part];
  return sum;
}

function jobRow(run: Run, job: number): JobRow {
  const { world, state } = run;
  const { ids, jobs } = world;
  return {
    job,
    id: ids.jobs[job],
    class: jobs.class[job],
    tenant: jobs.tenant[job],
    home: jobs.home[job],
    site: siteOf(run, job),
    state: stateOf(run, job),
    accelerators: jobs.accelerators[job],
    submitS: jobs.submitS[job],
    startS: state.jobStartS[job] < 0 ? NaN : state.jobStartS[job],
  };
}

export function jobDetail(run: Run, job: number, timeS: number): JobDetail {
  const { world, state } = run;
  const { jobs, ids, scenario } = world;
  const row = jobRow(run, job);
  const parts: JobDetail['parts'] = [];
  if (heldBy(run, job) > 0) {
    const end = lastPart(world, state, job);
    for (let part = firstPart(world, state, job); part <= end; part++)
      parts.push({ site: world.pools.site[state.jobPool[part]], accelerators: state.jobHeld[part] });
  }
  const pool = state.jobPool[job];
  const generator = scenario.jobs.generate.find(({ id }) => ids.jobs[job].startsWith(`${id}-`));
  return {
    ...row,
    waitsFor: row.state === 'pending' ? 'none' : waitsFor(run, job),
    parts,
    held: heldBy(run, job),
    least: jobs.least[job],
    most: jobs.most[job],
    maxSites: jobs.maxSites[job],
    priority: jobs.priority[job],
    estimateS: pool < 0 ? jobs.estimateS[job] : jobEstimateS(run, job, pool),
    datasetBytes: jobs.datasetBits[job] / 8,
    runS: state.jobRunS[job] < 0 ? NaN : state.jobRunS[job],
    endS: row.state === 'done' ? state.jobEndS[job] : NaN,
    done: shareDone(run, job, timeS),
    restarts: world.classes.interruptible ? state.extra.jobRestarts[job] : 0,
    ahead: row.state === 'queued' ? aheadOf(run, job) : null,
    generator: generator?.id ?? null,
  };
}

/** Of the work; of a stopped one, what its checkpoints kept. */
export function shareDone(run: Run, job: number, timeS: number): number {
  const { world, state } = run;
  const stage = state.jobStage[job];
  if (stage === STAGE.done) return 1;
  if (stage === STAGE.running && state.jobFlops[job] > 0) {
    const { lengthS, flop } = world.jobs;
    const wholeS = lengthS[job] >= 0 ? lengthS[job] : flop[job] / state.jobFlops[job];
    const leftS = state.jobLeftS[job] - state.jobSpeed[job] * (timeS - state.jobSinceS[job]);
    return wholeS > 0 ? Math.min(1, Math.max(0, 1 - leftS / wholeS)) : 1;
  }
  return world.classes.interruptible ? 1 - state.extra.jobLeftShare[job] : 0;
}

/** What waits at the same pool and comes before it: by the queue's key where it has one, then by number. */
function aheadOf({ world, state, queue }: Run, job: number): JobDetail['ahead'] {
  const pool = state.jobPool[job];
  const { jobKey } = state.extra;
  let ahead = 0;
  let accelerators = 0;
  for (let other = 0; other < world.jobs.count; other++) {
    if (other === job || state.jobStage[other] !== STAGE.queued || state.jobPool[other] !== pool) continue;
    const by = queue.writeKey === null ? 0 : jobKey[other] - jobKey[job];
    if (by > 0 || (by === 0 && other > job)) continue;
    ahead++;
    accelerators += world.jobs.least[other];
  }
  return { jobs: ahead, accelerators, free: state.free[pool] };
}
