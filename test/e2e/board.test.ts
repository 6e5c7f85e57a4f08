/** A sweep's results in the page: dropped, brushed, looked through, and a run of them run again to its stored hash. */
import axe from 'axe-core';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { en } from '../../src/i18n/en.ts';
import { zh } from '../../src/i18n/zh.ts';
import { makeSweep } from '../fixtures/sweep-results.ts';
import { issueDialog } from './app.ts';
import { faults } from './axe.ts';
import { command } from './desk.ts';
import { openPage, says, until, useBrowser, type OpenPage } from './page.ts';

useBrowser();

const SPEC = {
  format: 'causeway-sweep/1',
  scenario: 'hello',
  seeds: 3,
  axes: [
    { key: 'linked', values: [true, false] },
    { key: 'policy.queue', values: ['fifo', 'fair-share'] },
  ],
};

let open: OpenPage;
let file: Buffer;
let rows: Record<string, unknown>[];
const folder = mkdtempSync(join(tmpdir(), 'causeway-board-'));

beforeAll(async () => {
  file = readFileSync(await makeSweep(folder, SPEC));
  rows = await parquetReadObjects({ file: new Uint8Array(file).buffer });
  open = await openPage({ renderer: 'none', scenario: 'hello' });
  await open.page.evaluate(axe.source);
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await open?.close();
});

const dialog = () => open.page.getByRole('dialog', { name: en.board.title });
const passing = (n: number) => dialog().getByText(en.board.passing(String(n), '12'), { exact: true });
const listed = () =>
  dialog()
    .getByRole('button', { name: /^Open run/ })
    .count();

async function drop(page: Page, bytes: Buffer): Promise<void> {
  const transfer = await page.evaluateHandle((text) => {
    const data = new DataTransfer();
    const content = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    data.items.add(new File([content], 'runs.parquet'));
    return data;
  }, bytes.toString('base64'));
  for (const event of ['dragenter', 'dragover', 'drop'])
    await page.locator('body').dispatchEvent(event, { dataTransfer: transfer });
}

it('a file that breaks off is explained', async () => {
  const { page } = open;
  await drop(page, file.subarray(0, file.length >> 1));
  const text = await issueDialog(page).innerText();
  expect(text).toContain(en.board.faults.half.what());
  expect(text).toContain(en.board.faults.half.cure());
  await page.keyboard.press('Escape');
});

it('a dropped file is cut down by mouse and by its fields, all parts together', async () => {
  const { page } = open;
  await drop(page, file);
  await passing(12).waitFor();
  await until('all are listed', async () => (await listed()) === 12);
  const drawn = await dialog()
    .locator('canvas')
    .evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
      return data.filter((alpha, i) => i % 4 === 3 && alpha > 0).length;
    });
  expect(drawn).toBeGreaterThan(500);
  // Down the lower half of the first axis: the second label.
  const strip = (await dialog().locator('.board-strip').first().boundingBox())!;
  const x = strip.x + strip.width / 2;
  await page.mouse.move(x, strip.y + 0.1 * strip.height);
  await page.mouse.down();
  await page.mouse.move(x, strip.y + 0.3 * strip.height, { steps: 3 });
  await page.mouse.up();
  await passing(6).waitFor();
  await until('six are listed', async () => (await listed()) === 6);
  await dialog().getByRole('button', { name: en.board.addLimit }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('option', { name: 'policy.queue' }).click();
  await dialog().getByLabel(en.board.to('policy.queue')).selectOption('fifo');
  await passing(3).waitFor();
  await until('three are listed', async () => (await listed()) === 3);
  const first = await dialog()
    .getByRole('button', { name: /^Open run/ })
    .first()
    .innerText();
  const kept = rows.filter((row) => row['axis.policy.queue'] === 'fifo' && row['axis.linked'] === false);
  expect(kept.map(({ run }) => String(run))).toContain(first);
  expect(await faults(page)).toEqual([]);
  await dialog().getByRole('button', { name: en.board.clear }).click();
  await passing(12).waitFor();
});

it('a folder opens as its results do: let fall, picked, or brought by a field', async () => {
  const { page } = open;
  const results = join(folder, 'out');
  /** The results of before are gone from the board. */
  const forget = async (): Promise<void> => {
    const [choosing] = await Promise.all([
      page.waitForEvent('filechooser'),
      dialog().getByRole('button', { name: en.board.another }).click(),
    ]);
    await choosing.setFiles({ name: 'none.parquet', mimeType: '', buffer: Buffer.from('none') });
    await issueDialog(page).getByRole('button').click();
  };
  await forget();
  const devtools = await page.context().newCDPSession(page);
  const data = { items: [], files: [results], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await devtools.send('Input.dispatchDragEvent', { type, x: 200, y: 200, data });
  await passing(12).waitFor();
  await forget();
  // A folder of the browser's own stands for one on disk: its picker is a window of the system's.
  await page.evaluate(async (text) => {
    const own = await navigator.storage.getDirectory();
    const writer = await (await own.getFileHandle('runs.parquet', { create: true })).createWritable();
    await writer.write(Uint8Array.from(atob(text), (character) => character.charCodeAt(0)));
    await writer.close();
    Object.assign(window, { showDirectoryPicker: () => Promise.resolve(own) });
  }, file.toString('base64'));
  await page.keyboard.press('y');
  await dialog().getByRole('button', { name: en.board.folder }).click();
  await passing(12).waitFor();
  await forget();
  await page.evaluate(() => Object.assign(window, { showDirectoryPicker: undefined }));
  await page.keyboard.press('y');
  await dialog().locator('input[webkitdirectory]').setInputFiles(results);
  await passing(12).waitFor();
});

it('a picked run comes to its stored hash, and one’s own run is come back to', async () => {
  const { page } = open;
  const own = await says(page, 'hash');
  const picked = rows.find(
    (row) => row['axis.linked'] === false && row['axis.policy.queue'] === 'fair-share',
  )!;
  await dialog()
    .getByRole('button', { name: en.board.pick(String(picked['run'])), exact: true })
    .click();
  const note = page.getByRole('region', { name: en.board.picked.title });
  await note.getByText(en.board.picked.same(String(picked['state_hash']))).waitFor();
  await until('the end is on show', async () => (await says(page, 'hash')) === picked['state_hash']);
  expect(await faults(page)).toEqual([]);
  await note.getByRole('button', { name: en.claims.back }).click();
  await note.waitFor({ state: 'detached' });
  await until('one’s own run is back', async () => (await says(page, 'hash')) === own);
});

it('stays in a narrow window, in Chinese and by light', async () => {
  const { page } = open;
  await page.setViewportSize({ width: 360, height: 640 });
  await command(page, en.commands.theme);
  await command(page, en.commands.language);
  await page.keyboard.press('y');
  const narrow = page.getByRole('dialog', { name: zh.board.title });
  await narrow.getByText(zh.board.passing('12', '12'), { exact: true }).waitFor();
  const over = () => narrow.evaluate((element) => element.scrollWidth - element.clientWidth);
  await expect.poll(over).toBeLessThanOrEqual(1);
  expect(await faults(page)).toEqual([]);
  expect(open.complaints).toEqual([]);
});
