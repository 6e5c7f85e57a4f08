/** The content policy: a tour through the page breaks none of it, and nothing leaves the page's origin. */
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openFile } from './app.ts';
import { leaveDialog } from './desk.ts';
import { focusPage, openPage, untilTick, tickOf, useBrowser, type OpenPage } from './page.ts';

useBrowser();

const LISTEN = `
  globalThis.violations = [];
  document.addEventListener('securitypolicyviolation', (event) =>
    globalThis.violations.push([event.effectiveDirective, event.blockedURI, event.sample].join(' ')));
`;

describe.each(['webgpu', 'none'])('a tour with renderer %s', (renderer) => {
  let open: OpenPage;
  const asked: string[] = [];

  beforeAll(async () => {
    open = await openPage({ renderer }, { before: LISTEN });
    open.page.context().on('request', (request) => asked.push(request.url()));
  });
  afterAll(() => open?.close());

  it('breaks no rule and asks nobody else', async () => {
    const { page } = open;
    const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe-(?:inline|eval)/);
    const close = (name: string): Promise<void> => leaveDialog(page, page.getByRole('dialog', { name }));
    await focusPage(page);
    for (const key of ['c', 'l', 'l', '?']) await page.keyboard.press(key);
    await close('Keys');
    await page.getByRole('button', { name: 'Show in Chinese' }).click();
    await page.getByRole('button', { name: '浅色主题' }).click();
    await page.getByRole('button', { name: '用英文显示' }).click();
    await page.getByRole('button', { name: 'Settings' }).click();
    await close('Settings');
    await page.getByRole('button', { name: 'Share and take away' }).click();
    for (const tab of ['Picture', 'Tables', 'Scenario', 'Film'])
      await page.getByRole('tab', { name: tab }).click();
    await close('Share and take away');
    await page.locator('.scenario-select button').click();
    const list = page.getByRole('listbox');
    await list.waitFor();
    await page.keyboard.press('Escape');
    await list.waitFor({ state: 'detached' });
    await focusPage(page);
    const tick = await tickOf(page);
    await page.keyboard.press('ArrowRight');
    await untilTick(page, tick + 1);
    await openFile(page, 'bad.json', '{');
    await page.getByRole('alertdialog').getByRole('button').click();
    const violations = await page.evaluate(
      () => (globalThis as unknown as { violations: string[] }).violations,
    );
    expect(violations).toEqual([]);
    const origin = new URL(inject('pageUrl')).origin;
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter((url) => !url.startsWith(origin) && !url.startsWith(`blob:${origin}`))).toEqual([]);
    expect(open.complaints).toEqual([]);
  });

  it('lets no script in that stands in the page', async () => {
    const ran = await open.page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'globalThis.ranInline = true';
      document.body.append(script);
      return 'ranInline' in globalThis;
    });
    expect(ran).toBe(false);
  });
});
