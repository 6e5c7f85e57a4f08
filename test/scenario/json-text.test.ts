/** Text that is no scenario is told by line and column, before anything is parsed. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readJson } from '../../workers/scenario/json-text.ts';
import { parseScenarioText } from '../../workers/scenario/parse.ts';
import { line, plain } from './plain.ts';

function faultsOfText(text: string): string[] {
  const reply = parseScenarioText(text);
  return reply.ok ? [] : reply.issues.map(line);
}

test('a valid text parses, with a byte order mark too, and patches apply first', () => {
  expect(faultsOfText(JSON.stringify(plain))).toEqual([]);
  expect(faultsOfText(`\ufeff${JSON.stringify(plain, null, 2)}`)).toEqual([]);
  const reply = parseScenarioText(JSON.stringify(plain), [{ linked: false }, { seed: 7 }]);
  expect(reply.ok && [reply.scenario.linked, reply.scenario.seed]).toEqual([false, 7]);
});

test.each([
  ['', 'file: is empty (a scenario in JSON, starting with {"format": "causeway/1")'],
  [' \n\t', 'file: is empty (a scenario in JSON, starting with {"format": "causeway/1")'],
  ['{"a": 1,}', 'file line 1 column 9: has "}" where a key should be (no comma before a closing bracket)'],
  [
    '{\n  "a": 1\n  "b": 2\n}',
    'file line 3 column 3: has "\\"" where a comma or "}" should be (put a comma or "}" before it)',
  ],
  [
    '{"a": [1, 2',
    'file line 1 column 12: ends where a comma or "]" should be (a whole JSON text; was it cut off?)',
  ],
  ['{"a": NaN}', 'file line 1 column 7: has "NaN" where a value should be (JSON has no NaN or Infinity)'],
  ['{a: 1}', 'file line 1 column 2: has "a" where a key should be (keys stand in double quotes)'],
  [
    "{'a': 1}",
    'file line 1 column 2: has "\'" where a key should be (texts and keys stand in straight double quotes)',
  ],
  ['{} // x', 'file line 1 column 4: has "/" where the end of the file should be (JSON has no comments)'],
  ['{"a": 1, "a": 2}', 'file line 1 column 10: repeats the key "a" (each key once in an object)'],
  ['{"a": 01}', 'file line 1 column 7: has "01" where a value should be (a number such as 12, -0.5 or 1e12)'],
])('%j', (text, expected) => {
  expect(faultsOfText(text)).toEqual([expected]);
});

test('30 bytes of noise are no text', () => {
  const noise = Uint8Array.from({ length: 30 }, (_, i) => (i * 97 + 131) % 256);
  const found = faultsOfText(new TextDecoder().decode(noise));
  expect(found).toHaveLength(1);
  expect(found[0]).toMatch(/^file: is not text: character \d+ is U\+[0-9A-F]{4} \(a JSON text in UTF-8\)$/);
});

test('50 MB are refused by their size, unread', () => {
  expect(faultsOfText('x'.repeat(50e6))).toEqual([
    'file: is too large: 50.0 MB (at most 20 MB; jobs.generate makes long job lists)',
  ]);
  expect(faultsOfText('\u4e2d'.repeat(8e6))[0]).toContain('24.0 MB');
});

test('a text of 19 MB in one string is read', () => {
  expect(readJson(`"${'x'.repeat(19e6)}"`).ok).toBe(true);
});

test('brackets without end are refused, not followed', () => {
  expect(faultsOfText('['.repeat(1e6))[0]).toMatch(/column 101: is nested deeper than 100 levels/);
});

test('what is read is what the built-in parser reads, and nothing else', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 6 }), (text) => {
      const reply = readJson(text);
      expect(reply.ok && JSON.stringify(reply.value)).toBe(JSON.stringify(JSON.parse(text)));
    }),
  );
  const scraps = fc.array(
    fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"',
      '\\',
      '1',
      '-',
      '.5',
      'e3',
      'true',
      'nul',
      ' ',
      '\n',
    ),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(scraps, (parts) => {
      const text = parts.join('');
      const reply = readJson(text);
      const repeats = !reply.ok && reply.issues.every((issue) => issue.message.startsWith('repeats'));
      expect(reply.ok || repeats).toBe(isJson(text));
    }),
    { numRuns: 5000 },
  );
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
