/** A visitor can hold the engine against answers from elsewhere, in their own browser. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { focusPage, openPage, useBrowser, type OpenPage } from './page.ts';

useBrowser();

let open: OpenPage;
beforeAll(async () => {
  open = await openPage({ renderer: 'none' });
});
afterAll(() => open?.close());

it('the checks agree in this browser too', async () => {
  const { page } = open;
  await focusPage(page);
  await page.keyboard.press('?');
  await page.getByRole('button', { name: 'Verify the engine in this browser' }).click();
  const dialog = page.getByRole('dialog', { name: /answers from elsewhere/ });
  await dialog.getByRole('status').filter({ hasText: 'computed just now' }).waitFor();
  const [, agreed, of] = /^(\d+) of (\d+)/.exec(await dialog.getByRole('status').innerText())!;
  expect(Number(of)).toBeGreaterThanOrEqual(50);
  expect(agreed).toBe(of);
  expect(await dialog.getByRole('row').count()).toBe(Number(of) + 1);
});
