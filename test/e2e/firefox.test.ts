/** One history everywhere (T6), in another engine of JavaScript: where a Firefox is installed. */
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { shippedEnd, shippedScenarios } from '../fixtures/shipped.ts';
import { findFirefox, startFirefox, type Firefox } from './firefox.ts';
import { until } from './page.ts';

const program = findFirefox();

describe.runIf(program !== null)('Node and Firefox', () => {
  let firefox: Firefox;
  beforeAll(async () => {
    firefox = await startFirefox(program!);
  });
  afterAll(() => firefox?.close());

  const says = (key: string) => firefox.evaluate(`document.documentElement.dataset.${key}`);
  const press = (key: string) =>
    firefox.evaluate(
      `document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '${key}', bubbles: true }))`,
    );

  it.each(shippedScenarios())('agree on the end of %s, linked and as islands', async (id) => {
    const end = await shippedEnd(id);
    await firefox.goTo(`${inject('pageUrl')}?renderer=none&quality=test&scenario=${id}`);
    await until('the page is ready', async () => (await says('ready')) === 'true');
    await press('End');
    await until('the end is on show', async () => (await says('tick')) === `${end.tick}`);
    expect(await says('hash')).toBe(end.linked);
    await press('l');
    await until('the islands are on show', async () => (await says('hash')) !== end.linked);
    await until('their end is on show', async () => (await says('tick')) === `${end.tick}`);
    expect(await says('hash')).toBe(end.islands);
  });
});
