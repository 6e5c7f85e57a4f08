/** The thread of `run --policy`. */
import { runPooling } from '../cli/pooling.ts';
import { runScenario } from '../cli/run-scenario.ts';
import { policyLoader } from './load.ts';
import type { OwnTask } from './run-under-policy.ts';
import { SLOT, watchmanOf } from './watch.ts';

export default async function runOwn({ script, scenario, request, clock }: OwnTask) {
  const load = policyLoader(script);
  const placement = () => load(watchmanOf(clock, SLOT.calls));
  const tell = (share: number) => void Atomics.store(clock, SLOT.done, Math.round(1000 * share));
  return (request.pooling ? runPooling : runScenario)(scenario, { ...request, placement }, tell);
}
