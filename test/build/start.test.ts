/** `npm start` on a fresh clone: the server finds all it needs at once, and says nothing of faults. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger, createServer } from 'vite';
import { expect, it } from 'vitest';

it('serves the page, with nothing to complain of', { timeout: 60_000 }, async () => {
  const cacheDir = mkdtempSync(join(tmpdir(), 'causeway-start-'));
  const complaints: string[] = [];
  const customLogger = createLogger('info');
  customLogger.info = () => {};
  customLogger.warn = customLogger.warnOnce = (text) => void complaints.push(text);
  customLogger.error = (text) => void complaints.push(text);
  const server = await createServer({ cacheDir, customLogger, server: { port: 0 } });
  try {
    await server.listen();
    await server.environments.client.depsOptimizer?.scanProcessing;
    const url = server.resolvedUrls!.local[0]!;
    expect(await (await fetch(url)).text()).toContain('/src/main.tsx');
    expect((await fetch(new URL('src/main.tsx', url))).status).toBe(200);
    expect(complaints).toEqual([]);
  } finally {
    await server.close();
    rmSync(cacheDir, { recursive: true, force: true });
  }
});
