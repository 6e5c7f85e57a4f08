/** Each command of the table does what it says, by its key and by its name in the palette. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { en } from '../../src/i18n/en.ts';
import { COMMANDS, type Command } from '../../src/panels/commands.ts';
import { headline, pauseButton, playButton } from './app.ts';
import { changes, command, endForks, find, inspector, leaveDialog, untilForked } from './desk.ts';
import { standingTick } from './links.ts';
import { focusPage, openPage, says, tickOf, until, untilTick, useBrowser, type OpenPage } from './page.ts';
import { pictureOfCanvas, restingPicture, shareChanged } from './picture.ts';

type Give = () => Promise<void>;
type Proof = (open: OpenPage, give: Give) => Promise<void>;

const THEME = 'data-theme';

/** Gives it twice, and looks each time: what toggles comes back. */
const toggles =
  (state: (open: OpenPage) => Promise<unknown>): Proof =>
  async (open, give) => {
    const before = await state(open);
    await give();
    await until('it has changed', async () => (await state(open)) !== before);
    await give();
    await until('it is as before', async () => (await state(open)) === before);
  };

const movesCamera: Proof = async ({ page }, give) => {
  await command(page, en.commands.nearer);
  const before = await restingPicture(page);
  await give();
  await until(
    'the picture is another',
    async () => shareChanged(before, await pictureOfCanvas(page), 30) > 0.01,
  );
};

const LOOP_LINE = '.timeline-loop';

/** Shows another branch first; a fork is made for it and ended again. */
const shows =
  (name: 'A' | 'B' | 'C' | 'D', says: RegExp): Proof =>
  async ({ page }, give) => {
    for (const fork of ['C', 'D'].filter((one) => one <= name)) {
      await command(page, en.commands.fork);
      await untilForked(page, fork);
    }
    await command(page, name === 'A' ? en.commands.showB : en.commands.showA);
    await until('another is on show', async () => !says.test(await headline(page).innerText()));
    await focusPage(page);
    await give();
    await until(`${name} is on show`, async () => says.test(await headline(page).innerText()));
    await endForks(page);
  };

/** What is given while presenting is proved in present.test.ts. */
type AtDesk = Exclude<keyof typeof en.commands, `scene${string}`>;

const PROOFS: Record<AtDesk, Proof> = {
  async play({ page }, give) {
    const tick = await tickOf(page);
    await give();
    await pauseButton(page).waitFor();
    await until('ticks go by', async () => (await tickOf(page)) > tick);
    await focusPage(page);
    await give();
    await playButton(page).waitFor();
    await standingTick(page);
  },
  async stepBack({ page }, give) {
    const tick = await tickOf(page);
    await give();
    await untilTick(page, tick - 1);
  },
  async stepOn({ page }, give) {
    const tick = await tickOf(page);
    await give();
    await untilTick(page, tick + 1);
  },
  async toStart({ page }, give) {
    await give();
    await untilTick(page, 0);
  },
  async toEnd({ page }, give) {
    await give();
    await untilTick(page, 2016);
  },
  link: toggles(async ({ page }) => /^linked/i.test(await headline(page).innerText())),
  showA: shows('A', /^Linked/),
  showB: shows('B', /^As islands/),
  showC: shows('C', /^In branch C/),
  showD: shows('D', /^In branch D/),
  async fork({ page }, give) {
    await give();
    await untilForked(page, 'C');
    await endForks(page);
  },
  bands: toggles(({ page }) => page.getByRole('region', { name: en.bands.title }).first().isVisible()),
  differences: toggles(({ page }) => page.getByRole('region', { name: 'Branches' }).first().isVisible()),
  differenceView: toggles(({ page }) => page.locator('.difference-key').isVisible()),
  splitView: toggles(({ page }) => page.locator('.half-name:visible').count()),
  async loopFrom({ page }, give) {
    await give();
    await page.locator(`${LOOP_LINE}.from`).waitFor({ state: 'attached' });
    await command(page, en.commands.noLoop);
  },
  async loopTo({ page }, give) {
    await give();
    await page.locator(`${LOOP_LINE}.to`).waitFor({ state: 'attached' });
    await command(page, en.commands.noLoop);
  },
  async noLoop({ page }, give) {
    await command(page, en.commands.loopFrom);
    await page.locator(LOOP_LINE).waitFor({ state: 'attached' });
    await focusPage(page);
    await give();
    await page.locator(LOOP_LINE).waitFor({ state: 'detached' });
  },
  async search({ page }, give) {
    await give();
    await leaveDialog(page, page.getByRole('dialog', { name: 'Search' }));
  },
  async palette({ page }, give) {
    await give();
    await leaveDialog(page, page.getByRole('dialog', { name: 'Commands' }));
  },
  async undo({ page }, give) {
    const before = await says(page, 'hash');
    await command(page, en.shock.names['unlink-all']);
    await until('the state is another', async () => (await says(page, 'hash')) !== before);
    await focusPage(page);
    await give();
    await until('the state is as before', async () => (await says(page, 'hash')) === before);
  },
  async redo({ page }, give) {
    await command(page, en.shock.names['unlink-all']);
    await changes(page).getByRole('listitem').waitFor();
    await command(page, en.commands.undo);
    await changes(page).getByRole('listitem').waitFor({ state: 'detached' });
    await focusPage(page);
    await give();
    await changes(page).getByRole('listitem').waitFor();
    await command(page, en.commands.undo);
    await changes(page).getByRole('listitem').waitFor({ state: 'detached' });
  },
  table: toggles(({ page }) => page.getByRole('region', { name: 'Table' }).isVisible()),
  charts: toggles(({ page }) => page.getByRole('region', { name: 'Charts' }).isVisible()),
  globe: movesCamera,
  async boundaries({ page }, give) {
    const before = await restingPicture(page);
    await give();
    await until(
      'lines are drawn',
      async () => shareChanged(before, await pictureOfCanvas(page), 10) > 0.0005,
    );
  },
  nearer: movesCamera,
  farther: movesCamera,
  firstView: movesCamera,
  flyThere: movesCamera,
  panLeft: movesCamera,
  panRight: movesCamera,
  panUp: movesCamera,
  panDown: movesCamera,
  turnLeft: movesCamera,
  turnRight: movesCamera,
  tiltUp: movesCamera,
  tiltDown: movesCamera,
  async goInside({ page }, give) {
    await find(page, 'Horinger');
    await focusPage(page);
    await give();
    await page.locator('.inside-legend').waitFor();
    await command(page, en.commands.letGo);
    await page.locator('.inside-legend').waitFor({ state: 'detached' });
  },
  async letGo({ page }, give) {
    await find(page, 'Wuhu');
    await give();
    await inspector(page).waitFor({ state: 'detached' });
  },
  async theme({ page }, give) {
    const theme = (): Promise<string | null> => page.locator('html').getAttribute(THEME);
    const seen = [await theme()];
    for (let times = 0; times < 4; times++) {
      await give();
      await until('the theme is another', async () => (await theme()) !== seen.at(-1));
      seen.push(await theme());
    }
    expect(new Set(seen).size).toBe(4);
    expect(seen[4]).toBe(seen[0]);
  },
  async language({ page }, give) {
    await give();
    await until('it is Chinese', async () => (await page.locator('html').getAttribute('lang')) === 'zh-CN');
    await page.getByRole('button', { name: /用英文显示/ }).click();
    await until('it is English', async () => (await page.locator('html').getAttribute('lang')) === 'en');
  },
  async singleKeys({ page }, give) {
    const charts = page.getByRole('region', { name: 'Charts' });
    await give();
    await focusPage(page);
    await page.keyboard.press('c');
    const tick = await tickOf(page);
    await page.keyboard.press('ArrowLeft');
    await untilTick(page, tick - 1);
    expect(await charts.isVisible()).toBe(false);
    await give();
    await focusPage(page);
    await page.keyboard.press('c');
    await charts.waitFor();
    await page.keyboard.press('c');
    await charts.waitFor({ state: 'detached' });
  },
  async present({ page }, give) {
    const state = async () => [await says(page, 'hash'), await page.locator('html').getAttribute(THEME)];
    const before = await state();
    await give();
    await page.getByRole('main', { name: 'Presentation' }).waitFor();
    await focusPage(page);
    await page.keyboard.press('Escape');
    await headline(page).waitFor();
    await expect.poll(state).toEqual(before);
  },
  async addScene({ page }, give) {
    await give();
    await page.getByRole('dialog', { name: /^Scene \d+$/ }).waitFor();
    await page.getByRole('button', { name: en.present.story.undo, exact: true }).click();
    await leaveDialog(page);
  },
  async story({ page }, give) {
    await give();
    await leaveDialog(page, page.getByRole('dialog', { name: en.present.story.title }));
  },
  async takeAway({ page }, give) {
    await give();
    await leaveDialog(page, page.getByRole('dialog', { name: 'Share and take away' }));
  },
  async settings({ page }, give) {
    await give();
    await leaveDialog(page, page.getByRole('dialog', { name: 'Settings' }));
  },
  async board({ page }, give) {
    await give();
    await leaveDialog(page, page.getByRole('dialog', { name: en.board.title }));
  },
  async policy({ page }, give) {
    await give();
    await leaveDialog(page, page.getByRole('dialog', { name: en.policy.title }));
  },
  async claims({ page }, give) {
    await give();
    await leaveDialog(page, page.getByRole('dialog', { name: en.claims.title }));
  },
  async verify({ page }, give) {
    await give();
    await page
      .getByRole('dialog', { name: en.verify.title })
      .getByText(/Computing, in this browser|computed just now/)
      .waitFor();
    await leaveDialog(page);
  },
  async help({ page }, give) {
    await give();
    const sheet = page.getByRole('dialog', { name: 'Keys' });
    await sheet.waitFor();
    const listed = COMMANDS.filter(({ keys }) => keys.length > 0).map(({ id }) => en.commands[id]);
    expect(await sheet.getByRole('definition').allInnerTexts()).toEqual(listed);
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
  },
};

useBrowser();

function isAtDesk(command: Command): command is Command & { id: AtDesk } {
  return command.while !== 'presenting';
}

/** What moves the camera needs a map; the rest goes faster without one. */
const DRAWN = new Set<string>(
  `globe boundaries differenceView splitView nearer farther firstView flyThere panLeft panRight panUp panDown
  turnLeft turnRight tiltUp tiltDown goInside`.split(/\s+/),
);

describe.each(['none', 'webgl'])('with renderer %s, the command', (renderer) => {
  let open: OpenPage;
  const here = COMMANDS.filter(isAtDesk).filter(({ id }) => DRAWN.has(id) === (renderer === 'webgl'));

  beforeAll(async () => {
    open = await openPage({ renderer });
  });
  afterAll(() => open?.close());

  it.each(here.filter(({ keys }) => keys.length > 0))('$id, by its key', async ({ id, keys }) => {
    await focusPage(open.page);
    await PROOFS[id](open, () => open.page.keyboard.press(keys[0]!.replace('Ctrl', 'Control')));
  });

  // The palette gives whatever it lists: those without a key, and some that have one.
  const listed = here.filter(({ id, keys }) => keys.length === 0 || ['nearer', 'link', 'undo'].includes(id));
  it.each(listed)('$id, from the palette', async ({ id }) => {
    await focusPage(open.page);
    await PROOFS[id](open, () => command(open.page, en.commands[id]));
  });

  it('leaves nothing to complain of', () => {
    expect(open.complaints).toEqual([]);
  });
});
