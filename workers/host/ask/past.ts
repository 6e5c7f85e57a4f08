/** What is drawn over time of a class, a tenant and a job: two figures as of a run's time. */
import { STAGE } from '../../engine/state.ts';
import type { Run } from '../../engine/run.ts';
import type { PastOf, PastPoint } from '../../answers.ts';
import { heldBy, shareDone } from './jobs.ts';
import { classLoad } from './why.ts';

export function pastPoint(run: Run, { kind, index }: PastOf, timeS: number): PastPoint {
  const { jobs, ids, scenario } = run.world;
  if (kind === 'job') {
    const asked = jobs.accelerators[index];
    return { first: asked > 0 ? heldBy(run, index) / asked : NaN, second: shareDone(run, index, timeS) };
  }
  if (kind === 'class' && scenario.classes[ids.classes[index]].kind === 'request') {
    const { demandRps, servedRps } = classLoad(run, index);
    return { first: demandRps > 0 ? servedRps / demandRps : NaN, second: demandRps };
  }
  const belongs = kind === 'class' ? jobs.class : jobs.tenant;
  let held = 0;
  let queued = 0;
  for (let job = 0; job < jobs.count; job++) {
    if (belongs[job] !== index) continue;
    held += heldBy(run, job);
    const stage = run.state.jobStage[job];
    if (stage === STAGE.queued || stage === STAGE.spread || stage === STAGE.unplaced || stage === STAGE.held)
      queued += jobs.accelerators[job];
  }
  return { first: held, second: queued };
}
