/** `demand.file`: requests and rates over time become demand by epoch. */
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { advanceTo, createRun } from '../../workers/engine/engine.ts';
import { F } from '../../workers/engine/state.ts';
import { openScenario } from '../../workers/host/open-scenario.ts';
import { parseScenario } from '../../workers/scenario/parse.ts';
import { compileWorld } from '../../workers/world/compile.ts';

const TRACE = [
  'TIMESTAMP,ContextTokens,GeneratedTokens',
  '2023-11-16 23:59:50.5000000,374,44',
  '2023-11-17 00:00:00.4900000,396,109',
  '2023-11-17 00:00:00.5100000,400,9',
  '2023-11-17 00:00:12.0000000,10,10',
].join('\n');

function open(demand: unknown, files: Record<string, string | Uint8Array>) {
  const file = {
    format: 'causeway/1',
    metros: { m: { lat: 0, lon: 0 } },
    classes: { chat: { kind: 'request' } },
    demand,
  };
  return openScenario({
    text: JSON.stringify(file),
    patches: [],
    read: () => Promise.reject(new Error('no such file')),
    readLog: async (path) => {
      const found = files[path];
      if (found === undefined) throw new Error('no such file');
      return typeof found === 'string' ? new TextEncoder().encode(found) : found;
    },
  });
}

/** Demand at the start of each of the first epochs. */
async function demandOf(
  demand: unknown,
  files: Record<string, string | Uint8Array>,
  epochs: number,
  epochS: number,
) {
  const opened = await open(demand, files);
  if (!opened.ok) throw new Error(JSON.stringify(opened.issues));
  const run = createRun(compileWorld(opened.scenario));
  return Array.from({ length: epochs }, (_, epoch) => {
    advanceTo(run, epoch * epochS);
    return Number(run.state.f[F.demandRps]!.toFixed(9));
  });
}

const asked = { path: 'a.csv', metro: 'm', class: 'chat' };

describe('requests, one a row', () => {
  it.each([
    ['plain', TRACE],
    ['gzipped', new Uint8Array(gzipSync(TRACE))],
  ])('%s: counted by epoch from the first on', async (_, text) => {
    expect(await demandOf({ epoch: 10, file: asked }, { 'a.csv': text }, 4, 10)).toEqual([0.2, 0.1, 0.1, 0]);
  });

  it('begin when asked to, beside a daily mean and another file', async () => {
    const demand = {
      epoch: 10,
      metros: { m: { chat: { requestsPerDay: 86400 } } },
      file: [{ ...asked, at: 15 }, asked],
    };
    // Half of the first step of the late one falls into the second epoch.
    expect(await demandOf(demand, { 'a.csv': TRACE }, 5, 10)).toEqual([1.2, 1.2, 1.25, 1.1, 1.05]);
  });

  it('are told of', async () => {
    const opened = await open({ file: asked }, { 'a.csv': TRACE });
    expect(opened.ok && opened.notes).toMatchObject([
      { path: 'a.csv', message: '4 requests read, 295 tokens in and 43 out on average' },
    ]);
    expect(opened.ok && parseScenario(opened.file).ok).toBe(true);
  });
});

describe('rates', () => {
  it('are averaged over epochs, the last holding as long as the one before', async () => {
    const text = 'time,rate\n100,2\n110,4\n125,8\n';
    expect(await demandOf({ epoch: 20, file: asked }, { 'a.csv': text }, 4, 20)).toEqual([3, 7, 0, 0]);
  });
});

describe('what is wrong is said', () => {
  it.each([
    ['time,rate\n0,1\n0,2\n', 'a.csv:3', 'is not later than the row before'],
    ['time,rate\n0,-1\n', 'a.csv:2', 'has no rate'],
    ['TIMESTAMP\nyesterday\n', 'a.csv:2', 'has no time'],
    ['when,what\n1,2\n', 'a.csv:1', 'has the columns when, what'],
    ['time,rate\n', 'a.csv', 'has no row'],
  ])('%j', async (text, path, message) => {
    expect(await open({ file: asked }, { 'a.csv': text })).toMatchObject({
      ok: false,
      issues: [{ path, message }],
    });
  });

  it('a file that is not there, a metro that is not, a key that is not', async () => {
    expect(await open({ file: asked }, {})).toMatchObject({
      issues: [{ path: 'a.csv', message: 'cannot be read: no such file' }],
    });
    expect(await open({ file: { ...asked, metro: 'x' } }, { 'a.csv': TRACE })).toMatchObject({
      issues: [{ path: 'demand.series[0].metro' }],
    });
    expect(await open({ file: { path: 'a.csv' } }, {})).toMatchObject({ ok: false });
    expect(parseScenario({ format: 'causeway/1', demand: { file: asked } })).toMatchObject({
      issues: [{ path: 'demand.file', message: 'has not been read' }],
    });
  });
});
