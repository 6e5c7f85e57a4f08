/** The page comes up in each renderer as the one asked for, says nothing bad, and draws what it should. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { headline, linkControl, mapCanvas, playButton, siteLabels, toggleRole } from './app.ts';
import { openPage, says, tickOf, until, useBrowser, type OpenPage } from './page.ts';
import {
  coloursIn,
  groundOf,
  pictureOfCanvas,
  restingPicture,
  shareChanged,
  shareUnlike,
  type Box,
  type Picture,
} from './picture.ts';

useBrowser();

/** East of Taiwan, in the first view of china-linked. */
const OPEN_SEA = { x: 600, y: 320, width: 120, height: 80 };

/** Farther than land and relief are from the sea's colour; what shines is a thing on the map. */
const SHINING = 90;

/** The tower of a name stands close by: above, below or beside it. */
function around(label: Box): Box {
  return { x: label.x - 28, y: label.y - 40, width: label.width + 56, height: label.height + 80 };
}

const pictures: Record<string, Picture> = {};

describe.each(['webgpu', 'webgl'] as const)('in %s, the page', (renderer) => {
  let open: OpenPage;

  beforeAll(async () => {
    open = await openPage({ renderer });
  });
  afterAll(() => open?.close());

  it('runs on the renderer asked for', async () => {
    expect(await says(open.page, 'renderer')).toBe(renderer);
    const kind = (): Promise<string | undefined> =>
      mapCanvas(open.page).evaluate((canvas) => (canvas as { contextKind?: string }).contextKind);
    await expect.poll(kind).toBe(renderer === 'webgpu' ? 'webgpu' : 'webgl2');
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
    const picture = await restingPicture(open.page);
    pictures[renderer] = picture;
    expect(coloursIn(picture)).toBeGreaterThan(8);
  });

  it('draws a tower by the name of each site, and none in the open sea', async () => {
    const picture = pictures[renderer]!;
    const sea = groundOf(picture, OPEN_SEA);
    expect(shareUnlike(picture, OPEN_SEA, sea, SHINING)).toBe(0);
    const labels = await siteLabels(open.page);
    expect(labels.length).toBeGreaterThan(0);
    for (const { name, box } of labels) {
      expect(shareUnlike(picture, around(box), sea, SHINING), name).toBeGreaterThan(0.02);
    }
  });

  it('takes the towers off the map when the legend filters their roles', async () => {
    const labels = await siteLabels(open.page);
    for (const role of ['trains', 'serves', 'trains and serves']) await toggleRole(open.page, role);
    await until('no tower is left by a name', async () => {
      const picture = await pictureOfCanvas(open.page);
      return labels.every(({ box }) => shareChanged(pictures[renderer]!, picture, 30, around(box)) > 0.02);
    });
  });

  it('fetches of the Chinese face what its English says, two characters', async () => {
    const fetched = await open.page.evaluate(() =>
      performance.getEntriesByType('resource').map(({ name }) => name.split('/').at(-1)!),
    );
    expect(fetched.filter((name) => name.includes('noto'))).toEqual(['noto-sans-sc-name-400.woff2']);
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
