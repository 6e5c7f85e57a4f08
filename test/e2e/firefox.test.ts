/** One history everywhere (T6), in another engine of JavaScript: where a Firefox is installed. */
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { shippedEnd, shippedScenarios } from '../fixtures/shipped.ts';
import { doorsInSandbox, listenOutside, type Found } from './doors.ts';
import { findFirefox, startFirefox, type Firefox } from './firefox.ts';
import { until } from './page.ts';

const program = findFirefox();
const FOUND = (selector: string): string => `document.querySelector('${selector}') !== null`;

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

  it('shuts every door of the sandbox', async () => {
    const { address, heard, close } = await listenOutside();
    await firefox.goTo(`${inject('pageUrl')}?renderer=none&quality=test&scenario=hello`);
    const { origin, ...doors } = (await firefox.evaluate(doorsInSandbox(address))) as Found;
    expect(origin).toBe('null');
    expect(Object.entries(doors).filter(([, state]) => state !== 'shut')).toEqual([]);
    expect(heard.connections).toBe(0);
    close();
  });

  it('agree on a policy of one’s own that says what a built-in one says, in the sandbox', async () => {
    const end = await shippedEnd('hello');
    await firefox.goTo(`${inject('pageUrl')}?renderer=none&quality=test&scenario=hello`);
    await until('the page is ready', async () => (await says('ready')) === 'true');
    await press('m');
    const click = (selector: string) =>
      until(`${selector} is there`, async () =>
        Boolean(
          await firefox.evaluate(`(document.querySelector('${selector}')?.click(), ${FOUND(selector)})`),
        ),
      );
    await click('.policy-actions .primary');
    await until('its branch is on show', async () =>
      Boolean(await firefox.evaluate(FOUND('.branch-head .branch-C'))),
    );
    await press('Home');
    await until('its beginning is on show', async () => (await says('tick')) === '0');
    await press('End');
    await until('its end is on show', async () => (await says('tick')) === `${end.tick}`);
    expect(await says('hash')).toBe(end.linked);
  });
});
