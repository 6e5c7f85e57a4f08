/**
 * The pages of explanation: docs/en/*.md and docs/zh/*.md, and those that tools write as public/docs/*.en.md and
 * *.zh.md, made by the build into docs/*.html and docs/zh/*.html beside the page. Without a script; under a content policy that lets in nothing but style and fonts of the place.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { marked } from 'marked';
import type { Plugin } from 'vite';
import { policyTag } from './content-policy.ts';

/** In the order in which they are read. */
const ORDER = ['index', 'planner', 'teacher', 'demo', 'developer', 'reading', 'model', 'league', 'host'];
const FONT = 'node_modules/@fontsource-variable/inter/files/inter-latin-opsz-normal.woff2';

const LANGUAGES = {
  en: { tag: 'en', below: '', other: 'zh', switch: '中文', nav: 'Pages' },
  zh: { tag: 'zh-CN', below: 'zh/', other: 'en', switch: 'English', nav: '各页' },
} as const;
type Lang = keyof typeof LANGUAGES;

/** `path` from the root of the site: 'docs/zh/planner.html'. */
export type DocFile = { path: string; content: string | Uint8Array };

export function docFiles(root: string): DocFile[] {
  return [
    ...docPages(root),
    { path: 'docs/docs.css', content: readFileSync(join(root, 'docs/docs.css'), 'utf8') },
    { path: 'docs/inter.woff2', content: readFileSync(join(root, FONT)) },
  ];
}

export function docPages(root: string): { path: string; content: string }[] {
  return (Object.keys(LANGUAGES) as Lang[]).flatMap((lang) => {
    const sources = sourcesOf(root, lang);
    const titles = sources.map(({ name, text }) => ({ name, title: /^# (.+)$/m.exec(text)?.[1] ?? name }));
    return sources.map(({ name, text }) => ({
      path: `docs/${LANGUAGES[lang].below}${name}.html`,
      content: pageOf(lang, name, text, titles),
    }));
  });
}

type Source = { name: string; text: string };

function sourcesOf(root: string, lang: Lang): Source[] {
  const written = join(root, 'public/docs');
  const files = [
    ...readdirSync(join(root, 'docs', lang)).map((name) => [name, join(root, 'docs', lang, name)] as const),
    ...(existsSync(written) ? readdirSync(written) : [])
      .filter((name) => name.endsWith(`.${lang}.md`))
      .map((name) => [name, join(written, name)] as const),
  ];
  return files
    .map(([name, path]) => ({
      name: name.replace(/(?:\.(?:en|zh))?\.md$/, ''),
      text: readFileSync(path, 'utf8'),
    }))
    .sort((a, b) => placeOf(a.name) - placeOf(b.name));
}

function placeOf(name: string): number {
  const place = ORDER.indexOf(name);
  return place < 0 ? ORDER.length : place;
}

type Titles = { name: string; title: string }[];

function pageOf(lang: Lang, name: string, text: string, titles: Titles): string {
  const { tag, below, other, switch: otherName, nav } = LANGUAGES[lang];
  const up = below === '' ? '' : '../';
  const body = (marked.parse(text, { async: false }) as string)
    .replace(
      /href="([\w-]+)(?:\.(en|zh))?\.md"/g,
      (_, page: string, to: Lang = lang) =>
        `href="${to === lang ? '' : up + LANGUAGES[to].below}${page}.html"`,
    )
    // Tables to take away lie once, for both languages.
    .replace(/href="([\w-]+\.(?:json|csv))"/g, (_, file: string) => `href="${up}${file}"`);
  const framed = body.replace(
    /<table>[^]*?<\/table>/g,
    (table) => `<div class="table" tabindex="0">${table}</div>`,
  );
  const title = titles.find((one) => one.name === name)!.title;
  const links = titles
    .map((one) => {
      const here = one.name === name ? ' aria-current="page"' : '';
      return `<li><a href="${one.name}.html"${here}>${one.title}</a></li>`;
    })
    .join('\n          ');
  const translated = posix.join(up, LANGUAGES[other].below, `${name}.html`);
  const none = ["'none'"];
  return `<!doctype html>
<html lang="${tag}">
  <head>
    ${policyTag({ 'script-src': none, 'connect-src': none, 'worker-src': none, 'media-src': none })}
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title} · Causeway</title>
    <link rel="icon" href="${up}../icon.svg" type="image/svg+xml">
    <link rel="stylesheet" href="${up}docs.css">
  </head>
  <body>
    <header>
      <a href="${up}../${lang === 'zh' ? '?lang=zh' : ''}">Causeway</a>
      <a href="${translated}" lang="${LANGUAGES[other].tag}" hreflang="${LANGUAGES[other].tag}">${otherName}</a>
    </header>
    <div class="columns">
      <nav aria-label="${nav}">
        <ul>
          ${links}
        </ul>
      </nav>
      <main>
${framed}      </main>
    </div>
  </body>
</html>
`;
}

/** Emits them in a build, and answers for them in development. */
export function docs(): Plugin {
  let root = '';
  return {
    name: 'docs',
    configResolved(config) {
      root = config.root;
    },
    generateBundle() {
      for (const { path, content } of docFiles(root))
        this.emitFile({ type: 'asset', fileName: path, source: content });
    },
    configureServer(server) {
      server.middlewares.use((request, reply, next) => {
        const path = new URL(request.url ?? '/', 'http://host').pathname
          .slice(1)
          .replace(/\/$/, '/index.html');
        const file = path.startsWith('docs/') ? docFiles(root).find((one) => one.path === path) : undefined;
        if (!file) return next();
        const type = { html: 'text/html', css: 'text/css', woff2: 'font/woff2' }[path.split('.').at(-1)!];
        reply.setHeader('content-type', type ?? 'application/octet-stream');
        reply.end(file.content);
      });
    },
  };
}
