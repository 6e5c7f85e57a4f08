/**
 * Builds the service worker beside the page and writes into it the list of all files it keeps: those of the
 * build, and those of public/. A file whose name holds no hash of its content gets one as its revision.
 */
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const PLACE = 'self.__WB_MANIFEST';
/** For readers of the source, not for the page. */
const LEFT_OUT = /(?:^|\/)(?:first-view\.png|[^/]*\.md|league\.json|[^/]*\.schema\.json)$/;

type Entry = { url: string; revision: string | null };

export function precache(source: string): Plugin {
  let publicDir = '';
  return {
    name: 'precache',
    apply: 'build',
    configResolved(config) {
      publicDir = config.publicDir;
    },
    buildStart() {
      this.emitFile({ type: 'chunk', id: source, fileName: 'service-worker.js' });
    },
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const worker = bundle['service-worker.js'];
        if (worker?.type !== 'chunk' || !worker.code.includes(PLACE))
          throw new Error(`${source} has no place for the list of files: ${PLACE}`);
        const built = Object.values(bundle)
          .filter((file) => file !== worker)
          .map((file) => entry(file.fileName, file.type === 'chunk' ? file.code : file.source));
        const given = readdirSync(publicDir, { recursive: true, encoding: 'utf8' })
          .map((name) => name.replaceAll('\\', '/'))
          .filter((name) => !LEFT_OUT.test(name) && statSync(join(publicDir, name)).isFile())
          .map((name) => entry(name, readFileSync(join(publicDir, name))));
        const files = [...built, ...given].sort((a, b) => (a.url < b.url ? -1 : 1));
        worker.code = worker.code.replace(PLACE, () => JSON.stringify(files));
      },
    },
  };
}

function entry(url: string, content: string | Uint8Array): Entry {
  const named = /^assets\/.*-[\w-]{8}\.\w+$/.test(url);
  return { url, revision: named ? null : createHash('sha256').update(content).digest('hex').slice(0, 16) };
}
