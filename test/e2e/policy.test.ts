/** A policy of one's own in the page: typed, run to the command line's state, stopped when it goes wrong, and shut in. */
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { en } from '../../src/i18n/en.ts';
import { zh } from '../../src/i18n/zh.ts';
import { readLink } from '../../src/share/link.ts';
import { runUnderPolicy } from '../../workers/host/policy/run-under-policy.ts';
import { openShipped, shippedEnd } from '../fixtures/shipped.ts';
import { faults } from './axe.ts';
import { command, forkChoice, leaveDialog } from './desk.ts';
import { kept } from './keeping.ts';
import { doorsInSandbox, doorsOutside, listenOutside, type Found } from './doors.ts';
import {
  focusPage,
  openPage,
  says,
  until,
  untilReady,
  untilTick,
  useBrowser,
  type OpenPage,
} from './page.ts';

useBrowser();

const SCENARIO = 'hello';
let open: OpenPage;

beforeAll(async () => {
  open = await openPage({ renderer: 'none', scenario: SCENARIO });
  await open.page.evaluate(axe.source);
});
afterAll(() => open?.close());

const dialog = () => open.page.getByRole('dialog', { name: en.policy.title });
const editor = () => dialog().getByRole('textbox', { name: en.policy.editor });
const runButton = () => dialog().getByRole('button', { name: en.policy.run });
const problem = () => dialog().getByRole('alert');

/** Types a whole policy in the place of what there is. */
async function type(page: Page, text: string): Promise<void> {
  if (!(await dialog().isVisible())) await page.keyboard.press('m');
  await editor().focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  // At once: brackets and steps that the editor puts in by itself would be there twice.
  await page.keyboard.insertText(text);
}

const policy = (body: string): string =>
  `import type { Score } from 'causeway/policy';\nexport const score: Score = (job, place, now) => {\n  ${body}\n};\n`;

it('an example runs to the state of the command line', async () => {
  const { page } = open;
  const { scenario } = await openShipped(SCENARIO, true);
  const request = { untilS: scenario.durationS, out: null, audit: false, pooling: false };
  const own = await runUnderPolicy('examples/policies/spread.ts', scenario, request, () => {});
  const end = await shippedEnd(SCENARIO);
  await focusPage(page);
  await page.keyboard.press('m');
  await dialog()
    .getByRole('button', { name: new RegExp(en.policy.example) })
    .click();
  await page.getByRole('option', { name: en.policy.examples['spread.ts'] }).click();
  expect(await faults(page)).toEqual([]);
  await runButton().click();
  await dialog().waitFor({ state: 'detached' });
  await forkChoice(page, 'C').waitFor();
  await page
    .getByRole('region', { name: en.branches.title })
    .getByText(en.policy.under('spread.ts'))
    .waitFor();
  await focusPage(page);
  await page.keyboard.press('End');
  await untilTick(page, end.tick);
  const hash = own.ok && 'hash' in own.result ? own.result.hash : '';
  await until('the state of the command line', async () => (await says(page, 'hash')) === hash);
  expect(hash).not.toBe(end.linked);
  await page.keyboard.press('x');
  const sharing = page.getByRole('dialog', { name: en.share.open });
  await sharing.getByText(en.policy.needsPolicy('spread.ts')).waitFor();
  const link = await readLink(
    new URL(await sharing.getByRole('textbox', { name: en.share.tabs.link }).inputValue()).hash,
  );
  expect(link).toMatchObject({ ok: true, run: { policy: 'spread.ts' } });
  expect(JSON.stringify(link)).not.toContain('export');
  await leaveDialog(page, sharing);
  expect(open.complaints).toEqual([]);
});

it.each([
  ['breaks off', policy('return place.free *;'), /^Line 3: this is no TypeScript \(Unexpected token/],
  ['exports no function', 'export const score = 1;', /exports no function `score`/],
  [
    'throws at its top',
    "const a: number = 1;\nthrow new Error('no ' + a);\nexport const score = () => 1;",
    /^Line 2: no 1$/,
  ],
])('a policy that %s is told of with its line, and nothing is run', async (_, text, said) => {
  await type(open.page, text);
  await runButton().click();
  await expect.poll(() => problem().innerText()).toMatch(said);
});

it.each([
  [
    'throws',
    policy("if (job.id) throw new Error('no idea');\n  return 1;"),
    /^Line 3: policy for job \S+ at \S+ \(\S+\), \d+ s: no idea$/,
  ],
  ['returns NaN', policy('return place.free * NaN;'), /the score is NaN, not a finite number or null$/],
  ['loops', policy('for (;;);'), /^policy: a decision took longer than 2 s$/],
])('a policy that %s ends its own run, and no other', async (_, text, said) => {
  const { page } = open;
  await type(page, text);
  await runButton().click();
  await dialog().waitFor({ state: 'detached' });
  const alert = page.getByRole('alert').filter({ hasText: /stopped/ });
  await alert.getByRole('button', { name: en.policy.edit }).click();
  await expect.poll(() => problem().innerText()).toMatch(said);
  // What is typed on stays where it is typed, and is not yet known to be wrong.
  await editor().focus();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('// on');
  await expect.poll(() => editor().innerText()).toMatch(/\/\/ on\s*$/);
  await expect.poll(() => problem().innerText()).toBe('');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await dialog().waitFor({ state: 'detached' });
  await focusPage(page);
  await page.keyboard.press('1');
  await page.keyboard.press('End');
  const end = await shippedEnd(SCENARIO);
  await until('the base goes on', async () => (await says(page, 'hash')) === end.linked);
});

it('shuts every door: neither network nor storage nor the page can be reached from the sandbox', async () => {
  const { page } = open;
  const { address, heard, close } = await listenOutside();
  const told = await page.evaluateHandle(() => {
    const all: unknown[] = [];
    new BroadcastChannel('leak').onmessage = ({ data }) => all.push(data);
    return all;
  });
  const { origin, ...doors } = await page.evaluate<Found>(doorsInSandbox(address));
  expect(origin).toBe('null');
  expect(Object.entries(doors).filter(([, state]) => state !== 'shut')).toEqual([]);
  expect(Object.keys(doors).length).toBeGreaterThan(15);
  expect(heard.connections).toBe(0);
  expect(await told.jsonValue()).toEqual([]);
  // The same where nothing is shut: there is somebody to be reached.
  const other = await page.context().newPage();
  await other.goto(address);
  const outside = await other.evaluate<Found>(doorsOutside(address));
  expect(outside).toMatchObject({ fetch: 'open', request: 'open', eval: 'open' });
  expect(heard.leaks).toBeGreaterThan(1);
  await other.close();
  close();
});

it('the draft is there after a reload, Escape leaves the editor, and it stays in a narrow window, in Chinese and by light', async () => {
  const { page } = open;
  const text = policy('return -place.backlogS; // kept');
  await type(page, text);
  await page.keyboard.press('Escape');
  expect(await runButton().evaluate((button) => button === document.activeElement)).toBe(true);
  await page.keyboard.press('Shift+Tab');
  await until('it is kept', async () => (await kept<{ text: string }>(page, 'policy'))?.text === text);
  await page.reload();
  await untilReady(page);
  await page.evaluate(axe.source);
  await page.setViewportSize({ width: 360, height: 640 });
  await command(page, en.commands.theme);
  await command(page, en.commands.language);
  await page.keyboard.press('m');
  const narrow = page.getByRole('dialog', { name: zh.policy.title });
  await narrow.getByText('kept').waitFor();
  const over = () => narrow.evaluate((element) => element.scrollWidth - element.clientWidth);
  await expect.poll(over).toBeLessThanOrEqual(1);
  expect(await faults(page)).toEqual([]);
  expect(open.complaints).toEqual([]);
});
