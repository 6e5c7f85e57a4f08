/** How sure a figure is: an ensemble started, held, gone on with, and one of its draws opened as a run of its own. */
import { readFileSync } from 'node:fs';
import axe from 'axe-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { en } from '../../src/i18n/en.ts';
import { zh } from '../../src/i18n/zh.ts';
import { mergePatch } from '../../workers/scenario/patch.ts';
import { headline, openFile } from './app.ts';
import { faults } from './axe.ts';
import { command } from './desk.ts';
import { focusPage, openPage, says, until, untilTick, useBrowser, type OpenPage } from './page.ts';

/** hello, of which two figures are known as bands. */
const file = mergePatch(JSON.parse(readFileSync('public/scenarios/hello.json', 'utf8')), {
  id: 'hello-banded',
  name: { en: 'Hello with bands', zh: '带区间的示例' },
  sites: {
    hill: { pue: 1.3, provenance: { source: 'its builder', bands: { pue: [1.1, 1.3, 1.7] } } },
  },
  links: { 'mill-hill': { provenance: { source: 'the carrier', bands: { gbps: [2, 10, 40] } } } },
});

describe('bands', () => {
  useBrowser();
  let open: OpenPage;
  const panel = () => open.page.getByRole('region', { name: en.bands.title }).first();
  const told = () => panel().locator('output').innerText();
  const press = (name: string) => panel().getByRole('button', { name, exact: true }).click();
  /** From within the page: runs this small are over before a test's own click arrives. */
  const holdOnceSomeAreDone = () =>
    panel().evaluate((root, name) => {
      const watch = new MutationObserver(() => {
        const pause = [...root.querySelectorAll('button')].find(({ textContent }) => textContent === name);
        const told = root.querySelector('output')?.textContent ?? '';
        if (!pause || !(Number.parseInt(told) >= 20)) return;
        watch.disconnect();
        pause.click();
      });
      watch.observe(root, { subtree: true, childList: true, characterData: true });
    }, en.bands.pause);
  const done = async (): Promise<number> => Number(/^[\d,]+/.exec(await told())![0].replace(',', ''));

  beforeAll(async () => {
    open = await openPage({ renderer: 'none', scenario: 'hello' });
    await open.page.evaluate(axe.source);
    await openFile(open.page, 'banded.json', JSON.stringify(file));
    await open.page.locator('.headline-where', { hasText: 'Hello with bands' }).waitFor();
  });
  afterAll(() => open?.close());

  it('runs, is held and goes on, and shows its first bands on the way', async () => {
    const { page } = open;
    await focusPage(page);
    await page.keyboard.press('u');
    await panel().waitFor();
    expect(await panel().innerText()).toContain(en.bands.intro);
    await panel().getByRole('button', { name: en.bands.draws }).click();
    await page.getByRole('option', { name: en.bands.drawsOf('500') }).click();
    await holdOnceSomeAreDone();
    await press(en.bands.start);
    await until('it is held', async () => (await told()).includes(en.bands.state.paused));
    let held = NaN;
    await until('what was begun has come in', async () => {
      const before = held;
      held = await done();
      await page.waitForTimeout(800);
      return before === held;
    });
    expect(held).toBeLessThan(500);
    await panel().getByRole('table', { name: en.bands.figures }).waitFor();
    await page.waitForTimeout(400);
    expect(await done()).toBe(held);
    await press(en.bands.resume);
    await until('all are done', async () => (await told()).includes(en.bands.state.done));
    expect(await done()).toBe(500);
  });

  it('tells bands in panel, headline and charts, and the fact that moves an answer', async () => {
    const { page } = open;
    await panel()
      .getByRole('radio', { name: en.bands.choose('Energy') })
      .check();
    await panel().getByRole('radio', { name: 'A, linked', exact: true }).click({ force: true });
    const tornado = panel().getByRole('table', { name: /Which fact moves it: Energy/ });
    await until('the first is known', async () =>
      /PUE[^]*its builder/.test(await tornado.locator('tbody tr').first().innerText()),
    );
    await focusPage(page);
    await page.keyboard.press('End');
    await until('the headline has bands', async () => /\(.+ to .+\)/.test(await headline(page).innerText()));
    await page.keyboard.press('c');
    const power = page.getByRole('img', { name: new RegExp(`^${en.chartPower}: .+\\(.+\\)`) });
    await power.waitFor();
    await page.keyboard.press('c');
    await panel().getByText(en.bands.looks.table, { exact: true }).click();
    const rows = panel()
      .getByRole('table', { name: /Energy over time/ })
      .locator('tbody tr');
    await expect.poll(() => rows.count()).toBe(13);
    await panel().getByText(en.bands.looks.picture, { exact: true }).click();
  });

  it('is as good for a reader and a narrow screen, in both themes', async () => {
    const { page } = open;
    for (const theme of ['dark', 'light']) {
      await page.evaluate((name) => (document.documentElement.dataset['theme'] = name), theme);
      expect(await faults(page)).toEqual([]);
    }
    await page.setViewportSize({ width: 360, height: 640 });
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    await page.setViewportSize({ width: 800, height: 500 });
  });

  it('opens a draw as a run of its own, which ends in the very state; a change makes bands stale', async () => {
    const { page } = open;
    await press(en.bands.picks[2]!);
    const note = page.getByRole('status').filter({ hasText: en.bands.results.same });
    await note.waitFor();
    expect(await note.innerText()).toContain(await says(page, 'hash'));
    await expect.poll(() => panel().innerText()).toContain(en.bands.stale);
    await expect.poll(() => headline(page).innerText()).not.toMatch(/\(.+ to .+\)/);
    await page.getByRole('button', { name: en.claims.back }).click();
    await until('the bands fit again', async () => !(await panel().innerText()).includes(en.bands.stale));
    await untilTick(page, 288);
    await command(page, en.shock.names['unlink-all']);
    await until('they are of another run', async () => (await panel().innerText()).includes(en.bands.stale));
    await focusPage(page);
    await page.keyboard.press('Control+z');
    await until('and fit again', async () => !(await panel().innerText()).includes(en.bands.stale));
  });

  it('speaks Chinese, all but sources', async () => {
    const { page } = open;
    await command(page, en.commands.language);
    const region = page.getByRole('region', { name: zh.bands.title }).first();
    const words = await region.innerText();
    expect(words).toContain(zh.bands.figures);
    expect(
      words
        .replace(/hello-banded|its builder|the carrier|Sobol|PUE|CSV|JSON|Parquet|PFLOP|EFLOP/g, '')
        .match(/[A-Za-z]{5,}/g),
    ).toBe(null);
    expect(open.complaints).toEqual([]);
  });
});
