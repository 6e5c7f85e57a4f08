/** Shocks by hand (F): on things and everywhere, listed, taken back from among others, undone and redone. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { en } from '../../src/i18n/en.ts';
import { changes, command, find, inspector } from './desk.ts';
import { focusPage, openPage, says, until, useBrowser, type OpenPage } from './page.ts';

useBrowser();

describe('by hand', () => {
  let open: OpenPage;
  let before = '';

  beforeAll(async () => {
    open = await openPage({ renderer: 'none' });
    before = await says(open.page, 'hash');
  });
  afterAll(() => open?.close());

  const items = () => changes(open.page).getByRole('listitem');
  const differs = () => until('the state is another', async () => (await says(open.page, 'hash')) !== before);
  const same = () => until('the state is as before', async () => (await says(open.page, 'hash')) === before);

  it('a site is blacked out, from its inspector, with the hours of the form', async () => {
    const { page } = open;
    await focusPage(page);
    await find(page, '庆阳集群');
    await inspector(page).getByRole('button', { name: en.shock.names['site-outage'] }).click();
    const form = page.getByRole('dialog');
    await form.getByRole('textbox', { name: en.shock.fields.hours }).fill('2');
    await form.getByRole('button', { name: en.shock.apply }).click();
    await differs();
    expect(await items().innerText()).toMatch(/Qingyang cluster out, to tick 7\d\d/);
  });

  it('the clock: demand surges everywhere, from the menu, until it is undone', async () => {
    const { page } = open;
    await page.getByRole('button', { name: en.shock.menu }).click();
    await page.getByRole('menuitem', { name: en.shock.names['demand-surge'] }).click();
    const form = page.getByRole('dialog');
    await form.getByRole('textbox', { name: en.shock.fields.factor }).fill('5');
    await form.getByRole('textbox', { name: en.shock.fields.hours }).fill('');
    await form.getByRole('button', { name: en.shock.apply }).click();
    await expect.poll(() => items().count()).toBe(2);
    expect(await items().last().innerText()).toContain('demand everywhere × 5');
  });

  it('the policy changes, from the palette', async () => {
    const { page } = open;
    await focusPage(page);
    await command(page, en.shock.names.policy);
    const form = page.getByRole('dialog');
    await form.getByRole('button', { name: /Placement/ }).click();
    await page.getByRole('option', { name: 'at home' }).click();
    await form.getByRole('button', { name: en.shock.apply }).click();
    await expect.poll(() => items().count()).toBe(3);
    expect(await items().last().innerText()).toContain('at home');
  });

  it('the first is taken back and the others stand; undo and redo go through the rest', async () => {
    const { page } = open;
    await items()
      .first()
      .getByRole('button', { name: /^Take back/ })
      .click();
    await expect.poll(() => items().count()).toBe(2);
    await differs();
    const undo = changes(page).getByRole('button', { name: en.commands.undo });
    const redo = changes(page).getByRole('button', { name: en.commands.redo });
    await undo.click();
    await undo.click();
    await expect.poll(() => items().count()).toBe(0);
    await same();
    await redo.click();
    await differs();
    expect(await items().innerText()).toContain('demand everywhere × 5');
    await undo.click();
    await same();
  });

  it('a new change makes what was undone forgotten', async () => {
    const { page } = open;
    await focusPage(page);
    await command(page, en.shock.names['unlink-all']);
    await expect.poll(() => items().count()).toBe(1);
    const redo = changes(page).getByRole('button', { name: en.commands.redo });
    await expect.poll(() => redo.isDisabled()).toBe(true);
    await page.keyboard.press('Control+z');
    await same();
  });

  it('complains of nothing', () => {
    expect(open.complaints).toEqual([]);
  });
});
