/** Sent bits and due times of finite flows, brought up to date when their rates change. */
import { schedule, unschedule } from '../event-queue.ts';
import { markGang, type Run } from '../run.ts';
import { FLOW, FLOW_CAUSE, N } from '../state.ts';

/**
 * Ends a solve: moves the finish time of each finite flow whose rate changed. A flow whose rate
 * came out the same is left untouched to the last bit.
 */
export function settleRates(run: Run, timeS: number): void {
  const { state, solver } = run;
  const { set, oldRateBps } = solver;
  const { flowRateBps, flowBitsLeft, flowSinceS } = state;
  for (let i = 0; i < solver.setCount; i++) {
    const flow = set[i];
    if (flowRateBps[flow] === oldRateBps[flow]) continue;
    if (flowBitsLeft[flow] === Infinity) {
      if (state.flowCause[flow] === FLOW_CAUSE.gradient) markGang(run, state.flowOwner[flow]);
      continue;
    }
    const left = flowBitsLeft[flow] - oldRateBps[flow] * (timeS - flowSinceS[flow]);
    flowBitsLeft[flow] = left > 0 ? left : 0;
    flowSinceS[flow] = timeS;
    scheduleFinish(run, flow, timeS);
  }
}

/** Queues the instant the last bit is sent; takes a stalled flow out of the queue. */
function scheduleFinish(run: Run, flow: number, timeS: number): void {
  const { state } = run;
  const { n, flowHeap, flowAt, flowDueS } = state;
  const rate = state.flowRateBps[flow];
  const size = n[N.flowQueueSize];
  n[N.flowQueueSize] =
    rate > 0
      ? schedule(flowHeap, flowAt, flowDueS, size, flow, timeS + state.flowBitsLeft[flow] / rate)
      : unschedule(flowHeap, flowAt, flowDueS, size, flow);
}

/** Bits a finite flow has left at `timeS`, without touching the state. */
export function bitsLeftAt(run: Run, flow: number, timeS: number): number {
  const { state } = run;
  if (state.flowPhase[flow] === FLOW.landing) return 0;
  const left = state.flowBitsLeft[flow] - state.flowRateBps[flow] * (timeS - state.flowSinceS[flow]);
  return left > 0 ? left : 0;
}
