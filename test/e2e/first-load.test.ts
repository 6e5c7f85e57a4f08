/** The first load: what comes before the renderer is small, measured on the files of the build. */
import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

const MOST_BYTES = 400_000;

const html = readFileSync('dist/index.html', 'utf8');

/** Scripts and styles that the page names, and all they import without being asked later. */
function firstFiles(): Set<string> {
  const found = new Set<string>();
  const visit = (file: string): void => {
    if (found.has(file)) return;
    found.add(file);
    if (!file.endsWith('.js')) return;
    const code = readFileSync(posix.join('dist', file), 'utf8');
    for (const [, target] of code.matchAll(
      /(?:^|[;}\s])(?:import|export)(?:[^"'`;()]*?from)?\s*["'`](\.\.?\/[^"'`]+)["'`]/g,
    ))
      visit(posix.join(posix.dirname(file), target!));
  };
  for (const [, file] of html.matchAll(/(?:src|href)="\.\/([^"]+\.(?:js|css))"/g)) visit(file!);
  return found;
}

describe('the first load', () => {
  const files = [...firstFiles()];

  it('takes 400 kB at most, packed, before the renderer', () => {
    const sizes = files.map((file) => ({
      file,
      bytes: gzipSync(readFileSync(posix.join('dist', file))).length,
    }));
    const total = sizes.reduce((sum, { bytes }) => sum + bytes, gzipSync(html).length);
    console.log(`first load: ${(total / 1000).toFixed(0)} kB gzipped in ${files.length + 1} files`);
    expect(total).toBeLessThanOrEqual(MOST_BYTES);
    expect(total).toBeGreaterThan(100_000);
  });

  it('holds neither the renderer nor what writes video and Parquet', () => {
    const code = files.map((file) => readFileSync(posix.join('dist', file), 'utf8')).join('\n');
    expect(files.filter((file) => file.includes('three'))).toEqual([]);
    expect(code).not.toMatch(/WebGPURenderer|PAR1|matroska/);
  });
});
