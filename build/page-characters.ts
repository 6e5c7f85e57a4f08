/** The Chinese characters that the page can say by itself: of its words, its scenarios, its facts and its documents. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDERS = ['src', 'workers', 'public'];
const TEXTS = /\.(?:tsx?|json|csv|html|md)$/;
/** Characters of Chinese writing, and the signs that stand between them. */
const CHINESE = /[\u00b7\u2014\u201c\u201d\u2026\u3001-\u3011\u4e00-\u9fff\uff01-\uff5e]/g;

/** @returns each once, in order of their code points */
export function pageCharacters(root: string): string[] {
  const found = new Set<string>();
  for (const folder of FOLDERS)
    for (const name of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }))
      if (TEXTS.test(name))
        for (const [character] of readFileSync(join(root, folder, name), 'utf8').matchAll(CHINESE))
          found.add(character);
  return [...found].sort();
}

/** As CSS writes it: 'U+B7, U+3001-3011'. */
export function unicodeRange(characters: readonly string[]): string {
  const runs: [first: number, last: number][] = [];
  for (const code of characters.map((character) => character.codePointAt(0)!)) {
    const run = runs.at(-1);
    if (run && run[1] === code - 1) run[1] = code;
    else runs.push([code, code]);
  }
  const hex = (code: number): string => code.toString(16).toUpperCase();
  return runs
    .map(([first, last]) => (first === last ? `U+${hex(first)}` : `U+${hex(first)}-${hex(last)}`))
    .join(', ');
}
