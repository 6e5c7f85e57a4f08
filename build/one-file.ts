/**
 * The whole page as one HTML file, for a stick: scripts, styles, workers, fonts and the files of public/ that it
 * reads are written into it, and it opens from disk, where a browser lets a page fetch nothing. Its content
 * policy lets in what the file holds, by hash, and nothing else.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';
import { policyTag } from './content-policy.ts';

export const ONE_FILE = 'causeway.html';
/** What the page fetches below public/, as text. */
const READ = ['data', 'scenarios', 'geo', 'oracles'];
const TYPES: Record<string, string> = { woff2: 'font/woff2', svg: 'image/svg+xml' };

const WORKER =
  /new Worker\(\s*new URL\(\s*'([^']+)',\s*import\.meta\.url\s*\),\s*\{\s*type: 'module',?\s*\}\s*\)/g;

/** `new Worker(new URL(...))` becomes a worker whose script is part of the page; Vite makes a blob of it. */
export function inlineWorkers(): Plugin {
  return {
    name: 'inline-workers',
    enforce: 'pre',
    transform(code, id) {
      if (!/\/src\/.*\.tsx?$/.test(id.replaceAll('\\', '/')) || !code.includes('new Worker(')) return null;
      const imports: string[] = [];
      const made = code.replace(WORKER, (_, path: string) => {
        const name = `InlineWorker${imports.length}`;
        imports.push(`import ${name} from '${path}?worker&inline';`);
        return `new ${name}()`;
      });
      if (made.includes('new Worker(')) throw new Error(`${id} has a worker that is not inlined`);
      return { code: `${imports.join('')}${made}`, map: null };
    },
  };
}

/** Writes the chunk, the style sheet and what they name into the page, and leaves nothing beside it. */
export function oneFile(): Plugin {
  let publicDir = '';
  return {
    name: 'one-file',
    enforce: 'post',
    configResolved(config) {
      publicDir = config.publicDir;
    },
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const files = Object.values(bundle);
        const page = files.find(({ fileName }) => fileName.endsWith('.html'));
        const chunks = files.filter((file) => file.type === 'chunk');
        const sheets = files.filter(({ fileName }) => fileName.endsWith('.css'));
        if (page?.type !== 'asset' || chunks.length !== 1)
          throw new Error(
            `one page and one chunk were to come, not ${files.map((one) => one.fileName).join()}`,
          );
        const css = [publicText(publicDir, 'ground.css'), ...sheets.map(sourceOf)]
          .join('\n')
          .replace(
            /url\(["']?[./]*\/(fonts\/[^"')]+)["']?\)/g,
            (_, name: string) => `url(${dataUrl(publicDir, name)})`,
          );
        const rest = files.filter((one) => one !== page && one !== chunks[0] && !sheets.includes(one));
        if (rest.length > 0)
          throw new Error(`left beside the page: ${rest.map((one) => one.fileName).join()}`);
        const html = assemble(sourceOf(page), { css, js: chunks[0]!.code, publicDir });
        for (const { fileName } of files) delete bundle[fileName];
        this.emitFile({ type: 'asset', fileName: ONE_FILE, source: html });
      },
    },
  };
}

type Parts = { css: string; js: string; publicDir: string };

function assemble(html: string, { css, js, publicDir }: Parts): string {
  // What would end the element is written so that it reads the same in a script.
  const script = js.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');
  const bare = html
    .replace(/\s*<meta http-equiv="Content-Security-Policy"[^>]*>/, '')
    .replace(/\s*<link rel="(?:stylesheet|modulepreload)"[^>]*>/g, '')
    .replace(/\s*<script type="module"[^>]*><\/script>/g, '')
    .replace(/<div class="not-started">[^]*?<\/div>/, '')
    .replace(/href="\.\/icon\.svg"/, () => `href="${dataUrl(publicDir, 'icon.svg')}"`);
  const policy = policyTag({
    'script-src': [hashOf(script), "'wasm-unsafe-eval'"],
    'style-src': [hashOf(css)],
    'img-src': ['data:', 'blob:'],
    'font-src': ['data:'],
    // Its own data: the solver's WebAssembly, films and tables as they are made.
    'connect-src': ['data:', 'blob:'],
    'worker-src': ['blob:'],
    'frame-src': ["'none'"],
  });
  return bare
    .replace('<head>', () => `<head>\n    ${policy}`)
    .replace('</head>', () => `  <style>${css}</style>\n  </head>`)
    .replace(
      '</body>',
      () =>
        `  <script type="text/plain" id="shipped">${packed(publicDir)}</script>\n` +
        `    <script type="module">${script}</script>\n  </body>`,
    );
}

/** The files that the page reads: gzipped JSON of texts by path, in base64; see src/sim/shipped.ts. */
function packed(publicDir: string): string {
  const texts = READ.flatMap((folder) =>
    readdirSync(join(publicDir, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
      .filter((path) => statSync(join(publicDir, path)).isFile() && !path.endsWith('.md'))
      .sort()
      .map((path): [string, string] => [path, publicText(publicDir, path)]),
  );
  return gzipSync(JSON.stringify(Object.fromEntries(texts)), { level: 9 }).toString('base64');
}

function publicText(publicDir: string, path: string): string {
  return readFileSync(join(publicDir, path), 'utf8');
}

function dataUrl(publicDir: string, path: string): string {
  const type = TYPES[path.split('.').at(-1)!];
  if (type === undefined) throw new Error(`${path} is of no known type`);
  return `data:${type};base64,${readFileSync(join(publicDir, path)).toString('base64')}`;
}

function sourceOf(file: { source?: string | Uint8Array }): string {
  return typeof file.source === 'string' ? file.source : Buffer.from(file.source ?? []).toString('utf8');
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
