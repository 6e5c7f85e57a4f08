/** The pictures of the gallery; a new one is a row here. */
import type { Page } from 'playwright-core';

export type Shot = {
  /** Of the file, without ending. */
  name: string;
  query?: string;
  size?: [width: number, height: number];
  theme?: 'dark' | 'light' | 'projector-dark' | 'projector-light';
  lang?: 'en' | 'zh';
  /** What a person does before the picture is taken. */
  act?: (page: Page) => Promise<void>;
};

const WORLD = 'scenario=us-and-china';

/** The story for a room. */
const CUT = 'scenario=fibre-cut-live&present';

function press(...keys: string[]): (page: Page) => Promise<void> {
  return async (page) => {
    for (const key of keys) await page.keyboard.press(key);
  };
}

/** The slider of time at a tick. */
function at(tick: number, ...keys: string[]): (page: Page) => Promise<void> {
  return async (page) => {
    await page.locator('.timeline-slider').fill(String(tick));
    await page.waitForSelector(`html[data-tick="${tick}"]`, { state: 'attached' });
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await press(...keys)(page);
  };
}

/** An ensemble of the run on show, with all its draws done. */
async function ensemble(page: Page): Promise<void> {
  await page.keyboard.press('u');
  await page.locator('.bands-setup .action.primary').click();
  await page.locator('.bands-progress [aria-valuenow="100"]').waitFor({ timeout: 120_000 });
}

/** A site, found in the table. */
function selected(site: string): (page: Page) => Promise<void> {
  return async (page) => {
    await page.keyboard.press('t');
    await page.getByRole('rowheader', { name: site }).getByRole('button').click();
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await page.keyboard.press('t');
  };
}

function inside(site: string, ...keys: string[]): (page: Page) => Promise<void> {
  return async (page) => {
    await selected(site)(page);
    await page.keyboard.press('Enter');
    await page.waitForSelector('.inside-legend');
    await page.waitForTimeout(4000);
    await press(...keys)(page);
  };
}

export const SHOTS: Shot[] = [
  { name: 'china-dark' },
  { name: 'china-light', theme: 'light' },
  { name: 'china-wide-dark', size: [1920, 1080] },
  { name: 'china-old-screen-light', size: [1024, 768], theme: 'light' },
  { name: 'china-portrait-dark', size: [390, 844] },
  { name: 'china-noon-dark', act: at(624) },
  { name: 'china-globe-dark', act: press('g') },
  { name: 'china-globe-near-dark', act: press('g', '+', '+', '+', '+', '+', 's', 's') },
  { name: 'china-globe-noon-light', theme: 'light', act: at(624, 'g') },
  { name: 'world-dark', query: WORLD },
  { name: 'world-globe-dark', query: WORLD, act: press('g') },
  { name: 'world-globe-light', query: WORLD, theme: 'light', act: press('g') },
  { name: 'world-globe-wide-dark', query: WORLD, size: [1920, 1080], act: press('g') },
  { name: 'world-globe-portrait-light', query: WORLD, size: [390, 844], theme: 'light', act: press('g') },
  { name: 'world-globe-chinese-dark', query: WORLD, lang: 'zh', act: press('g') },
  { name: 'china-projector-dark', theme: 'projector-dark', size: [1920, 1080] },
  { name: 'world-globe-projector-light', query: WORLD, theme: 'projector-light', act: press('g') },
  { name: 'difference-dark', act: press('v') },
  { name: 'difference-light', theme: 'light', act: press('v') },
  { name: 'difference-wide-light', theme: 'light', size: [1920, 1080], act: press('v') },
  { name: 'difference-portrait-dark', size: [390, 844], act: press('v') },
  { name: 'difference-globe-chinese-dark', query: WORLD, lang: 'zh', act: press('g', 'v') },
  { name: 'split-dark', act: press('h') },
  { name: 'split-wide-dark', size: [1920, 1080], act: press('h') },
  { name: 'split-light', theme: 'light', act: press('h') },
  { name: 'split-portrait-light', size: [390, 844], theme: 'light', act: press('h') },
  { name: 'split-globe-dark', query: WORLD, act: press('g', 'h') },
  { name: 'hubs-dark', query: WORLD },
  { name: 'hubs-wide-light', query: WORLD, theme: 'light', size: [1920, 1080] },
  { name: 'hubs-globe-china-dark', act: press('g') },
  { name: 'hubs-portrait-dark', query: WORLD, size: [390, 844], act: press('g') },
  {
    name: 'hubs-near-dark',
    query: WORLD,
    act: press(...'g + + Shift+ArrowRight Shift+ArrowRight Shift+ArrowDown Shift+ArrowDown + + +'.split(' ')),
  },
  { name: 'inside-campus-dark', act: inside('Zhangjiakou') },
  { name: 'inside-campus-light', theme: 'light', act: inside("Gui'an") },
  { name: 'inside-campus-wide-dark', size: [1920, 1080], act: inside('Horinger') },
  {
    name: 'inside-campus-portrait-chinese-light',
    size: [390, 844],
    theme: 'light',
    lang: 'zh',
    act: inside('贵安'),
  },
  { name: 'inside-row-chinese-dark', lang: 'zh', act: inside('张家口', '+', '+', '+', '+') },
  {
    name: 'inside-rack-light',
    theme: 'light',
    act: inside("Gui'an", '+', '+', '+', '+', '+', '+', '+', '+'),
  },
  { name: 'world-chinese-light', query: WORLD, theme: 'light', lang: 'zh' },
  { name: 'ilamps-dark', query: 'scenario=ilamps' },
  { name: 'one-site-dark', query: 'scenario=textbook-erlang' },
  { name: 'race-light', query: 'scenario=race-2032', theme: 'light' },
  { name: 'stargates-dark', query: 'scenario=two-stargates' },
  { name: 'china-chinese-wide-light', lang: 'zh', theme: 'light', size: [1920, 1080] },
  { name: 'selected-dark', act: selected("Gui'an") },
  { name: 'present-cut-dark', query: CUT },
  { name: 'present-cut-chinese-light', query: CUT, theme: 'light', lang: 'zh', act: press('3') },
  { name: 'present-cut-wide-light', query: CUT, size: [1920, 1080], theme: 'light' },
  { name: 'present-question-chinese-dark', query: CUT, lang: 'zh', act: press('2') },
  { name: 'present-table-dark', query: `${CUT}&renderer=none`, act: press('2', 'PageDown') },
  { name: 'present-table-wide-light', query: `${CUT}&renderer=none`, theme: 'light', size: [1920, 1080] },
  { name: 'present-overview-dark', query: `${CUT}&renderer=none`, act: press('o') },
  { name: 'present-globe-wide-dark', query: 'scenario=race-2032&present', size: [1920, 1080] },
  { name: 'present-framed-light', query: `${CUT}&embed`, theme: 'light', size: [720, 440] },
  { name: 'story-scene-dark', query: 'scenario=hello&renderer=none', act: press('a') },
  {
    name: 'story-chinese-light',
    query: 'scenario=hello&renderer=none',
    theme: 'light',
    lang: 'zh',
    act: press('o'),
  },
  { name: 'bands-dark', query: 'scenario=who-gets-in', act: ensemble },
  {
    name: 'bands-wide-chinese-light',
    query: 'scenario=ilamps',
    lang: 'zh',
    theme: 'light',
    size: [1920, 1080],
    act: ensemble,
  },
];
