/** Once for all browser tests: the server of the page, and a browser for each file that runs at a time. */
import { chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';
import { CHROMIUM_FLAGS, LANES, needChromium } from './chromium.ts';
import { servePage } from './server.ts';

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await servePage();
  const executablePath = needChromium();
  const browsers = await Promise.all(
    Array.from({ length: LANES }, () => chromium.launchServer({ executablePath, args: CHROMIUM_FLAGS })),
  );
  project.provide('pageUrl', server.url);
  project.provide(
    'browserUrls',
    browsers.map((browser) => browser.wsEndpoint()),
  );
  return async () => {
    await Promise.all(browsers.map((browser) => browser.close()));
    await server.close();
  };
}

declare module 'vitest' {
  interface ProvidedContext {
    pageUrl: string;
    browserUrls: string[];
  }
}
