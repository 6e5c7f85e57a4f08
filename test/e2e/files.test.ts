/** Files a person brings: a sound one is taken, a bad one is explained, and what was running goes on. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dropFile, issueDialog, openFile } from './app.ts';
import { focusPage, openPage, says, tickOf, until, untilTick, useBrowser, type OpenPage } from './page.ts';

useBrowser();

const DEFAULT_FILE = readFileSync('public/scenarios/china-linked.json', 'utf8');

/** Two sites, one link, one job: small enough to say what each fault is. */
const SMALL = {
  format: 'causeway/1',
  id: 'small',
  name: { en: 'Small' },
  duration: '1d',
  tick: '5m',
  accelerators: { h100: { bf16Tflops: 989 } },
  sites: {
    a: { lat: 31, lon: 118, pools: { h100: 8 } },
    b: { lat: 38, lon: 106, pools: { h100: 8 } },
  },
  links: { ab: { a: 'a', b: 'b', gbps: 100 } },
  jobs: { list: [{ id: 'j1', at: 0, site: 'a', accelerators: 4, hours: 2 }] },
};

const BAD: [what: string, content: string, complaint: RegExp][] = [
  ['a typo in a key', JSON.stringify({ ...SMALL, sitess: {} }), /sitess/],
  ['a negative capacity', JSON.stringify({ ...SMALL, links: { ab: { a: 'a', b: 'b', gbps: -1 } } }), /gbps/],
  [
    'a link to nowhere',
    JSON.stringify({ ...SMALL, links: { ab: { a: 'a', b: 'nowhere', gbps: 1 } } }),
    /nowhere/,
  ],
  ['nothing in it', '', /empty/i],
  ['noise in it', '\u0000\u0007\u001f{[;;]]}\ufffd\u0001\u0002\u0003 noise noise', /JSON|text/i],
];

describe('files', () => {
  let open: OpenPage;

  beforeAll(async () => {
    open = await openPage({ renderer: 'none' });
  });
  afterAll(() => open?.close());

  async function closeIssues(): Promise<void> {
    await issueDialog(open.page).getByRole('button').click();
    await until('the list of issues is gone', async () => (await issueDialog(open.page).count()) === 0);
  }

  async function stillRuns(hash: string, tick: number): Promise<void> {
    expect(await says(open.page, 'hash')).toBe(hash);
    await focusPage(open.page);
    await open.page.keyboard.press('ArrowRight');
    await untilTick(open.page, tick + 1);
    await open.page.keyboard.press('ArrowLeft');
    await untilTick(open.page, tick);
    expect(await says(open.page, 'hash')).toBe(hash);
  }

  it.each(BAD)('with %s are explained, and the run goes on', async (_what, content, complaint) => {
    const { page } = open;
    const tick = await tickOf(page);
    const hash = await says(page, 'hash');
    await openFile(page, 'bad.json', content);
    await issueDialog(page).waitFor();
    const text = await issueDialog(page).innerText();
    expect(text).toContain('bad.json');
    expect(text).toMatch(complaint);
    expect(await issueDialog(page).getByRole('listitem').count()).toBeGreaterThan(0);
    await closeIssues();
    await stillRuns(hash, tick);
  });

  it('of 50 MB are refused or read without stopping the run', async () => {
    const { page } = open;
    const tick = await tickOf(page);
    const hash = await says(page, 'hash');
    // Made in the page: the test's own channel does not carry so much.
    await page.evaluate(() => {
      const file = new File(['{"format":"causeway/1",', ' '.repeat(50_000_000)], 'large.json');
      const data = new DataTransfer();
      data.items.add(file);
      const input = document.querySelector<HTMLInputElement>('input[type=file]')!;
      input.files = data.files;
      input.dispatchEvent(new Event('change', { bubbles: true }));
    });
    await issueDialog(page).waitFor();
    expect(await issueDialog(page).getByRole('listitem').count()).toBeLessThanOrEqual(20);
    await closeIssues();
    await stillRuns(hash, tick);
  });

  it('with several faults have all of them listed at once, each with its place', async () => {
    const { page } = open;
    const file = { ...SMALL, tick: 'soon', sites: { a: { lat: 131, lon: 118, pools: { h200: 8 } } } };
    await dropFile(page, 'faults.json', JSON.stringify(file));
    await issueDialog(page).waitFor();
    const places = await issueDialog(page).locator('code').allInnerTexts();
    expect(places.join('\n')).toMatch(/tick/);
    expect(places.join('\n')).toMatch(/sites\.a\.lat/);
    await closeIssues();
  });

  it('that are sound take the place of what ran', async () => {
    const { page } = open;
    const before = await says(page, 'hash');
    await openFile(page, 'small.json', JSON.stringify(SMALL));
    await until('another world is on show', async () => (await says(page, 'hash')) !== before);
    await page.getByText('Small', { exact: false }).first().waitFor();
    await openFile(page, 'china-linked.json', DEFAULT_FILE);
    await until('the first world is on show again', async () => (await says(page, 'hash')) === before);
  });

  it('stay where a scenario that was chosen before them comes late', async () => {
    const { page } = open;
    let letGo = (): void => {};
    const held = new Promise<void>((resolve) => (letGo = resolve));
    await page.route('**/scenarios/hello.json', async (route) => {
      await held;
      await route.continue();
    });
    const before = await says(page, 'hash');
    await page.getByRole('button', { name: /Scenario/ }).click();
    await page.getByRole('option', { name: /Hello/ }).click();
    await openFile(page, 'small.json', JSON.stringify(SMALL));
    await until('the file is on show', async () => (await says(page, 'hash')) !== before);
    const hash = await says(page, 'hash');
    await until('its islands are told too', async () =>
      /As islands: \d/.test(await page.locator('.headline-text').innerText()),
    );
    const started: string[] = [];
    page.on('worker', (worker) => started.push(worker.url()));
    const come = page.waitForEvent('requestfinished', (request) => request.url().endsWith('hello.json'));
    letGo();
    await come;
    await stillRuns(hash, await tickOf(page));
    expect(started).toEqual([]);
  });
});
