/**
 * What a data-parallel gang over k sites exchanges (J5), as a ring: each part streams to the
 * next. In a round every part computes `syncEvery` steps, then sends 2(k-1)/k x the gradients
 * at the rate its stream gets (N3) in 2(k-1) turns of one path delay (Patarasuk and Yuan, JPDC
 * 2009). `overlap` of the computing hides that much of it:
 *
 *   efficiency = compute / (compute + max(0, exchange - overlap x compute)).
 *
 * A stream holds its rate for the whole round. It asks for what hides the exchange behind the
 * overlap, for all it can get where nothing hides it, and never for more than `exchangeGbps`.
 */
import { endFlow, setFlowCap, startFlow } from '../network/flows.ts';
import type { Run } from '../run.ts';
import { FLOW_CAUSE } from '../state.ts';
import { firstPart, lastPart } from './parts.ts';

/** Starts the streams of a gang that begins to compute. */
export function openStreams(run: Run, job: number, timeS: number): void {
  const { world } = run;
  if (world.classes.gradientBits[world.jobs.class[job]] === 0) return;
  const first = firstPart(world, run.state, job);
  const end = lastPart(world, run.state, job);
  for (let part = first; part <= end; part++) {
    const from = world.pools.site[run.state.jobPool[part]];
    const to = world.pools.site[run.state.jobPool[part === end ? first : part + 1]];
    if (from === to) continue;
    const flow = startFlow(run, timeS, FLOW_CAUSE.gradient, part, from, to, Infinity, 0);
    run.state.jobFlow[part] = flow;
  }
}

export function closeStreams(run: Run, job: number): void {
  const { world } = run;
  const end = lastPart(world, run.state, job);
  for (let part = firstPart(world, run.state, job); part <= end; part++) {
    if (run.state.jobFlow[part] >= 0) endFlow(run, run.state.jobFlow[part]);
    run.state.jobFlow[part] = -1;
  }
}

/** Seconds of computing in a round, at a speed by clocks. */
function roundS(run: Run, job: number, clocks: number): number {
  const { classes, jobs } = run.world;
  const jobClass = jobs.class[job];
  return (classes.syncEvery[jobClass] * classes.stepS[jobClass]) / clocks;
}

/** Sets what the streams ask for, given the speed of the clocks. */
export function askStreams(run: Run, job: number, clocks: number): void {
  const { world, state } = run;
  const { classes } = world;
  const jobClass = world.jobs.class[job];
  if (classes.gradientBits[jobClass] === 0) return;
  const window = classes.overlap[jobClass] * roundS(run, job, clocks) - turnsS(run, job);
  const hides = window > 0 ? sentBits(run, job) / window : Infinity;
  const capBps = hides < classes.exchangeBps[jobClass] ? hides : classes.exchangeBps[jobClass];
  const end = lastPart(world, state, job);
  for (let part = firstPart(world, state, job); part <= end; part++)
    if (state.jobFlow[part] >= 0) setFlowCap(run, state.jobFlow[part], capBps);
}

/** Share of its time the gang computes at the rates its streams have now; 0 while one has none. */
export function exchangeEfficiency(run: Run, job: number, clocks: number): number {
  const { world, state } = run;
  const jobClass = world.jobs.class[job];
  if (world.classes.gradientBits[jobClass] === 0 || clocks === 0) return 1;
  const end = lastPart(world, state, job);
  let slowest = Infinity;
  for (let part = firstPart(world, state, job); part <= end; part++) {
    const flow = state.jobFlow[part];
    if (flow >= 0 && state.flowRateBps[flow] < slowest) slowest = state.flowRateBps[flow];
  }
  if (slowest === 0) return 0;
  const computeS = roundS(run, job, clocks);
  const exchangeS = slowest === Infinity ? 0 : sentBits(run, job) / slowest + turnsS(run, job);
  const exposedS = exchangeS - world.classes.overlap[jobClass] * computeS;
  return exposedS > 0 ? computeS / (computeS + exposedS) : 1;
}

function sentBits(run: Run, job: number): number {
  const { world, state } = run;
  const parts = state.extra.spreadParts[world.jobs.spreadRow[job]];
  return ((2 * (parts - 1)) / parts) * world.classes.gradientBits[world.jobs.class[job]];
}

/** Delays of the ring's turns: each waits for its longest path. */
function turnsS(run: Run, job: number): number {
  const { world, state } = run;
  const end = lastPart(world, state, job);
  let longest = 0;
  for (let part = firstPart(world, state, job); part <= end; part++) {
    const flow = state.jobFlow[part];
    if (flow >= 0 && state.flowDelayS[flow] > longest) longest = state.flowDelayS[flow];
  }
  return 2 * (state.extra.spreadParts[world.jobs.spreadRow[job]] - 1) * longest;
}
