/**
 * The built page as a static host has it: packed once, before anybody asks. Vite's own server packs each file
 * while the page waits, on the same processors.
 */
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import sirv from 'sirv';
import { needBuild, type Server } from '../e2e/server.ts';

const PACKED = /\.(?:html|js|css|json|csv|svg)$/;

/** @throws Error when nothing has been built. */
export async function servePacked(): Promise<Server> {
  needBuild();
  const folder = mkdtempSync(join(tmpdir(), 'causeway-'));
  cpSync('dist', folder, { recursive: true });
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const file = join(folder, name);
    if (PACKED.test(name)) writeFileSync(`${file}.gz`, gzipSync(readFileSync(file)));
  }
  const server = createServer(sirv(folder, { gzip: true }));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true });
    },
  };
}
