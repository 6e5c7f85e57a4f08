/** The four themes: the page's tokens and the map's palette agree, and words can be read on them. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PALETTES } from '../../src/scene/palette.ts';
import type { Theme } from '../../src/scene/types.ts';

const css = readFileSync('src/theme.css', 'utf8');

/** Tokens of a theme, its own after those of its family. */
function tokensOf(theme: Theme): Map<string, string> {
  const found = new Map<string, string>();
  const family = theme.endsWith('dark') ? 'dark' : 'light';
  for (const selector of [`:root[data-theme$='${family}']`, `:root[data-theme='${theme}']`]) {
    const start = css.indexOf(`${selector} {`);
    if (start < 0) continue;
    for (const [, name, value] of css
      .slice(start, css.indexOf('}', start))
      .matchAll(/(--[\w-]+):\s*([^;]+);/g)) {
      found.set(name!, value!);
    }
  }
  return found;
}

/** WCAG 2.2: contrast of two sRGB colours. */
function contrast(a: string, b: string): number {
  const [high, low] = [a, b].map(luminance).sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

function luminance(colour: string): number {
  const hex = colour.length === 4 ? colour.replace(/[0-9a-f]/gi, '$&$&') : colour;
  const [r, g, b] = [1, 3, 5].map((at) => {
    const c = parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

describe.each(Object.keys(PALETTES) as Theme[])('the theme %s', (theme) => {
  const tokens = tokensOf(theme);
  const palette = PALETTES[theme];

  it('has one colour for a role, on the page and on the map', () => {
    for (const [role, colour] of Object.entries(palette.roles)) {
      expect(tokens.get(`--role-${role}`), role).toBe(colour);
    }
    expect(tokens.get('--role-metro')).toBe(palette.metro);
  });

  it('has words that can be read on its ground and its panels', () => {
    const least = theme.startsWith('projector') ? 7 : 4.5;
    for (const ink of ['--ink', '--ink-soft', '--ink-quiet']) {
      for (const ground of ['--ground', '--panel-solid']) {
        expect(contrast(tokens.get(ink)!, tokens.get(ground)!), `${ink} on ${ground}`).toBeGreaterThan(least);
      }
    }
  });

  it('tells coast from land, and land from sea by the coast', () => {
    expect(contrast(palette.coast, palette.land)).toBeGreaterThan(theme.startsWith('projector') ? 3 : 2.4);
  });
});
