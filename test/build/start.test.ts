/** `npm start` on a fresh clone: the server finds all it needs at once, and says nothing of faults. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger, createServer } from 'vite';
import { expect, it } from 'vitest';
import { importsOf } from '../source-files.ts';

/** Packages that what the page loads names, in its workers too. */
function packagesFrom(entry: string): Set<string> {
  const packages = new Set<string>();
  const seen = new Set<string>();
  const open = [entry];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (seen.has(path) || !/\.tsx?$/.test(path)) continue;
    seen.add(path);
    for (const target of importsOf(path, readFileSync(path, 'utf8'))) {
      if (existsSync(target)) open.push(target);
      else if (!/^node:|\.css$|^virtual:/.test(target)) packages.add(target);
    }
  }
  return packages;
}

it(
  'serves the page, with nothing to complain of and nothing to find later',
  { timeout: 60_000 },
  async () => {
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
      // What is found when a worker starts is bundled anew, and the page loads again under whoever uses it.
      const { include = [], exclude = [] } = server.config.optimizeDeps;
      const packages = packagesFrom('src/main.tsx');
      expect(packages.size).toBeGreaterThan(10);
      expect([...packages].filter((name) => ![...include, ...exclude].includes(name))).toEqual([]);
    } finally {
      await server.close();
      rmSync(cacheDir, { recursive: true, force: true });
    }
  },
);
