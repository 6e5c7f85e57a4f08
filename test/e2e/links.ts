/** Links as text: unpacked, changed and packed again by Node's own deflate. */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import type { SharedRun } from '../../src/share/check-run.ts';
import { tickOf, until } from './page.ts';

export function packed(json: string | Buffer): string {
  return `#run1.${deflateRawSync(json).toString('base64url')}`;
}

export function unpacked(hash: string): SharedRun {
  return JSON.parse(inflateRawSync(Buffer.from(hash.slice(6), 'base64url')).toString()) as SharedRun;
}

/** The run in the address, once it satisfies `test`. */
export async function addressOnce(page: Page, test: (run: SharedRun) => boolean): Promise<string> {
  let hash = '';
  await until('the address holds the run', async () => {
    hash = await page.evaluate(() => location.hash);
    return hash !== '' && test(unpacked(hash));
  });
  return hash;
}

/**
 * The tick on show once the run stands: after a pause, one that was asked for before may still come in. The address
 * is written of nothing else. Of a page that is as it opened there is none.
 */
export async function standingTick(page: Page): Promise<number> {
  let tick = NaN;
  await until('the run stands', async () => {
    const hash = await page.evaluate(() => location.hash);
    tick = await tickOf(page);
    return hash !== '' && unpacked(hash).tick === tick;
  });
  return tick;
}
