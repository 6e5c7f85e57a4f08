/** What a person does at the desk: commands from the palette, things found by name, the selected one. */
import type { Locator, Page } from 'playwright-core';
import { en } from '../../src/i18n/en.ts';
import { addressOnce } from './links.ts';
import { focusPage, until } from './page.ts';

export const palette = (page: Page): Locator => page.getByRole('dialog', { name: /Commands|Search/ });
export const inspector = (page: Page): Locator => page.locator('.inspector');
export const changes = (page: Page): Locator => page.getByRole('region', { name: 'Changes made by hand' });
export const said = (page: Page): Locator => page.locator('.change-line');

/** Gives a command by its name, with the keyboard alone. */
export async function command(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await typeAndEnter(page, 'Commands', name);
}

/** Searches a thing by name and takes the first found. */
export async function find(page: Page, name: string): Promise<void> {
  await page.keyboard.press('/');
  await typeAndEnter(page, 'Search', name);
  await inspector(page).waitFor();
}

async function typeAndEnter(page: Page, name: 'Commands' | 'Search', text: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name });
  const box = dialog.getByRole('combobox');
  await box.and(page.locator(':focus')).waitFor();
  await page.keyboard.type(text);
  // The first of what is found has the arrow on it once the list is that of the whole text.
  await until(`"${text}" is found`, async () => {
    const active = await box.getAttribute('aria-activedescendant');
    const first = dialog.getByRole('option').first();
    return (
      active !== null && (await box.inputValue()) === text && (await first.getAttribute('id')) === active
    );
  });
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
}

/** Presses Tab until `target` has the focus. */
export async function tabTo(page: Page, target: Locator, backwards = false): Promise<void> {
  for (let i = 0; i < 120; i++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(backwards ? 'Shift+Tab' : 'Tab');
  }
  throw new Error(`the keyboard does not come to ${String(target)}`);
}

/** The selected fibre, for good. */
export async function cutSelected(page: Page): Promise<void> {
  await inspector(page).getByRole('button', { name: en.shock.names['link-cut'] }).click();
  const form = page.getByRole('dialog');
  await form.getByRole('textbox', { name: en.shock.fields.hours }).fill('');
  await form.getByRole('button', { name: en.shock.apply }).click();
  await inspector(page).getByRole('button', { name: en.shock.names['link-repair'] }).waitFor();
}

export const forkChoice = (page: Page, name: string): Locator =>
  page.getByRole('radio', { name: `Show branch ${name}` });

/** Waits until a fork is chosen and a frame of it on show, from which another may leave; then it is in the address. */
export async function untilForked(page: Page, name: string): Promise<void> {
  await forkChoice(page, name).waitFor({ state: 'attached' });
  await addressOnce(page, ({ branch }) => branch === name);
}

/** Leaves a dialog by Escape, once it has come and has the focus: it would be lost on one on its way. */
export async function leaveDialog(page: Page, dialog: Locator = page.getByRole('dialog')): Promise<void> {
  await dialog.and(page.locator(':focus-within')).waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
}

/** Ends all forks; the linked branch is on show afterwards. */
export async function endForks(page: Page): Promise<void> {
  await focusPage(page);
  await page.keyboard.press('1');
  await page.keyboard.press('d');
  for (const name of ['D', 'C']) {
    const button = page.getByRole('button', { name: `End branch ${name}` });
    if ((await forkChoice(page, name).count()) > 0) await button.click();
  }
  await focusPage(page);
  await page.keyboard.press('d');
  await addressOnce(page, ({ forks }) => forks === undefined);
}
