/**
 * Logs of a person's own brought into the page, in Chromium: how long reading takes in its worker, and how many
 * tasks of over 50 ms the main thread has meanwhile; then how many until the first tick of what it makes, which
 * are those of opening any scenario: all its panels are made anew.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { CHROMIUM_FLAGS, needChromium } from '../e2e/chromium.ts';
import { servePage } from '../e2e/server.ts';
import type { Row } from './measure.ts';
import { COUNT_LONG_TASKS } from './page-cases.ts';

const ROUNDS = 3;
const ROWS = 188_000;
/** As many as the Philly traces have. */
const JOBS = 117_325;

/** Requests a second or so apart, as BurstGPT's columns have them. */
function requests(): string {
  const rows = Array.from(
    { length: ROWS },
    (_, i) => `${i * 3},ChatGPT,${100 + (i % 900)},${i % 400},0,API log`,
  );
  return ['Timestamp,Model,Request tokens,Response tokens,Total tokens,Log Type', ...rows].join('\n');
}

function jobs(count: number): string {
  const rows = Array.from(
    { length: count },
    (_, i) => `j${i},u${i % 90},${i * 7},${1 + (i % 8)},${60 + (i % 4000)}`,
  );
  return ['id,user,submit,gpus,run', ...rows].join('\n');
}

function attempts(): string {
  const stamp = (s: number): string =>
    new Date(Date.UTC(2017, 9, 7) + s * 1000).toISOString().slice(0, 19).replace('T', ' ');
  const log = Array.from({ length: JOBS }, (_, i) => ({
    status: 'Pass',
    vc: `vc${i % 14}`,
    jobid: `application_${i}`,
    attempts: [
      {
        start_time: stamp(i * 60 + 30),
        end_time: stamp(i * 60 + 90 + (i % 4000)),
        detail: [{ ip: 'm47', gpus: Array.from({ length: 1 + (i % 8) }, (_, gpu) => `gpu${gpu}`) }],
      },
    ],
    submitted_time: stamp(i * 60),
    user: `u${i % 300}`,
  }));
  return JSON.stringify(log);
}

type Case = { name: string; file: string; content: string };

export async function importRows(): Promise<Row[]> {
  const server = await servePage();
  const browser = await chromium.launch({ executablePath: needChromium(), args: CHROMIUM_FLAGS });
  const cases: Case[] = [
    { name: `${ROWS} requests, CSV`, file: 'requests.csv', content: requests() },
    // What it costs to open any log at all.
    { name: '20 jobs, CSV', file: 'few.csv', content: jobs(20) },
    { name: `${ROWS} jobs, CSV`, file: 'jobs.csv', content: jobs(ROWS) },
    { name: `${JOBS} jobs with attempts, JSON`, file: 'cluster_job_log', content: attempts() },
  ];
  const rows: Row[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'causeway-'));
  try {
    for (const one of cases) {
      const path = join(folder, one.file);
      writeFileSync(path, one.content);
      const seen = [];
      for (let round = 0; round < ROUNDS; round++) seen.push(await bringOnce(browser, server.url, path));
      const common = { better: 'less' as const, hash: seen[0]!.hash };
      rows.push(
        {
          ...common,
          name: `${one.name}: read`,
          unit: 's',
          must: null,
          values: seen.map(({ readS }) => readS),
        },
        {
          ...common,
          name: `${one.name}: tasks over 50 ms while it is read`,
          unit: '',
          must: 0,
          values: seen.map(({ reading }) => reading),
        },
        {
          ...common,
          name: `${one.name}: while it is opened`,
          unit: '',
          must: null,
          values: seen.map(({ opening }) => opening),
        },
      );
    }
  } finally {
    await browser.close();
    await server.close();
    rmSync(folder, { recursive: true });
  }
  return rows;
}

/** @param path of the file: as a buffer it would be unpacked in the page, by the test's own doing */
async function bringOnce(browser: Browser, url: string, path: string) {
  const page = await browser.newPage({ serviceWorkers: 'block' });
  page.setDefaultTimeout(120_000);
  await page.goto(`${url}?renderer=none&quality=test&scenario=hello`);
  await page.waitForSelector('html[data-ready="true"]', { state: 'attached' });
  await page.waitForTimeout(1500);
  const before = await page.locator('html').getAttribute('data-hash');
  await page.evaluate(COUNT_LONG_TASKS);
  const start = performance.now();
  await page.locator('input[type=file]').setInputFiles(path);
  const open = page.getByRole('dialog').getByRole('button', { name: 'Open it' });
  await page.waitForSelector('.import-actions .primary:not([disabled])');
  const readS = (performance.now() - start) / 1000;
  const reading = await page.evaluate(longTasks);
  await open.click();
  await page.waitForFunction((was) => document.documentElement.dataset['hash'] !== was, before);
  const opening = (await page.evaluate(longTasks)) - reading;
  const hash = (await page.locator('html').getAttribute('data-hash')) ?? '';
  await page.close();
  return { readS, reading, opening, hash };
}

function longTasks(): number {
  return (window as unknown as { longTasks: number }).longTasks;
}
