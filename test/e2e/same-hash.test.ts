/** One history everywhere (T6): the state a browser shows at a tick is the state Node computes for it. */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { advanceTo, createRun, stateHash } from '../../workers/engine/engine.ts';
import { hashText } from '../../workers/frame/read.ts';
import { openScenario } from '../../workers/host/open-scenario.ts';
import { toolsFor } from '../../workers/host/solver.ts';
import { compileWorld } from '../../workers/world/compile.ts';
import { tickTimeS } from '../../workers/world/describe.ts';
import { shippedEnd, shippedScenarios } from '../fixtures/shipped.ts';
import { choose, openFile } from './app.ts';
import { WHOLE } from './chromium.ts';
import { optimum, optimumHash } from './optimum.ts';
import { focusPage, openPage, says, tickOf, until, untilTick, useBrowser, type OpenPage } from './page.ts';

useBrowser();

async function hashInNode(linked: boolean, tick: number, patch: object = {}): Promise<string> {
  const opened = await openScenario({
    text: await readFile('public/scenarios/china-linked.json', 'utf8'),
    patches: [{ linked, ...patch }],
    read: (file) => readFile(`public/data/${file}`, 'utf8'),
  });
  if (!opened.ok) throw new Error(JSON.stringify(opened.issues));
  const world = compileWorld(opened.scenario);
  const run = createRun(world, await toolsFor(world));
  advanceTo(run, tickTimeS(opened.scenario, tick));
  const { high, low } = stateHash(run);
  return hashText(high, low);
}

describe('Node and Chromium', () => {
  let open: OpenPage;

  beforeAll(async () => {
    open = await openPage({ renderer: 'none' });
  });
  afterAll(() => open?.close());

  it('agree on the first tick shown, linked', async () => {
    expect(await says(open.page, 'hash')).toBe(await hashInNode(true, await tickOf(open.page)));
  });

  it.each(['1s', '5m', '1h'])(
    'agree after six hours of ticks of %s, however they are looked at (T2)',
    async (tick) => {
      const { page } = open;
      const file = JSON.parse(await readFile('public/scenarios/china-linked.json', 'utf8')) as object;
      await openFile(page, 'six-hours.json', JSON.stringify({ ...file, duration: '6h', tick, openAt: 0 }));
      const ticks = { '1s': 21600, '5m': 72, '1h': 6 }[tick];
      await choose(page, 'Linked');
      await focusPage(page);
      await until('the file is on show', async () => (await tickOf(page)) === 0);
      await page.keyboard.press('End');
      await until('the end is on show', async () => (await tickOf(page)) === ticks);
      expect(await says(page, 'hash')).toBe(await hashInNode(true, 72, { duration: '6h', openAt: 0 }));
    },
  );

  it('agree after six hours of the optimum of routing (I6)', async () => {
    const { page } = open;
    await openFile(page, 'optimum.json', optimum(6));
    await until('the file is on show', async () => (await tickOf(page)) === 0);
    await focusPage(page);
    await page.keyboard.press('End');
    await untilTick(page, 72);
    expect(await says(page, 'hash')).toBe(await optimumHash(6));
  });
});

/** Of what ships, one of each kind: batteries, growth, chips in force, heat, several sites to a job, requests alone; `npm run tour` plays all. */
const KINDS = [
  'us-and-china',
  'ilamps',
  'export-controls',
  'heat-and-drought',
  'supercomputers',
  'textbook-erlang',
];

describe('Node and Chromium, at the end of what ships', () => {
  it.each(WHOLE ? shippedScenarios() : KINDS)('agree on %s, linked and as islands', async (id) => {
    const end = await shippedEnd(id);
    const { page, close } = await openPage({ renderer: 'none', scenario: id });
    await focusPage(page);
    await page.keyboard.press('End');
    await untilTick(page, end.tick);
    expect(await says(page, 'hash')).toBe(end.linked);
    await choose(page, 'Islands');
    await until('the islands are on show', async () => (await says(page, 'hash')) !== end.linked);
    await untilTick(page, end.tick);
    expect(await says(page, 'hash')).toBe(end.islands);
    await close();
  });
});
