/** Ten years without drift: invariants hold and event times stay exact to a microsecond. */
import { expect, it } from 'vitest';
import { advanceTo } from '../../workers/engine/engine.ts';
import { F, N } from '../../workers/engine/state.ts';
import { violations } from '../../workers/host/audit/violations.ts';
import { runOf } from '../fixtures/worlds.ts';

const DAY_S = 86400;
const DAYS = 3653;

it('keeps its invariants and its times over ten years', { timeout: 120_000 }, () => {
  const days = Array.from({ length: DAYS }, (_, day) => day);
  const id = (day: number) => String(day).padStart(5, '0');
  const run = runOf({
    duration: `${DAYS}d`,
    tick: '1d',
    demand: { epoch: '1h' },
    accelerators: { chip: { bf16Tflops: 100, tdpW: 500, idleW: 100 } },
    grids: { g: { carbonGPerKwh: 500, priceUsdPerMwh: 60 } },
    classes: { train: { kind: 'job', mfu: 0.4 } },
    sites: {
      a: { lat: 31, lon: 121, pools: { chip: 10 }, grid: 'g', pue: 1, hostOverhead: 0 },
      b: { lat: 37, lon: 105, pools: { chip: 10 }, grid: 'g', pue: 1, hostOverhead: 0 },
    },
    links: { l: { a: 'a', b: 'b', bps: 3e9, delayMs: 7 } },
    jobs: {
      list: days.map((day) => ({
        id: `j${id(day)}`,
        class: 'train',
        site: 'a',
        at: day * DAY_S,
        accelerators: 1 + (day % 7),
        hours: 1 / 3,
      })),
    },
    // Three a day on one link: alone, then two that share it for a while.
    transfers: {
      list: days.flatMap((day) => [
        { id: `x${id(day)}`, from: 'a', to: 'b', bytes: 1e12, at: day * DAY_S + 0.1 },
        { id: `y${id(day)}`, from: 'a', to: 'b', bytes: 1e12, at: day * DAY_S + 10000.1 },
        { id: `z${id(day)}`, from: 'a', to: 'b', bytes: 1e12 / 4, at: day * DAY_S + 10100.1 },
      ]),
    },
    policy: { placement: 'home' },
  });
  for (const day of days) {
    advanceTo(run, day * DAY_S);
    if (day % 100 === 0) expect(violations(run)).toEqual([]);
  }
  advanceTo(run, DAYS * DAY_S);
  const alone = 8e12 / 3e9 + 0.007;
  // z shares from its start to its end: 2e12 bits at half of 3e9; y loses that half for as long.
  const shared = (2 * 2e12) / 3e9 + 0.007;
  const slowed = (8e12 + 2e12) / 3e9 + 0.007;
  run.world.ids.transfers.forEach((name, transfer) => {
    const took = run.state.transferFinishS[transfer]! - run.world.transfers.atS[transfer]!;
    const want = { x: alone, y: slowed, z: shared }[name[0]!]!;
    expect(Math.abs(took - want), name).toBeLessThanOrEqual(1e-6);
  });
  expect(run.state.n[N.doneJobs]).toBe(DAYS);
  expect(run.state.f[F.bytesMoved]).toBe(DAYS * 2.25e12);
  // Idle power all along, and 400 W for each accelerator-second of work.
  const worked = days.reduce((sum, day) => sum + (1 + (day % 7)) * 1200, 0);
  const energyJ =
    run.state.siteEnergyJ[0]! + run.state.sitePowerW[0]! * (DAYS * DAY_S - run.state.siteSinceS[0]!);
  expect(energyJ / (1000 * DAYS * DAY_S + 400 * worked)).toBeCloseTo(1, 12);
});

it('is not advanced to a time that is none', () => {
  const run = runOf({ sites: { a: { lat: 0, lon: 0, pools: {} } } });
  for (const timeS of [Infinity, NaN])
    expect(() => advanceTo(run, timeS)).toThrow(`cannot advance to ${timeS} s`);
});
