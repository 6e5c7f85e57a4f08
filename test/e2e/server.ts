/** The built page on a free port of this machine, as any static host would serve it. */
import { existsSync } from 'node:fs';
import { preview } from 'vite';

export type Server = {
  /** Address of the page, ending in '/'. */
  url: string;
  close(): Promise<void>;
};

/** @throws Error when nothing has been built. */
export function needBuild(): void {
  if (!existsSync('dist/index.html')) throw new Error('dist/ is empty: run `npm run build` first');
}

/** @throws Error when nothing has been built. */
export async function servePage(): Promise<Server> {
  needBuild();
  const server = await preview({
    logLevel: 'error',
    preview: { host: '127.0.0.1', port: 0, strictPort: false, open: false },
  });
  const address = server.httpServer.address();
  if (address === null || typeof address === 'string') throw new Error(`no port: ${String(address)}`);
  return { url: `http://127.0.0.1:${address.port}/`, close: () => server.close() };
}
