/** The page comes up in each renderer as the one asked for, says nothing bad, and draws what it should. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { headline, linkControl, mapCanvas, playButton, siteLabels } from './app.ts';
import { openPage, says, tickOf, until, useBrowser, type OpenPage } from './page.ts';
import {
  coloursIn,
  groundOf,
  meanColour,
  pictureOfCanvas,
  shareChanged,
  shareUnlike,
  type Picture,
} from './picture.ts';

useBrowser();

/** East of Taiwan, in the first view of china-linked. */
const OPEN_SEA = { x: 600, y: 320, width: 120, height: 80 };

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

  it('has one canvas for the map', async () => {
    expect(await mapCanvas(open.page).count()).toBe(1);
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

  it('draws a tower above the name of each site, and none in the open sea', async () => {
    const picture = pictures[renderer]!;
    const sea = groundOf(picture, OPEN_SEA);
    expect(shareUnlike(picture, OPEN_SEA, sea)).toBeLessThan(0.05);
    const names = await siteLabels(open.page);
    expect(names.length).toBeGreaterThan(2);
    for (const { name, box } of names) {
      const above = { x: box.x + box.width / 2 - 10, y: box.y - 40, width: 20, height: 36 };
      expect(shareUnlike(picture, above, sea), name).toBeGreaterThan(0.4);
    }
  });

  it('takes the towers of a role off the map when the legend filters it', async () => {
    const wuhu = (await siteLabels(open.page)).find(({ name }) => name.includes('Wuhu'));
    const box = wuhu!.box;
    const above = { x: box.x + box.width / 2 - 6, y: box.y - 36, width: 12, height: 30 };
    const before = meanColour(pictures[renderer]!, above);
    const filter = open.page
      .getByRole('checkbox', { name: 'serves', exact: true })
      .or(open.page.getByRole('button', { name: 'serves', exact: true }));
    await filter.click();
    await until('the tower is gone', async () => {
      const after = meanColour(await pictureOfCanvas(open.page), above);
      return after.some((channel, i) => Math.abs(channel - before[i]!) > 30);
    });
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
