/** Branches side by side: forks at a tick, each with a log of its own, up to four of them (EXPERIENCE, Asking). */
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { advanceTo, createRun, stateHash, withEvents } from '../../workers/engine/engine.ts';
import { hashText } from '../../workers/frame/read.ts';
import { toolsFor } from '../../workers/host/solver.ts';
import type { Happening } from '../../workers/scenario/scenario.ts';
import { tickTimeS } from '../../workers/world/describe.ts';
import { openShipped } from '../fixtures/shipped.ts';
import { cutSelected, forkChoice, untilForked } from './desk.ts';
import { choose, faultAlert, headline, linkControl, openFile } from './app.ts';
import { addressOnce } from './links.ts';
import {
  focusPage,
  inMemory,
  openPage,
  says,
  tickOf,
  until,
  untilTick,
  useBrowser,
  type OpenPage,
} from './page.ts';

useBrowser();

/** The end of the run's first day, in ticks. */
const END = 288;
const SHORT = { duration: '1d', openAt: '10h' };

const world = await openShipped('china-linked', true, SHORT);

/** What Node has at a tick, where commands were given at another. */
async function hashInNode(tick: number, at = 0, commands: Happening[] = []): Promise<string> {
  const atS = tickTimeS(world.scenario, at);
  const run = createRun(
    withEvents(
      world,
      commands.map((command) => ({ ...command, atS })),
    ),
    await toolsFor(world),
  );
  advanceTo(run, tickTimeS(world.scenario, tick));
  const { high, low } = stateHash(run);
  return hashText(high, low);
}

async function press(page: Page, key: string): Promise<void> {
  await focusPage(page);
  await page.keyboard.press(key);
}

/** The hash at a tick of the branch on show. */
async function hashAt(page: Page, key: 'Home' | 'End', tick: number): Promise<string> {
  await press(page, key);
  await untilTick(page, tick);
  return says(page, 'hash');
}

describe('a fork', () => {
  let open: OpenPage;
  let tick: number;

  beforeAll(async () => {
    open = await openPage({ renderer: 'none' });
    const text = await readFile('public/scenarios/china-linked.json', 'utf8');
    await openFile(open.page, 'one-day.json', JSON.stringify({ ...(JSON.parse(text) as object), ...SHORT }));
    tick = 120;
    await untilTick(open.page, tick);
  });
  afterAll(() => open?.close());

  it('starts at the tick on show, with the state of where it left', async () => {
    const { page } = open;
    const before = await says(page, 'hash');
    await page.getByRole('button', { name: /Fork here/ }).click();
    await untilForked(page, 'C');
    await expect.poll(() => headline(page).innerText()).toMatch(/^In branch C/);
    expect(await tickOf(page)).toBe(tick);
    expect(await says(page, 'hash')).toBe(before);
    await page.getByText('Branch C goes on from A at tick 120.').waitFor();
  });

  it('has the past and the future of the other until something is done in it', async () => {
    const { page } = open;
    expect(await hashAt(page, 'End', END)).toBe(await hashInNode(END));
    expect(await hashAt(page, 'Home', 0)).toBe(await hashInNode(0));
  });

  it('goes its own way when a fibre is cut in it, as the command line has it, and A stays as it was', async () => {
    const { page } = open;
    const slider = page.getByRole('slider', { name: 'Timeline' });
    await slider.fill(String(tick));
    await untilTick(page, tick);
    await page.getByRole('tab', { name: /^Links/ }).click();
    await page.getByTitle('Sort by Load').click();
    const first = page.getByRole('tabpanel').locator('tbody th button').first();
    const name = (await first.innerText()).trim();
    await first.click();
    await cutSelected(page);
    const forked = await hashAt(page, 'End', END);
    await page.keyboard.press('1');
    const base = await hashInNode(END);
    await until('A is on show', async () => (await says(page, 'hash')) === base);
    expect(forked).not.toBe(base);
    const cuts = await Promise.all(
      world.ids.links.map((link) => hashInNode(END, tick, [{ do: 'link-cut', link }])),
    );
    expect(cuts, name).toContain(forked);
  });

  it('is held against A in a table of differences, at the tick and over the run', async () => {
    const { page } = open;
    await press(page, '3');
    await press(page, 'd');
    const table = page.getByRole('region', { name: 'Figures', exact: true });
    await table.getByRole('columnheader', { name: /^A/ }).waitFor();
    expect(await table.getByRole('columnheader').count()).toBe(4);
    const moved = table.getByRole('row', { name: /^Data moved/ });
    await expect.poll(() => moved.getByRole('cell').count()).toBe(5);
    await until('some figure of C differs from A', async () =>
      (await table.locator('tbody tr td:last-child').allInnerTexts()).some((text) => /[1-9]/.test(text)),
    );
    await page.getByText(/^whole run to tick 288/).click();
    await expect.poll(() => table.innerText()).toMatch(/means over the run/);
    await expect.poll(() => table.innerText()).toMatch(/Branch C: 1 change · keeps [\d.]+\sMB/);
  });

  it('is held against A place by place, in step with it', async () => {
    const { page } = open;
    await page.getByText('Link by link').click();
    const table = page.getByRole('table', { name: 'Link by link' });
    await table.waitFor();
    const differs = async () =>
      (await table.locator('tbody td:last-child').allInnerTexts()).some((text) => /[1-9]/.test(text));
    await press(page, 'Home');
    await untilTick(page, 0);
    await until(
      'both are the same at the start',
      async () => (await table.isVisible()) && !(await differs()),
    );
    await page.getByRole('slider', { name: 'Timeline' }).fill('130');
    await untilTick(page, 130);
    await until('the cut shows', async () => (await table.isVisible()) && (await differs()));
    await page.getByText('Site by site').click();
    await page.getByRole('table', { name: 'Site by site' }).waitFor();
    expect(await page.getByRole('columnheader', { name: 'C − A', exact: true }).count()).toBe(1);
    await page.getByText('Figures', { exact: true }).click();
    await press(page, 'd');
    await press(page, 'End');
    await untilTick(page, END);
  });

  it('undoes only what was done in it', async () => {
    const { page } = open;
    await page.getByRole('button', { name: 'Undo the last change' }).click();
    const base = await hashInNode(END);
    await until('the end is as before', async () => (await says(page, 'hash')) === base);
    await expect
      .poll(() => page.getByRole('button', { name: 'Undo the last change' }).isDisabled())
      .toBe(true);
  });

  it('makes four with another; a fifth is refused, with the reason', async () => {
    const { page } = open;
    await press(page, 'f');
    await untilForked(page, 'D');
    await press(page, 'f');
    await page.getByText('Four branches run already. End one to make room for another.').waitFor();
    expect(await linkControl(page).getByRole('radio').count()).toBe(4);
    await expect.poll(() => page.workers().length).toBe(4);
  });

  it('that breaks leaves the others going', async () => {
    const { page } = open;
    const workers = page.workers();
    await workers.at(-1)!.evaluate(() => {
      const call = { id: 'test', type: 'APPLY', path: ['breakForTest'], argumentList: [] };
      self.dispatchEvent(new MessageEvent('message', { data: call, origin: self.origin }));
    });
    await faultAlert(page).waitFor();
    expect(await faultAlert(page).innerText()).toMatch(/Branch D/);
    await press(page, '1');
    await expect.poll(() => headline(page).innerText()).toMatch(/^Linked/);
    expect(await hashAt(page, 'Home', 0)).toBe(await hashInNode(0));
    expect(await hashAt(page, 'End', END)).toBe(await hashInNode(END));
    await page.getByRole('button', { name: 'Restart from the last snapshot' }).click();
    await until('the fault is gone', async () => (await faultAlert(page).count()) === 0);
    await press(page, '4');
    await expect.poll(() => headline(page).innerText()).toMatch(/^In branch D/);
    expect(await hashAt(page, 'Home', 0)).toBe(await hashInNode(0));
  });

  it('ends when it is told to, and its place is free again', async () => {
    const { page } = open;
    await press(page, 'd');
    await page.getByRole('button', { name: 'End branch C' }).click();
    await forkChoice(page, 'C').waitFor({ state: 'detached' });
    await expect.poll(() => page.workers().length).toBe(3);
    // React may still hold what it rendered before.
    await expect.poll(() => inMemory(page, 'Worker')).toBeLessThanOrEqual(4);
    await press(page, 'd');
    await choose(page, 'Islands');
    await expect.poll(() => headline(page).innerText()).toMatch(/^As islands/);
    await addressOnce(page, ({ branch }) => branch === 'B');
    await press(page, 'f');
    await forkChoice(page, 'C').waitFor({ state: 'attached' });
    await press(page, '3');
    await expect.poll(() => headline(page).innerText()).toMatch(/^In branch C/);
  });

  it('complains of nothing', () => {
    expect(open.complaints).toEqual([]);
  });
});
