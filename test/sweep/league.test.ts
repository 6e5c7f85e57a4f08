/** How combinations of policies stand, on figures one can check by hand; and the sweeps of the league. */
import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { leaguePage } from '../../workers/host/league/pages.ts';
import { byPolicy, standings, type PolicyRun } from '../../workers/host/league/standings.ts';
import { PLACEMENTS, QUEUES, ROUTINGS } from '../../workers/scenario/scenario.ts';
import { parseSweep } from '../../workers/sweep/spec.ts';

const run = (
  placement: string,
  queue: string,
  seed: number,
  cost: number,
  carbon: number,
  wait: number,
): PolicyRun => ({
  policy: { placement, queue },
  seed,
  figures: { totalCostUsd: cost, carbonG: carbon, waitMeanS: wait, inTimeMean: 0 },
});

/** b/x is cheapest, a/y waits least; nobody answers requests. */
const RUNS = [
  run('a', 'x', 1, 110, 5, 30),
  run('a', 'y', 1, 120, 5, 10),
  run('b', 'x', 1, 100, 4, 40),
  run('a', 'x', 2, 210, 5, 30),
  run('a', 'y', 2, 220, 5, 10),
  run('b', 'x', 2, 200, 4, 40),
];

test('places are means over measures and seeds, regret is cost over the cheapest of the seed', () => {
  const table = standings(RUNS);
  expect(table.map(({ policy, place }) => [policy.placement, policy.queue, place])).toEqual([
    ['b', 'x', expect.closeTo(5 / 3)],
    ['a', 'x', expect.closeTo(6.5 / 3)],
    ['a', 'y', expect.closeTo(6.5 / 3)],
  ]);
  expect(table[0]!.regret).toEqual([0, 0, 0]);
  expect(table[1]!.regret[1]).toBeCloseTo((0.1 + 0.05) / 2, 12);
  expect(Object.keys(table[0]!.measures)).toEqual(['totalCostUsd', 'carbonG', 'waitMeanS']);
  expect(table[2]!.measures.totalCostUsd).toEqual([expect.closeTo(125), 170, expect.closeTo(215)]);
  expect(byPolicy(table).placement!.map(({ name }) => name)).toEqual(['b', 'a']);
});

test('the page names both languages, the own choice and the last', () => {
  const scenario = { id: 's', name: { en: 'Hello', zh: '你好' }, untilS: 86_400, seeds: 2, runs: 6 };
  const league = {
    edition: '1 x',
    scenarios: [{ ...scenario, own: { placement: 'a', queue: 'y' }, standings: standings(RUNS) }],
  };
  expect(leaguePage(league, 'en')).toContain('| 3* | a | y | 2.2 | 15.00 [');
  expect(leaguePage(league, 'zh')).toContain('## 你好\n\n1 天，2 个种子，6 次运行。');
});

test('the sweeps of the league take every policy there is', () => {
  const folder = new URL('../../examples/league/', import.meta.url);
  const all: Record<string, readonly string[]> = { placement: PLACEMENTS, routing: ROUTINGS, queue: QUEUES };
  for (const name of readdirSync(folder)) {
    const parsed = parseSweep(JSON.parse(readFileSync(new URL(name, folder), 'utf8')));
    if (!parsed.ok) throw new Error(`${name}: ${JSON.stringify(parsed.issues)}`);
    expect(`${parsed.spec.scenario}.json`).toBe(name);
    for (const axis of parsed.spec.axes) expect(axis.values).toEqual(all[axis.name!]);
  }
});
