/** Once for all browser tests: the server of the page, and the browser they connect to. */
import { chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';
import { CHROMIUM_FLAGS, needChromium } from './chromium.ts';
import { servePage } from './server.ts';

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await servePage();
  const browser = await chromium.launchServer({ executablePath: needChromium(), args: CHROMIUM_FLAGS });
  project.provide('pageUrl', server.url);
  project.provide('browserUrl', browser.wsEndpoint());
  return async () => {
    await browser.close();
    await server.close();
  };
}

declare module 'vitest' {
  interface ProvidedContext {
    pageUrl: string;
    browserUrl: string;
  }
}
