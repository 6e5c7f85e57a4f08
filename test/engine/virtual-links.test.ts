/** N2: a virtual link is a service over other links: nothing goes over it, and it gives nothing. */
import { expect, it } from 'vitest';
import { parseScenario } from '../../workers/scenario/parse.ts';
import { finished, metric, runOf } from '../fixtures/worlds.ts';

const site = { lat: 31, lon: 121, pools: {} };
const world = (transfer: object, virtual: object) => ({
  format: 'causeway/1',
  accelerators: {},
  sites: { a: site, b: site, c: site, island: site },
  links: {
    ab: { a: 'a', b: 'b', gbps: 8, delayMs: 5 },
    bc: { a: 'b', b: 'c', gbps: 8, delayMs: 5 },
    mesh: { a: 'a', b: 'c', gbps: 80, delayMs: 1, ...virtual },
    reach: { a: 'a', b: 'island', gbps: 80, delayMs: 1, ...virtual },
  },
  transfers: { list: [{ id: 't', from: 'a', to: 'c', bytes: 1e9, ...transfer }] },
});

it('transfers take the fibres, at their capacity and delay', () => {
  const finish = (virtual: object) => finished(runOf(world({}, virtual))).state.transferFinishS[0];
  expect(finish({})).toBeCloseTo(0.1 + 0.001, 9);
  expect(finish({ virtual: true })).toBeCloseTo(1 + 0.01, 9);
});

it('it joins nothing, cut or repaired or not, and costs nothing', () => {
  const run = runOf({
    ...world({ to: 'island' }, { virtual: true }),
    events: [
      { at: 1, do: 'link-cut', link: 'reach' },
      { at: 2, do: 'link-repair', link: 'reach' },
    ],
  });
  // Never done.
  expect(finished(run).state.transferFinishS[0]).toBe(0);
  expect(metric(runOf(world({}, { virtual: true })), 1e6, 'totalCostUsd')).toBeLessThan(
    metric(runOf(world({}, {})), 1e6, 'totalCostUsd'),
  );
});

it('no transfer may be told to take it', () => {
  const reply = parseScenario(world({ via: ['mesh'] }, { virtual: true }));
  expect(reply.ok ? [] : reply.issues).toMatchObject([{ message: 'is "mesh", a virtual link' }]);
});
