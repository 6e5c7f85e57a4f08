/** WCAG 2.2 AA: axe-core finds nothing in any panel, in both themes; 360 px and 200 % zoom keep every function. */
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { en } from '../../src/i18n/en.ts';
import { openFile } from './app.ts';
import { faults } from './axe.ts';
import { changes, command, find, forkChoice, inspector, palette } from './desk.ts';
import { focusPage, openPage, tickOf, until, untilTick, useBrowser, type OpenPage } from './page.ts';

/** Escape empties a box first, then closes what it is in, and lets go of what is selected. */
async function closeAll(page: Page): Promise<void> {
  const open = page.locator('[role=dialog], [role=alertdialog], [role=menu]');
  const state = (): Promise<string> =>
    open.evaluateAll((all) => `${all.length} ${(document.activeElement as HTMLInputElement | null)?.value}`);
  for (let i = 0; i < 5 && (await open.count()) > 0; i++) {
    const before = await state();
    await page.keyboard.press('Escape');
    await until('Escape does something', async () => (await state()) !== before);
  }
  expect(await open.count()).toBe(0);
  await focusPage(page);
  await page.keyboard.press('Escape');
}

const PANELS: Record<string, (page: Page) => Promise<void>> = {
  'the page as it opens': async () => {},
  'the list of keys': async (page) => {
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
  },
  commands: async (page) => {
    await page.keyboard.press('Control+k');
    await palette(page).waitFor();
  },
  'the search': async (page) => {
    await page.keyboard.press('/');
    await palette(page).waitFor();
    await page.keyboard.type('guian');
    await palette(page).getByRole('option').first().waitFor();
  },
  'a site': (page) => find(page, '贵安集群'),
  'a link': (page) => find(page, "Gui'an cluster – Guiyang"),
  'a city and why': async (page) => {
    await find(page, '北京');
    await inspector(page).getByText('Why here?').click();
    await inspector(page)
      .getByText(/^takes requests/)
      .first()
      .waitFor();
  },
  'a class': (page) => find(page, 'chat'),
  'a tenant': (page) => find(page, 'vehicle makers'),
  'a job': async (page) => {
    await find(page, 'standing-mixed-60');
    await inspector(page).getByText('chosen').waitFor();
  },
  'a form': async (page) => {
    await command(page, en.shock.names['heat-wave']);
    await page.getByRole('dialog').getByRole('button', { name: en.shock.apply }).waitFor();
  },
  'the menu of what can be done': async (page) => {
    await page.getByRole('button', { name: en.shock.menu }).click();
    await page.getByRole('menu').waitFor();
  },
  'changes made': async (page) => {
    await command(page, en.shock.names['unlink-all']);
    await changes(page).getByRole('listitem').waitFor();
  },
  'what is wrong with a file': async (page) => {
    await openFile(page, 'broken.json', '{"sites": 7}');
    await page.getByRole('alertdialog').waitFor();
  },
  'the branches, in figures and place by place': async (page) => {
    await command(page, en.commands.fork);
    await forkChoice(page, 'C').waitFor({ state: 'attached' });
    await command(page, en.commands.differences);
    await page.getByRole('button', { name: 'End branch C' }).waitFor();
    await page.getByText(en.branches.whats.sites).click();
    await page.getByRole('table', { name: en.branches.whats.sites }).waitFor();
  },
  'a loop': async (page) => {
    await command(page, en.commands.loopFrom);
    await page.locator('.timeline-loop').waitFor({ state: 'attached' });
  },
  settings: async (page) => {
    await page.keyboard.press(',');
    await page.getByRole('dialog').waitFor();
  },
  'a link to share': async (page) => {
    await page.keyboard.press('x');
    await page.getByRole('dialog', { name: en.share.open }).waitFor();
  },
  'a table to take away': async (page) => {
    await page.keyboard.press('x');
    await page
      .getByRole('dialog', { name: en.share.open })
      .getByRole('tab', { name: en.share.tabs.tables })
      .click();
  },
  'a log brought along': async (page) => {
    await openFile(page, 'jobs.csv', 'id,user,submit,gpus,run\na,u,0,1,60\nb,u,5,2,90\n');
    const dialog = page.getByRole('dialog');
    await dialog.locator('summary').first().click();
    await dialog.locator('.import-mapping').waitFor();
  },
  'the story': async (page) => {
    await page.keyboard.press('o');
    await page.getByRole('dialog').getByRole('listitem').first().waitFor();
  },
  'a scene as it is written': async (page) => {
    await page.keyboard.press('o');
    await page.getByRole('dialog').locator('.story-scene').first().click();
    await page.getByRole('dialog').getByRole('textbox').first().waitFor();
  },
  'a story as it is told': async (page) => {
    await page.keyboard.press('p');
    await page.getByRole('main', { name: en.present.title }).waitFor();
  },
  'all scenes of a story': async (page) => {
    await page.keyboard.press('p');
    await page.getByRole('main', { name: en.present.title }).waitFor();
    await page.keyboard.press('o');
    await page.getByRole('dialog', { name: en.present.overview }).getByRole('row').first().waitFor();
  },
  charts: async (page) => {
    await page.keyboard.press('c');
    await page.getByRole('region', { name: 'Charts' }).locator('canvas').first().waitFor();
  },
};

useBrowser();

describe.each(['dark', 'light'])('in the %s theme', (theme) => {
  let open: OpenPage;

  beforeAll(async () => {
    open = await openPage({ renderer: 'none' });
    if (theme === 'light') await open.page.getByRole('button', { name: en.theme.light, exact: true }).click();
    await open.page.evaluate(axe.source);
  });
  afterAll(() => open?.close());

  it.each(Object.keys(PANELS))('axe-core finds nothing in %s', async (name) => {
    const { page } = open;
    await focusPage(page);
    await PANELS[name]!(page);
    expect(await faults(page)).toEqual([]);
    await closeAll(page);
  });
});

describe('where the system chooses the colours', () => {
  let open: OpenPage;

  beforeAll(async () => {
    open = await openPage({ renderer: 'none' });
    await open.page.emulateMedia({ forcedColors: 'active' });
  });
  afterAll(() => open?.close());

  const backgroundOf = (selector: string) =>
    open.page
      .locator(selector)
      .first()
      .evaluate((element) => getComputedStyle(element).backgroundColor);

  it.each([
    ['the branch on show', '.segmented [data-selected]', '.segmented :not([data-selected]) > svg'],
    ['the table on show', '[role=tab][data-selected]', '[role=tab]:not([data-selected])'],
    ['a tool in use', '.tool.on', '.tool:not(.on)'],
    ['the tick on the line of time', '.timeline-thumb', '.timeline'],
    ['how busy a site is', '.bar > span', '.bar'],
    ['the kind of a site', '.table-scroll .dot', '.table-scroll th'],
  ])('%s can be told', async (_, told, around) => {
    expect(await backgroundOf(told)).not.toBe(await backgroundOf(around));
  });
});

describe('on the map', () => {
  let open: OpenPage;

  beforeAll(async () => {
    open = await openPage({ renderer: 'webgl' });
    await open.page.evaluate(axe.source);
  });
  afterAll(() => open?.close());

  it('axe-core finds nothing either', async () => {
    expect(await faults(open.page)).toEqual([]);
    await find(open.page, '贵安集群');
    expect(await faults(open.page)).toEqual([]);
  });
});

/** 360 px is also what a page of 720 px has at 200 % zoom. */
describe.each([
  ['360 px wide', { width: 360, height: 640 }],
  ['1280 x 720 at 200 %', { width: 640, height: 360 }],
])('%s', (_, size) => {
  let open: OpenPage;

  beforeAll(async () => {
    open = await openPage({ renderer: 'none' });
    await open.page.setViewportSize(size);
  });
  afterAll(() => open?.close());

  it('nothing is cut off at the side', async () => {
    const { page } = open;
    const wide = () => page.evaluate(() => document.documentElement.scrollWidth);
    await expect.poll(wide).toBeLessThanOrEqual(size.width);
    const cut = await page.evaluate(() =>
      [...document.querySelectorAll('button, input, [role=radio], summary')]
        .filter((element) => !element.closest('.table-scroll, [hidden]') && element.checkVisibility())
        .map((element) => ({ box: element.getBoundingClientRect(), text: element.outerHTML.slice(0, 90) }))
        .filter(({ box }) => box.width > 1 && (box.left < -1 || box.right > innerWidth + 1))
        .map(({ text }) => text),
    );
    expect(cut).toEqual([]);
  });

  it('time, search, reasons and deeds all work', async () => {
    const { page } = open;
    const tick = await tickOf(page);
    await page.getByRole('button', { name: 'One tick forward' }).click();
    await untilTick(page, tick + 1);
    await page.getByRole('button', { name: en.commands.search }).click();
    await palette(page).locator(':focus').waitFor();
    await page.keyboard.type("Gui'an cluster – Guiyang");
    await palette(page)
      .getByRole('option', { name: /Guiyang/ })
      .first()
      .click();
    const head = inspector(page).getByRole('heading', { level: 2 });
    await expect.poll(async () => (await head.boundingBox())?.y ?? -1).toBeGreaterThanOrEqual(0);
    await expect.poll(async () => (await head.boundingBox())?.y ?? size.height).toBeLessThan(size.height);
    await inspector(page).getByRole('button', { name: en.shock.names['link-cut'] }).click();
    await page.getByRole('dialog').getByRole('button', { name: en.shock.apply }).click();
    await changes(page).getByRole('listitem').waitFor();
    await changes(page).getByRole('button', { name: en.commands.undo }).click();
    await changes(page).getByRole('listitem').waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(size.width);
  });
});
