/** Take away: pictures, tables, the scenario and films, as files that other programs read. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BufferSource, EncodedPacketSink, Input, ALL_FORMATS } from 'mediabunny';
import { parquetReadObjects } from 'hyparquet';
import { PNG } from 'pngjs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { METRICS } from '../../workers/engine/metrics.ts';
import { openFile as openForCli } from '../../workers/host/cli/open-file.ts';
import { runScenario } from '../../workers/host/cli/run-scenario.ts';
import { openFile } from './app.ts';
import { coloursIn, shareUnlike } from './picture.ts';
import { focusPage, openPage, says, tickOf, until, untilTick, useBrowser, type OpenPage } from './page.ts';

useBrowser();

const shareDialog = (page: Page) => page.getByRole('dialog', { name: 'Share and take away' });

async function openTab(page: Page, name: string): Promise<void> {
  if ((await shareDialog(page).count()) === 0)
    await page.getByRole('button', { name: 'Share and take away' }).click();
  await shareDialog(page).getByRole('tab', { name }).click();
}

/** Saves what the tab offers. */
async function save(page: Page): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([
    page.waitForEvent('download', { timeout: 55_000 }),
    shareDialog(page).getByRole('button', { name: 'Save', exact: true }).click(),
  ]);
  const folder = mkdtempSync(join(tmpdir(), 'causeway-'));
  const path = join(folder, 'taken');
  await download.saveAs(path);
  const bytes = readFileSync(path);
  rmSync(folder, { recursive: true });
  return { name: download.suggestedFilename(), bytes };
}

async function close(page: Page): Promise<void> {
  await shareDialog(page).getByRole('button', { name: 'Close' }).click();
  await shareDialog(page).waitFor({ state: 'detached' });
}

describe('tables', () => {
  let open: OpenPage;
  let tick: number;

  beforeAll(async () => {
    open = await openPage({ renderer: 'none' });
    tick = await tickOf(open.page);
    // Both branches are computed when the timeline no longer says how far.
    await open.page.waitForFunction(() => document.querySelector('.timeline-progress') === null);
  });
  afterAll(() => open?.close());

  async function take(what: string, format: 'csv' | 'json' | 'parquet') {
    const { page } = open;
    await openTab(page, 'Tables');
    await shareDialog(page).getByLabel('What').selectOption(what);
    await shareDialog(page).getByLabel('Format').selectOption(format);
    return save(page);
  }

  it('as CSV: every metric at every tick of both branches', async () => {
    const { name, bytes } = await take('series', 'csv');
    const [head, ...rows] = bytes.toString().trimEnd().split('\n');
    expect(name).toBe('china-linked-series.csv');
    expect(head!.split(',')).toEqual(['branch', 'tick', 'time', ...METRICS.map(({ key }) => key)]);
    expect(rows).toHaveLength(2 * 2017);
    expect(rows[2016]).toMatch(/^\w+,2016,2026-01-11T16:00:00\.000Z,|^\w+,2016,/);
    expect(new Set(rows.map((row) => row.split(',')[0])).size).toBe(2);
  });

  it('as JSON: the sites at this tick, with the numbers the page shows', async () => {
    const { name, bytes } = await take('sites', 'json');
    const sites = JSON.parse(bytes.toString()) as {
      name_en: string;
      utilisation: number;
      runningJobs: number;
    }[];
    expect(name).toBe(`china-linked-tick-${tick}-sites.json`);
    await close(open.page);
    const row = open.page.getByRole('row').filter({ hasText: sites[0]!.name_en }).first();
    const cells = await row.getByRole('cell').allInnerTexts();
    expect(cells.join(' ')).toContain(`${Math.round(sites[0]!.utilisation * 100)}`);
    expect(cells).toContain(sites[0]!.runningJobs.toLocaleString('en-US'));
  });

  it('as Parquet: the same series, read by another library', async () => {
    const { bytes } = await take('series', 'parquet');
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
    const rows = await parquetReadObjects({ file });
    const csv = (await take('series', 'csv')).bytes.toString().split('\n');
    expect(rows).toHaveLength(2 * 2017);
    const at = 1000;
    const cells = csv[at + 1]!.split(',');
    expect([rows[at]!['tick'], rows[at]!['powerW']]).toEqual([
      Number(cells[1]),
      Number(cells[3 + METRICS.findIndex(({ key }) => key === 'powerW')]),
    ]);
  });
});

describe('the scenario', () => {
  it('with its commands is one file, which opens again to the same state, here and on the command line', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'causeway-'));
    const { page, close: leave } = await openPage({ renderer: 'none' });
    const tick = await tickOf(page);
    await page.getByRole('tab', { name: /Links/ }).click();
    await page.getByRole('rowheader').first().getByRole('button').click();
    await page.getByRole('button', { name: 'Cut this fibre' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Do it' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await focusPage(page);
    await page.keyboard.press('End');
    await untilTick(page, 2016);
    const hash = await says(page, 'hash');
    await page.keyboard.press('Home');
    for (let step = 0; step < 3; step++) await page.keyboard.press('ArrowRight');
    await untilTick(page, 3);
    await openTab(page, 'Scenario');
    const { name, bytes } = await save(page);
    expect(name).toBe('china-linked-as-run.json');
    await close(page);

    await openFile(page, name, bytes);
    await page.waitForFunction(() => document.querySelector('.changes li') === null);
    // On its way there, how far the run has come may be on show.
    await untilTick(page, 3);
    await focusPage(page);
    await page.keyboard.press('End');
    await untilTick(page, 2016);
    expect(await says(page, 'hash')).toBe(hash);
    await leave();

    const path = join(folder, name);
    writeFileSync(path, bytes);
    const onCli = await openForCli(path, []);
    if (!onCli.ok) throw new Error(JSON.stringify(onCli.issues));
    expect(onCli.scenario.events.some((event) => event.do === 'link-cut' && event.atS === tick * 300)).toBe(
      true,
    );
    const request = { untilS: onCli.scenario.durationS, out: null, audit: false };
    const result = await runScenario(onCli.scenario, request, () => {});
    expect(JSON.stringify(result)).toContain(hash);
    rmSync(folder, { recursive: true });
  });
});

describe.each(['webgl', 'webgpu'])('the picture, with %s', (renderer) => {
  it('is 3840 by 2160, not empty, with its line, and leaves the screen as it was', async () => {
    const { page, complaints, close: leave } = await openPage({ renderer });
    const screen = await page.locator('.scene canvas').evaluate((canvas) => {
      const { width, height } = canvas as HTMLCanvasElement;
      return { width, height };
    });
    await openTab(page, 'Picture');
    await shareDialog(page).getByLabel('Size').selectOption('3840x2160');
    const { name, bytes } = await save(page);
    const picture = PNG.sync.read(bytes);
    expect(name).toMatch(/^china-linked-tick-\d+\.png$/);
    expect([picture.width, picture.height]).toEqual([3840, 2160]);
    expect(coloursIn(picture)).toBeGreaterThan(20);
    // Letters at the foot, on the right: as light as ink, on a ground that is dark.
    const foot = { x: 2200, y: 2050, width: 1560, height: 50 };
    expect(shareUnlike(picture, foot, [20, 28, 40], 110)).toBeGreaterThan(0.03);
    expect(shareUnlike(picture, { x: 60, y: 1800, width: 600, height: 50 }, [20, 28, 40], 110)).toBe(0);
    const after = await page.locator('.scene canvas').evaluate((canvas) => {
      const { width, height } = canvas as HTMLCanvasElement;
      return { width, height };
    });
    expect(after).toEqual(screen);
    expect(complaints).toEqual([]);
    await leave();
  });
});

describe('a film', () => {
  let open: OpenPage;
  beforeAll(async () => {
    open = await openPage({ renderer: 'webgl' });
  });
  afterAll(() => open?.close());

  async function ask(from: number, to: number): Promise<void> {
    await openTab(open.page, 'Film');
    await shareDialog(open.page).getByLabel('From tick').fill(String(from));
    await shareDialog(open.page).getByLabel('to tick').fill(String(to));
    await shareDialog(open.page).getByLabel('Size').selectOption('screen');
  }

  it('has one frame for each tick of its range, each at its time', async () => {
    const before = await tickOf(open.page);
    await ask(100, 111);
    const { name, bytes } = await save(open.page);
    expect(name).toMatch(/^china-linked-ticks-100-111\.(?:mp4|webm)$/);
    const input = new Input({ formats: ALL_FORMATS, source: new BufferSource(new Uint8Array(bytes)) });
    const track = await input.getPrimaryVideoTrack();
    expect(track && [track.displayWidth, track.displayHeight]).toEqual([800, 500]);
    const times: number[] = [];
    for await (const packet of new EncodedPacketSink(track!).packets()) times.push(packet.timestamp);
    expect(times).toHaveLength(12);
    times.forEach((timeS, i) => expect(timeS).toBeCloseTo(i / 24, 2));
    await untilTick(open.page, before);
  }, 120_000);

  it('can be cancelled, and then nothing is saved', async () => {
    const before = await tickOf(open.page);
    await ask(0, 2000);
    let saved = 0;
    open.page.on('download', () => saved++);
    await shareDialog(open.page).getByRole('button', { name: 'Save', exact: true }).click();
    await until('it is under way', async () => {
      const tick = await tickOf(open.page);
      return tick > 2 && tick !== before;
    });
    expect(await shareDialog(open.page).getByRole('progressbar').count()).toBe(1);
    await shareDialog(open.page).getByRole('button', { name: 'Cancel' }).click();
    await shareDialog(open.page).getByText('Cancelled').waitFor();
    await untilTick(open.page, before);
    expect(saved).toBe(0);
  });

  it('of no range of the run is not begun', async () => {
    await ask(50, 20);
    await shareDialog(open.page).getByText('Choose two ticks').waitFor();
    expect(await shareDialog(open.page).getByRole('button', { name: 'Save', exact: true }).isDisabled()).toBe(
      true,
    );
  });

  it('is not offered where the browser cannot encode', async () => {
    const without = await openPage({ renderer: 'webgl' }, { before: 'delete globalThis.VideoEncoder;' });
    await openTab(without.page, 'Film');
    await shareDialog(without.page).getByText('WebCodecs is missing').waitFor();
    expect(await shareDialog(without.page).getByRole('button', { name: 'Save', exact: true }).count()).toBe(
      0,
    );
    await without.close();
  });
});
