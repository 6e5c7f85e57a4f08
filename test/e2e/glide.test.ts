/** What follows a drag lasts as long with slow frames as with quick ones. */
import { expect, it } from 'vitest';
import { openPage, useBrowser } from './page.ts';
import { restingPicture, shareChanged } from './picture.ts';

useBrowser();

/** A page with two frames a second at most, which counts them. */
const SLOW_FRAMES = `
  const request = window.requestAnimationFrame.bind(window);
  window.framesSeen = 0;
  window.requestAnimationFrame = (draw) =>
    setTimeout(() => request((now) => { window.framesSeen++; draw(now); }), 500);
  window.cancelAnimationFrame = clearTimeout;
`;

it('ends within a few frames where frames are slow', async () => {
  const { page, close, complaints } = await openPage(
    { renderer: 'webgl' },
    { before: SLOW_FRAMES, moves: true },
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
