/** Presenting: every key of a clicker, questions first, notes, an end that gives all back; and in a frame. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { en } from '../../src/i18n/en.ts';
import { headline, openFile } from './app.ts';
import { changes, command, cutSelected, find } from './desk.ts';
import { story, tickAt, type Scene } from './fibre-cut.ts';
import { addressOnce } from './links.ts';
import { focusPage, openPage, says, tickOf, until, untilTick, useBrowser, type OpenPage } from './page.ts';

useBrowser();

const [first, second, third, last] = story;

const shown = (page: Page) => page.getByRole('main', { name: en.present.title });
const titled = (page: Page, scene: Scene) =>
  shown(page).getByRole('heading', { name: scene.title.en, exact: true });
const asked = (page: Page) => shown(page).getByRole('heading', { name: second.guess!.en });

describe('a story is told', () => {
  let open: OpenPage;
  let page: Page;
  let opened: number;
  const key = async (...keys: string[]): Promise<void> => {
    for (const one of keys) await page.keyboard.press(one);
  };

  beforeAll(async () => {
    open = await openPage({ renderer: 'none', scenario: 'fibre-cut-live' });
    ({ page } = open);
    opened = await tickOf(page);
    await page.waitForFunction(() => document.querySelector('.timeline-progress') === null);
  });
  afterAll(() => open?.close());

  it('scene by scene: a question before its answer, playing that stops where it should', async () => {
    await key('p');
    await titled(page, first).waitFor();
    await untilTick(page, tickAt(first.at));
    await key('PageDown');
    await asked(page).waitFor();
    expect(await titled(page, second).isVisible()).toBe(false);
    await untilTick(page, tickAt(second.at));
    await key('PageDown');
    await titled(page, second).waitFor();
    await until('it plays', async () => (await tickOf(page)) > tickAt(second.at));
    await key('PageDown');
    await untilTick(page, tickAt(second.playTo!));
    const hash = await says(page, 'hash');
    await key('ArrowRight');
    await titled(page, third).waitFor();
    await untilTick(page, tickAt(third.at));
    await key('PageUp');
    await titled(page, second).waitFor();
    await untilTick(page, tickAt(second.playTo!));
    expect(await says(page, 'hash')).toBe(hash);
  });

  it('by number, held and gone on with, again, black, light or dark', async () => {
    await key('4');
    await titled(page, last).waitFor();
    await until('it plays', async () => (await tickOf(page)) > tickAt(last.at));
    await key(' ');
    let held = NaN;
    await until('it stands', async () => {
      const before = held;
      held = await tickOf(page);
      await page.waitForTimeout(500);
      return before === held;
    });
    await key('r');
    await until('it begins anew', async () => (await tickOf(page)) < held);
    await key('.');
    await page.locator('.show-black').waitFor();
    await key('PageDown');
    await page.locator('.show-black').waitFor({ state: 'detached' });
    await titled(page, last).waitFor();
    const theme = (): Promise<string | null> => page.locator('html').getAttribute('data-theme');
    expect(await theme()).toBe('projector-dark');
    await key('i');
    expect(await theme()).toBe('projector-light');
    await key('Home');
    await titled(page, first).waitFor();
    await key('End');
    await titled(page, last).waitFor();
  });

  it('from all scenes at once', async () => {
    await key('o');
    const sheet = page.getByRole('dialog', { name: en.present.overview });
    await sheet.getByRole('row').nth(3).waitFor();
    expect(await sheet.getByRole('row').count()).toBe(story.length);
    await sheet.getByRole('row', { name: third.title.en }).click();
    await sheet.waitFor({ state: 'detached' });
    await titled(page, third).waitFor();
  });

  it('with notes in a window of their own, which takes the keys too', async () => {
    await focusPage(page);
    const [notes] = await Promise.all([page.waitForEvent('popup'), key('n')]);
    await notes.getByRole('heading', { name: third.title.en }).waitFor();
    await notes.getByRole('heading', { name: last.title.en }).waitFor();
    await notes.keyboard.press('PageDown');
    await titled(page, last).waitFor();
    await notes.getByText(en.present.notes.last).waitFor();
    const background = () =>
      notes.locator('.notes-window').evaluate((room) => getComputedStyle(room).backgroundColor);
    await expect.poll(background).not.toBe('rgba(0, 0, 0, 0)');
    await notes.getByRole('button', { name: en.present.buttons.back }).click();
    await titled(page, third).waitFor();
    await Promise.all([notes.waitForEvent('close'), key('n')]);
  });

  it('in type that can be read from the back row', async () => {
    const small = await shown(page).evaluate((room) =>
      [...room.querySelectorAll('section *, dl *')]
        .filter(
          (one) =>
            one.childElementCount === 0 &&
            one.textContent !== '' &&
            parseFloat(getComputedStyle(one).fontSize) < 28,
        )
        .map((one) => one.textContent),
    );
    expect(small).toEqual([]);
  });

  it('and all is as it was before: the tick, what was done, the theme, the address', async () => {
    await key('Escape');
    await headline(page).waitFor();
    await untilTick(page, opened);
    await find(page, 'Zhangjiakou cluster – Beijing');
    await cutSelected(page);
    await focusPage(page);
    const tick = (await tickOf(page)) + 1;
    await key('ArrowRight');
    await untilTick(page, tick);
    await until('the cut is computed', async () => (await changes(page).getByRole('listitem').count()) === 1);
    await addressOnce(page, (run) => run.tick === tick && run.log.length > 0);
    const state = async (): Promise<unknown[]> => [
      await says(page, 'hash'),
      await tickOf(page),
      await page.locator('html').getAttribute('data-theme'),
      await page.evaluate(() => location.href),
      await changes(page).getByRole('listitem').allInnerTexts(),
    ];
    const before = await state();
    await command(page, en.commands.present);
    await focusPage(page);
    // Gone on from before the page is ready to: it plays once it is.
    await page.evaluate(() => {
      for (const key of ['2', 'PageDown'])
        document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    });
    await titled(page, second).waitFor();
    await until('it plays', async () => (await tickOf(page)) > tickAt(second.at));
    expect(await tickOf(page)).toBeLessThanOrEqual(tickAt(second.playTo!));
    await page.waitForTimeout(700);
    await key('Escape');
    await changes(page).getByRole('listitem').waitFor();
    await untilTick(page, tick);
    await until('the state is as before', async () => (await says(page, 'hash')) === before[0]);
    await expect.poll(state).toEqual(before);
    expect(open.complaints).toEqual([]);
  });
});

it('begins by itself where the address says so, in a frame with nothing but a credit', async () => {
  const open = await openPage({ renderer: 'none', scenario: 'hello', embed: '', present: '2' });
  const { page } = open;
  await shown(page).getByRole('heading').waitFor();
  const credit = page.getByRole('link', { name: en.present.whole });
  expect(await credit.getAttribute('href')).not.toContain('embed');
  expect(await page.getByRole('button').count()).toBe(3);
  await page.getByRole('button', { name: en.present.buttons.back }).click();
  await page.getByText(en.present.scene('1', '3')).waitFor();
  await page.keyboard.press('Escape');
  await headline(page).waitFor();
  expect(await page.getByRole('navigation').count()).toBe(0);
  expect(open.complaints).toEqual([]);
  await open.close();
});

describe('a story is written', () => {
  let open: OpenPage;
  let page: Page;
  const words = en.present.story;
  const sheet = (name: string | RegExp) => page.getByRole('dialog', { name });

  beforeAll(async () => {
    open = await openPage({ renderer: 'none', scenario: 'hello' });
    ({ page } = open);
  });
  afterAll(() => open?.close());

  it('of what is on show, in both languages, and told at once', async () => {
    await find(page, 'Mill - Hill');
    await cutSelected(page);
    await focusPage(page);
    const tick = await tickOf(page);
    await until('the cut is computed', async () => (await changes(page).getByRole('listitem').count()) === 1);
    await page.keyboard.press('a');
    await sheet('Scene 4').waitFor();
    await page.getByRole('textbox', { name: 'Title English' }).fill('No way to Hill');
    await page.getByRole('textbox', { name: 'Title Chinese' }).fill('山路已断');
    await page.getByRole('textbox', { name: 'Question to ask first English' }).fill('What now?');
    await page.getByText('1 command').waitFor();
    await page.getByRole('button', { name: words.all }).click();
    await page.getByRole('button', { name: en.present.open, exact: true }).last().click();
    await shown(page).waitFor();
    await page.keyboard.press('End');
    await shown(page).getByRole('heading', { name: 'What now?' }).waitFor();
    await page.keyboard.press('PageDown');
    await shown(page).getByRole('heading', { name: 'No way to Hill' }).waitFor();
    await untilTick(page, tick);
    await shown(page).getByText(en.linkInfo.down).first().waitFor();
    await page.keyboard.press('Escape');
    await headline(page).waitFor();
  });

  it('in another order, undone, and with an error at its place', async () => {
    await page.keyboard.press('o');
    await sheet(words.title).waitFor();
    const titles = (): Promise<string[]> => page.locator('.story-scene b').allInnerTexts();
    const before = await titles();
    await page.getByRole('button', { name: words.up('No way to Hill') }).click();
    expect(await titles()).toEqual([before[0], before[1], before[3], before[2]]);
    await page.getByRole('button', { name: words.remove(before[0]!) }).click();
    expect(await titles()).toHaveLength(3);
    for (let i = 0; i < 2; i++) await page.getByRole('button', { name: words.undo, exact: true }).click();
    expect(await titles()).toEqual(before);
    await page.locator('.story-scene').last().click();
    const time = page.getByRole('textbox', { name: words.fields.at });
    const was = await time.inputValue();
    await time.fill('40d');
    const alert = page.getByRole('alert');
    await alert.getByText('story[3].at').waitFor();
    expect(await alert.innerText()).toMatch(/after the end[\s\S]*at most/);
    await time.fill(was);
    await alert.waitFor({ state: 'detached' });
    await page.getByRole('dialog').getByRole('button', { name: en.close, exact: true }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('goes with the scenario file, and is here again after another visit', async () => {
    await page.getByRole('button', { name: en.share.open }).click();
    const dialog = sheet(en.share.open);
    await dialog.getByRole('tab', { name: en.share.tabs.scenario }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('button', { name: en.share.save, exact: true }).click(),
    ]);
    const file = await text(await download.createReadStream());
    const scene = (JSON.parse(file) as { story: object[] }).story.at(-1);
    expect(scene).toMatchObject({
      title: { en: 'No way to Hill', zh: '山路已断' },
      guess: { en: 'What now?' },
    });
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    const [own, plain] = [file, readFileSync('public/scenarios/hello.json', 'utf8')].map(
      (text) => text.length,
    );
    expect(own).toBeGreaterThan(plain! / 2);
    await page.reload();
    await page.getByText(words.found('4')).waitFor();
    await openFile(page, 'taken.json', file);
    await until('the file is open', async () => (await page.getByText(words.found('4')).count()) === 0);
    await page.keyboard.press('o');
    await until('it has the scene', async () =>
      (await page.locator('.story-scene b').allInnerTexts()).includes('No way to Hill'),
    );
    expect(open.complaints).toEqual([]);
  });
});
