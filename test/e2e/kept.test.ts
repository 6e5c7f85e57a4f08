/** What the page keeps on this machine, and what it does where it may keep nothing. */
import { afterEach, describe, expect, it } from 'vitest';
import { headline } from './app.ts';
import { kept } from './keeping.ts';
import { addressOnce } from './links.ts';
import {
  focusPage,
  openPage,
  says,
  tickOf,
  until,
  untilReady,
  untilTick,
  useBrowser,
  type OpenPage,
} from './page.ts';

useBrowser();

const opened: OpenPage[] = [];
async function open(...args: Parameters<typeof openPage>): Promise<OpenPage> {
  const page = await openPage(...args);
  opened.push(page);
  return page;
}
afterEach(async () => {
  for (const { close } of opened.splice(0)) await close();
});

const TABLE = { renderer: 'none' };
const notes = ({ page }: OpenPage) => page.locator('.notes');
const theme = ({ page }: OpenPage): Promise<string | null> => page.locator('html').getAttribute('data-theme');

async function keptTick(page: OpenPage): Promise<number | null> {
  return (await kept<{ run: { tick: number } }>(page.page, 'run'))?.run.tick ?? null;
}

async function goTo({ page }: OpenPage, steps: number): Promise<number> {
  await focusPage(page);
  const tick = await tickOf(page);
  for (let i = 0; i < steps; i++) await page.keyboard.press('ArrowRight');
  await untilTick(page, tick + steps);
  return tick + steps;
}

/** What is asked of the storage is heard a second later. */
const SLOW = `
  const { set } = Object.getOwnPropertyDescriptor(IDBRequest.prototype, 'onsuccess');
  Object.defineProperty(IDBRequest.prototype, 'onsuccess', {
    set(hear) {
      set.call(this, (event) => setTimeout(() => hear.call(this, event), 500));
    },
  });
`;

describe('settings', () => {
  it('are found again: theme, language, keys, quality', async () => {
    const first = await open(TABLE);
    await first.page.getByRole('button', { name: 'Settings' }).click();
    const dialog = first.page.getByRole('dialog', { name: 'Settings' });
    await dialog.getByLabel('Theme').selectOption('light');
    await dialog.getByLabel('Quality').selectOption('plain');
    await dialog.getByLabel('Keys of one letter act').uncheck();
    await dialog.getByLabel('Language').selectOption('zh');
    expect(await theme(first)).toBe('light');
    await until(
      'they are kept',
      async () => (await kept<{ lang: string }>(first.page, 'settings'))?.lang === 'zh',
    );
    await first.page.reload();
    await untilReady(first.page);
    expect(await theme(first)).toBe('light');
    expect(await first.page.locator('html').getAttribute('lang')).toBe('zh-CN');
    await first.page.getByRole('button', { name: '设置' }).click();
    expect(await first.page.getByLabel('画质').inputValue()).toBe('plain');
    expect(await first.page.getByLabel('启用单字母快捷键').isChecked()).toBe(false);
  });

  it('are found again where the browser takes a second to answer', async () => {
    const first = await open(TABLE);
    await first.page.getByRole('button', { name: 'Light theme' }).click();
    const asKept = async () => (await kept<{ theme: string }>(first.page, 'settings'))?.theme;
    await until('they are kept', async () => (await asKept()) === 'light');
    const second = await open(TABLE, { beside: first, before: SLOW });
    expect(await theme(second)).toBe('light');
    expect(await notes(second).innerText()).toBe('');
  });

  it('switch keys of one letter off, and leave the others', async () => {
    const { page } = await open(TABLE);
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByLabel('Keys of one letter act').uncheck();
    await page.keyboard.press('Escape');
    await focusPage(page);
    const islands = async (): Promise<boolean> => (await headline(page).innerText()).startsWith('As islands');
    await page.keyboard.press('l');
    await page.keyboard.press('ArrowRight');
    await page.waitForTimeout(300);
    expect(await islands()).toBe(false);
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByLabel('Keys of one letter act').check();
    await page.keyboard.press('Escape');
    await focusPage(page);
    await page.keyboard.press('l');
    await until('the islands are on show', islands);
  });
});

describe('the last run', () => {
  it('of a closed tab is offered, and gone on with at its tick and state', async () => {
    const first = await open(TABLE);
    const tick = await goTo(first, 5);
    const hash = await says(first.page, 'hash');
    await until('the run is kept', async () => (await keptTick(first)) === tick);
    const second = await open(TABLE, { beside: first });
    await second.page.getByText(`Go on from tick ${tick} of China: ten clusters as one?`).waitFor();
    expect(await tickOf(second.page)).not.toBe(tick);
    await second.page.getByRole('button', { name: 'Go on' }).click();
    await untilTick(second.page, tick);
    await second.page.getByText('Same result').waitFor();
    expect(await says(second.page, 'hash')).toBe(hash);
  });

  it('is not offered again once it is declined, nor where nothing was done', async () => {
    const first = await open(TABLE);
    const second = await open(TABLE, { beside: first });
    await second.page.waitForTimeout(1000);
    expect(await notes(second).innerText()).toBe('');
    const tick = await goTo(first, 3);
    await until('the run is kept', async () => (await keptTick(first)) === tick);
    const third = await open(TABLE, { beside: first });
    await third.page.getByRole('button', { name: 'No, thanks' }).click();
    await until('it is forgotten', async () => (await keptTick(third)) === null);
  });

  it('survives a crash while it plays', async () => {
    const first = await open(TABLE);
    await focusPage(first.page);
    const from = await tickOf(first.page);
    await first.page.keyboard.press('Space');
    await until('it was kept on its way', async () => ((await keptTick(first)) ?? 0) > from + 5);
    const crash = first.page.waitForEvent('crash');
    void first.page.goto('chrome://crash').catch(() => {});
    await crash;
    const second = await open(TABLE, { beside: first });
    await second.page.getByText(/Go on from tick [\d,]+ of/).waitFor();
    await second.page.getByRole('button', { name: 'Go on' }).click();
    await second.page.getByText('Same result').waitFor();
    expect(await tickOf(second.page)).toBeGreaterThan(from + 5);
  });

  it('comes back with the address when the page is loaded again', async () => {
    const { page } = await open(TABLE);
    const tick = await goTo({ page, complaints: [], close: async () => {} }, 4);
    await addressOnce(page, (run) => run.tick === tick);
    await page.reload();
    await untilReady(page);
    await untilTick(page, tick);
  });
});

/** Faults of the environment, brought about before the page begins. */
const BROKEN: [what: string, script: string, told: RegExp][] = [
  [
    'has no storage',
    `Object.defineProperty(globalThis, 'indexedDB', { get() { throw new DOMException('denied', 'SecurityError'); } });`,
    /keeps nothing/,
  ],
  ['never answers', `IDBFactory.prototype.open = () => new EventTarget();`, /keeps nothing/],
  [
    'refuses to open',
    `IDBFactory.prototype.open = () => { throw new DOMException('no', 'InvalidStateError'); };`,
    /keeps nothing/,
  ],
  [
    'has a full disk',
    `IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); };`,
    /disk is full/,
  ],
];

describe('a browser that', () => {
  it.each(BROKEN)('%s is told of once, calmly, and all else works', async (_what, before, told) => {
    const broken = await open(TABLE, { before });
    await broken.page.getByRole('button', { name: 'Light theme' }).click();
    expect(await theme(broken)).toBe('light');
    await until('it is told', async () => told.test(await notes(broken).innerText()));
    await notes(broken).getByRole('button', { name: 'Close' }).click();
    await goTo(broken, 2);
    await broken.page.getByRole('button', { name: 'Dark theme' }).click();
    await broken.page.waitForTimeout(2500);
    expect(await notes(broken).innerText()).toBe('');
    expect(broken.complaints).toEqual([]);
  });
});
