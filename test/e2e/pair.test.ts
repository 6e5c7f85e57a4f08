/** Two branches on the map: their difference by colour, and side by side under one camera; in both renderers. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderers, WHOLE } from './chromium.ts';
import { focusPage, openPage, until, useBrowser, type OpenPage } from './page.ts';
import {
  pictureOfCanvas,
  restingPicture,
  shareChanged,
  shareUnlike,
  type Box,
  type Colour,
  type Picture,
} from './picture.ts';
import { siteLabels, toggleRole } from './app.ts';

useBrowser();

const SIZE = { width: 1000, height: 600 };

async function press(page: Page, key: string): Promise<Picture> {
  await focusPage(page);
  await page.keyboard.press(key);
  return restingPicture(page);
}

/** Share of a box that is orange, and that is purple, as the scale's ends are. */
function leaning(picture: Picture, { x, y, width, height }: Box): { more: number; less: number } {
  let [more, less, all] = [0, 0, 0];
  for (let row = Math.round(y); row < y + height; row++)
    for (let column = Math.round(x); column < x + width; column++) {
      const at = 4 * (row * picture.width + column);
      const [r, g, b] = [...picture.data.subarray(at, at + 3)] as Colour;
      all++;
      if (r > 90 && r > b + 50 && g > b) more++;
      if (b > 90 && b > g + 25 && r > g) less++;
    }
  return { more: more / all, less: less / all };
}

/** Where a tower is, by its name: under it. */
const towerUnder = ({ x, y, width, height }: Box): Box => ({
  x: x + width / 2 - 10,
  y: y + height,
  width: 20,
  height: 60,
});

const pictures: Record<string, Picture[]> = {};

describe.each(renderers('webgpu'))('in %s, two branches', (renderer) => {
  let open: OpenPage;
  let one: Picture;

  beforeAll(async () => {
    open = await openPage({ renderer }, { size: SIZE });
  });
  afterAll(() => open?.close());

  it('as a difference, colour each site by its sign, and say the same in words', async () => {
    const { page } = open;
    one = await restingPicture(page);
    await focusPage(page);
    await page.keyboard.press('v');
    await until('names say differences', async () => {
      const labels = await siteLabels(page);
      return labels.length > 2 && labels.every(({ name }) => /[−+\d].*pt/.test(name));
    });
    const picture = await restingPicture(page);
    pictures[renderer] = [picture];
    expect(shareChanged(one, picture)).toBeGreaterThan(0.01);
    let told = 0;
    for (const { name, box } of await siteLabels(page)) {
      const points = Number(/([−+])(\d+)/.exec(name)?.slice(1).join('').replace('−', '-') ?? 0);
      const { more, less } = leaning(picture, towerUnder(box));
      // A name that had to stand beside its tower has none under it.
      if (Math.abs(points) < 12 || more + less < 0.04) continue;
      told++;
      expect(points > 0 ? more > less : less > more, `${name}: ${more} more, ${less} less`).toBe(true);
    }
    expect(told).toBeGreaterThan(1);
    const key = page.locator('.difference-key');
    expect(await key.innerText()).toMatch(/A minus B, percentage points[\s\S]*less in A[\s\S]*more in A/);
  });

  it.runIf(renderer === 'webgl')('leave out what the legend filters off', async () => {
    const { page } = open;
    const before = await restingPicture(page);
    await toggleRole(page, 'link load, difference');
    expect(shareChanged(before, await restingPicture(page))).toBeGreaterThan(0.002);
    await toggleRole(page, 'link load, difference');
    expect(shareChanged(before, await restingPicture(page), 4)).toBe(0);
  });

  it('side by side, stand at the same places, each with amounts of its own', async () => {
    const { page } = open;
    await page.getByRole('radiogroup', { name: 'On the map' }).getByText('Side by side').click();
    await page.getByText('B · Islands').waitFor();
    const picture = await restingPicture(page);
    pictures[renderer]!.push(picture);
    const halves = await page.locator('.scene-half').all();
    expect(halves).toHaveLength(2);
    const found = await Promise.all(
      halves.map(async (half) => {
        const caption = (await half.locator('.half-name').boundingBox())!;
        const labels = await half.locator('.map-label-site:visible').all();
        const names = await Promise.all(
          labels.map(async (label) => {
            const [name, figure] = (await label.innerText()).split('\n');
            return [name!, { figure: figure!, box: (await label.boundingBox())! }] as const;
          }),
        );
        return { middle: caption.x + caption.width / 2, names: new Map(names) };
      }),
    );
    const [a, b] = found as [(typeof found)[0], (typeof found)[0]];
    const shared = [...a.names.keys()].filter((name) => b.names.has(name));
    expect(shared.length).toBeGreaterThan(0);
    expect(shared.some((name) => a.names.get(name)!.figure !== b.names.get(name)!.figure)).toBe(true);
    // Away from panels, what is drawn in one half is drawn in the other: land and towers line up.
    const across = Math.round(b.middle - a.middle);
    const strip = { x: Math.round(a.middle) - 60, y: 330, width: 120, height: 90 };
    let unlike = 0;
    for (let y = strip.y; y < strip.y + strip.height; y++)
      for (let x = strip.x; x < strip.x + strip.width; x++) {
        const [left, right] = [x, x + across].map((at) => 4 * (y * picture.width + at)) as [number, number];
        if (Math.abs(picture.data[left]! - picture.data[right]!) > 24) unlike++;
      }
    expect(unlike / (strip.width * strip.height)).toBeLessThan(0.3);
    expect(shareUnlike(picture, strip, [0, 0, 0], 40)).toBeGreaterThan(0.05);
  });

  it('are picked in the half that is pointed at', async () => {
    const { page } = open;
    const half = page.locator('.scene-half').nth(1);
    // So small, sites stand as hubs: a click flies in, until the hub comes apart.
    const hub = half.locator('.map-label-site:visible').filter({ hasText: / \+\d/ }).first();
    const name = (await hub.innerText()).split('\n')[0]!;
    const box = (await hub.boundingBox())!;
    await page.mouse.click(box.x + box.width / 2, box.y + box.height + 14);
    await until(
      'the hub has come apart',
      async () => (await half.getByText(name).count()) === 0 || !(await half.getByText(name).isVisible()),
    );
    const alone = half.locator('.map-label-site:visible').filter({ hasText: name.replace(/ \+\d+/, '') });
    await alone.waitFor();
    await press(page, '0');
  });

  it.runIf(renderer === 'webgpu')('zoom to what lies under the wheel, in either half', async () => {
    const { page } = open;
    const half = page.locator('.scene-half').nth(1);
    const label = half.locator('.map-label-site:visible', { hasText: 'Zhangjiakou' });
    await label.waitFor();
    const before = (await label.boundingBox())!;
    const foot = { x: before.x + before.width / 2, y: before.y + before.height + 30 };
    await page.mouse.move(foot.x, foot.y);
    const far = await restingPicture(page);
    await page.mouse.wheel(0, -300);
    await until('it is nearer', async () => shareChanged(far, await pictureOfCanvas(page)) > 0.03);
    await restingPicture(page);
    const after = (await label.boundingBox())!;
    expect(Math.abs(after.x + after.width / 2 - foot.x)).toBeLessThan(25);
    await focusPage(page);
    await page.keyboard.press('0');
  });

  it('give way to the one, as it was', async () => {
    expect(shareChanged(one, await press(open.page, 'h'), 4)).toBeLessThan(0.002);
    expect(open.complaints).toEqual([]);
  });
});

describe.runIf(WHOLE)('the two renderers', () => {
  it('draw the same difference, and the same halves', () => {
    for (const i of [0, 1])
      expect(shareChanged(pictures['webgpu']![i]!, pictures['webgl']![i]!, 40)).toBeLessThan(0.04);
  });
});
