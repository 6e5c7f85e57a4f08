/** Without a renderer the page is a table of the same world, and nothing is missing but the map. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { focusPage, openPage, says, tickOf, untilTick, useBrowser, type OpenPage } from './page.ts';

useBrowser();

describe('without a renderer', () => {
  let open: OpenPage;

  beforeAll(async () => {
    open = await openPage({ renderer: 'none' });
  });
  afterAll(() => open?.close());

  it('the page says so', async () => {
    expect(await says(open.page, 'renderer')).toBe('none');
  });

  it('tables list every site, city and link of the scenario', async () => {
    const { page } = open;
    const named: [tab: string, name: string][] = [
      ['Sites', 'Wuhu'],
      ['Cities', 'Beijing'],
      ['Links', 'Shanghai'],
    ];
    for (const [tab, name] of named) {
      const head = page.getByRole('tab', { name: new RegExp(`^${tab}`) });
      const count = Number((await head.innerText()).replace(/\D/g, ''));
      await head.click();
      const table = page.getByRole('table', { name: tab });
      await table.getByText(name).first().waitFor();
      // One row more: the names of the columns.
      await expect.poll(() => table.getByRole('row').count()).toBe(count + 1);
      expect(count).toBeGreaterThan(8);
    }
  });

  it('time still goes', async () => {
    const tick = await tickOf(open.page);
    await focusPage(open.page);
    await open.page.keyboard.press('ArrowRight');
    await untilTick(open.page, tick + 1);
  });

  it('nothing is complained of', () => {
    expect(open.complaints).toEqual([]);
  });
});
