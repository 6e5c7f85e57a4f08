/** The pages of explanation beside the page: under their policy, for readers of all kinds, reached from the list of keys. */
import axe from 'axe-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { en } from '../../src/i18n/en.ts';
import { faults } from './axe.ts';
import { focusPage, openPage, useBrowser, type OpenPage } from './page.ts';

useBrowser();

describe('the pages of explanation', () => {
  let open: OpenPage;

  beforeAll(async () => {
    open = await openPage({ renderer: 'none', scenario: 'hello' });
  });
  afterAll(() => open?.close());

  it('are reached from the list of keys, and lead back to the page', async () => {
    const { page } = open;
    await focusPage(page);
    await page.keyboard.press('?');
    await page.getByRole('link', { name: en.docs }).click();
    await page.getByRole('heading', { level: 1, name: 'Causeway, explained' }).waitFor();
    await page.getByRole('link', { name: 'For a planner', exact: true }).click();
    await page.getByRole('link', { name: '中文' }).click();
    await page.getByRole('heading', { level: 1, name: '规划者的十分钟' }).waitFor();
    await page.getByRole('link', { name: 'Causeway', exact: true }).click();
    await page.waitForSelector('html[lang="zh-CN"][data-ready]', { state: 'attached' });
    expect(open.complaints).toEqual([]);
  });

  it.each(['docs/developer.html', 'docs/zh/host.html'])(
    '%s breaks no rule and fits a narrow screen, light or dark',
    async (path) => {
      const { page } = open;
      await page.goto(`${inject('pageUrl')}${path}`);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        // Not by a script of the page, which its policy forbids.
        await page.evaluate(axe.source);
        expect(await faults(page)).toEqual([]);
      }
      await page.setViewportSize({ width: 360, height: 640 });
      const wide = () => page.evaluate(() => document.documentElement.scrollWidth);
      await expect.poll(wide).toBeLessThanOrEqual(360);
      await page.setViewportSize({ width: 800, height: 500 });
      expect(open.complaints).toEqual([]);
    },
  );
});
