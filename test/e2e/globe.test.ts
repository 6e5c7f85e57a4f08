/** The map as a globe: there and back, every layer in its place, nothing from the far side, night. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderers, WHOLE } from './chromium.ts';
import { siteLabels, toggleRole } from './app.ts';
import { focusPage, openPage, until, untilTick, useBrowser, type OpenPage } from './page.ts';
import { groundOf, restingPicture, shareChanged, shareUnlike, type Box, type Picture } from './picture.ts';

useBrowser();

/** Land of the first view, clear of panels, towers and links. */
const INLAND = { x: 400, y: 120, width: 30, height: 30 };
/** On the other side of the globe. */
const AMERICA = { x: 650, y: 70, width: 12, height: 12 };
const PACIFIC = { x: 640, y: 140, width: 12, height: 12 };
/** Ticks of five minutes: midnight and noon in Beijing. */
const MIDNIGHT = 480;
const NOON = 624;

async function press(page: Page, ...keys: string[]): Promise<Picture> {
  await focusPage(page);
  for (const key of keys) await page.keyboard.press(key);
  return restingPicture(page);
}

/** Keys of which the page hears all before it draws again, as one that is busy does. */
async function pressAtOnce(page: Page, ...keys: string[]): Promise<Picture> {
  await focusPage(page);
  await page.evaluate((all) => {
    for (const key of all) document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
  }, keys);
  return restingPicture(page);
}

async function goTo(page: Page, tick: number): Promise<Picture> {
  await page.getByRole('slider', { name: 'Timeline' }).fill(String(tick));
  await untilTick(page, tick);
  return restingPicture(page);
}

function brightness(picture: Picture, box: Box): number {
  return groundOf(picture, box).reduce((sum, channel) => sum + channel, 0);
}

function around({ x, y, width, height }: Box): Box {
  return { x: x - 20, y: y - 30, width: width + 40, height: height + 60 };
}

const globes: Record<string, Picture> = {};

describe.each(renderers('webgpu'))('in %s, the globe', (renderer) => {
  let open: OpenPage;
  let flat: Picture;

  beforeAll(async () => {
    open = await openPage({ renderer });
  });
  afterAll(() => open?.close());

  it('comes and goes on G, and the flat map is as it was', async () => {
    flat = await restingPicture(open.page);
    const globe = await press(open.page, 'g');
    globes[renderer] = globe;
    expect(shareChanged(flat, globe)).toBeGreaterThan(0.2);
    // Space at the corner, which land and sea filled.
    const corner = { x: 0, y: 420, width: 20, height: 20 };
    expect(shareUnlike(globe, corner, groundOf(globe, corner), 6)).toBe(0);
    expect(shareChanged(await press(open.page, 'g'), flat, 4)).toBeLessThan(0.001);
  });

  it('morphs in between where motion is welcome, to the same end', async () => {
    const { page } = open;
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    expect(shareChanged(await press(page, 'g'), globes[renderer]!, 8)).toBeLessThan(0.01);
    expect(shareChanged(await press(page, 'g'), flat, 8)).toBeLessThan(0.01);
    await page.emulateMedia({ reducedMotion: 'reduce' });
  });

  it('leaves the flat map where it was, though a drag still glides as it goes', async () => {
    const { page } = open;
    await press(page, 'g');
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    await page.mouse.move(440, 120);
    await page.mouse.down();
    await page.mouse.move(580, 160, { steps: 4 });
    await page.mouse.up();
    expect(shareChanged(await press(page, 'g'), flat, 8)).toBeLessThan(0.01);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    // The globe was moved, and is as at first for what follows.
    expect(shareChanged(await press(page, 'g'), globes[renderer]!)).toBeGreaterThan(0.02);
    await press(page, '0', 'g');
  });

  it('heeds the keys that come while it is on its way, and those before it', async () => {
    const { page } = open;
    const nearOnMap = await press(page, '+', '+');
    await page.keyboard.press('0');
    await press(page, 'g');
    const near = await press(page, '+', '+', 's');
    await page.keyboard.press('0');
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    await press(page, 'g');
    expect(shareChanged(await pressAtOnce(page, '+', '+', 'g', '+', '+', 's'), near, 8)).toBeLessThan(0.01);
    expect(shareChanged(await press(page, 'g'), nearOnMap, 8)).toBeLessThan(0.01);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    // Both as they were at first, for what follows.
    for (const key of ['0', 'g', '0', 'g']) await page.keyboard.press(key);
  });

  it('has a tower by every name on it', async () => {
    const { page } = open;
    const globe = await press(page, 'g');
    const labels = await siteLabels(page);
    expect(labels.length).toBeGreaterThan(1);
    for (const { name, box } of labels) {
      const near = around(box);
      expect(shareUnlike(globe, near, groundOf(globe, near), 60), name).toBeGreaterThan(0.01);
    }
  });

  it.each(['city, rim = in time', 'link load 0–100 %', 'trains'])(
    'has its %s among the sites and nowhere else',
    async (kind) => {
      const { page } = open;
      const boxes = (await siteLabels(page)).map(({ box }) => box);
      const left = Math.min(...boxes.map((box) => box.x)) - 60;
      const top = Math.min(...boxes.map((box) => box.y)) - 60;
      const width = Math.max(...boxes.map((box) => box.x + box.width)) + 60 - left;
      const height = Math.max(...boxes.map((box) => box.y + box.height)) + 60 - top;
      const before = await restingPicture(page);
      await toggleRole(page, kind);
      const without = await restingPicture(page);
      const inPlace = shareChanged(before, without, 12, { x: left, y: top, width, height });
      expect(inPlace).toBeGreaterThan(0.002);
      expect(shareChanged(before, without, 12, { x: 0, y: 0, width: left, height: 500 })).toBe(0);
      await toggleRole(page, kind);
    },
  );

  it('has land where the flat map shows none', async () => {
    const { page } = open;
    const far = await press(page, ...Array<string>(3).fill('Shift+ArrowRight'));
    expect(brightness(far, AMERICA)).toBeGreaterThan(1.5 * brightness(far, PACIFIC));
    await press(page, '0');
  });

  it('shows no name of the far side', async () => {
    const { page } = open;
    const names = () => page.locator('.map-label:visible').count();
    await until('names are there', async () => (await names()) > 1);
    await press(page, ...Array<string>(3).fill('Shift+ArrowRight'));
    await until('no name is left', async () => (await names()) === 0);
    await press(page, '0');
    await until('they are back', async () => (await names()) > 1);
  });

  it('is darker by night, as the flat map is', async () => {
    const { page } = open;
    await press(page, 'g');
    const noon = await goTo(page, NOON);
    const midnight = await goTo(page, MIDNIGHT);
    expect(brightness(noon, INLAND)).toBeGreaterThan(1.25 * brightness(midnight, INLAND));
  });

  it('is complained of by nothing', () => {
    expect(open.complaints).toEqual([]);
  });
});

describe.runIf(WHOLE)('the two renderers', () => {
  it('draw the same globe', () => {
    expect(shareChanged(globes['webgpu']!, globes['webgl']!, 40)).toBeLessThan(0.03);
  });
});
