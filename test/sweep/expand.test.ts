/** From a specification to its runs: their order, their patches, and their draws. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openScenario } from '../../workers/host/open-scenario.ts';
import { parseScenario } from '../../workers/scenario/parse.ts';
import { mergePatch, mergePatches, type JsonObject } from '../../workers/scenario/patch.ts';
import { drawPoints } from '../../workers/sweep/draws.ts';
import { expandSweep, type Sweep } from '../../workers/sweep/expand.ts';
import { bandValue, factorPatch, factorsOf } from '../../workers/sweep/facts.ts';
import { joinPatches } from '../../workers/sweep/join-patches.ts';
import { parseShard, runOfShard, shardCount } from '../../workers/sweep/shard.ts';
import { parseSweep } from '../../workers/sweep/spec.ts';
import { plain } from '../scenario/plain.ts';

const band = (source: string, bands: object) => ({ provenance: { source, bands } });
const banded = mergePatch(plain, {
  links: {
    bw: band('carrier', { gbps: [100, 400, 1600] }),
    ws: band('carrier', { gbps: [50, 100, 200] }),
  },
  sites: { wuhu: band('press', { accelerators: [8, 16, 32] }) },
}) as JsonObject;

function sweepOf(spec: JsonObject, file: JsonObject = banded): Sweep {
  const parsed = parseSweep({ format: 'causeway-sweep/1', scenario: 'plain', ...spec });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  const reply = expandSweep(parsed.spec, file);
  if (!reply.ok) throw new Error(JSON.stringify(reply.issues));
  return reply.sweep;
}

const runs = (sweep: Sweep) => Array.from({ length: sweep.count }, (_, run) => sweep.point(run));

test('axes make a product, the first slowest, seeds fastest', () => {
  const sweep = sweepOf({
    seeds: [7, 9],
    axes: [
      { key: 'linked', values: [true, false] },
      {
        name: 'fibre',
        patches: [
          { label: 'thin', patch: { links: { bw: { gbps: 1 } } } },
          { label: 'none', patch: { links: { bw: null }, transfers: null } },
        ],
      },
    ],
  });
  expect(runs(sweep).map(({ seed, at }) => [...at, seed])).toEqual([
    [true, 'thin', 7],
    [true, 'thin', 9],
    [true, 'none', 7],
    [true, 'none', 9],
    [false, 'thin', 7],
    [false, 'thin', 9],
    [false, 'none', 7],
    [false, 'none', 9],
  ]);
  expect(sweep.point(6).patch).toEqual({ linked: false, links: { bw: null }, transfers: null });
});

test('zipped axes go step by step together', () => {
  const sweep = sweepOf({
    axes: [
      { key: 'links.bw.gbps', values: [1, 2], zip: 'pair' },
      { key: 'linked', values: [true, false] },
      { key: 'links.ws.gbps', values: [10, 20], zip: 'pair' },
    ],
  });
  expect(runs(sweep).map(({ patch }) => patch)).toEqual([
    { links: { bw: { gbps: 1 }, ws: { gbps: 10 } }, linked: true },
    { links: { bw: { gbps: 1 }, ws: { gbps: 10 } }, linked: false },
    { links: { bw: { gbps: 2 }, ws: { gbps: 20 } }, linked: true },
    { links: { bw: { gbps: 2 }, ws: { gbps: 20 } }, linked: false },
  ]);
  expect(sweep.columns.map(({ name }) => name)).toEqual(['links.bw.gbps', 'links.ws.gbps', 'linked']);
});

test('a star is every entry, and a relative axis multiplies what is there', () => {
  const sweep = sweepOf({ axes: [{ key: 'links.*.gbps', values: [0.5, 2], relative: true }] });
  expect(sweep.point(1).patch).toEqual({ links: { bw: { gbps: 800 }, ws: { gbps: 200 } } });
});

test('one patch does what several do one after the other (RFC 7396)', () => {
  const json = fc.letrec((tie) => ({
    value: fc.oneof({ maxDepth: 3 }, fc.constant(null), fc.integer({ min: 0, max: 3 }), tie('object')),
    object: fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('value'), { maxKeys: 3 }),
  })).object as fc.Arbitrary<JsonObject>;
  const clean = json.map((file) => mergePatch({}, file) as JsonObject);
  fc.assert(
    fc.property(clean, fc.array(json, { maxLength: 4 }), (base, patches) => {
      const joined = patches.reduce<JsonObject>((sum, patch) => joinPatches(base, sum, patch), {});
      expect(mergePatch(base, joined)).toEqual(mergePatches(base, patches));
    }),
    { numRuns: 2000, seed: 1 },
  );
});

test('a step that needs one of another axis is taken, and one that nothing helps is not', () => {
  const preempt = { key: 'policy.preempt', values: [true, false] };
  expect(sweepOf({ axes: [preempt, { key: 'policy.queue', values: ['fifo', 'priority'] }] }).count).toBe(4);
  expect(() => sweepOf({ axes: [preempt] })).toThrow(/policy\.preempt/);
});

test('a Latin hypercube has one draw in each stratum of each axis, and no axis shifts another', () => {
  const { columns } = drawPoints('latin-hypercube', 5, 40, ['a', 'b', 'c']);
  for (const column of columns) {
    const strata = [...column].map((draw) => Math.floor(draw * 40)).sort((x, y) => x - y);
    expect(strata).toEqual(Array.from({ length: 40 }, (_, i) => i));
  }
  expect(columns[0]).not.toEqual(columns[1]);
  expect(drawPoints('latin-hypercube', 5, 40, ['x', 'b']).columns[1]).toEqual(columns[1]);
  expect(drawPoints('latin-hypercube', 6, 40, ['b']).columns[0]).not.toEqual(columns[1]);
});

test("Saltelli's blocks: A, B, then A with one column of B", () => {
  const { count, columns } = drawPoints('saltelli', 1, 3, ['a', 'b']);
  expect(count).toBe(12);
  const [a, b] = columns.map((column) =>
    [0, 1, 2, 3].map((block) => [...column].slice(3 * block, 3 * block + 3)),
  );
  expect([a[2], a[3]]).toEqual([a[1], a[0]]);
  expect([b[2], b[3]]).toEqual([b[0], b[1]]);
});

test('choices share their draws, and draws may have seeds of their own', () => {
  const sweep = sweepOf({
    seeds: 'sampled',
    samples: { count: 5 },
    axes: [
      { key: 'linked', values: [true, false] },
      { key: 'links.bw.gbps', between: [1, 100], scale: 'log' },
    ],
  });
  expect([sweep.count, sweep.draws]).toEqual([10, 5]);
  const points = runs(sweep);
  expect(points.map(({ seed }) => seed)).toEqual([1, 2, 3, 4, 5, 1, 2, 3, 4, 5]);
  expect(points.slice(0, 5).map(({ at }) => at[1])).toEqual(points.slice(5).map(({ at }) => at[1]));
  for (const { at, patch } of points) {
    expect(patch.links).toEqual({ bw: { gbps: at[1] } });
    expect(at[1]).toBeGreaterThan(1);
    expect(at[1]).toBeLessThan(100);
  }
});

test('a band is met at its ends and its best value, by equal ratios between', () => {
  expect([0, 0.25, 0.5, 0.75, 1].map((draw) => bandValue([100, 400, 6400], draw))).toEqual([
    100,
    expect.closeTo(200, 9),
    400,
    expect.closeTo(1600, 9),
    expect.closeTo(6400, 9),
  ]);
  expect(bandValue([0, 10, 30], 0.75)).toBe(20);
});

test('facts of one source move together, those of another by themselves', () => {
  const factors = factorsOf(banded, ['*'], 'facts');
  if ('message' in factors) throw new Error(factors.message);
  expect(factors.map(({ name, source, figures }) => [name, source, figures.length])).toEqual([
    ['links.gbps', 'carrier', 2],
    ['sites.pools', 'press', 1],
  ]);
  const parted = mergePatch(banded, {
    links: { extra: { ...plain.links.bw, gbps: 9, ...band('press', { gbps: [8, 9, 10] }) } },
  });
  const named = factorsOf(parted as JsonObject, ['links.*.gbps'], 'facts');
  expect('message' in named ? named : named.map(({ name }) => name)).toEqual([
    'links.gbps#1',
    'links.extra.gbps',
  ]);
  expect(factorPatch(banded, factors[0], 0.5)).toEqual({ links: { bw: { gbps: 400 }, ws: { gbps: 100 } } });
  expect(factorPatch(banded, factors[0], 1)).toEqual({
    links: { bw: { gbps: expect.closeTo(1600) }, ws: { gbps: expect.closeTo(200) } },
  });
  expect(factorPatch(banded, factors[1], 1e-9)).toEqual({ sites: { wuhu: { pools: { h100: 8 } } } });
  const sweep = sweepOf({ samples: { count: 20 }, axes: [{ facts: ['*'] }] });
  for (const { patch } of runs(sweep)) expect(parseScenario(mergePatch(banded, patch)).ok).toBe(true);
});

test('every band of the facts holds to both its ends, demand and classes with the rest', async () => {
  const text = readFileSync(new URL('../../public/scenarios/us-and-china.json', import.meta.url), 'utf8');
  const read = async (name: string) =>
    readFileSync(new URL(`../../public/data/${name}`, import.meta.url), 'utf8');
  const opened = await openScenario({ text, patches: [], read });
  if (!opened.ok) throw new Error(JSON.stringify(opened.issues));
  const file = opened.file as JsonObject;
  const factors = factorsOf(file, ['*'], 'facts');
  if ('message' in factors) throw new Error(factors.message);
  const kinds = new Set(factors.map(({ figures: [{ keys }] }) => `${keys[0]}.${keys.at(-1)}`));
  for (const kind of [
    'demand.requestsPerDay',
    'links.gbps',
    'grids.carbonGPerKwh',
    'sites.pools',
    'classes.mfu',
  ])
    expect(kinds).toContain(kind);
  for (const draw of [1e-9, 1 - 1e-9]) {
    const patches = factors.map((factor) => factorPatch(file, factor, draw));
    const reply = parseScenario(mergePatches(file, patches));
    expect(reply.ok ? [] : reply.issues).toEqual([]);
    if (!reply.ok) continue;
    const { requestsPerDay } = reply.scenario.demand.metros.m_beijing!.chat!;
    expect(requestsPerDay).toBeCloseTo(draw < 0.5 ? 2_375_000_000 : 4_750_000_000, -2);
  }
});

test('a figure the scenario has changed keeps its ratio to the best value', () => {
  const thinner = mergePatch(banded, { links: { bw: { gbps: 200 } } }) as JsonObject;
  const factors = factorsOf(thinner, ['links.bw.gbps'], 'facts');
  if ('message' in factors) throw new Error(factors.message);
  expect(factorPatch(thinner, factors[0], 1)).toEqual({ links: { bw: { gbps: expect.closeTo(800) } } });
});

test.each([1, 2, 7, 200])('%i shards take every run once', (of) => {
  const taken = Array.from({ length: of }, (_, index) => ({ index, of })).flatMap((shard) =>
    Array.from({ length: shardCount(101, shard) }, (_, i) => runOfShard(shard, i)),
  );
  expect(taken.sort((a, b) => a - b)).toEqual(Array.from({ length: 101 }, (_, i) => i));
});

test('a shard is I of N', () => {
  expect(parseShard('3/4')).toEqual({ index: 3, of: 4 });
  expect(['4/4', '-1/4', '1', 'a/b', '1/0'].map(parseShard)).toEqual([null, null, null, null, null]);
});
