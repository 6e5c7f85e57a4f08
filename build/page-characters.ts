/** The Chinese characters that the page can say by itself, and the commonest, of which a person's own files are made. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDERS = ['src', 'workers', 'public', 'docs'];
const TEXTS = /\.(?:tsx?|json|csv|html|md)$/;
/** Characters of Chinese writing, and the signs that stand between them. */
const CHINESE = /[\u00b7\u2014\u201c\u201d\u2026\u3001-\u3011\u4e00-\u9fff\uff01-\uff5e]/g;

/** All of them that the page in English says: what its Chinese is called. */
export const NAME_OF_CHINESE = ['中', '文'];

/** Of its words, its scenarios, its facts and its documents. @returns each once, in order of their code points */
export function pageCharacters(root: string): string[] {
  const found = new Set<string>();
  for (const folder of FOLDERS)
    for (const name of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }))
      if (TEXTS.test(name))
        for (const [character] of readFileSync(join(root, folder, name), 'utf8').matchAll(CHINESE))
          found.add(character);
  return [...found].sort();
}

/** The 3,755 of GB 2312, level 1: rows 16 to 55, the last of which ends early. */
export function commonCharacters(): string[] {
  const decoder = new TextDecoder('gb18030');
  const found: string[] = [];
  for (let row = 0xb0; row <= 0xd7; row++)
    for (let cell = 0xa1; cell <= (row === 0xd7 ? 0xf9 : 0xfe); cell++)
      found.push(decoder.decode(Uint8Array.of(row, cell)));
  return found.sort();
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
