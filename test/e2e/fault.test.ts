/** A worker that breaks: the page says at which tick, keeps what it shows, and goes on from the last snapshot. */
import type { Page, Worker } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shippedEnd } from '../fixtures/shipped.ts';
import { faultAlert } from './app.ts';
import { focusPage, openPage, says, tickOf, until, untilTick, useBrowser, type OpenPage } from './page.ts';

useBrowser();

/** Sends the worker the call that a page makes through comlink, so that its next slice fails. */
async function breakWorker(worker: Worker): Promise<void> {
  await worker.evaluate(() => {
    const call = { id: 'test', type: 'APPLY', path: ['breakForTest'], argumentList: [] };
    self.dispatchEvent(new MessageEvent('message', { data: call, origin: self.origin }));
  });
}

/** The islands are begun once the page shows what it was opened for. */
async function bothRun(page: Page): Promise<void> {
  await until('both branches run', async () =>
    /As islands: [\d.]+\s?%/.test(await page.locator('.headline-text').innerText()),
  );
}

describe('a fault in the worker', () => {
  let open: OpenPage;
  let tick: number;
  let hash: string;

  beforeAll(async () => {
    open = await openPage({ renderer: 'none' });
    tick = await tickOf(open.page);
    hash = await says(open.page, 'hash');
    await bothRun(open.page);
    const workers = open.page.workers();
    expect(workers.length).toBeGreaterThan(0);
    for (const worker of workers) await breakWorker(worker);
  });
  afterAll(() => open?.close());

  it('is shown with its tick, and the world stays in sight', async () => {
    await faultAlert(open.page).first().waitFor();
    expect(await faultAlert(open.page).first().innerText()).toMatch(/tick\s[\d,]+/);
    expect(await says(open.page, 'hash')).toBe(hash);
  });

  it('is mended by a restart from the last snapshot, to the same states', async () => {
    const { page } = open;
    await page.getByRole('button', { name: 'Restart from the last snapshot' }).click();
    await until('the fault is gone', async () => (await faultAlert(page).count()) === 0);
    await focusPage(page);
    await page.keyboard.press('ArrowRight');
    await untilTick(page, tick + 1);
    await page.keyboard.press('ArrowLeft');
    await untilTick(page, tick);
    expect(await says(page, 'hash')).toBe(hash);
  });
});

describe('a worker that is killed', () => {
  it('is missed, and one in its place comes to the same end', async () => {
    const end = await shippedEnd('us-and-china');
    const { page, close } = await openPage({ renderer: 'none', scenario: 'us-and-china' });
    await bothRun(page);
    const killed = page.workers();
    await Promise.all(killed.map((worker) => worker.evaluate(() => self.close())));
    await focusPage(page);
    await page.keyboard.press('End');
    await faultAlert(page).first().waitFor();
    // Each branch has a worker of its own, and each is missed by itself.
    const restart = page.getByRole('button', { name: 'Restart from the last snapshot' });
    await until('both branches run again', async () => {
      if ((await restart.count()) > 0) await restart.click();
      return (await tickOf(page)) === end.tick;
    });
    expect(await says(page, 'hash')).toBe(end.linked);
    expect(page.workers().some((worker) => !killed.includes(worker))).toBe(true);
    await close();
  });
});
