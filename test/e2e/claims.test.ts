/** The page of claims: listed, searched, run; the visitor's own run waits and comes back as it was, forks and all. */
import axe from 'axe-core';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { en } from '../../src/i18n/en.ts';
import { formatMetric } from '../../src/i18n/metric-format.ts';
import type { Claim } from '../../workers/claims.ts';
import type { MetricKey } from '../../workers/engine/metrics.ts';
import { readClaims, showClaim } from '../../workers/host/claims/claims.ts';
import { faults } from './axe.ts';
import { changes, command, forkChoice } from './desk.ts';
import { focusPage, openPage, says, tickOf, until, untilTick, useBrowser, type OpenPage } from './page.ts';

useBrowser();

const read = (path: string) => readFile(`public/${path}`, 'utf8');

describe('the page of claims', () => {
  let open: OpenPage;
  let all: Claim[];
  const dialog = () => open.page.getByRole('dialog', { name: en.claims.title });
  const note = () => open.page.getByRole('region', { name: en.claims.title });
  const item = (id: string) => dialog().locator(`#${id}`);
  const named = (id: string) => all.find((claim) => claim.id === id)!;

  beforeAll(async () => {
    all = await readClaims(read);
    open = await openPage({ renderer: 'none', claims: 'claim-36' });
    await open.page.evaluate(axe.source);
  });
  afterAll(() => open?.close());

  it('opens by its own address at the claim it names, and the address follows', async () => {
    const { page } = open;
    await item('claim-36').waitFor();
    await item('claim-36').and(page.locator(':focus')).waitFor();
    expect(await dialog().getByRole('listitem').count()).toBe(all.length);
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    await expect.poll(() => page.evaluate(() => location.search)).not.toContain('claims');
    await focusPage(page);
    await page.keyboard.press('k');
    await dialog().waitFor();
    await expect.poll(() => page.evaluate(() => new URLSearchParams(location.search).get('claims'))).toBe('');
  });

  it('tells of each what is said, what was found and where, and finds by words and verdict', async () => {
    const { page } = open;
    const wrong = all.filter(({ verdict }) => verdict === 'contradicted');
    await dialog().getByText(`${en.claims.verdicts.contradicted} ${wrong.length}`).click();
    await until('only these', async () => (await dialog().getByRole('listitem').count()) === wrong.length);
    const told = await item('claim-36').innerText();
    for (const words of [named('claim-36').en, named('claim-36').checked, named('claim-36').source])
      expect(told).toContain(words);
    await dialog().getByRole('searchbox').focus();
    await page.keyboard.type('parity');
    await until('two of them', async () => (await dialog().getByRole('listitem').count()) === 2);
    await page.keyboard.press('Escape');
    await dialog()
      .getByText(en.claims.all(String(all.length)))
      .click();
  });

  it('is as good for a keyboard, a reader and a narrow screen, in both themes', async () => {
    const { page } = open;
    for (const theme of ['dark', 'light']) {
      await page.evaluate((name) => (document.documentElement.dataset['theme'] = name), theme);
      expect(await faults(page)).toEqual([]);
    }
    await page.evaluate(() => (document.documentElement.dataset['theme'] = 'dark'));
    await page.setViewportSize({ width: 360, height: 640 });
    const over = () =>
      dialog().evaluate((element) =>
        [...element.querySelectorAll('*')]
          .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
          .map((one) => one.outerHTML.slice(0, 90)),
      );
    await expect.poll(over).toEqual([]);
    await page.setViewportSize({ width: 800, height: 500 });
  });

  it('runs one, with the figures that the command line gives, and comes back to forks and changes', async () => {
    const { page } = open;
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    await command(page, en.commands.fork);
    await forkChoice(page, 'C').waitFor({ state: 'attached' });
    const plain = await says(page, 'hash');
    await command(page, en.shock.names['unlink-all']);
    await changes(page).getByRole('listitem').waitFor();
    await until('the change is on show', async () => (await says(page, 'hash')) !== plain);
    const before = { tick: await tickOf(page), hash: await says(page, 'hash') };

    for (const id of ['claim-63', 'claim-03']) {
      const { model, en: said } = named(id);
      await focusPage(page);
      await page.keyboard.press('k');
      await item(id)
        .getByRole('button', { name: en.claims.runClaim(said) })
        .press('Enter');
      await note().getByText(said).waitFor();
      const shown = await showClaim(model!, read);
      const text = (value: number | null) => formatMetric('en', model!.metric as MetricKey, value!);
      await until('the figures are told', async () =>
        (await note().innerText()).includes(`${text(shown.value)}, against ${text(shown.against)}`),
      );
      await untilTick(page, model!.untilS / 300);
    }
    expect(await faults(page)).toEqual([]);
    const one = await says(page, 'hash');
    await note().getByText(en.claims.sides.against).click();
    // On its way there another tick of it may be on show.
    const { untilS } = named('claim-03').model!;
    await until(
      'the other side is on show',
      async () => (await says(page, 'hash')) !== one && (await tickOf(page)) === untilS / 300,
    );
    await note().getByRole('button', { name: en.claims.back }).click();
    await untilTick(page, before.tick);
    await until('it is the same state', async () => (await says(page, 'hash')) === before.hash);
    expect(await forkChoice(page, 'C').isChecked()).toBe(true);
    await expect.poll(() => changes(page).getByRole('listitem').count()).toBe(1);
    await expect.poll(() => note().count()).toBe(0);
  });

  it('speaks Chinese, all but citations', async () => {
    const { page } = open;
    await command(page, en.commands.language);
    await focusPage(page);
    await page.keyboard.press('k');
    const one = page.locator('#claim-63');
    const words = (await one.innerText()).replace(named('claim-63').checked, '');
    expect(words).toContain(named('claim-63').zh.claim);
    expect(words.match(/[A-Za-z]{4,}/g)).toBe(null);
    expect(open.complaints).toEqual([]);
  });
});
