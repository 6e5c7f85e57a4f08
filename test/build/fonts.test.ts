/** The Chinese companion face holds every character that the page says, in both weights, and the sheet says so. */
import { readFileSync } from 'node:fs';
import { create, type Font } from 'fontkit';
import { describe, expect, it } from 'vitest';
import { pageCharacters, unicodeRange } from '../../build/page-characters.ts';

const characters = pageCharacters('.');

describe('the characters of the page', () => {
  it('are those of its words, its scenarios and its facts', () => {
    expect(characters.length).toBeGreaterThan(800);
    // Of the interface, of a scenario, of the claims, of an import.
    for (const one of '岛芜凭拓，：') expect(characters).toContain(one);
  });

  it('are written as ranges', () => {
    expect(unicodeRange(['·', '、', '。', '〃', '一'])).toBe('U+B7, U+3001-3003, U+4E00');
  });

  it.each([400, 600])('all are in the faces of weight %d; if not: npm run fonts', (weight) => {
    const faces = ['page', 'common'].map(
      (slice) => create(readFileSync(`public/fonts/noto-sans-sc-${slice}-${weight}.woff2`)) as Font,
    );
    const lacking = characters.filter(
      (one) => !faces.some((face) => face.hasGlyphForCodePoint(one.codePointAt(0)!)),
    );
    expect(lacking).toEqual([]);
  });

  it('are, but for a few new ones, in the face that is fetched first; if not: npm run fonts', () => {
    const [regular, bold] = pageRanges();
    expect(regular).toEqual(bold);
    const later = characters.filter((one) => !within(regular!, one));
    expect(later.length, later.join('')).toBeLessThan(60);
  });
});

type Range = number[][];

function pageRanges(): Range[] {
  const css = readFileSync('src/panels/chinese-font.css', 'utf8');
  return [...css.matchAll(/page-\d+\.woff2[^}]*?unicode-range:([^;]*);/g)].map(([, range]) =>
    range!.split(',').map((run) =>
      run
        .trim()
        .slice(2)
        .split('-')
        .map((hex) => parseInt(hex, 16)),
    ),
  );
}

function within(range: Range, character: string): boolean {
  const code = character.codePointAt(0)!;
  return range.some(([first, last = first]) => code >= first! && code <= last!);
}
