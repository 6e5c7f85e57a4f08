/** A scenario whose jobs are in a log beside it opens in the page, and what was left out of the log is told. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { advanceTo, createRun, stateHash } from '../../workers/engine/engine.ts';
import { hashText } from '../../workers/frame/read.ts';
import { openScenario } from '../../workers/host/open-scenario.ts';
import { compileWorld } from '../../workers/world/compile.ts';
import { issueDialog, openFile } from './app.ts';
import { focusPage, openPage, says, untilTick, useBrowser } from './page.ts';

useBrowser();

const LOG = [
  '; Version: 2.2',
  '2 3600 -1 7200 4 -1 -1 8 -1 -1 1 12 -1 -1 -1 -1 -1 -1',
  '1 0 -1 3600 8 -1 -1 -1 -1 -1 1 7 -1 -1 -1 -1 -1 -1',
  '3 60 -1 -1 4 -1 -1 -1 -1 -1 1 7 -1 -1 -1 -1 -1 -1',
].join('\n');

const scenario = (log: string) =>
  JSON.stringify({
    format: 'causeway/1',
    name: { en: 'Of a log' },
    duration: '6h',
    tick: '1h',
    accelerators: { cpu: { bf16Tflops: 1 } },
    sites: { a: { lat: 31, lon: 118, pools: { cpu: 8 } } },
    jobs: { file: log },
  });

/** In the folder that is served, and away again afterwards. */
const served = {
  'dist/scenarios/of-a-log.json': scenario('tiny.swf.gz'),
  'dist/scenarios/tiny.swf.gz': gzipSync(LOG),
  'dist/data/tiny-plain.swf': LOG,
};
beforeAll(() => Object.entries(served).forEach(([path, content]) => writeFileSync(path, content)));
afterAll(() => Object.keys(served).forEach((path) => rmSync(path)));

async function hashInNode(): Promise<string> {
  const opened = await openScenario({
    text: scenario('tiny.swf'),
    patches: [],
    read: (file) => Promise.resolve(readFileSync(`public/data/${file}`, 'utf8')),
    readLog: async () => new TextEncoder().encode(LOG),
  });
  if (!opened.ok) throw new Error(JSON.stringify(opened.issues));
  const run = createRun(compileWorld(opened.scenario));
  advanceTo(run, opened.scenario.durationS);
  const { high, low } = stateHash(run);
  return hashText(high, low);
}

describe('a job log', () => {
  it('packed, beside the scenario, is read; the page says what of it', async () => {
    const { page, close } = await openPage({ renderer: 'none', scenario: 'of-a-log' });
    await focusPage(page);
    await page.keyboard.press('End');
    await untilTick(page, 6);
    expect(await says(page, 'hash')).toBe(await hashInNode());
    await page.getByText('The job log: 2 jobs read').click();
    const note = page.getByRole('listitem').filter({ hasText: 'no run time' });
    expect(await note.innerText()).toMatch(/tiny\.swf\.gz:4\s+1 line left out: no run time/);
    await close();
  });

  it('plain, under the data, is read for a file that a person brings; without a log nothing is said', async () => {
    const { page, close } = await openPage({ renderer: 'none' });
    expect(await page.getByText('The job log').count()).toBe(0);
    await openFile(page, 'brought.json', scenario('tiny-plain.swf'));
    await page.getByText('The job log: 2 jobs read').waitFor();
    await close();
  });

  it.each(['none.swf', 'https://example.org/x.swf', '../../x.swf', '//example.org/x.swf'])(
    'that is not of this place is an issue: %s',
    async (log) => {
      const { page, close } = await openPage({ renderer: 'none' });
      await openFile(page, 'brought.json', scenario(log));
      await issueDialog(page).waitFor();
      expect(await issueDialog(page).innerText()).toMatch(
        /cannot be read: (?:.* is not of this place|There is no )/,
      );
      await close();
    },
  );
});
