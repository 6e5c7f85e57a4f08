/** What comes with a frame while somebody looks inside a site: the same holdings the frame sums up. */
import { describe, expect, it } from 'vitest';
import { readOccupancy, GANG_STATES, type Occupancy } from '../../workers/frame/occupancy.ts';
import { readFrame } from '../../workers/frame/read.ts';
import { createBranch, createRows, frameAt, occupancyAt, stepAhead } from '../../workers/host/branch.ts';
import { openShipped } from '../fixtures/shipped.ts';

const world = await openShipped('china-linked', true);
const branch = createBranch(world, [
  { tick: 60, command: { do: 'site-outage', site: 'cl_guian' } },
  { tick: 90, command: { do: 'power-curtailment', site: 'cl_qingyang', factor: 0.3 } },
]);
const rows = createRows(1);
while (branch.aheadTick < 120) stepAhead(branch, rows, 0);

const siteOf = (id: string): number => world.ids.sites.indexOf(id);
const at = (tick: number, site: number): Occupancy => readOccupancy(occupancyAt(branch, tick, site)!);

/** Accelerators held at a site in some states. */
function held({ gangs }: Occupancy, ...states: (typeof GANG_STATES)[number][]): number {
  let sum = 0;
  for (let i = 0; i < gangs.count; i++)
    if (states.includes(GANG_STATES[gangs.state[i]!]!)) sum += gangs.held[i]!;
  return sum;
}

describe('the occupancy of a site', () => {
  it('adds up to the columns of the frame of its tick', () => {
    let gangs = 0;
    for (const tick of [0, 31, 59, 61, 100, 120]) {
      const frame = readFrame(frameAt(branch, tick, null));
      for (let site = 0; site < world.sites.count; site++) {
        const inside = at(tick, site);
        gangs += inside.gangs.count;
        expect(held(inside, 'running')).toBe(frame.sites.computing[site]);
        expect(held(inside, 'staging')).toBe(frame.sites.staging[site]);
        expect(held(inside, 'restarting', 'saving')).toBe(frame.sites.stalled[site]);
        const busy = inside.pools.servingBusy.reduce((sum, value) => sum + value, 0);
        expect(busy).toBeCloseTo(frame.sites.servingBusy[site]!, 6);
      }
    }
    expect(gangs).toBeGreaterThan(100);
  });

  it('never holds more of a pool than is powered for jobs, and orders gangs by pool, then job', () => {
    for (let site = 0; site < world.sites.count; site++) {
      const { pools, gangs } = at(100, site);
      const sums = new Float64Array(pools.count);
      for (let i = 0; i < gangs.count; i++) {
        sums[gangs.pool[i]!]! += gangs.held[i]!;
        if (i > 0 && gangs.pool[i] === gangs.pool[i - 1])
          expect(gangs.job[i]!).toBeGreaterThan(gangs.job[i - 1]!);
      }
      sums.forEach((sum, pool) => expect(sum).toBeLessThanOrEqual(pools.forJobs[pool]!));
    }
  });

  it('tells a site that is out from one that is throttled', () => {
    const out = at(61, siteOf('cl_guian'));
    expect([out.up, out.gangs.count, out.pools.forJobs[0]]).toEqual([false, 0, 0]);
    expect(out.pools.installed[0]).toBe(160_000);
    expect(at(59, siteOf('cl_guian')).up).toBe(true);
    expect(at(89, siteOf('cl_qingyang')).throttle).toBe(1);
    const curtailed = at(91, siteOf('cl_qingyang'));
    expect(curtailed.throttle < 1 || curtailed.dark).toBe(true);
  });

  it('names pools by their type and gives what one accelerator draws', () => {
    const { pools } = at(31, siteOf('cl_guian'));
    expect(world.ids.types[pools.type[0]!]).toBe('ascend_910c');
    expect(pools.idleW[0]!).toBeGreaterThan(0);
    expect(pools.dynamicW[0]!).toBeGreaterThan(pools.idleW[0]!);
  });

  it('leaves the tick it is taken at as it was', () => {
    const { hash } = readFrame(frameAt(branch, 100, null));
    occupancyAt(branch, 100, 0);
    expect(readFrame(frameAt(branch, 100, null)).hash).toBe(hash);
    expect(occupancyAt(branch, 100, world.sites.count)).toBeNull();
  });

  it('refuses a buffer that is none', () => {
    expect(() => readOccupancy(new ArrayBuffer(80))).toThrow(/not an occupancy/);
  });
});
