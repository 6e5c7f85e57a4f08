/** Going in and out of sites again and again leaves nothing behind on the GPU. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { renderers, WHOLE } from './chromium.ts';
import { focusPage, openPage, until, useBrowser } from './page.ts';

useBrowser();

/** A leak of one object a time shows after a few more than are allowed. */
const CYCLES = WHOLE ? 50 : 16;

/** Live objects of the GPU, made less let go, by kind. As text: a compiler's helpers are not on the page. */
const COUNT = `
  window.live = {};
  const count = (type, name, kind, by) => {
    const call = type && type.prototype[name];
    if (!call) return;
    type.prototype[name] = function (...given) {
      const last = given[0];
      if (by > 0 || last) live[kind] = (live[kind] ?? 0) + by;
      return call.apply(this, given);
    };
  };
  for (const kind of ['Buffer', 'Texture', 'Program', 'VertexArray']) {
    count(window.WebGL2RenderingContext, 'create' + kind, kind, 1);
    count(window.WebGL2RenderingContext, 'delete' + kind, kind, -1);
  }
  for (const kind of ['Buffer', 'Texture']) {
    count(window.GPUDevice, 'create' + kind, kind, 1);
    const type = window['GPU' + kind];
    if (type) {
      const destroy = type.prototype.destroy;
      type.prototype.destroy = function () { live[kind] = (live[kind] ?? 0) - 1; return destroy.call(this); };
    }
  }
`;

const live = (page: Page): Promise<Record<string, number>> =>
  page.evaluate(() => (window as unknown as { live: Record<string, number> }).live);

async function inAndOut(page: Page): Promise<void> {
  await page.keyboard.press('Enter');
  await page.locator('.inside-legend .per-cell').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.inside-legend').waitFor({ state: 'detached' });
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

describe.each(renderers('webgl'))('in %s, again and again in and out of a site', (renderer) => {
  it('leave as many buffers, textures and programs as the first few', { timeout: 240_000 }, async () => {
    const { page, close, complaints } = await openPage({ renderer });
    await focusPage(page);
    await page.keyboard.press('t');
    await page.getByRole('rowheader', { name: 'Wuhu' }).getByRole('button').click();
    await focusPage(page);
    await page.keyboard.press('t');
    await page.evaluate(COUNT);
    for (let i = 0; i < 4; i++) await inAndOut(page);
    const before = { ...(await live(page)) };
    for (let i = 4; i < CYCLES; i++) await inAndOut(page);
    await until('nothing more is let go', async () => {
      const a = JSON.stringify(await live(page));
      await page.waitForTimeout(500);
      return a === JSON.stringify(await live(page));
    });
    const after = await live(page);
    for (const [kind, count] of Object.entries(after)) {
      expect(count - (before[kind] ?? 0), `${kind}s left behind`).toBeLessThanOrEqual(4);
    }
    expect(complaints).toEqual([]);
    await close();
  });
});
