/** The command line says one clear thing about what it does not understand. */
import { expect, test } from 'vitest';
import { readArguments } from '../../workers/host/cli/arguments.ts';

test('a run with everything', () => {
  const args = [
    'run',
    'x.json',
    '--until',
    '36h',
    '--set',
    'links.l1.gbps=400',
    '--patch',
    '{"linked": false}',
    '--seed=7',
    '--out',
    'd',
    '--json',
    '--pooling',
    '--audit',
  ];
  expect(readArguments(args)).toEqual({
    ok: true,
    command: {
      verb: 'run',
      file: 'x.json',
      untilS: 129600,
      out: 'd',
      json: true,
      pooling: true,
      audit: true,
      policy: null,
      patches: [
        { name: '--set', value: { links: { l1: { gbps: 400 } } } },
        { name: '--patch', value: { linked: false } },
        { name: '--seed', value: { seed: 7 } },
      ],
    },
  });
});

test('a set value that is no JSON is a text, and null takes away', () => {
  const reply = readArguments([
    'check',
    'x',
    '--set',
    'duration=7d',
    '--set',
    'links.l1=null',
    '--set',
    'name=',
  ]);
  expect(reply.ok && reply.command.verb === 'check' && reply.command.patches).toEqual([
    { name: '--set', value: { duration: '7d' } },
    { name: '--set', value: { links: { l1: null } } },
    { name: '--set', value: { name: '' } },
  ]);
});

test.each([
  [[], 'causeway: has nothing to do (causeway run FILE, or causeway help)'],
  [['rnu', 'x'], 'rnu: is not a known command (did you mean "run"?)'],
  [['why', 'a'], 'why: does not say what about (--job ID, or --metro ID with --class ID)'],
  [['why', 'a', '--metro', 'm'], 'why: does not say what about (--job ID, or --metro ID with --class ID)'],
  [
    ['why', 'a', '--job', 'j', '--class', 'c'],
    'why: does not say what about (--job ID, or --metro ID with --class ID)',
  ],
  [['why', 'a', '--job', 'j', '--at', '3d'], '--at: is "3d" (the number of a tick, such as 288)'],
  [
    ['why', 'a', '--job', 'j', '--out', 'd'],
    '--out: is an option of run (causeway why FILE [--patch, --set, --seed])',
  ],
  [['run', 'a', '--job', 'j'], '--job: is an option of why (causeway run FILE [--patch, --set, --seed])'],
  [['run'], 'run: has no file (causeway run FILE)'],
  [['run', 'a', 'b'], 'b: is one file too many (one FILE)'],
  [['run', 'a', '--utnil', '3d'], '--utnil: is not a known option (did you mean "--until"?)'],
  [['run', 'a', '--until'], '--until: has no value (a time such as 36h, 7d, or seconds)'],
  [['run', 'a', '--until', '--json'], '--until: has no value (a time such as 36h, 7d, or seconds)'],
  [['run', 'a', '--until', 'soon'], '--until: is "soon" (a time such as 36h, 7d, or seconds)'],
  [['run', 'a', '--seed', '-5'], '--seed: is "-5" (a whole number, 0 to 4294967295)'],
  [['run', 'a', '--set', 'linked'], '--set: is "linked" (KEY=VALUE, such as linked=false)'],
  [['run', 'a', '--set', 'a..b=1'], '--set: is "a..b=1" (KEY=VALUE, such as linked=false)'],
  [['run', 'a', '--json=1'], '--json: takes no value (--json)'],
  [['run', 'a', '--pooling=yes'], '--pooling: takes no value (--pooling)'],
  [['check', 'a', '--out', 'd'], '--out: is an option of run (causeway check FILE [--patch, --set, --seed])'],
  [
    ['check', 'a', '--pooling'],
    '--pooling: is an option of run (causeway check FILE [--patch, --set, --seed])',
  ],
  [
    ['run', 'a', '--patch', '{"a":'],
    '--patch line 1 column 6: ends where a value should be (a whole JSON text; was it cut off?)',
  ],
])('%j', (args, expected) => {
  const reply = readArguments(args);
  expect(reply.ok ? '' : `${reply.issue.path}: ${reply.issue.message} (${reply.issue.hint})`).toBe(expected);
});
