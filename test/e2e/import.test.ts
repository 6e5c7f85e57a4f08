/** A person's own files: dropped, shown, put right where they must be, opened; a wrong one is explained. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { advanceTo, createRun, stateHash } from '../../workers/engine/engine.ts';
import { hashText } from '../../workers/frame/read.ts';
import { openScenario } from '../../workers/host/open-scenario.ts';
import { compileWorld } from '../../workers/world/compile.ts';
import { bring } from '../fixtures/bring.ts';
import { dropFile, issueDialog } from './app.ts';
import { focusPage, openPage, says, tickOf, until, untilTick, useBrowser, type OpenPage } from './page.ts';

useBrowser();

const GRAPHML = `<?xml version="1.0" encoding="utf-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
  <key attr.name="label" attr.type="string" for="node" id="d33" />
  <key attr.name="Longitude" attr.type="double" for="node" id="d32" />
  <key attr.name="Latitude" attr.type="double" for="node" id="d29" />
  <graph edgedefault="undirected">
    <node id="0"><data key="d29">31.3</data><data key="d32">118.4</data><data key="d33">Wuhu</data></node>
    <node id="1"><data key="d29">38.5</data><data key="d32">106.2</data><data key="d33">Zhongwei</data></node>
    <node id="2"><data key="d33">Between</data></node>
    <edge source="0" target="1" /><edge source="0" target="1" /><edge source="1" target="2" />
  </graph>
</graphml>
`;

const SWF = [
  '; MaxProcs: 8',
  '2 3600 -1 7200 4 -1 -1 8 -1 -1 1 12 -1 -1 -1 -1 -1 -1',
  '1 0 -1 3600 8 -1 -1 -1 -1 -1 1 7 -1 -1 -1 -1 -1 -1',
  '3 60 -1 -1 4 -1 -1 -1 -1 -1 1 7 -1 -1 -1 -1 -1 -1',
].join('\r\n');

const importDialog = (page: Page) => page.getByRole('dialog');

async function openIt(page: Page): Promise<void> {
  const before = await says(page, 'hash');
  await importDialog(page).getByRole('button', { name: 'Open it' }).click();
  await until('another world is on show', async () => (await says(page, 'hash')) !== before);
}

/** The last hash of the run that a log makes, by the command line's way. */
async function hashInNode(name: string, content: string): Promise<{ hash: string; ticks: number }> {
  const made = await bring({ name, content });
  if (!made.ok) throw new Error(JSON.stringify(made.faults));
  const opened = await openScenario({
    text: made.written.text,
    patches: [],
    read: () => Promise.reject(new Error('no bundles here')),
  });
  if (!opened.ok) throw new Error(JSON.stringify(opened.issues));
  const run = createRun(compileWorld(opened.scenario));
  advanceTo(run, opened.scenario.durationS);
  const { high, low } = stateHash(run);
  return { hash: hashText(high, low), ticks: opened.scenario.durationS / opened.scenario.tickS };
}

describe('a file of one’s own', () => {
  let open: OpenPage;
  beforeAll(async () => {
    open = await openPage({ renderer: 'none' });
  });
  afterAll(() => open?.close());

  it('a topology is shown with what is assumed of it, and opened', async () => {
    const { page } = open;
    await dropFile(page, 'net.graphml', GRAPHML);
    await importDialog(page).getByText('3 sites · 3 links').waitFor();
    const text = await importDialog(page).innerText();
    expect(text).toMatch(/1 nodes without a place, set amid their neighbours: Between/);
    expect(text).toMatch(/1 links run beside another/);
    await openIt(page);
    for (const name of ['Wuhu', 'Zhongwei', 'Between'])
      await page.getByRole('rowheader', { name }).first().waitFor();
  });

  it('a job log gives the run that the command line gives', async () => {
    const { page } = open;
    const { hash, ticks } = await hashInNode('log.swf', SWF);
    await dropFile(page, 'log.swf', SWF);
    await importDialog(page).getByText('1 site · 2 jobs').waitFor();
    expect(await importDialog(page).innerText()).toMatch(/log\.swf:4\s+1 left out: no run time/);
    await openIt(page);
    await focusPage(page);
    await page.keyboard.press('End');
    await untilTick(page, ticks);
    expect(await says(page, 'hash')).toBe(hash);
  });

  it('a table whose columns are unknown is mapped by hand', async () => {
    const { page } = open;
    await dropFile(page, 'own.csv', 'wann;wieviel;wielange\n0;4;60\n30;2;60\n');
    const dialog = importDialog(page);
    await dialog.getByLabel('Taken for').selectOption('jobs');
    await dialog.getByText('Choose a column for: submitted, accelerators, length').waitFor();
    expect(await dialog.getByRole('button', { name: 'Open it' }).isDisabled()).toBe(true);
    await dialog.getByLabel('submitted').selectOption('wann');
    await dialog.getByLabel('accelerators').selectOption('wieviel');
    await dialog.getByLabel(/^length/).selectOption('wielange');
    await dialog.getByLabel('Lengths in').selectOption('min');
    await dialog.getByText('1 site · 2 jobs').waitFor();
    await openIt(page);
  });

  it('columns chosen faster than the worker answers are all kept', async () => {
    const { page } = open;
    await dropFile(page, 'own.csv', 'wann;wieviel;wielange\n0;4;60\n30;2;60\n90;1;60\n');
    const dialog = importDialog(page);
    await dialog.getByLabel('Taken for').selectOption('jobs');
    await dialog.getByText('Choose a column for: submitted, accelerators, length').waitFor();
    await dialog.evaluate((root) => {
      const lacking = [...root.querySelectorAll<HTMLSelectElement>('.import-mapping .missing select')];
      for (const [i, column] of ['wann', 'wieviel', 'wielange'].entries()) {
        lacking[i]!.value = column;
        lacking[i]!.dispatchEvent(new Event('change', { bubbles: true }));
      }
    });
    await dialog.getByLabel('Lengths in').selectOption('min');
    await dialog.getByText('1 site · 3 jobs').waitFor();
    await openIt(page);
  });

  it('188,000 jobs stay in a log that the page holds for the engine', async () => {
    const { page } = open;
    // Made in the page: the test's own channel does not carry so much.
    await page.evaluate(() => {
      const rows = Array.from({ length: 188_000 }, (_, i) => `j${i},${(i * 7919) % 188_000},1,30`);
      const data = new DataTransfer();
      data.items.add(new File([`id,submit_s,gpus,run_s\n${rows.join('\n')}`], 'many.csv'));
      document.body.dispatchEvent(
        new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }),
      );
    });
    await importDialog(page).getByText('1 site · 188,000 jobs').waitFor();
    await openIt(page);
    await page.getByText('188000 jobs read').waitFor();
  });

  it.each([
    [
      'net.graphml',
      '<graphml>\n<graph>\n<node id="a">\n',
      /net\.graphml:4[^]*unclosed tag[^]*GraphML: <graphml>/,
    ],
    ['story.txt', 'It was a dark and stormy night.\n', /story\.txt:1[^]*nothing that Causeway knows[^]*SWF/],
    ['log.swf', '; MaxProcs: 8\n1 2 3\n', /log\.swf:2[^]*no job that can be run[^]*18 numbers/],
  ])('%s, when it is wrong, says line and cure, and what ran goes on', async (name, content, complaint) => {
    const { page } = open;
    const tick = await tickOf(page);
    const hash = await says(page, 'hash');
    await dropFile(page, name, content);
    await issueDialog(page).waitFor();
    expect(await issueDialog(page).innerText()).toMatch(complaint);
    await issueDialog(page).getByRole('button').click();
    await focusPage(page);
    await page.keyboard.press('ArrowRight');
    await untilTick(page, tick + 1);
    await page.keyboard.press('ArrowLeft');
    await untilTick(page, tick);
    expect(await says(page, 'hash')).toBe(hash);
  });

  it('is let go of by Escape while it is shown', async () => {
    const { page } = open;
    const hash = await says(page, 'hash');
    await dropFile(page, 'net.graphml', GRAPHML);
    await importDialog(page).getByText('3 sites · 3 links').waitFor();
    await page.keyboard.press('Escape');
    await until('the dialog is gone', async () => (await importDialog(page).count()) === 0);
    expect(await says(page, 'hash')).toBe(hash);
    expect(open.complaints).toEqual([]);
  });
});
