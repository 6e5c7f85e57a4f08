/** The page comes up in each renderer as the one asked for, says nothing bad, and draws what it should. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { headline, linkControl, playButton } from './app.ts';
import { openPage, says, tickOf, useBrowser, type OpenPage } from './page.ts';
import { coloursIn, pictureOfCanvas, shareChanged, type Picture } from './picture.ts';

useBrowser();

const pictures: Record<string, Picture> = {};

describe.each(['webgpu', 'webgl'] as const)('in %s, the page', (renderer) => {
  let open: OpenPage;

  beforeAll(async () => {
    open = await openPage({ renderer });
  });
  afterAll(() => open?.close());

  it('runs on the renderer asked for', async () => {
    expect(await says(open.page, 'renderer')).toBe(renderer);
    // Of the two, only a WebGL canvas hands out a WebGL context.
    const gl = await open.page.evaluate(
      () => document.querySelector('canvas')?.getContext('webgl2') !== null,
    );
    expect(gl).toBe(renderer === 'webgl');
  });

  it('opens paused, on a tick that is not the start', async () => {
    await expect.poll(() => playButton(open.page).isVisible()).toBe(true);
    const tick = await tickOf(open.page);
    expect(tick).toBeGreaterThan(0);
    await open.page.waitForTimeout(700);
    expect(await tickOf(open.page)).toBe(tick);
  });

  it('has one canvas', async () => {
    expect(
      await open.page.locator('canvas[data-engine], .stage canvas, main canvas').count(),
    ).toBeLessThanOrEqual(1);
  });

  it('says in a sentence what linking does, with numbers', async () => {
    await expect.poll(() => headline(open.page).innerText()).toMatch(/linked.*\d.*islands.*\d/is);
    expect(await linkControl(open.page).getByRole('radio').count()).toBe(2);
  });

  it('draws a map: land, sea and things of many colours', async () => {
    const picture = await pictureOfCanvas(open.page);
    pictures[renderer] = picture;
    expect(coloursIn(picture)).toBeGreaterThan(8);
  });

  it('complains of nothing', () => {
    expect(open.complaints).toEqual([]);
  });
});

describe('the two renderers', () => {
  it('draw the same picture', () => {
    expect(shareChanged(pictures['webgpu']!, pictures['webgl']!, 40)).toBeLessThan(0.05);
  });
});
