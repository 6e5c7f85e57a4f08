/** Pointing with the mouse: every tenth of 120 sites, flat and on the globe, is named where it is drawn. */
import { PerspectiveCamera } from 'three/webgpu';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aimOf, pose } from '../../src/scene/aim.ts';
import { discRoom } from '../../src/scene/disc-room.ts';
import { FIELD_OF_VIEW, type View } from '../../src/scene/fit.ts';
import { createStage, nodeAt, type Stage } from '../../src/scene/stage.ts';
import { createToScreen, type ToScreen } from '../../src/scene/to-screen.ts';
import { LAND_TOP } from '../../src/scene/measure.ts';

import { openScenario } from '../../workers/host/open-scenario.ts';
import { compileWorld } from '../../workers/world/compile.ts';
import { describeWorld } from '../../workers/world/describe.ts';
import { readShipped } from '../fixtures/shipped.ts';
import { openFile } from './app.ts';
import { renderers } from './chromium.ts';
import { addressOnce, unpacked } from './links.ts';
import { focusPage, openPage, until, useBrowser, type OpenPage } from './page.ts';
import { pictureOfCanvas, shareChanged } from './picture.ts';

useBrowser();

const SIZE = { width: 940, height: 600 };
const COUNT = 120;
/** Over the foot of its tower, map units. */
const ABOVE = 0.12;

/** Over a third of the earth, each in a country of its own, so that none fold. */
const FILE = JSON.stringify({
  format: 'causeway/1',
  id: 'lattice',
  name: { en: 'Lattice' },
  duration: '1h',
  tick: '5m',
  accelerators: { chip: { bf16Tflops: 320, memoryGB: 64, tdpW: 500 } },
  sites: Object.fromEntries(
    Array.from({ length: COUNT }, (_, i) => [
      `s${i}`,
      {
        name: { en: `Site ${i}` },
        country: `C${i}`,
        lat: -32 + 9 * (i % 11) + (i % 3),
        lon: 62 + 10 * Math.floor(i / 11) + (i % 5),
        pools: { chip: 1000 + 137 * ((i * 31) % 97) },
      },
    ]),
  ),
});

/** Two sites near Shanghai and two near Seattle, with a fibre from each to the other's: from afar one arc. */
const PACIFIC = JSON.stringify({
  format: 'causeway/1',
  id: 'pacific',
  name: { en: 'Pacific' },
  duration: '1h',
  tick: '5m',
  accelerators: { chip: { bf16Tflops: 320, memoryGB: 64, tdpW: 500 } },
  sites: {
    shanghai: { name: { en: 'Shanghai' }, country: 'CN', lat: 31.2, lon: 121.5, pools: { chip: 9000 } },
    suzhou: { name: { en: 'Suzhou' }, country: 'CN', lat: 31.3, lon: 121, pools: { chip: 4000 } },
    seattle: { name: { en: 'Seattle' }, country: 'US', lat: 47.6, lon: -122.3, pools: { chip: 9000 } },
    quincy: { name: { en: 'Quincy' }, country: 'US', lat: 47.2, lon: -121.8, pools: { chip: 4000 } },
  },
  links: {
    wide: { a: 'shanghai', b: 'seattle', gbps: 400 },
    other: { a: 'suzhou', b: 'quincy', gbps: 100 },
  },
});

async function stageOf(file: string): Promise<Stage> {
  const opened = await openScenario({ text: file, patches: [], read: readShipped });
  if (!opened.ok) throw new Error(JSON.stringify(opened.issues.slice(0, 3)));
  return createStage(describeWorld(compileWorld(opened.scenario)));
}

/** The camera that the address tells of, over a stage of the test's own. */
function eyeOf(stage: Stage, numbers: readonly number[], room: { x: number; y: number } | null): ToScreen {
  const [x, z, distance, turn, tilt] = numbers as [number, number, number, number, number];
  const view: View = { x, z, distance, turn, tilt };
  const { width, height } = SIZE;
  const camera = new PerspectiveCamera(FIELD_OF_VIEW, width / height, 0.1, 1000);
  if (room) camera.setViewOffset(width, height, width / 2 - room.x, height / 2 - room.y, width, height);
  const morph = room ? 1 : 0;
  pose(camera, aimOf(view, room !== null, stage.globe, stage.projection), morph, stage.globe, LAND_TOP);
  return createToScreen(camera, stage, () => ({ morph, size: SIZE }));
}

/** The camera in the address, once it stays there. */
async function restingCamera(page: Page, globe: boolean): Promise<number[]> {
  let camera: number[] = [];
  await until('the camera rests', async () => {
    const before = camera;
    const link = await addressOnce(page, (run) => run.camera !== null && run.globe === globe);
    camera = unpacked(link).camera!;
    await page.waitForTimeout(600);
    return camera.join() === before.join();
  });
  return camera;
}

/** What the panels cover that stay, as the page itself measures them. */
function panels(page: Page) {
  return page.evaluate(() =>
    [...document.querySelectorAll('.headline-text, .headline-where, .segmented, kbd, .tools, .compare, .legend, .transport')]
      .map((element) => element.getBoundingClientRect())
      .map(({ x, y, width, height }) => ({ x: Math.round(x), y: Math.round(y), width: Math.round(width), height: Math.round(height) })),
  ); // prettier-ignore
}

describe.each(renderers('webgl'))('in %s, the mouse', (renderer) => {
  let open: OpenPage;
  let stage: Stage;

  beforeAll(async () => {
    stage = await stageOf(FILE);
    open = await openPage({ renderer }, { size: SIZE });
    await openFile(open.page, 'lattice.json', FILE);
    await open.page.getByText('Lattice').first().waitFor();
  });
  afterAll(() => open?.close());

  it.each(['flat', 'globe'])('finds each site where it is drawn, %s', async (kind) => {
    const { page } = open;
    await focusPage(page);
    if (kind === 'globe') await page.keyboard.press('g');
    // So that the page has measured the panels as they are now.
    await page.evaluate(() => dispatchEvent(new Event('resize')));
    const camera = await restingCamera(page, kind === 'globe');
    const eye = eyeOf(stage, camera, kind === 'globe' ? discRoom(await panels(page), SIZE) : null);
    const nearness = (site: number): number => eye.pixelsPerUnit(...nodeAt(stage, site));
    const before = await pictureOfCanvas(page);
    let [found, own] = [0, 0];
    for (let i = 0; i < COUNT; i += 10) {
      const at = eye.toScreen(...nodeAt(stage, i), LAND_TOP + ABOVE, { x: 0, y: 0, visible: false });
      if (!at.visible || !(await isBare(page, at))) continue;
      found += 1;
      await page.mouse.move(at.x, at.y);
      const { en } = stage.view.sites[i]!.name;
      const named = await nameUnderMouse(page);
      const front = stage.view.sites.findIndex(({ name }) => name.en === named);
      if (front === i) own += 1;
      else expect(nearness(front), `${named} stands before ${en}`).toBeGreaterThan(nearness(i));
      if (found > 2) continue;
      const around = { x: Math.round(at.x) - 6, y: Math.round(at.y) - 10, width: 12, height: 12 };
      expect(
        shareChanged(before, await pictureOfCanvas(page), 8, around),
        `${named} lights up`,
      ).toBeGreaterThan(0.02);
    }
    expect(found).toBeGreaterThan(5);
    expect(own / found).toBeGreaterThan(0.3);
    expect(open.complaints).toEqual([]);
  });

  it('chooses each of the links that are drawn as one arc', async () => {
    const { page } = open;
    await focusPage(page);
    await page.keyboard.press('g');
    await openFile(page, 'pacific.json', PACIFIC);
    await page.getByText('Pacific').first().waitFor();
    await restingCamera(page, false);
    const inspector = page.locator('.inspector');
    const title = inspector.getByRole('heading', { level: 2 });
    for (let y = 60; y < SIZE.height - 60 && !(await inspector.isVisible()); y += 6) {
      const at = { x: SIZE.width / 2, y };
      if (await isBare(page, at)) await page.mouse.click(at.x, at.y);
    }
    expect(await title.innerText()).toContain('Shanghai – Seattle');
    const together = inspector.locator('.together').getByRole('button');
    expect(await together.allInnerTexts()).toEqual(['Suzhou – Quincy']);
    await together.click();
    await expect.poll(() => title.innerText()).toContain('Suzhou – Quincy');
    expect(await together.allInnerTexts()).toEqual(['Shanghai – Seattle']);
  });
});

/** The name that insists on being read, once the page has answered to the mouse; '' for none. */
function nameUnderMouse(page: Page): Promise<string> {
  return page.evaluate(async () => {
    // It is looked up in one frame, and drawn in the next.
    for (let frames = 0; frames < 4; frames++) await new Promise(requestAnimationFrame);
    const labels = [...document.querySelectorAll<HTMLElement>('.map-label.meant')];
    return labels.find((label) => label.checkVisibility())?.querySelector('b')?.textContent ?? '';
  });
}

/** No panel lies over it. */
function isBare(page: Page, { x, y }: { x: number; y: number }): Promise<boolean> {
  return page.evaluate(([px, py]) => document.elementFromPoint(px!, py!)?.tagName === 'CANVAS', [x, y]);
}
