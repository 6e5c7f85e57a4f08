/** The inspector of every kind of thing: numbers, jobs, reasons, sources. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { find, inspector } from './desk.ts';
import { focusPage, openPage, until, useBrowser, type OpenPage } from './page.ts';

useBrowser();

describe('the inspector', () => {
  let open: OpenPage;

  beforeAll(async () => {
    open = await openPage({ renderer: 'none' });
  });
  afterAll(() => open?.close());

  const look = async (name: string): Promise<string> => {
    await focusPage(open.page);
    await find(open.page, name);
    return inspector(open.page).innerText();
  };

  it('of a site: power, cost, its jobs by state, and the sources of its accelerators and grid', async () => {
    const { page } = open;
    const text = await look('贵安集群');
    expect(text).toMatch(/PUE\s+1\.\d/);
    expect(text).toMatch(/Cost, total\s+\$\d/);
    const list = inspector(page).getByRole('region', { name: 'Jobs here' });
    await list.getByRole('button', { name: /Show jobs by state/ }).click();
    await page.getByRole('option', { name: /^done/ }).click();
    const states = () => list.locator('tbody tr > td:nth-child(2)').allInnerTexts();
    await until('only these are listed', async () => {
      const now = await states();
      return now.length > 4 && now.every((state) => state === 'done');
    });
    await inspector(page).locator('.source summary').click();
    expect(await inspector(page).locator('.source h4').count()).toBeGreaterThan(1);
  });

  it('of a city: percentiles, and why its requests are answered where they are', async () => {
    const { page } = open;
    expect(await look('北京')).toMatch(/p50 · p95 · p99\s+[\d.]+\s(?:ms|s) · /);
    await inspector(page).getByText('Why here?').click();
    await expect
      .poll(() =>
        inspector(page)
          .getByText(/^takes requests/)
          .count(),
      )
      .toBeGreaterThan(0);
    await expect
      .poll(() =>
        inspector(page)
          .getByText(/^not needed/)
          .count(),
      )
      .toBeGreaterThan(0);
  });

  it('of a class of requests: what is asked and where it is answered', async () => {
    const { page } = open;
    expect(await look('chat')).toMatch(/Limit to first token/);
    const sites = inspector(page).getByRole('region', { name: 'Where they are answered' });
    await expect.poll(() => sites.getByRole('row').count()).toBeGreaterThan(1);
  });

  it('of a class of jobs and of a tenant: their jobs', async () => {
    const { page } = open;
    for (const name of ['pretrain', 'vehicle makers']) {
      await look(name);
      const list = inspector(page).getByRole('region', { name: 'Jobs' });
      await expect.poll(() => list.getByRole('row').count()).toBe(9);
    }
  });

  it('of a job found by its id: what it waits for where it waits', async () => {
    const { page } = open;
    await page.getByRole('radiogroup').getByText('Islands').click();
    await look('庆阳集群');
    const list = inspector(page).getByRole('region', { name: 'Jobs here' });
    await list.getByRole('button', { name: /Show jobs by state/ }).click();
    await page.getByRole('option').first().waitFor();
    const queued = page.getByRole('option', { name: /^queued/ });
    if ((await queued.count()) === 0) await page.keyboard.press('Escape');
    else await queued.click();
    const id = await list.getByRole('rowheader').first().innerText();
    await look(id);
    await inspector(page).getByRole('heading', { name: id }).waitFor();
    if ((await inspector(page).getByText('queued', { exact: true }).count()) > 0)
      await inspector(page).getByRole('region', { name: 'Why waiting?' }).waitFor();
  });

  it('complains of nothing', () => {
    expect(open.complaints).toEqual([]);
  });
});
