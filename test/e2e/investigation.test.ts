/** A whole investigation by keyboard alone: search, inspect, ask why, cut a fibre, step, undo. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changes, find, inspector, said, tabTo } from './desk.ts';
import { focusPage, openPage, says, tickOf, until, untilTick, useBrowser, type OpenPage } from './page.ts';

useBrowser();

describe('by keyboard alone, a person', () => {
  let open: OpenPage;
  let before = '';

  beforeAll(async () => {
    open = await openPage({ renderer: 'webgl' });
    before = await says(open.page, 'hash');
  });
  afterAll(() => open?.close());

  it('searches a site in either language and has it before them', async () => {
    const { page } = open;
    await focusPage(page);
    await find(page, '贵安集群');
    await expect
      .poll(() => inspector(page).getByRole('heading', { level: 2 }).innerText())
      .toMatch(/^Gui'an/);
    await focusPage(page);
    await find(page, 'zhangjiakou cl');
    await expect
      .poll(() => inspector(page).getByRole('heading', { level: 2 }).innerText())
      .toMatch(/^Zhangjiakou/);
  });

  it('goes through its jobs, page by page, and opens one', async () => {
    const { page } = open;
    const rows = inspector(page).getByRole('region', { name: 'Jobs here' });
    const first = rows.getByRole('rowheader').first();
    const name = await first.innerText();
    const later = rows.getByRole('button', { name: 'Further rows' });
    await tabTo(page, later);
    await page.keyboard.press('Enter');
    await expect.poll(() => first.innerText()).not.toBe(name);
    await tabTo(page, first.getByRole('button'), true);
    const job = await first.innerText();
    await page.keyboard.press('Enter');
    await inspector(page).getByRole('heading', { name: job }).waitFor();
  });

  it('is told why it is there: the chosen site first, and reasons for those that were not allowed', async () => {
    const { page } = open;
    const candidates = inspector(page).getByRole('rowheader');
    await candidates.first().waitFor();
    expect(await candidates.first().innerText()).toMatch(/chosen/);
    const stages = inspector(page).getByRole('region', { name: 'Stages' });
    expect(await stages.getByText('submitted').isVisible()).toBe(true);
    await focusPage(page);
    await page.keyboard.press('l');
    await inspector(page)
      .getByText(/not allowed: the sites are not linked/)
      .first()
      .waitFor();
    await page.keyboard.press('l');
    await until('the linked world is back', async () => (await says(page, 'hash')) === before);
  });

  it('cuts a fibre for six hours, and hears so', async () => {
    const { page } = open;
    await focusPage(page);
    await find(page, "Gui'an cluster – Guiyang");
    await tabTo(page, inspector(page).getByRole('button', { name: 'Cut this fibre' }));
    await page.keyboard.press('Enter');
    const form = page.getByRole('dialog');
    await form.getByRole('heading', { name: 'Cut this fibre' }).waitFor();
    await tabTo(page, form.getByRole('button', { name: 'Do it' }));
    await page.keyboard.press('Enter');
    const tick = await tickOf(page);
    const text = `Gui'an cluster – Guiyang cut, to tick ${tick + 72}`;
    await expect.poll(() => said(page).innerText()).toBe(`Tick ${tick}: ${text}.`);
    expect(await said(page).getAttribute('aria-live')).toBe('polite');
    await until('the state is another', async () => (await says(page, 'hash')) !== before);
    await expect.poll(() => changes(page).getByRole('listitem').innerText()).toContain(text);
    await inspector(page).getByText('cut', { exact: true }).waitFor();
  });

  it('steps, steps back and undoes: all is as before', async () => {
    const { page } = open;
    await focusPage(page);
    const tick = await tickOf(page);
    await page.keyboard.press('ArrowRight');
    await untilTick(page, tick + 1);
    await page.keyboard.press('ArrowLeft');
    await untilTick(page, tick);
    await page.keyboard.press('Control+z');
    await until('the state is as before', async () => (await says(page, 'hash')) === before);
    await expect.poll(() => said(page).innerText()).toMatch(/^Undone: /);
    await page.keyboard.press('Control+Shift+z');
    await until('the fibre is cut again', async () => (await says(page, 'hash')) !== before);
    await page.keyboard.press('Control+z');
    await until('the state is as before again', async () => (await says(page, 'hash')) === before);
  });

  it('hears no complaint', () => {
    expect(open.complaints).toEqual([]);
  });
});
