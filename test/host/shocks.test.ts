/** F: every shock as a live command, and taken back before the next one. */
import { expect, it } from 'vitest';
import {
  aheadHash,
  createBranch,
  reachedEnd,
  stepAhead,
  createRows,
  setLog,
} from '../../workers/host/branch.ts';
import type { Branch } from '../../workers/host/branch.ts';
import type { Happening } from '../../workers/scenario/scenario.ts';
import { EVENT_KINDS } from '../../workers/world/world.ts';
import { runOf } from '../fixtures/worlds.ts';

const SITE = { pools: { big: 32, small: 8 }, servingShare: 0.25, cooling: 'air', ambientC: 20, grid: 'g' };

const world = runOf({
  duration: '1d',
  tick: '1h',
  accelerators: { big: { bf16Tflops: 400 }, small: { bf16Tflops: 100 } },
  grids: { g: { carbonGPerKwh: 500, priceUsdPerMwh: 60 } },
  sites: {
    a: { lat: 31, lon: 121, country: 'CN', region: 'e', ...SITE },
    b: { lat: 37, lon: 105, country: 'CN', region: 'w', ...SITE },
  },
  metros: { m: { lat: 31, lon: 120, region: 'e' } },
  links: {
    ab: { a: 'a', b: 'b', gbps: 10, delayMs: 5 },
    am: { a: 'a', b: 'm', gbps: 10, delayMs: 1 },
  },
  classes: {
    train: { kind: 'job', mfu: 0.4, datasetTB: 0.1, checkpointGB: 5, checkpointTime: 30 },
    chat: { kind: 'request', acceleratorsPerReplica: 2, activeParamsB: 14 },
  },
  jobs: {
    list: Array.from({ length: 24 }, (_, i) => ({
      id: `j${i}`,
      class: 'train',
      site: i % 3 === 0 ? 'b' : 'a',
      at: i * 1800,
      accelerators: 4 + (i % 5) * 3,
      hours: 1 + (i % 4),
    })),
  },
  demand: { metros: { m: { chat: { requestsPerDay: 2e6 } } } },
  events: [{ at: '20h', do: 'delivery', site: 'a', type: 'big', accelerators: 8 }],
}).world;

const COMMANDS: Record<(typeof EVENT_KINDS)[number], Happening> = {
  'link-cut': { do: 'link-cut', link: 'ab' },
  'link-repair': { do: 'link-repair', link: 'ab' },
  'link-degrade': { do: 'link-degrade', link: 'ab', factor: 0.1 },
  'link-all': { do: 'link-all' },
  'unlink-all': { do: 'unlink-all' },
  'site-outage': { do: 'site-outage', site: 'a' },
  'site-repair': { do: 'site-repair', site: 'a' },
  delivery: { do: 'delivery', site: 'a', type: 'big', accelerators: 64 },
  embargo: { do: 'embargo', types: ['big'], countries: [] },
  'embargo-end': { do: 'embargo-end', types: ['big'], countries: [] },
  'demand-surge': { do: 'demand-surge', metro: 'm', factor: 4 },
  'job-migrate': { do: 'job-migrate', job: 'j13', site: 'b' },
  policy: { do: 'policy', placement: 'home' },
  'power-curtailment': { do: 'power-curtailment', site: 'a', factor: 0.3 },
  'heat-wave': { do: 'heat-wave', country: 'CN', deltaC: 15 },
  'price-spike': { do: 'price-spike', grid: 'g', factor: 5 },
  'carbon-shift': { do: 'carbon-shift', grid: 'g', factor: 0.2 },
};
/** What the world is in already: they change nothing. */
const IDLE = new Set(['link-repair', 'link-all', 'site-repair', 'embargo-end']);

/** Hash and metrics at the end. */
function endOf(branch: Branch): { hash: string; metrics: number[] } {
  const rows = createRows(1);
  while (!reachedEnd(branch)) stepAhead(branch, rows, 0);
  return { hash: aheadHash(branch), metrics: [...rows] };
}

it.each(EVENT_KINDS.map((kind) => [kind]))('%s as a command, and undone', (kind) => {
  const logged = { tick: 7, command: COMMANDS[kind] };
  const branch = createBranch(world, []);
  const before = endOf(branch);
  setLog(branch, [logged]);
  const after = endOf(branch);
  if (IDLE.has(kind)) expect(after.metrics).toEqual(before.metrics);
  else expect(after.metrics).not.toEqual(before.metrics);
  setLog(branch, []);
  expect(endOf(branch)).toEqual(before);
  setLog(branch, [logged]);
  expect(endOf(branch)).toEqual(after);
});
