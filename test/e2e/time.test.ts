/** Time in detail: the loop, marks of what happened, the chosen figure, a hidden tab, what a step says (EXPERIENCE, Time). */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pauseButton, playButton } from './app.ts';
import { cutSelected, inspector } from './desk.ts';
import { focusPage, openPage, says, tickOf, until, untilTick, useBrowser, type OpenPage } from './page.ts';

useBrowser();

let open: OpenPage;

beforeAll(async () => {
  open = await openPage({ renderer: 'none' });
});
afterAll(() => open?.close());

const timeline = (page: Page) => page.getByRole('slider', { name: 'Timeline' });
const changeLine = (page: Page) => page.locator('.change-line[role=status][aria-live=polite]');

async function goTo(page: Page, tick: number): Promise<void> {
  await timeline(page).fill(String(tick));
  await untilTick(page, tick);
  await focusPage(page);
}

/** Every tick that comes on show, from now on. */
async function watchTicks(page: Page): Promise<() => Promise<number[]>> {
  await page.evaluate(() => {
    const seen: number[] = ((window as unknown as { ticksSeen: number[] }).ticksSeen = []);
    new MutationObserver(() => seen.push(Number(document.documentElement.dataset['tick']))).observe(
      document.documentElement,
      { attributeFilter: ['data-tick'] },
    );
  });
  return () => page.evaluate(() => (window as unknown as { ticksSeen: number[] }).ticksSeen);
}

/** Every line of changes that is said, from now on. */
async function watchLine(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const seen: string[] = ((window as unknown as { linesSeen: string[] }).linesSeen = []);
    const line = document.querySelector('.change-line')!;
    new MutationObserver(() => seen.push(line.textContent)).observe(line, {
      characterData: true,
      childList: true,
      subtree: true,
    });
  });
  return () => page.evaluate(() => (window as unknown as { linesSeen: string[] }).linesSeen);
}

/** What a browser does when its tab goes to the back, and comes to the front again. */
async function setHidden(page: Page, hidden: boolean): Promise<void> {
  await page.evaluate((now) => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => now });
    Object.defineProperty(document, 'visibilityState', {
      configurable: true,
      get: () => (now ? 'hidden' : 'visible'),
    });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);
}

describe('speed', () => {
  it('is typed, and what comes of it is measured apart from the frames', async () => {
    const { page } = open;
    const box = page.getByRole('combobox', { name: 'Speed, ticks per second' });
    await box.fill('37.5');
    await box.press('Enter');
    await expect.poll(() => box.inputValue()).toBe('37.5');
    await focusPage(page);
    await page.keyboard.press('Space');
    await page.getByText(/^\d+(\.\d)? ticks\/s · \d+ fps$/).waitFor();
    await page.keyboard.press('Space');
    await playButton(page).waitFor();
  });
});

describe('the loop', () => {
  it('plays a stretch over and over until it is let go', async () => {
    const { page } = open;
    await goTo(page, 100);
    await page.keyboard.press('[');
    await goTo(page, 106);
    await page.keyboard.press(']');
    await expect.poll(() => changeLine(page).innerText()).toBe('Loop from tick 100 to tick 106.');
    const seen = await watchTicks(page);
    await page.keyboard.press('Space');
    await until('it went round twice', async () => (await seen()).filter((tick) => tick === 100).length > 1);
    const ticks = await seen();
    expect(Math.min(...ticks)).toBe(100);
    expect(Math.max(...ticks)).toBe(106);
    await page.getByRole('button', { name: 'No loop' }).click();
    await until('it goes on', async () => (await tickOf(page)) > 110);
    await pauseButton(page).click();
  });
});

describe('a hidden tab', () => {
  it('stands still, and comes back without a burst', async () => {
    const { page } = open;
    await goTo(page, 200);
    await page.keyboard.press('Space');
    await until('it plays', async () => (await tickOf(page)) > 205);
    await setHidden(page, true);
    let left = NaN;
    await until('it stands', async () => {
      const before = left;
      left = await tickOf(page);
      await page.waitForTimeout(500);
      return before === left;
    });
    await page.waitForTimeout(2500);
    expect(await tickOf(page)).toBe(left);
    const seen = await watchTicks(page);
    await setHidden(page, false);
    await until('it plays on', async () => (await seen()).length > 5);
    // Half a second of play at most in one go, where two and a half seconds went by.
    const steps = (await seen()).map((tick, i, all) => tick - (all[i - 1] ?? left));
    expect(Math.max(...steps)).toBeLessThan(37.5 / 2);
    await page.keyboard.press('Space');
    await playButton(page).waitFor();
  });
});

describe('the timeline', () => {
  it('marks what was done, and says what, when and at which tick', async () => {
    const { page } = open;
    await goTo(page, 240);
    await page.getByRole('tab', { name: /^Links/ }).click();
    await page.getByRole('tabpanel').locator('tbody th button').first().click();
    await cutSelected(page);
    const mark = page.getByRole('button', { name: / cut, \w+day \d Jan 2026, .+, tick 240$/ });
    await mark.waitFor();
    const told = mark.locator('.told');
    await told.waitFor({ state: 'hidden' });
    await mark.hover();
    await told.waitFor();
    await page.mouse.move(0, 0);
    await told.waitFor({ state: 'hidden' });
    await timeline(page).focus();
    await page.keyboard.press('Tab');
    await told.waitFor();
    expect(await told.innerText()).toBe(await mark.getAttribute('aria-label'));
    await page.keyboard.press('Home');
    await untilTick(page, 0);
    await mark.click();
    await untilTick(page, 240);
    await page.getByRole('button', { name: 'Undo the last change' }).click();
    await mark.waitFor({ state: 'detached' });
    await inspector(page).getByRole('button', { name: 'Close' }).click();
  });

  it('draws the figure that is chosen', async () => {
    const { page } = open;
    const line = page.locator('.sparkline path.front');
    const busy = await line.getAttribute('d');
    await page.getByRole('button', { name: /Figure on the timeline/ }).click();
    await page.getByRole('option', { name: 'Power', exact: true }).click();
    await expect.poll(() => line.getAttribute('d')).not.toBe(busy);
    expect(await line.getAttribute('d')).toMatch(/^M[\d.]+ [\d.]+(L[\d.]+ [\d.]+){100,}$/);
  });

  it('shows a tick at once while it is scrubbed, back and forth, as it is when stepped to', async () => {
    const { page } = open;
    const hashes = new Map<number, string>();
    for (const tick of [1500, 20, 900, 20, 1500]) {
      await timeline(page).fill(String(tick));
      await untilTick(page, tick);
      const hash = await says(page, 'hash');
      expect(hashes.get(tick) ?? hash).toBe(hash);
      hashes.set(tick, hash);
    }
  });
});

describe('the line of changes', () => {
  it('speaks of steps on, steps back and jumps, to screen readers as well', async () => {
    const { page } = open;
    await goTo(page, 500);
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => changeLine(page).innerText()).toMatch(/^Tick 501: .+\.$/);
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => changeLine(page).innerText()).toMatch(/^Back at tick 500: .+\.$/);
    await page.keyboard.press('Home');
    await expect.poll(() => changeLine(page).innerText()).toMatch(/^Back at tick 0: [\d,]+ not yet arrived/);
    await timeline(page).focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => changeLine(page).innerText()).toMatch(/^Tick 1: /);
  });

  it('says nothing of a tick that was left before it was on show', async () => {
    const { page } = open;
    await goTo(page, 300);
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => changeLine(page).innerText()).toMatch(/^Tick 301: /);
    const said = await watchLine(page);
    // Both before any frame, as from quick fingers.
    await page.evaluate(() => {
      for (const key of ['ArrowRight', 'ArrowLeft'])
        document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    });
    await page.keyboard.press('ArrowLeft');
    await until('a step is told', async () => (await said()).some((line) => line.startsWith('Back at')));
    expect(await said()).toEqual([expect.stringMatching(/^Back at tick 300: /)]);
  });

  it('is empty after play, not of a tick long gone', async () => {
    const { page } = open;
    await goTo(page, 300);
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => changeLine(page).innerText()).toMatch(/^Tick 301: /);
    await page.keyboard.press('Space');
    await until('it plays', async () => (await tickOf(page)) > 305);
    await page.keyboard.press('Space');
    await playButton(page).waitFor();
    expect(await changeLine(page).innerText()).toBe('');
  });

  it('leaves nothing to complain of', () => {
    expect(open.complaints).toEqual([]);
  });
});
