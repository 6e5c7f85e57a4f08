/** A run taken along as one file, and logs that come from outside. */
import { describe, expect, it } from 'vitest';
import { aheadHash, createBranch, createRows, reachedEnd, stepAhead } from '../../workers/host/branch.ts';
import { boundIssues } from '../../workers/host/bounds.ts';
import { logIssues, withLog } from '../../workers/host/log-in-file.ts';
import { openScenario } from '../../workers/host/open-scenario.ts';
import type { LoggedCommand } from '../../workers/protocol.ts';
import { parseScenario } from '../../workers/scenario/parse.ts';
import type { Happening, Scenario } from '../../workers/scenario/scenario.ts';
import { compileWorld } from '../../workers/world/compile.ts';
import { COMMANDS, SHOCKED } from '../fixtures/shocked.ts';

const EVERY: LoggedCommand[] = [
  ...Object.values(COMMANDS).map((command, i) => ({ tick: 2 + i, command })),
  { tick: 20, command: { do: 'heat-wave', site: 'a', deltaC: 12, untilS: 79_200 } },
  { tick: 20, command: { do: 'demand-surge', metro: null, factor: 2 } },
];

async function opened(file: object, patch: object = {}) {
  const reply = await openScenario({
    text: JSON.stringify(file),
    patches: [patch],
    read: () => Promise.reject(new Error('reads no bundle')),
  });
  if (!reply.ok) throw new Error(JSON.stringify(reply.issues));
  return reply;
}

function endHash(scenario: Scenario, log: LoggedCommand[]): string {
  const branch = createBranch(compileWorld(scenario), log);
  while (!reachedEnd(branch)) stepAhead(branch, createRows(1), 0);
  return aheadHash(branch);
}

describe('a file with the commands in it (T6)', () => {
  it('runs to the same state as the file with the commands beside it, for every kind of command', async () => {
    const { scenario, file } = await opened(SHOCKED, { seed: 5 });
    const taken = await opened(JSON.parse(JSON.stringify(withLog(file, scenario, EVERY))) as object);
    expect(endHash(taken.scenario, [])).toBe(endHash(scenario, EVERY));
    expect(endHash(taken.scenario, [])).not.toBe(endHash(scenario, []));
  });

  it('keeps the order of commands given at one tick', async () => {
    const { scenario, file } = await opened(SHOCKED);
    const both: LoggedCommand[] = [
      { tick: 3, command: { do: 'link-cut', link: 'ab' } },
      { tick: 3, command: { do: 'link-repair', link: 'ab' } },
    ];
    for (const log of [both, both.toReversed()]) {
      const taken = await opened(withLog(file, scenario, log) as object);
      expect(endHash(taken.scenario, [])).toBe(endHash(scenario, log));
    }
  });
});

describe('a log from outside', () => {
  it.each<[string, unknown, number, RegExp]>([
    ['a link that is not there', { do: 'link-cut', link: 'nope' }, 1, /^log\[1\]\.link: .*nope/],
    ['no such command', { do: 'explode' }, 1, /^log\[1\]/],
    ['a factor out of range', { do: 'link-degrade', link: 'ab', factor: 7 }, 1, /^log\[1\]\.factor/],
    ['a number that is none', { do: 'demand-surge', metro: 'm', factor: 'x' }, 1, /^log\[1\]\.factor/],
    ['a key too many', { do: 'link-cut', link: 'ab', loud: true }, 1, /^log\[1\]\.loud/],
    [
      'a delivery to a pool that is not there',
      { do: 'delivery', site: 'a', type: 'huge', accelerators: 1 },
      1,
      /^log\[1\]/,
    ],
    ['a tick after the end', { do: 'link-cut', link: 'ab' }, 25, /^log\[1\]\.tick: is 25/],
  ])('with %s is refused with its place', async (_what, command, tick, complaint) => {
    const { scenario, file } = await opened(SHOCKED);
    const log = [EVERY[0]!, { tick, command: command as Happening }];
    const issues = logIssues(file, scenario, log);
    expect(issues.map(({ path, message, hint }) => `${path}: ${message} ${hint}`).join('\n')).toMatch(
      complaint,
    );
  });

  it('that is sound has no issues', async () => {
    const { scenario, file } = await opened(SHOCKED);
    expect(logIssues(file, scenario, EVERY)).toEqual([]);
  });
});

describe('a world nobody chose to open', () => {
  it.each<[string, object]>([
    ['jobs', { jobs: { generate: [{ ...generator(), count: 5_000_000 }] } }],
    ['tick', { tick: '10s', duration: '30d' }],
    ['demand.epoch', { demand: { epoch: 0.1, metros: {} } }],
  ])('is refused for its %s', (path, patch) => {
    const reply = parseScenario({ ...SHOCKED, ...patch });
    if (!reply.ok) throw new Error(JSON.stringify(reply.issues));
    expect(boundIssues(reply.scenario).map((issue) => issue.path)).toEqual([path]);
  });
  it('of the usual size is let in', () => {
    const reply = parseScenario(SHOCKED);
    expect(reply.ok && boundIssues(reply.scenario)).toEqual([]);
  });
});

function generator() {
  return { class: 'train', sites: { a: 1 }, accelerators: [[0.5, 8]], hours: [[0.5, 2]] };
}
