/** How faults are listed: all at once, each place once, never more than can be read (STYLE 13). */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseScenario } from '../../workers/scenario/parse.ts';
import { mergePatch } from '../../workers/scenario/patch.ts';
import { faults, faultsOf, plain } from './plain.ts';

test('everything wrong is said at once', () => {
  const found = faultsOf({
    seeed: 1,
    sites: { wuhu: { pools: { h100: -5 } } },
    links: { bw: { b: 'nowhere' } },
    transfers: null,
  });
  expect(found.map((text) => text.split(':')[0])).toEqual(['sites.wuhu.pools.h100', 'seeed', 'links.bw.b']);
});

test('another format is told by that alone', () => {
  expect(faults({ type: 'FeatureCollection', features: [] })).toEqual(['format: is missing ("causeway/1")']);
  expect(faults({ ...plain, format: 'causeway/9', bad: 1 })).toEqual([
    'format: is "causeway/9" ("causeway/1")',
  ]);
  expect(faults([])[0]).toMatch(/^file: is an empty list/);
  expect(faultsOf({ format: null })).toEqual(['format: is missing ("causeway/1")']);
});

test('names that every object has are no ids', () => {
  const input = JSON.parse(`{"format": "causeway/1", "__proto__": 1, "sites": {
    "__proto__": {"lat": 1, "lon": 1, "pools": {"__proto__": 1}},
    "constructor": {"lat": 1, "lon": 1, "pools": {"toString": 1}}}, "links": {"l": {"a": "valueOf", "b": "constructor", "gbps": 1}}}`);
  expect(faults(input).map((text) => text.split(' (')[0])).toEqual([
    '__proto__: is not a known key',
    'sites.__proto__: is a reserved name',
    'sites.constructor: is a reserved name',
    'sites.__proto__.pools.__proto__: is not one of accelerators',
    'sites.constructor.pools.toString: is not one of accelerators',
    'links.l.a: is "valueOf", which does not exist',
  ]);
});

test('a long list of issues is cut at 200 and counted', () => {
  const list = Array.from({ length: 20000 }, () => ({ site: 'wuhu', accelerators: -1, hours: 1 }));
  const found = faultsOf({ jobs: { list } });
  expect(found).toHaveLength(201);
  expect(found.at(-1)).toBe('file: has 19800 more issues (mend those above first)');
});

test('thousands of faults in one entry are counted too, each place once', () => {
  const pools = Object.fromEntries(Array.from({ length: 20000 }, (_, i) => [`h${i}`, -1]));
  expect(faultsOf({ sites: { wuhu: { pools } } }).at(-1)).toMatch(/^file: has 19800 more issues/);
});

const KEYS = [
  ...Object.keys(plain),
  'grids',
  'events',
  'demand',
  'policy',
  'duration',
  'list',
  'generate',
  'wuhu',
  'pools',
  'a',
  'b',
  'at',
  'do',
  'via',
  'constructor',
];
const anything = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom(null, true, -1, NaN, Infinity, 1e308, 0.5, 'wuhu', '5m', '', 'job', 'link-cut', 'bw'),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...KEYS), tie('value'), { maxKeys: 6 }),
  ),
})).value;

test('parse never throws, on any JSON and on any patch of a valid file', () => {
  fc.assert(fc.property(fc.jsonValue(), (input) => void parseScenario(input)));
  fc.assert(fc.property(anything, (input) => void parseScenario(input)));
  fc.assert(
    fc.property(anything, (patch) => void parseScenario(mergePatch(plain, patch))),
    { numRuns: 1000 },
  );
});

test('parse leaves its input as it was', () => {
  const before = JSON.stringify(plain);
  parseScenario(plain);
  expect(JSON.stringify(plain)).toBe(before);
});
