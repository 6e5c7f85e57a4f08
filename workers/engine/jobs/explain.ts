/**
 * Why a job went where it went: what the placement policy in force made of each pool at the instant it
 * decided, in the policy's own scores and refusals. Reads a run and changes nothing but its scratch.
 */
import { BACKLOG, type Term } from '../policies/placement/terms.ts';
import { PLACEMENT_POLICIES } from '../policies/placement/index.ts';
import { QUEUED } from '../policies/placement/placement-policy.ts';
import type { Run } from '../run.ts';
import { N } from '../state.ts';
import { scorePools } from './placement.ts';
import { REFUSAL, refusal } from './refusal.ts';

export type PoolTerm = { name: Term['name']; sign: Term['sign']; value: number };

export type PoolCandidate = {
  pool: number;
  /** Of REFUSAL; REFUSAL.policy where only the policy would not have it. */
  refusal: number;
  /** -Infinity where it may not go. */
  score: number;
  startsNow: boolean;
  /** Their signed sum is the score, or where it would queue the score less QUEUED. */
  terms: PoolTerm[];
};

export type Placement = {
  timeS: number;
  /** Index in PLACEMENTS. */
  policy: number;
  linked: boolean;
  /** The pool it was bound to; -1: none may take it alone. */
  best: number;
  /** The site it was told to go to, whatever the scores; -1: none. */
  told: number;
  /** Best first, as the engine ranks them: by score, then by number; the refused last. */
  candidates: PoolCandidate[];
};

/** @param best the pool the engine has chosen */
export function explainPlacement(run: Run, job: number, best: number, timeS: number): Placement {
  const { world, state } = run;
  const scores = new Float64Array(world.pools.count);
  scorePools(run, job, scores);
  const candidates = Array.from(scores, (score, pool) => candidate(run, job, pool, score));
  candidates.sort((a, b) => (a.score === b.score ? a.pool - b.pool : a.score > b.score ? -1 : 1));
  return {
    timeS,
    policy: state.n[N.placement],
    linked: state.n[N.linked] === 1,
    best,
    told: world.classes.interruptible ? state.extra.jobTarget[job] : -1,
    candidates,
  };
}

function candidate(run: Run, job: number, pool: number, score: number): PoolCandidate {
  if (score === -Infinity)
    return {
      pool,
      refusal: refusal(run, job, pool) || REFUSAL.policy,
      score,
      startsNow: false,
      terms: [],
    };
  const queues = score <= QUEUED;
  const policy = run.tools.placement ?? PLACEMENT_POLICIES[run.state.n[N.placement]];
  const terms = queues ? [BACKLOG] : policy.terms;
  return {
    pool,
    refusal: REFUSAL.none,
    score,
    startsNow: !queues,
    terms: terms.map(({ name, sign, value }) => ({ name, sign, value: value(run, job, pool) })),
  };
}

/**
 * Looks over the engine's shoulder while it advances: afterwards the last placement of the job is known.
 * @param advance takes the run on, from before the job's submission
 * @returns null where it was not placed in that time
 */
export function watchPlacement(run: Run, job: number, advance: (run: Run) => void): Placement | null {
  let last: Placement | null = null;
  run.watch = {
    job,
    seen: (best, timeS) => {
      last = explainPlacement(run, job, best, timeS);
    },
  };
  try {
    advance(run);
  } finally {
    run.watch = null;
  }
  return last;
}
