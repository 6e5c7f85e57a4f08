/** Time in a person's hands: play, pause, step there and back (T2, T7), link and unlink (N5). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { choose, headline, pauseButton, playButton } from './app.ts';
import { standingTick } from './links.ts';
import { focusPage, openPage, says, tickOf, until, untilTick, useBrowser, type OpenPage } from './page.ts';

useBrowser();

describe('the transport', () => {
  let open: OpenPage;

  beforeAll(async () => {
    open = await openPage({ renderer: 'webgl' });
  });
  afterAll(() => open?.close());

  it('plays and pauses on Space', async () => {
    const { page } = open;
    const start = await tickOf(page);
    await focusPage(page);
    await page.keyboard.press('Space');
    await until('ticks go by', async () => (await tickOf(page)) > start + 2);
    expect(await pauseButton(page).isVisible()).toBe(true);
    await page.keyboard.press('Space');
    await expect.poll(() => playButton(page).isVisible()).toBe(true);
    const rest = await standingTick(page);
    await page.waitForTimeout(700);
    expect(await tickOf(page)).toBe(rest);
  });

  it('steps on and back by one tick, to the same state', async () => {
    const { page } = open;
    await focusPage(page);
    const tick = await tickOf(page);
    const hash = await says(page, 'hash');
    expect(hash).toMatch(/^[0-9a-f]{16}$/);
    await page.keyboard.press('ArrowRight');
    await untilTick(page, tick + 1);
    const next = await says(page, 'hash');
    await page.keyboard.press('ArrowLeft');
    await untilTick(page, tick);
    expect(await says(page, 'hash')).toBe(hash);
    await page.keyboard.press('ArrowRight');
    await untilTick(page, tick + 1);
    expect(await says(page, 'hash')).toBe(next);
  });

  it('steps too where the list of scenarios has just been left, and opens no other', async () => {
    const { page } = open;
    const title = await page.title();
    const tick = await tickOf(page);
    const button = page.locator('.scenario-select button');
    await button.click();
    await page.getByRole('listbox').waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => button.evaluate((it) => it === document.activeElement)).toBe(true);
    await page.keyboard.press('ArrowRight');
    await untilTick(page, tick + 1);
    await page.keyboard.press('ArrowLeft');
    await untilTick(page, tick);
    expect(await page.title()).toBe(title);
  });

  it('does the same by its buttons', async () => {
    const { page } = open;
    const tick = await tickOf(page);
    await page.getByRole('button', { name: 'One tick forward' }).click();
    await untilTick(page, tick + 1);
    await page.getByRole('button', { name: 'One tick back' }).click();
    await untilTick(page, tick);
    await playButton(page).click();
    await until('ticks go by', async () => (await tickOf(page)) > tick + 1);
    await pauseButton(page).click();
    await expect.poll(() => playButton(page).isVisible()).toBe(true);
  });

  it('goes back to the start and to the end with Home and End', async () => {
    const { page } = open;
    await focusPage(page);
    await page.keyboard.press('Home');
    await untilTick(page, 0);
    await page.keyboard.press('End');
    await untilTick(page, 2016);
  });

  it('shows the world of islands, another state at the same tick, and the linked one again', async () => {
    const { page } = open;
    const tick = await tickOf(page);
    const linked = await says(page, 'hash');
    await choose(page, 'Islands');
    // Until they have come so far, an earlier tick of theirs is on show.
    await until(
      'the state is that of the islands',
      async () => (await says(page, 'hash')) !== linked && (await tickOf(page)) === tick,
    );
    await expect.poll(() => headline(page).innerText()).toMatch(/^as islands/i);
    await focusPage(page);
    await page.keyboard.press('l');
    await until('the state is the linked one', async () => (await says(page, 'hash')) === linked);
    await expect.poll(() => headline(page).innerText()).toMatch(/^linked/i);
  });

  it('complains of nothing', () => {
    expect(open.complaints).toEqual([]);
  });
});
