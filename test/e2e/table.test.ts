/** Without a renderer the page is a table of the same world, and nothing is missing but the map. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { focusPage, openPage, says, tickOf, untilTick, useBrowser, type OpenPage } from './page.ts';

useBrowser();

describe('without a renderer', () => {
  let open: OpenPage;

  beforeAll(async () => {
    open = await openPage({ renderer: 'none' });
  });
  afterAll(() => open.close());

  it('the page says so', async () => {
    expect(await says(open.page, 'renderer')).toBe('none');
  });

  it('tables list every site, link and city', async () => {
    const tables = open.page.getByRole('grid').or(open.page.getByRole('table'));
    await tables.first().waitFor();
    const text = (await tables.allInnerTexts()).join('\n');
    for (const name of ['Wuhu', 'Beijing', 'Shanghai']) expect(text).toContain(name);
    expect(await open.page.getByRole('row').count()).toBeGreaterThan(15);
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
