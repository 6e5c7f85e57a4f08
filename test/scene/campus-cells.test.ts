/** What cells show, and which one a ray meets: against the engine's own numbers, and by aiming at each. */
import { describe, expect, it } from 'vitest';
import { cellUnder } from '../../src/scene/layers/campus/pick.ts';
import { NO_CELL, paint, runAt, type Painting } from '../../src/scene/layers/campus/paint.ts';
import { CELLS_PER_RACK, RACK, planCampus, type Plan } from '../../src/scene/layers/campus/plan.ts';
import { CELL_STATES, countStates } from '../../src/sim/inside.ts';
import { readOccupancy, type Occupancy } from '../../workers/frame/occupancy.ts';
import { createBranch, createRows, occupancyAt, stepAhead } from '../../workers/host/branch.ts';
import { openShipped } from '../fixtures/shipped.ts';

const world = await openShipped('china-linked', true);
const branch = createBranch(world, [
  { tick: 60, command: { do: 'site-outage', site: 'cl_guian' } },
  { tick: 90, command: { do: 'power-curtailment', site: 'cl_qingyang', factor: 0.3 } },
]);
const rows = createRows(1);
while (branch.aheadTick < 120) stepAhead(branch, rows, 0);
const at = (tick: number, id: string): Occupancy =>
  readOccupancy(occupancyAt(branch, tick, world.ids.sites.indexOf(id))!);

function cellsByState(plan: Plan, painting: Painting): number[] {
  const counts = CELL_STATES.map(() => 0);
  for (let cell = 0; cell < plan.rackX.length * CELLS_PER_RACK; cell++) {
    const { state } = runAt(painting, cell)!;
    if (state !== NO_CELL) counts[state]! += 1;
  }
  return counts;
}

describe('cells', () => {
  it('show each accelerator in the state the engine has it in', () => {
    for (const [tick, id] of [[59, 'cl_guian'], [61, 'cl_guian'], [91, 'cl_qingyang'], [100, 'cl_wuhu']] as const) {
      const occupancy = at(tick, id);
      const plan = planCampus([...occupancy.pools.installed], 1e6);
      const shown = cellsByState(plan, paint(plan, occupancy, null));
      countStates(occupancy).forEach((count, state) => expect(Math.abs(shown[state]! - count)).toBeLessThanOrEqual(1));
    }
    expect(countStates(at(61, 'cl_guian'))[CELL_STATES.indexOf('broken')]).toBe(160_000);
    expect(countStates(at(91, 'cl_qingyang'))[CELL_STATES.indexOf('throttled')]).toBeGreaterThan(0);
  }); // prettier-ignore

  it('of several accelerators keep the proportions', () => {
    const occupancy = at(59, 'cl_guian');
    const plan = planCampus([...occupancy.pools.installed], 6000);
    const shown = cellsByState(plan, paint(plan, occupancy, null));
    countStates(occupancy).forEach((count, state) =>
      expect(Math.abs(shown[state]! * plan.perCell - count) / 160_000).toBeLessThan(0.02),
    );
  });

  it('keep a gang where it is from tick to tick', () => {
    const before = at(100, 'cl_qingyang');
    const plan = planCampus([...before.pools.installed], 1e6);
    const first = paint(plan, before, null);
    const jobsThen = Array.from(
      { length: plan.cells },
      (_, cell) => before.gangs.job[runAt(first, cell)!.gang],
    );
    const after = at(101, 'cl_qingyang');
    const second = paint(plan, after, first);
    const still = new Set(after.gangs.job);
    let kept = 0;
    jobsThen.forEach((job, cell) => {
      if (job === undefined || !still.has(job)) return;
      kept += 1;
      expect(after.gangs.job[runAt(second, cell)!.gang]).toBe(job);
    });
    expect(kept).toBeGreaterThan(10_000);
  });

  it('are few runs, and each rack knows that of its first cell', () => {
    for (const limit of [1e6, 6000]) {
      const occupancy = at(100, 'cl_qingyang');
      const plan = planCampus([...occupancy.pools.installed], limit);
      const painting = paint(plan, occupancy, null);
      const { runs, rackRun } = painting;
      expect(runs.length).toBeLessThan(2 * occupancy.gangs.count + 6 * occupancy.pools.count);
      runs.slice(1).forEach((run, i) => expect(run.from).toBeGreaterThan(runs[i]!.from));
      rackRun.forEach((run, rack) => expect(runs[run]).toBe(runAt(painting, rack * CELLS_PER_RACK)));
    }
  });

  it('draw together what the site draws for them', () => {
    const occupancy = at(59, 'cl_horinger');
    const plan = planCampus([...occupancy.pools.installed], 1e6);
    const { rackW } = paint(plan, occupancy, null);
    const counts = countStates(occupancy);
    const [idleW, dynamicW] = [occupancy.pools.idleW[0]!, occupancy.pools.dynamicW[0]!];
    const busy = counts[CELL_STATES.indexOf('running')]! + counts[CELL_STATES.indexOf('servingBusy')]!;
    const off = counts[CELL_STATES.indexOf('off')]!;
    const expected = (200_000 - off) * idleW + busy * dynamicW;
    expect(rackW.reduce((sum, watts) => sum + watts, 0) / expected).toBeCloseTo(1, 4);
  });
});

describe('the cell under a ray', () => {
  const plan = planCampus([900, 40, 1], 5000);

  it('is the one aimed at, from above and in front', () => {
    for (let rack = 0; rack < plan.rackX.length; rack++) {
      for (let slot = 0; slot < plan.rackCells[rack]!; slot++) {
        const x =
          plan.rackX[rack]! + ((slot % RACK.across) + 0.5) * (RACK.width / RACK.across) - RACK.width / 2;
        const y = (Math.floor(slot / RACK.across) + 0.5) * (RACK.height / RACK.up);
        const z = plan.rackZ[rack]! + RACK.depth / 2;
        const ray = { x: x + 1, y: y + 40, z: z + 45, dx: -1, dy: -40, dz: -45 };
        expect(cellUnder(plan, ray)).toBe(rack * CELLS_PER_RACK + slot);
      }
    }
  });

  it('is none on the floor, beside the racks, or where a rack has no cell', () => {
    const hall = plan.halls[0]!;
    const down = (x: number, z: number) => cellUnder(plan, { x, y: 50, z, dx: 0, dy: -1, dz: 0 });
    expect(down(hall.x - hall.width / 2 + 0.2, hall.z)).toBe(-1);
    expect(down(hall.x, hall.z - hall.depth / 2 + 0.3)).toBe(-1);
    expect(down(1e3, 0)).toBe(-1);
    const lamp = plan.halls[2]!;
    const rack = lamp.firstRack;
    expect(down(plan.rackX[rack]! - RACK.width * 0.4, plan.rackZ[rack]!)).toBe(rack * CELLS_PER_RACK);
    expect(down(plan.rackX[rack]! + RACK.width * 0.4, plan.rackZ[rack]!)).toBe(-1);
  });
});
