/** Requests and responses on the network: streams between each metro and the sites that serve it (N4). */
import { endFlow, setFlowCap, startFlow } from '../network/flows.ts';
import type { Run } from '../run.ts';
import { FLOW_CAUSE } from '../state.ts';

/** Keeps a stream of requests and one of responses for every pair that is used. */
export function keepStreams(run: Run, timeS: number): void {
  const { world, router } = run;
  const { serving } = world;
  const { streamBits, taken } = router;
  if (!router.streamsKnown) findStreams(run);
  for (let word = 0; word < streamBits.length; word++)
    for (let bits = streamBits[word]; bits !== 0; bits &= bits - 1)
      router.streamBps[(word << 5) + 31 - Math.clz32(bits & -bits)] = 0;
  for (let i = 0; i < taken.count; i++) {
    const pair = taken.pair[i];
    const c = taken.class[i];
    router.streamBps[2 * pair] += taken.rps[i] * serving.requestBits[c];
    router.streamBps[2 * pair + 1] += taken.rps[i] * serving.responseBits[c];
    streamBits[pair >> 4] |= 3 << ((2 * pair) & 31);
  }
  for (let word = 0; word < streamBits.length; word++) {
    for (let bits = streamBits[word]; bits !== 0; bits &= bits - 1) {
      const bit = bits & -bits;
      const slot = (word << 5) + 31 - Math.clz32(bit);
      if (router.streamBps[slot] > 0 || run.state.pairFlow[slot] >= 0) stream(run, timeS, slot);
      if (router.streamBps[slot] === 0) streamBits[word] &= ~bit;
    }
  }
}

/** Marks the slots that have a flow: a run that starts, or one whose state was restored. */
function findStreams(run: Run): void {
  const { router, state } = run;
  router.streamBps.fill(0);
  router.streamBits.fill(0);
  for (let slot = 0; slot < router.streamBps.length; slot++)
    if (state.pairFlow[slot] >= 0) router.streamBits[slot >> 5] |= 1 << (slot & 31);
  router.streamsKnown = true;
}

/** Starts, re-caps or ends the stream of a slot: 2 * pair carries requests, 2 * pair + 1 responses. */
function stream(run: Run, timeS: number, slot: number): void {
  const { world, state, router } = run;
  const flow = state.pairFlow[slot];
  const rateBps = router.streamBps[slot];
  if (rateBps === 0) {
    endFlow(run, flow);
    state.pairFlow[slot] = -1;
    return;
  }
  if (flow >= 0) {
    setFlowCap(run, flow, rateBps);
    return;
  }
  const pair = slot >> 1;
  const server = pair % world.serving.count;
  const metro = world.sites.count + (pair - server) / world.serving.count;
  const site = world.serving.site[server];
  const started =
    (slot & 1) === 0
      ? startFlow(run, timeS, FLOW_CAUSE.request, pair, metro, site, Infinity, rateBps)
      : startFlow(run, timeS, FLOW_CAUSE.response, pair, site, metro, Infinity, rateBps);
  run.state.pairFlow[slot] = started;
}
