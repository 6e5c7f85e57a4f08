/**
 * `npm run tour [-- ID...]`: each scenario that ships, as a new visitor has it: opened in the page, played to its end,
 * linked and as islands, without a map. The sentence at the top and the state hash are held against what the
 * command line says of the same run. Not part of the gate, which asks for the hashes alone (same-hash.test.ts).
 */
import { execFileSync } from 'node:child_process';
import { chromium, type Page } from 'playwright-core';
import { headline, type BranchFigures, type HeadlineAbout } from '../../src/i18n/headline.ts';
import type { MetricKey } from '../../workers/engine/metrics.ts';
import { describeWorld } from '../../workers/world/describe.ts';
import { openShipped, shippedScenarios } from '../fixtures/shipped.ts';
import { choose, playButton } from './app.ts';
import { CHROMIUM_FLAGS, needChromium } from './chromium.ts';
import { servePage } from './server.ts';

type Summary = { hash: string; metrics: Record<MetricKey, number> };

const PATIENCE_MS = 180_000;
const FASTEST = 1000;
const FIGURES: Record<HeadlineAbout, [share: MetricKey, amount: MetricKey]> = {
  jobs: ['utilisationMean', 'waitMeanS'],
  requests: ['inTimeMean', 'latencyP50S'],
  transfers: ['peakLinkLoad', 'bytesMoved'],
};

/** What the command line prints of a run to its end. */
function summaryOf(id: string, linked: boolean): Summary {
  const program = [
    '--import',
    'tsx',
    'workers/host/cli.ts',
    'run',
    id,
    '--set',
    `linked=${linked}`,
    '--json',
  ];
  return JSON.parse(execFileSync(process.execPath, program, { encoding: 'utf8' })) as Summary;
}

/** How many sites there are at the end is not in a summary; the rest of the sentence is. */
const withoutCount = (sentence: string): string =>
  sentence
    .replace(/\bthe (?:[\w-]+ )?sites? (keep|answer|send|move)s?\b/g, 'sites $1')
    .replace(' of its ', ' of their ')
    .replace(/\s+/g, ' ')
    .trim();

function sentenceOf(about: HeadlineAbout, linkedShown: boolean, shown: Summary, other: Summary): string {
  const figures = ({ metrics }: Summary): BranchFigures => {
    const [share, amount] = FIGURES[about];
    // JSON has no word for a wait without end.
    return { known: true, share: metrics[share], amount: metrics[amount] ?? Infinity };
  };
  const pieces = headline({
    lang: 'en',
    about,
    sites: 2,
    linkedShown,
    shown: figures(shown),
    other: figures(other),
  });
  return withoutCount(pieces.map(({ text }) => text).join(''));
}

async function playToEnd(page: Page, ticks: number): Promise<void> {
  const box = page.getByRole('combobox', { name: 'Speed, ticks per second' });
  await box.fill(String(FASTEST));
  await box.press('Enter');
  await page.keyboard.press('Home');
  await playButton(page).click();
  await page.waitForSelector(`html[data-tick="${ticks}"]`, { state: 'attached', timeout: PATIENCE_MS });
}

/** What differs between the page and the command line, in words. */
async function faultsOf(page: Page, url: string, id: string): Promise<string[]> {
  const found: string[] = [];
  const [linked, islands] = [summaryOf(id, true), summaryOf(id, false)];
  const { scenario } = describeWorld(await openShipped(id, true));
  const about = scenario.jobs > 0 ? 'jobs' : scenario.requests ? 'requests' : 'transfers';
  await page.goto(`${url}?renderer=none&quality=test&lang=en&scenario=${id}`);
  await page.waitForSelector('html[data-ready="true"]', { state: 'attached' });
  await playToEnd(page, scenario.ticks);
  for (const [which, shown, other] of [
    ['Linked', linked, islands],
    ['Islands', islands, linked],
  ] as const) {
    await choose(page, which);
    const wanted = `html[data-hash="${shown.hash}"][data-tick="${scenario.ticks}"]`;
    const came = await page.waitForSelector(wanted, { state: 'attached', timeout: 20_000 }).then(
      () => true,
      () => false,
    );
    if (!came) {
      const got = await page.locator('html').getAttribute('data-hash');
      found.push(`${which}: state ${got}, on the command line ${shown.hash}`);
    }
    // The sentence follows the run ten times a second.
    await page.waitForTimeout(300);
    const said = withoutCount(await page.getByRole('heading', { level: 1 }).innerText());
    const expected = sentenceOf(about, which === 'Linked', shown, other);
    if (said !== expected) found.push(`${which}: says “${said}”, the command line “${expected}”`);
  }
  return found;
}

const asked = process.argv.slice(2);
const server = await servePage();
const browser = await chromium.launch({ executablePath: needChromium(), args: CHROMIUM_FLAGS });
let faults = 0;
try {
  for (const id of asked.length > 0 ? asked : shippedScenarios()) {
    const page = await browser.newPage({ serviceWorkers: 'block', reducedMotion: 'reduce' });
    page.setDefaultTimeout(PATIENCE_MS);
    const complaints: string[] = [];
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    const started = performance.now();
    const found = await faultsOf(page, server.url, id).catch((error: unknown) => [String(error)]);
    const seconds = ((performance.now() - started) / 1000).toFixed(0);
    const all = [...found, ...complaints];
    faults += all.length;
    console.log([`${id}: ${all.length === 0 ? 'the same' : 'differs'} (${seconds} s)`, ...all].join('\n  '));
    await page.close();
  }
} finally {
  await browser.close();
  await server.close();
}
process.exitCode = faults > 0 ? 1 : 0;
