/** P1 on the shipped sites: cooling, weather, and the PUEs that were published. */
import { expect, test } from 'vitest';
import { createRun } from '../../../workers/engine/engine.ts';
import { usualAmbientC } from '../../../workers/engine/facility/weather.ts';
import { openScenario } from '../../../workers/host/open-scenario.ts';
import { compileWorld } from '../../../workers/world/compile.ts';
import { drawFactor, fixedShare } from '../../../workers/world/cooling.ts';
import { metric } from '../../fixtures/worlds.ts';
import { readData } from './shipped.ts';

async function open(file: object) {
  const text = JSON.stringify({ format: 'causeway/1', id: 'w', start: '2026-01-01T00:00:00Z', ...file });
  const opened = await openScenario({ text, patches: [], read: readData });
  if (!opened.ok) throw new Error(JSON.stringify(opened.issues.slice(0, 3)));
  return compileWorld(opened.scenario);
}

const BUNDLES = ['china', 'us', 'china-campuses', 'clouds', 'supercomputers', 'ilamps', 'allies'];

test('over the usual year, at 65 % load, every site has the PUE that was published', async () => {
  const world = await open({ include: BUNDLES });
  const { scenario, ids, facility } = world;
  expect(ids.sites.length).toBeGreaterThan(100);
  ids.sites.forEach((id, site) => {
    const kind = facility.cooling[site]!;
    expect(kind, id).toBeGreaterThanOrEqual(0);
    const scale = facility.coolingScale[site]!;
    let sum = 0;
    let [least, most] = [Infinity, 0];
    for (let hour = 0; hour < 8760; hour++) {
      const share = drawFactor(kind, usualAmbientC(world, site, 3600 * hour)) - 1;
      const pue = 1 + scale * (share + fixedShare(kind) / 0.65);
      sum += pue;
      [least, most] = [Math.min(least, pue), Math.max(most, pue)];
    }
    expect(sum / 8760, id).toBeCloseTo(scenario.sites[id]!.pue!, 3);
    // The hottest hour of a year is no other plant.
    expect(most - least, id).toBeLessThan(0.4);
  });
});

test('a heat wave takes power and water where it is, by the hour, and no longer than it lasts', async () => {
  const run = async (events: object[]) =>
    createRun(await open({ include: ['china', 'us'], start: '2026-07-10T00:00:00Z', events }));
  const usual = await run([]);
  const heated = await run([{ at: '1d', do: 'heat-wave', country: 'US', deltaC: 10, until: '2d' }]);
  const [china, america] = ['cl_guian', 'mk_phoenix'].map((id) => usual.world.ids.sites.indexOf(id));
  const hours = (key: 'powerW' | 'waterLph', which: typeof usual, from: number) =>
    Array.from({ length: 24 }, (_, hour) => metric(which, (from + hour) * 3600 + 60, key));
  const [before, after] = [hours('powerW', usual, 24), hours('powerW', heated, 24)];
  before.forEach((powerW, hour) => expect(after[hour]!, `hour ${hour}`).toBeGreaterThan(powerW));
  expect(new Set(before.map(Math.round)).size).toBeGreaterThan(10);
  const { siteWaterL } = heated.state.power;
  expect(heated.state.siteEnergyJ[america!]!).toBeGreaterThan(usual.state.siteEnergyJ[america!]!);
  expect(heated.state.siteEnergyJ[china!]!).toBe(usual.state.siteEnergyJ[china!]!);
  expect(siteWaterL.reduce((sum, litres) => sum + litres)).toBeGreaterThan(
    1.2 * usual.state.power.siteWaterL.reduce((sum, litres) => sum + litres),
  );
  expect(hours('waterLph', heated, 48)).toEqual(hours('waterLph', usual, 48));
});
