/** Going inside a site and back, in both renderers: cells where racks stand, whose they are, and the map as it was. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderers, WHOLE } from './chromium.ts';
import type { Page } from 'playwright-core';
import { namesUnderPanels } from './app.ts';
import { focusPage, openPage, until, useBrowser, type OpenPage } from './page.ts';
import { restingPicture, shareChanged, type Box, type Picture } from './picture.ts';

useBrowser();

const SITE = "Gui'an cluster";
const INSTALLED = 160_000;
/** The middle of what panels leave free, where the campus stands. */
const MIDDLE: Box = { x: 320, y: 190, width: 200, height: 150 };
const NOWHERE = { x: 5, y: 495 };

const legend = (page: Page) => page.getByRole('region', { name: SITE }).and(page.locator('.inside-legend'));
const tip = (page: Page) => page.getByRole('tooltip');

/** By the table, which needs no aim. */
async function select(page: Page, site = SITE): Promise<void> {
  await focusPage(page);
  await page.keyboard.press('t');
  await page.getByRole('rowheader', { name: site }).getByRole('button').click();
  await focusPage(page);
  await page.keyboard.press('t');
}

/** The picture at rest, with nothing in it pointed at. */
async function unpointed(page: Page): Promise<Picture> {
  await page.mouse.move(NOWHERE.x, NOWHERE.y);
  return restingPicture(page);
}

/** Places of the canvas with no panel over them, those near its middle first. */
function bareCanvas(page: Page): Promise<{ x: number; y: number }[]> {
  return page.evaluate(() => {
    const points = Array.from({ length: 640 }, (_, i) => ({
      x: 12 + 25 * (i % 32),
      y: 12 + 24 * Math.floor(i / 32),
    }));
    const far = ({ x, y }: { x: number; y: number }): number =>
      Math.hypot(x - innerWidth / 2, y - innerHeight / 2);
    return points
      .filter(({ x, y }) => document.elementFromPoint(x, y)?.tagName === 'CANVAS')
      .sort((a, b) => far(a) - far(b))
      .slice(0, 120);
  });
}

const inside: Record<string, Picture> = {};

describe.each(renderers('webgl'))('in %s, a site', (renderer) => {
  let open: OpenPage;
  let before: Picture;

  beforeAll(async () => {
    open = await openPage({ renderer });
  });
  afterAll(() => open?.close());

  it('opens at Enter, and says what a cell stands for', async () => {
    await select(open.page);
    before = await unpointed(open.page);
    await focusPage(open.page);
    await open.page.keyboard.press('Enter');
    await legend(open.page)
      .getByText(/1 cell = 32 accelerators/)
      .waitFor();
    expect(await legend(open.page).getByRole('status').innerText()).toMatch(/hall/);
  });

  it('shows its cells in the middle of the room there is', async () => {
    inside[renderer] = await unpointed(open.page);
    expect(shareChanged(before, inside[renderer]!, 24, MIDDLE)).toBeGreaterThan(0.5);
  });

  it('colours them by job, by power and by heat', async () => {
    const pictures = [inside[renderer]!];
    for (const view of ['Power', 'Heat']) {
      await legend(open.page).getByText(view, { exact: true }).click();
      pictures.push(await unpointed(open.page));
    }
    await legend(open.page).getByText('Job', { exact: true }).click();
    expect(shareChanged(pictures[0]!, pictures[1]!, 24, MIDDLE)).toBeGreaterThan(0.2);
    expect(shareChanged(pictures[1]!, pictures[2]!, 24, MIDDLE)).toBeGreaterThan(0.02);
  });

  it('counts every accelerator once', async () => {
    const figures = await legend(open.page).locator('.state .figure:not(.quiet)').allInnerTexts();
    const sum = figures.reduce((total, text) => total + Number(text.replaceAll(',', '')), 0);
    expect(Math.abs(sum - INSTALLED)).toBeLessThanOrEqual(figures.length);
  });

  it('names the job of a cell and lights up its gang', async () => {
    const { page } = open;
    const dark = await unpointed(page);
    let found = '';
    for (const { x, y } of await bareCanvas(page)) {
      await page.mouse.move(x, y);
      // It is looked up in one frame, and told in the next.
      await page.evaluate(async () => {
        for (let frames = 0; frames < 3; frames++) await new Promise(requestAnimationFrame);
      });
      if ((await tip(page).count()) > 0) found = await tip(page).innerText();
      if (/holds/.test(found)) break;
    }
    expect(found).toMatch(/holds [\d,]+ here/);
    await until('the job is named', async () => /-\d+/.test(await tip(page).innerText()));
    expect(shareChanged(dark, await restingPicture(page), 12)).toBeGreaterThan(0.02);
  });

  it('names no hall under a panel', async () => {
    const { page } = open;
    await focusPage(page);
    await page.keyboard.press('+');
    await unpointed(page);
    await until('a hall is named', async () => (await page.locator('.hall-label:visible').count()) > 0);
    // Brings the first hall's under the legend.
    await page.keyboard.press('Shift+ArrowUp');
    await unpointed(page);
    expect(await namesUnderPanels(page)).toEqual([]);
  });

  it('is left at Escape, for the map as it was', async () => {
    await focusPage(open.page);
    await open.page.keyboard.press('Escape');
    await until('the legend of the map is back', async () => (await legend(open.page).count()) === 0);
    expect(shareChanged(before, await unpointed(open.page))).toBeLessThan(0.01);
    expect(await tip(open.page).count()).toBe(0);
  });

  it('complains of nothing', () => {
    expect(open.complaints).toEqual([]);
  });
});

describe('from the globe, a site', () => {
  it('is gone into on the flat map, and left for the globe it was found on', async () => {
    const { page, close, complaints } = await openPage({ renderer: 'webgl' });
    await select(page);
    await focusPage(page);
    await page.keyboard.press('Enter');
    await legend(page).waitFor();
    const flat = await unpointed(page);
    await focusPage(page);
    await page.keyboard.press('Escape');
    await legend(page).waitFor({ state: 'detached' });
    await page.keyboard.press('g');
    const globe = await unpointed(page);
    await focusPage(page);
    await page.keyboard.press('Enter');
    await legend(page)
      .getByText(/1 cell = 32 accelerators/)
      .waitFor();
    expect(shareChanged(flat, await unpointed(page), 24, MIDDLE)).toBeLessThan(0.05);
    await focusPage(page);
    await page.keyboard.press('Escape');
    await legend(page).waitFor({ state: 'detached' });
    expect(shareChanged(globe, await unpointed(page))).toBeLessThan(0.02);
    expect(complaints).toEqual([]);
    await close();
  });
});

describe('however one came there, a site', () => {
  it('is seen the same, and so is the map after it: with motion, without, in another window meanwhile', async () => {
    const { page, close, complaints } = await openPage({ renderer: 'webgl' });
    const window = page.viewportSize()!;
    await select(page);
    const map = await unpointed(page);
    const campuses: Picture[] = [];
    for (const reducedMotion of ['reduce', 'no-preference'] as const) {
      await page.emulateMedia({ reducedMotion });
      await focusPage(page);
      await page.keyboard.press('Enter');
      await legend(page).locator('.per-cell').waitFor();
      campuses.push(await unpointed(page));
      await page.setViewportSize({ width: 1100, height: 700 });
      await unpointed(page);
      await page.setViewportSize(window);
      campuses.push(await unpointed(page));
      await focusPage(page);
      await page.keyboard.press('Escape');
      await legend(page).waitFor({ state: 'detached' });
      expect(shareChanged(map, await unpointed(page))).toBeLessThan(0.002);
    }
    for (const campus of campuses) expect(shareChanged(campuses[0]!, campus)).toBeLessThan(0.002);
    expect(complaints).toEqual([]);
    await close();
  });
});

describe('a site that a panel would hide', () => {
  it('stands beside it, after a way in and out too, and no longer than there is the panel', async () => {
    const { page, close, complaints } = await openPage({ renderer: 'webgl' });
    await page.setViewportSize({ width: 1280, height: 720 });
    const free = await unpointed(page);
    await select(page, 'Wuhu');
    await page.locator('.inspector').waitFor();
    const aside = await unpointed(page);
    expect(shareChanged(free, aside)).toBeGreaterThan(0.02);
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    await focusPage(page);
    await page.keyboard.press('Enter');
    await page.locator('.inside-legend').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.inside-legend').waitFor({ state: 'detached' });
    expect(shareChanged(aside, await unpointed(page))).toBeLessThan(0.002);
    await focusPage(page);
    await page.keyboard.press('Escape');
    await page.locator('.inspector').waitFor({ state: 'detached' });
    expect(shareChanged(free, await unpointed(page))).toBeLessThan(0.002);
    expect(complaints).toEqual([]);
    await close();
  });
});

describe('a site that a person put under a panel', () => {
  it('stays there when another panel grows', async () => {
    const { page, close, complaints } = await openPage(
      { renderer: 'webgl' },
      { size: { width: 1100, height: 640 } },
    );
    const hide = async (): Promise<Picture> => {
      const before = await unpointed(page);
      for (let i = 0; i < 4; i++) await page.keyboard.press('Shift+ArrowLeft');
      const after = await unpointed(page);
      expect(shareChanged(before, after)).toBeGreaterThan(0.02);
      return after;
    };
    const stepOnAndBack = async (): Promise<Picture> => {
      for (const [key, said] of [
        ['ArrowRight', /^Tick/],
        ['ArrowLeft', /^Back at/],
      ] as const) {
        await page.keyboard.press(key);
        await page.locator('.change-line').filter({ hasText: said }).waitFor();
      }
      return unpointed(page);
    };
    await select(page, 'Wuhu');
    await page.locator('.inspector').waitFor();
    const under = await hide();
    expect(shareChanged(under, await stepOnAndBack())).toBeLessThan(0.002);
    await page.keyboard.press('0');
    const first = await unpointed(page);
    expect(shareChanged(under, first)).toBeGreaterThan(0.02);
    expect(shareChanged(first, await stepOnAndBack())).toBeLessThan(0.002);
    // One for which nothing moved when it was chosen.
    await select(page, 'Zhangjiakou');
    expect(shareChanged(await hide(), await stepOnAndBack())).toBeLessThan(0.002);
    expect(complaints).toEqual([]);
    await close();
  });
});

describe('while the camera flies, a site', () => {
  it('is turned back from on the way in, and gone into again on the way out', async () => {
    const { page, close, complaints } = await openPage({ renderer: 'webgl' });
    await select(page);
    const map = await unpointed(page);
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    await focusPage(page);
    await page.keyboard.press('Enter');
    await legend(page).waitFor();
    await page.keyboard.press('Escape');
    await legend(page).waitFor({ state: 'detached' });
    expect(shareChanged(map, await unpointed(page))).toBeLessThan(0.01);
    expect(await legend(page).count()).toBe(0);

    await page.keyboard.press('Enter');
    await legend(page).locator('.per-cell').waitFor();
    const campus = await unpointed(page);
    await page.keyboard.press('Escape');
    await legend(page).waitFor({ state: 'detached' });
    await page.keyboard.press('Enter');
    await legend(page).locator('.per-cell').waitFor();
    expect(shareChanged(campus, await unpointed(page), 24, MIDDLE)).toBeLessThan(0.05);

    await page.keyboard.press('Escape');
    await legend(page).waitFor({ state: 'detached' });
    expect(shareChanged(map, await unpointed(page))).toBeLessThan(0.01);
    expect(complaints).toEqual([]);
    await close();
  });
});

describe.runIf(WHOLE)('the two renderers', () => {
  it('draw the same campus', () => {
    expect(shareChanged(inside['webgpu']!, inside['webgl']!, 40)).toBeLessThan(0.05);
  });
});
