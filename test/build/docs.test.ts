/** The pages of explanation: in both languages, with links that lead somewhere and commands that exist. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { docFiles, docPages } from '../../build/docs.ts';
import { HELP as USAGE } from '../../workers/host/cli/arguments.ts';
import type { Claim } from '../../workers/claims.ts';

const pages = docPages('.');
const english = pages.filter(({ path }) => !path.startsWith('docs/zh/'));
const chinese = pages.filter(({ path }) => path.startsWith('docs/zh/'));
const inEnglish = (path: string) => path.replace('docs/zh/', 'docs/');
const paths = new Set(docFiles('.').map(({ path }) => path));
const claims = JSON.parse(readFileSync('public/data/claims.json', 'utf8')) as Claim[];
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };

/** Links of a page that stay on this host, as they are written. */
const linksOf = (html: string) => [...html.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, link]) => link!);

/** What the page is asked for in its address. */
const KNOWN = new Set(['scenario', 'claims', 'lang', 'present', 'embed', 'renderer']);

/** What is wrong with a link of a page; null where it leads somewhere. */
function faultOf(from: string, link: string): string | null {
  if (/^[a-z]+:/.test(link)) return `${from}: ${link} leads off this host`;
  const { pathname, searchParams } = new URL(link.replaceAll('&amp;', '&'), `http://host/${from}`);
  const path = pathname.slice(1);
  const scenario = searchParams.get('scenario');
  const claim = searchParams.get('claims');
  if (scenario && !existsSync(`public/scenarios/${scenario}.json`)) return `${from}: no scenario ${scenario}`;
  if (claim && !claims.some(({ id }) => id === claim)) return `${from}: no claim ${claim}`;
  if ([...searchParams.keys()].some((key) => !KNOWN.has(key)))
    return `${from}: ${link} asks what the page does not know`;
  if (path === '' || paths.has(path) || existsSync(`public/${path}`)) return null;
  return `${from}: no ${path}`;
}

/** Commands of code blocks and code in lines: what follows `npm`, with its arguments. */
const commandsOf = (text: string) =>
  [...text.matchAll(/\bnpm (?:run (?:-s )?)?([\w:]+)(?: -- ([^`\n#<]*))?/g)].map(([, script, rest]) => ({
    script: script!,
    rest: rest?.trim() ?? '',
  }));

function commandFault({ script, rest }: { script: string; rest: string }): string | null {
  if (script === 'ci') return null;
  if (!Object.hasOwn(scripts, script)) return `no npm run ${script}`;
  if (script !== 'causeway' || rest === '') return null;
  const [verb] = rest.split(' ');
  const lines = USAGE.split('\n');
  if (!lines.some((line) => line.includes(`causeway -- ${verb}`))) return `no causeway ${verb}`;
  const flags = rest.match(/--[a-z-]+/g) ?? [];
  const unknown = flags.find((flag) => !new RegExp(`${flag}\\b`).test(USAGE));
  return unknown === undefined ? null : `causeway ${verb} has no ${unknown}`;
}

describe('the pages of explanation', () => {
  it('are the same in both languages, down to their headings, tables and blocks of code', () => {
    expect(chinese.map(({ path }) => inEnglish(path))).toEqual(english.map(({ path }) => path));
    expect(english.length).toBeGreaterThanOrEqual(7);
    const shape = (html: string) => html.match(/<(?:h\d|li|tr|pre|kbd)\b/g)?.join('');
    const code = (html: string) => [...html.matchAll(/<pre><code[^>]*>([^<]*)</g)].map(([, text]) => text);
    english.forEach(({ path, content }, i) => {
      expect(shape(chinese[i]!.content), path).toBe(shape(content));
      expect(code(chinese[i]!.content), path).toEqual(code(content));
      expect(chinese[i]!.content.replace(/<[^>]*>/g, '').match(/[\u4e00-\u9fff]/g)!.length).toBeGreaterThan(
        40,
      );
    });
  });

  it.each(pages)('$path: every link leads somewhere', ({ path, content }) => {
    const faults = linksOf(content).map((link) => faultOf(path, link));
    expect(faults.filter((fault) => fault !== null)).toEqual([]);
    // Chinese pages lead to the Chinese page.
    if (path.startsWith('docs/zh/'))
      for (const link of linksOf(content).filter((one) => one.includes('?')))
        expect(link).toContain('lang=zh');
  });

  it.each([
    ...pages.map(({ path, content }) => [path, content]),
    ['README.md', readFileSync('README.md', 'utf8')],
  ])('%s: every command it names exists', (_, text) => {
    expect(
      commandsOf(text!)
        .map(commandFault)
        .filter((fault) => fault !== null),
    ).toEqual([]);
  });

  it('are linked from the README', () => {
    const links = [...readFileSync('README.md', 'utf8').matchAll(/\]\((docs\/[^)]*)\)/g)].map(
      ([, link]) => link!,
    );
    expect(links.length).toBeGreaterThan(4);
    expect(links.filter((link) => !existsSync(link))).toEqual([]);
  });

  it('hold no script and no style of their own', () => {
    for (const { path, content } of pages) {
      expect(content, path).toContain("script-src 'none'");
      expect(content, path).not.toMatch(/<script|<style|\sstyle=|\son\w+=/);
    }
  });

  it('are looked through for what is wrong', () => {
    expect(faultOf('docs/zh/index.html', 'none.html')).toBe('docs/zh/index.html: no docs/zh/none.html');
    expect(faultOf('docs/index.html', '../?scenario=none')).toContain('no scenario none');
    expect(commandsOf('`npm run -s causeway -- run hello --nothing`').map(commandFault)).toEqual([
      'causeway run has no --nothing',
    ]);
    expect(commandsOf('npm run nothing').map(commandFault)).toEqual(['no npm run nothing']);
  });
});
