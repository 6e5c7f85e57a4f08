/** Why here: what is told is what the engine did, term by term, and asking changes nothing (J7, I3). */
import { describe, expect, it } from 'vitest';
import { advanceTo, stateHash } from '../../workers/engine/engine.ts';
import { explainRouting } from '../../workers/engine/inference/explain.ts';
import { explainPlacement, watchPlacement, type Placement } from '../../workers/engine/jobs/explain.ts';
import { isSpread } from '../../workers/engine/jobs/parts.ts';
import { REFUSAL, refusal } from '../../workers/engine/jobs/refusal.ts';
import { PLACEMENT_POLICIES } from '../../workers/engine/policies/placement/index.ts';
import { QUEUED } from '../../workers/engine/policies/placement/placement-policy.ts';
import { ROUTING_POLICIES } from '../../workers/engine/policies/routing/index.ts';
import type { Run } from '../../workers/engine/run.ts';
import { STAGE } from '../../workers/engine/state.ts';
import { PLACEMENTS } from '../../workers/scenario/scenario.ts';
import { onWorlds } from '../fixtures/on-worlds.ts';
import { runOf } from '../fixtures/worlds.ts';

const PATIENCE = { timeout: 3_600_000 };
const UNTIL_S = 18 * 3600;

function sumsUp({ best, told, candidates }: Placement): void {
  const [first] = candidates;
  if (told < 0) expect(best).toBe(first && first.score > -Infinity ? first.pool : -1);
  for (const { score, startsNow, terms, refusal: code } of candidates) {
    expect(score === -Infinity).toBe(code !== REFUSAL.none);
    if (code !== REFUSAL.none) continue;
    const sum = terms.reduce((all, { sign, value }) => all + sign * value, 0);
    expect(score + 0).toBe(startsNow ? sum + 0 : QUEUED + sum);
  }
}

/** Where the engine has the job: pool, -1 set aside, null where several pools or none tell. */
function placeOf({ world, state }: Run, job: number): number | null {
  const stage = state.jobStage[job]!;
  if (stage === STAGE.unplaced) return -1;
  const there = stage === STAGE.queued || stage === STAGE.staging || stage === STAGE.running;
  return there && !isSpread(world, state, job) ? state.jobPool[job]! : null;
}

it('J7: the best of the scores told is where the job went, on random worlds', PATIENCE, () => {
  let told = 0;
  onWorlds((file) => {
    const plain = runOf(file);
    advanceTo(plain, UNTIL_S);
    const jobs = plain.world.jobs.count;
    for (let job = 0; job < jobs; job += 1 + Math.floor(jobs / 6)) {
      const run = runOf(file);
      const placement = watchPlacement(run, job, () => advanceTo(run, UNTIL_S));
      expect(stateHash(run)).toEqual(stateHash(plain));
      if (!placement) continue;
      sumsUp(placement);
      const place = placeOf(run, job);
      if (place !== null && run.world.jobs.maxSites[job] === 1) {
        expect(place).toBe(placement.best);
        told++;
      }
    }
  });
  expect(told).toBeGreaterThan(20);
});

it('J7: each policy tells its own terms, and asking leaves the state as it is', PATIENCE, () => {
  onWorlds((file) => {
    for (const placement of PLACEMENTS) {
      const run = runOf({ ...file, policy: { ...(file['policy'] as object), placement } });
      advanceTo(run, UNTIL_S / 3);
      const before = stateHash(run);
      for (let job = 0; job < Math.min(4, run.world.jobs.count); job++) {
        const asked = explainPlacement(run, job, -1, UNTIL_S / 3);
        expect(PLACEMENTS[asked.policy]).toBe(placement);
        sumsUp({ ...asked, best: asked.candidates[0]!.score > -Infinity ? asked.candidates[0]!.pool : -1 });
        for (const one of asked.candidates) {
          const code = refusal(run, job, one.pool);
          if (code !== REFUSAL.none) expect(one.refusal).toBe(code);
        }
      }
      expect(stateHash(run)).toEqual(before);
    }
  });
});

it('I3: what is told of a city adds up to its demand, in the order of the policy', PATIENCE, () => {
  let taken = 0;
  onWorlds((file) => {
    const run = runOf(file);
    const { world, state } = run;
    for (const hours of [3, 12]) {
      advanceTo(run, hours * 3600);
      const before = stateHash(run);
      for (let metro = 0; metro < world.metros.count; metro++) {
        let demanded = 0;
        let served = 0;
        for (let c = 0; c < world.serving.classes; c++) {
          const asked = explainRouting(run, metro, c);
          if (!asked) continue;
          const sum = asked.candidates.reduce((all, { assignedRps }) => all + assignedRps, 0);
          expect(sum + asked.unservedRps).toBeCloseTo(asked.demandRps, 6);
          demanded += asked.demandRps;
          served += sum;
          const policy = ROUTING_POLICIES[asked.policy]!;
          if ('split' in policy || policy.levels(world).length > 1) continue;
          const dearest = Math.max(
            -Infinity,
            ...asked.candidates.filter(({ reason }) => reason === 'taken').map(({ cost }) => cost),
          );
          for (const { reason, cost } of asked.candidates)
            if (reason === 'not-needed') expect(cost).toBeGreaterThanOrEqual(dearest);
        }
        expect(served).toBeCloseTo(state.metroServedRps[metro]!, 6);
        expect(demanded).toBeCloseTo(state.metroDemandRps[metro]!, 6);
        if (served > 0) taken++;
      }
      expect(stateHash(run)).toEqual(before);
    }
  });
  expect(taken).toBeGreaterThan(10);
});

describe('a refusal', () => {
  const site = (country: string) => ({ lat: 31, lon: 121, country, pools: { big: 8 } });
  const world = (linked: boolean) => ({
    linked,
    duration: '1d',
    accelerators: { big: { bf16Tflops: 400 }, small: { bf16Tflops: 100 } },
    sites: { a: site('CN'), b: site('CN'), c: { ...site('US'), pools: { small: 8 } } },
    links: { ab: { a: 'a', b: 'b', gbps: 10, delayMs: 5 } },
    jobs: { list: [{ id: 'j', site: 'a', accelerators: 8, hours: 1, types: ['big'] }] },
  });
  const reasons = (linked: boolean, policy = {}) => {
    const run = runOf({ ...world(linked), policy });
    const placement = watchPlacement(run, 0, () => advanceTo(run, 0))!;
    const at = (pool: number) => placement.candidates.find((one) => one.pool === pool)!.refusal;
    return [0, 1, 2].map(at);
  };

  it('names the type, the link that is off, and the policy', () => {
    expect(reasons(true)).toEqual([REFUSAL.none, REFUSAL.none, REFUSAL.acceleratorType]);
    expect(reasons(false)).toEqual([REFUSAL.none, REFUSAL.unlinked, REFUSAL.acceleratorType]);
    expect(reasons(true, { placement: 'home' })).toEqual([
      REFUSAL.none,
      REFUSAL.policy,
      REFUSAL.acceleratorType,
    ]);
  });

  it('is told for every policy there is', () => {
    expect(PLACEMENT_POLICIES.every(({ terms }) => terms.length > 0)).toBe(true);
  });
});
