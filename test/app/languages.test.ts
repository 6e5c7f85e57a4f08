/** Every string is in both languages, and none stands in the markup itself. */
import { describe, expect, it } from 'vitest';
import { en } from '../../src/i18n/en.ts';
import { zh } from '../../src/i18n/zh.ts';
import { sourceFiles } from '../source-files.ts';

type Leaf = { path: string; value: unknown };

function leaves(value: unknown, path = ''): Leaf[] {
  if (typeof value !== 'object' || value === null) return [{ path, value }];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, path ? `${path}.${key}` : key));
}

/** What a string or a function of strings says, with marks in place of its arguments. */
function said({ value }: Leaf): string {
  if (typeof value !== 'function') return String(value);
  const marks = Array.from({ length: Math.max(1, value.length) }, (_, i) => `<${i}>`);
  return String((value as (...args: string[]) => string)(...marks));
}

/** The same in every language: signs, units, and names of their own. */
const SAME = /^(?:[\W\d_]*|HPC|PUE|Esc)$/;

describe('the two languages', () => {
  const english = leaves(en);
  const chinese = new Map(leaves(zh).map((leaf) => [leaf.path, leaf]));

  it('have the same keys', () => {
    expect([...chinese.keys()].toSorted()).toEqual(english.map(({ path }) => path).toSorted());
  });

  it('say everything, and Chinese says it in Chinese', () => {
    const poor = english.filter((leaf) => {
      const other = said(chinese.get(leaf.path)!);
      const own = said(leaf);
      if (own.trim() === '' || other.trim() === '') return true;
      return !SAME.test(own) && leaf.path !== 'language' && !/[\u4e00-\u9fff]/.test(other);
    });
    expect(poor.map(({ path }) => path)).toEqual([]);
  });

  it('say the same arguments', () => {
    const marks = (text: string) => [...new Set(text.match(/<\d>/g))].toSorted().join();
    const differ = english.filter((leaf) => marks(said(leaf)) !== marks(said(chinese.get(leaf.path)!)));
    expect(differ.map(({ path }) => path)).toEqual([]);
  });
});

/** Text between tags, and words given to what is read out or shown. */
function wordsIn(text: string): string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '');
  const between = [
    ...code.matchAll(
      /(?<![=-])>\s*([^<>{}();=|&?]*[A-Za-z\u4e00-\u9fff]{2,}[^<>{}();=|&?]*)\s*<\/?[A-Za-z/>]/g,
    ),
  ];
  const given = [
    ...code.matchAll(/\b(?:aria-label|title|placeholder|alt|label)="([^"]*[A-Za-z\u4e00-\u9fff]{2,}[^"]*)"/g),
  ];
  return [...between, ...given].map(([, words]) => words!.trim());
}

describe('markup', () => {
  it('holds no words of its own but the name of the project', () => {
    const files = sourceFiles('src').filter(({ path }) => path.endsWith('.tsx'));
    const found = files.flatMap(({ path, text }) => wordsIn(text).map((words) => `${path}: ${words}`));
    expect(found.filter((line) => !line.endsWith(': Causeway'))).toEqual([]);
    expect(files.length).toBeGreaterThan(15);
  });

  it('is really looked through', () => {
    expect(wordsIn('<p className="a">Hello there</p>')).toEqual(['Hello there']);
    expect(wordsIn('<Button aria-label="Close it">{t.x}</Button>')).toEqual(['Close it']);
    expect(wordsIn('<p>\n  中断\n</p>')).toEqual(['中断']);
    expect(wordsIn('const a = (x: number) => x > 1 && b < 2; // <p>no</p>')).toEqual([]);
  });
});
