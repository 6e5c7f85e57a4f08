import { expect, test } from 'vitest';
import { openShipped, shippedScenarios } from '../../fixtures/shipped.ts';
import { readTable } from './shipped.ts';

test('pre-training fails, saves and exchanges as its row says (J5, J6)', async () => {
  const { scenario } = await openShipped('china-linked', true);
  // 1.2 failures per 1,000 accelerator-days; 6,000 GB at 200 GB/s; 15 minutes to restart.
  expect(scenario.classes.pretrain).toMatchObject({
    acceleratorMtbfHours: 20000,
    checkpointTimeS: 30,
    checkpointEveryS: null,
    restartTimeS: 900,
    stepS: 18,
    gradientGB: 300,
    syncEvery: 1,
    overlap: 0.6,
  });
});

test('pre-training fails by the chips it runs on, whatever class of it that is', async () => {
  const { scenario } = await openShipped('us-and-china', true);
  const { pretrain, small } = scenario.classes;
  if (pretrain?.kind !== 'job' || small?.kind !== 'job') throw new Error('no jobs');
  const byType = pretrain.acceleratorMtbfHoursByType;
  expect(Object.keys(byType).sort()).toEqual(Object.keys(scenario.accelerators).sort());
  // 419 stops of 16,384 H100 in 54 days; the judgement for chips of China is two and a half times as many.
  expect(419 / ((54 * 24 * 16384) / byType.h100!)).toBeCloseTo(1, 2);
  expect(byType).toMatchObject({ h800: 48000, a100: 40000, gb200: 60000, ascend_910c: 20000 });
  expect([byType.trainium2, byType.cambricon_590]).toEqual([byType.h100, byType.ascend_910c]);
  expect(pretrain.provenance?.note).toContain('failures by type: the training run known on it');
  expect(small.acceleratorMtbfHoursByType).toEqual({});
});

test('a restart of a large run costs no more than what the Llama 3 report leaves', async () => {
  const { rows } = await readTable('workloads.csv');
  const llama = rows.find(({ cells }) => cells.id === 'llama3-405b')!.cells;
  const stops = 419;
  // 419 stops on 16,384 accelerators in 54 days, at most a tenth of which was lost.
  expect((54 * 24 * 16384) / Number(llama.accelerator_mtbf_h)).toBeCloseTo(stops, -1);
  expect(Number(llama.restart_time_s)).toBeLessThan((0.1 * 54 * 86400) / stops);
});

test.each(shippedScenarios())('every class of jobs of %s fails, and says on what grounds', async (id) => {
  const { scenario } = await openShipped(id, true);
  for (const [key, workClass] of Object.entries(scenario.classes)) {
    // What is made up to learn on has nothing to rest a failure on.
    if (workClass.kind !== 'job' || workClass.provenance?.confidence === 'given') continue;
    expect(workClass.acceleratorMtbfHours, key).toBeGreaterThan(1000);
    expect(workClass.restartTimeS, key).toBeGreaterThan(0);
    expect(workClass.provenance?.note, key).toContain('estimate: time to write a checkpoint');
  }
});

test('a class that saves nothing still says how often it puts its results away', async () => {
  const { rows } = await readTable('workloads.csv');
  for (const { cells } of rows.filter((row) => row.cells.kind === 'job')) {
    expect(Number(cells.checkpoint_time_s) > 0 || Number(cells.checkpoint_every_s) > 0, cells.id).toBe(true);
  }
});
