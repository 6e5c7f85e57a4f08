/** Browser tests: the built page in a real Chromium, two files at a time, each with a browser of its own. */
import { defineConfig } from 'vitest/config';
import { LANES } from './chromium.ts';

export default defineConfig({
  test: {
    include: ['test/e2e/**/*.test.ts'],
    environment: 'node',
    globalSetup: ['test/e2e/global-setup.ts'],
    maxWorkers: LANES,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // What is waited for comes late on a busy machine; nothing waits for longer than it takes.
    expect: { poll: { timeout: 60_000, interval: 100 } },
  },
});
