/** Where frames are slow: what follows a drag lasts no longer, and what is dropped is said, over no name. */
import { expect, it } from 'vitest';
import { namesUnderPanels, pauseButton } from './app.ts';
import { focusPage, openPage, until, useBrowser } from './page.ts';
import { restingPicture, shareChanged } from './picture.ts';

useBrowser();

/** A page that waits so long for each frame, and counts them. */
const slowFrames = (ms: number): string => `
  const request = window.requestAnimationFrame.bind(window);
  window.framesSeen = 0;
  window.requestAnimationFrame = (draw) =>
    setTimeout(() => request((now) => { window.framesSeen++; draw(now); }), ${ms});
  window.cancelAnimationFrame = clearTimeout;
`;

it('ends within a few frames where frames are slow', async () => {
  const { page, close, complaints } = await openPage(
    { renderer: 'webgl' },
    { before: slowFrames(500), moves: true },
  );
  const frames = () => page.evaluate(() => (window as unknown as { framesSeen: number }).framesSeen);
  const before = await restingPicture(page);
  const seen = await frames();
  await page.mouse.move(440, 120);
  await page.mouse.down();
  await page.mouse.move(540, 150, { steps: 4 });
  await page.mouse.up();
  expect(shareChanged(before, await restingPicture(page))).toBeGreaterThan(0.02);
  expect((await frames()) - seen).toBeLessThan(30);
  expect(complaints).toEqual([]);
  await close();
});

it('says what it drops, and moves the names aside for it', async () => {
  const { page, close, complaints } = await openPage(
    { renderer: 'webgl', quality: 'full' },
    { before: slowFrames(60), moves: true, size: { width: 1024, height: 640 } },
  );
  await focusPage(page);
  await page.keyboard.press('Space');
  const note = page.getByText(/^Drawn with .*fewer particles/);
  await note.waitFor({ timeout: 150_000 });
  await pauseButton(page).click();
  const names = page.locator('.map-label:visible');
  await until('names stand on the map', async () => (await names.count()) > 10);
  await until('none under the note', async () => (await namesUnderPanels(page)).length === 0);
  expect(complaints).toEqual([]);
  await close();
}, 240_000);
