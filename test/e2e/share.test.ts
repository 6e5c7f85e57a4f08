/** Share: the address holds the run; whoever opens it computes the same state, or is told that it differs. */
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { choose, headline, issueDialog, openFile } from './app.ts';
import { forkChoice, untilForked } from './desk.ts';
import { addressOnce, packed, unpacked } from './links.ts';
import { focusPage, openPage, says, tickOf, until, untilTick, useBrowser, type OpenPage } from './page.ts';

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

const note = ({ page }: OpenPage) => page.locator('.notes');
const TABLE = { renderer: 'none' };

/** Cuts the first link of the table. */
async function cutALink({ page }: OpenPage): Promise<void> {
  await page.getByRole('tab', { name: /Links/ }).click();
  await page.getByRole('rowheader').first().getByRole('button').click();
  await page.getByRole('button', { name: 'Cut this fibre' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Do it' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

const SMALL = JSON.stringify({
  format: 'causeway/1',
  id: 'mine',
  name: { en: 'A secret plan' },
  duration: '1d',
  tick: '5m',
  accelerators: { h100: { bf16Tflops: 989 } },
  sites: {
    a: { lat: 31, lon: 118, pools: { h100: 8 } },
    b: { lat: 38, lon: 106, pools: { h100: 8 } },
  },
  links: { ab: { a: 'a', b: 'b', gbps: 100 } },
  jobs: { list: [{ id: 'j1', at: 0, site: 'a', accelerators: 4, hours: 2 }] },
});

describe('a link', () => {
  it('opens elsewhere to the same state: branch, tick, command and selection, and says so', async () => {
    const mine = await open(TABLE);
    const tick = await tickOf(mine.page);
    await choose(mine.page, 'Islands');
    await cutALink(mine);
    await focusPage(mine.page);
    await mine.page.keyboard.press('ArrowRight');
    await untilTick(mine.page, tick + 1);
    const link = await addressOnce(mine.page, (run) => run.log.length > 0 && run.tick === tick + 1);
    const hash = await says(mine.page, 'hash');
    expect(unpacked(link)).toMatchObject({ linked: false, selected: { kind: 'link' }, hash });

    const theirs = await open(TABLE, { hash: link });
    await untilTick(theirs.page, tick + 1);
    await until('the result is told', async () => /Same result/.test(await note(theirs).innerText()));
    expect(await note(theirs).innerText()).toContain(hash);
    expect(await says(theirs.page, 'hash')).toBe(hash);
    await expect.poll(() => headline(theirs.page).innerText()).toMatch(/^As islands/);
    await theirs.page.getByRole('listitem').filter({ hasText: / cut/ }).first().waitFor();
    expect(theirs.complaints).toEqual([]);
  });

  it('holds every branch: the fork on show, its own commands, and the base without them', async () => {
    const mine = await open(TABLE);
    const tick = await tickOf(mine.page);
    const base = await says(mine.page, 'hash');
    await mine.page.getByRole('button', { name: /Fork here/ }).click();
    await untilForked(mine.page, 'C');
    await cutALink(mine);
    const link = await addressOnce(mine.page, (run) => (run.forks?.[0]?.log.length ?? 0) > 0);
    const hash = await says(mine.page, 'hash');
    expect(unpacked(link)).toMatchObject({ branch: 'C', log: [], forks: [{ name: 'C', from: 'A', tick }] });

    const theirs = await open(TABLE, { hash: link });
    await until('the result is told', async () => /Same result/.test(await note(theirs).innerText()));
    expect(await says(theirs.page, 'hash')).toBe(hash);
    await expect.poll(() => headline(theirs.page).innerText()).toMatch(/^In branch C/);
    await forkChoice(theirs.page, 'C').waitFor({ state: 'attached' });
    await focusPage(theirs.page);
    await theirs.page.keyboard.press('1');
    // Until it has come so far, an earlier tick of it is on show.
    await until('the base is on show', async () => (await says(theirs.page, 'hash')) === base);
    expect(hash).not.toBe(base);
  });

  it('is written while the run stands, and not while nothing was done or it plays', async () => {
    const { page } = await open(TABLE);
    await page.waitForTimeout(1200);
    expect(await page.evaluate(() => location.hash)).toBe('');
    await focusPage(page);
    await page.keyboard.press('Space');
    await page.waitForTimeout(1500);
    expect(await page.evaluate(() => location.hash)).toBe('');
    await page.keyboard.press('Space');
    const link = await addressOnce(page, () => true);
    expect(unpacked(link).tick).toBe(await tickOf(page));
  });

  it('brings the camera and the language', async () => {
    const mine = await open({ renderer: 'webgl' });
    await focusPage(mine.page);
    await mine.page.keyboard.press('+');
    await mine.page.keyboard.press('+');
    await mine.page.getByRole('button', { name: 'Show in Chinese' }).click();
    const link = await addressOnce(mine.page, (run) => run.lang === 'zh');
    const theirs = await open({ renderer: 'webgl' }, { hash: link });
    await theirs.page.getByText('结果相同').waitFor();
    await focusPage(theirs.page);
    await theirs.page.keyboard.press('ArrowRight');
    const next = await addressOnce(theirs.page, (run) => run.tick === unpacked(link).tick + 1);
    const [a, b] = [unpacked(link).camera!, unpacked(next).camera!];
    a.forEach((one, i) => expect(b[i]).toBeCloseTo(one, 2));
  });

  it('that comes out differently says which Causeway made it, and which this is', async () => {
    const mine = await open(TABLE);
    await focusPage(mine.page);
    await mine.page.keyboard.press('ArrowRight');
    const link = await addressOnce(mine.page, () => true);
    const other = { ...unpacked(link), hash: '0123456789abcdef', edition: '9.9.9 elsewhere' };
    const theirs = await open(TABLE, { hash: packed(JSON.stringify(other)) });
    await until('the difference is told', async () => /differently/.test(await note(theirs).innerText()));
    expect(await note(theirs).innerText()).toContain('9.9.9 elsewhere');
    expect(await note(theirs).innerText()).toContain(unpacked(link).edition);
  });

  it('pasted over the address of an open page is opened in it', async () => {
    const { page } = await open(TABLE);
    await focusPage(page);
    await page.keyboard.press('ArrowRight');
    const link = await addressOnce(page, () => true);
    const { tick } = unpacked(link);
    await page.evaluate(
      (hash) => {
        location.hash = hash;
      },
      packed(JSON.stringify({ ...unpacked(link), tick: tick - 50 })),
    );
    await untilTick(page, tick - 50);
  });

  it('to a changed scenario holds the change, and no more', async () => {
    const { page } = await open(TABLE);
    await focusPage(page);
    await page.keyboard.press('ArrowRight');
    const run = unpacked(await addressOnce(page, () => true));
    const patch = { sites: { "gui'an": null }, policy: { queue: 'easy-backfill' } };
    const theirs = await open(TABLE, { hash: packed(JSON.stringify({ ...run, patch, seed: 99 })) });
    await until('the difference is told', async () => /differently/.test(await note(theirs).innerText()));
    await focusPage(theirs.page);
    await theirs.page.keyboard.press('ArrowRight');
    const next = unpacked(await addressOnce(theirs.page, ({ tick }) => tick === run.tick + 1));
    expect(next).toMatchObject({ patch, seed: 99, base: { scenario: 'china-linked' } });
  });
});

describe('own data', () => {
  it('never is in the link, which asks for its file and takes no other', async () => {
    const mine = await open(TABLE);
    await openFile(mine.page, 'plan.json', SMALL);
    await mine.page.getByText('A secret plan').first().waitFor();
    await focusPage(mine.page);
    await mine.page.keyboard.press('ArrowRight');
    const link = await addressOnce(mine.page, (run) => 'file' in run.base && run.tick === 1);
    expect(unpacked(link).base).toMatchObject({ file: 'plan.json', bytes: SMALL.length });
    expect(JSON.stringify(unpacked(link))).not.toContain('secret');
    await mine.page.getByRole('button', { name: 'Share and take away' }).click();
    await mine.page.getByText('It needs your file plan.json').waitFor();
    const hash = await says(mine.page, 'hash');

    const theirs = await open(TABLE, { hash: link });
    const dialog = theirs.page.getByRole('dialog', { name: 'This link needs a file' });
    await dialog.waitFor();
    expect(await dialog.innerText()).toContain('plan.json');
    const choose = async (content: string): Promise<void> => {
      const file = { name: 'plan.json', mimeType: 'application/json', buffer: Buffer.from(content) };
      await dialog.locator('input[type=file]').setInputFiles(file);
    };
    await choose(SMALL.replace('"hours":2', '"hours":3'));
    await dialog.getByText('plan.json is another file').waitFor();
    await choose(SMALL);
    await theirs.page.getByText('Same result').waitFor();
    expect(await says(theirs.page, 'hash')).toBe(hash);
  });
});

const SOUND = {
  base: { scenario: 'china-linked' },
  patch: null,
  seed: 1,
  log: [],
  tick: 726,
  linked: true,
  globe: false,
  camera: null,
  lang: 'en',
  selected: null,
  hash: '0123456789abcdef',
  edition: '0.1.0',
};
const withPatch = (patch: string): string =>
  packed(JSON.stringify(SOUND).replace('"patch":null', `"patch":${patch}`));

const NASTY: [what: string, hash: string, place: string][] = [
  ['noise', '#\u0001%%%ÿ<script>alert(1)</script>', '#'],
  ['a fragment of another page', '#section-2', '#'],
  ['a link cut off', packed(JSON.stringify(SOUND)).slice(0, 60), '#run1'],
  ['a later format', '#run7.abc', '#run7'],
  ['half a million brackets', packed('['.repeat(500_000)), '#run1'],
  ['an unpacking bomb of 30 MB', packed(Buffer.alloc(30e6, 0x20)), '#run1'],
  ['a key of the prototype', withPatch('{"__proto__":{"polluted":true}}'), 'patch.__proto__'],
  ['a number without end', packed(JSON.stringify(SOUND).replace('726', '1e999')), 'tick'],
  ['a camera beyond all', packed(JSON.stringify({ ...SOUND, camera: [1e300, 0, 1, 0, 0] })), 'camera'],
  [
    'a way out of the folder',
    packed(JSON.stringify({ ...SOUND, base: { scenario: '..' } })),
    'base.scenario',
  ],
  ['two million characters', `#run1.${'A'.repeat(2_000_000)}`, '#'],
];
/** Sound as links; what they ask for is refused by the engine's own rules. */
const UNFIT: [what: string, hash: string, complaint: RegExp][] = [
  ['no such scenario', packed(JSON.stringify({ ...SOUND, base: { scenario: 'nowhere' } })), /nowhere/],
  [
    'a command on a link that is not there',
    packed(JSON.stringify({ ...SOUND, log: [{ tick: 5, command: { do: 'link-cut', link: 'nope' } }] })),
    /log\[0\]\.link[\s\S]*nope/,
  ],
  ['a patch that is no scenario', withPatch('{"sites":{"x":{"lat":900}}}'), /sites\.x/],
  [
    'five million jobs',
    withPatch(
      '{"jobs":{"generate":[{"count":5000000,"sites":{"guian":1},"accelerators":[[0.5,8]],"hours":[[0.5,2]]}]}}',
    ),
    /jobs/,
  ],
  ['a million ticks', withPatch('{"tick":1}'), /tick/],
];

describe('a hostile address neither hangs nor breaks the page', () => {
  async function stillWorks({ page }: OpenPage): Promise<void> {
    await focusPage(page);
    const tick = await tickOf(page);
    await page.keyboard.press('ArrowRight');
    await untilTick(page, tick + 1);
    await expect.poll(() => headline(page).innerText()).toMatch(/% of their chips busy/);
    expect(await page.evaluate(() => ({}) as { polluted?: boolean })).toEqual({});
  }

  /** Opened once; the next address is pasted over the one before. */
  let page: OpenPage | null = null;
  async function visit(hash: string): Promise<OpenPage> {
    if (page === null) page = await openPage(TABLE, { hash });
    else await page.page.evaluate((pasted) => void (location.hash = pasted), hash);
    return page;
  }

  afterAll(() => page?.close());

  it.each(NASTY)('%s', async (_what, hash, place) => {
    const nasty = await visit(hash);
    await issueDialog(nasty.page).waitFor();
    expect(await issueDialog(nasty.page).innerText()).toMatch(/cannot be opened/);
    expect(await issueDialog(nasty.page).locator('code').innerText()).toBe(place);
    expect((await issueDialog(nasty.page).locator('p.quiet').innerText()).length).toBeGreaterThan(10);
    await issueDialog(nasty.page).getByRole('button', { name: 'Close' }).click();
    await stillWorks(nasty);
    expect(nasty.complaints).toEqual([]);
  });

  it.each(UNFIT)('%s', async (_what, hash, complaint) => {
    const unfit = await visit(hash);
    await issueDialog(unfit.page).waitFor();
    expect(await issueDialog(unfit.page).innerText()).toMatch(complaint);
    await issueDialog(unfit.page).getByRole('button', { name: 'Close' }).click();
    await stillWorks(unfit);
  });
});
