/** Links: what is shared comes back whole, and nothing anyone may write into an address does harm. */
import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LoggedCommand } from '../../workers/protocol.ts';
import { MOST_COMMANDS, type LinkReply, type SharedRun } from '../../src/share/check-run.ts';
import { LONGEST, MOST_BYTES, readLink, writeLink } from '../../src/share/link.ts';

const RUN: SharedRun = {
  base: { scenario: 'china-linked' },
  patch: { links: { l1: { gbps: 100 } } },
  seed: 7,
  log: [{ tick: 700, command: { do: 'link-cut', link: 'l1' } }],
  tick: 726,
  linked: true,
  globe: false,
  camera: [1.5, -2.25, 40, 0.1, 0.7],
  lang: 'zh',
  selected: { kind: 'site', index: 3 },
  hash: '0123456789abcdef',
  edition: '0.1.0 unbuilt',
};

const FORK = { name: 'C', from: 'A', tick: 700, linked: true, log: RUN.log, inherited: 1 };
const FORKED = { ...RUN, forks: [FORK], branch: 'C' };

const packed = (json: string | Buffer): string => `#run1.${deflateRawSync(json).toString('base64url')}`;
const told = (reply: LinkReply): string =>
  reply.ok
    ? 'taken'
    : `${reply.fault.code} ${reply.fault.place} ${'found' in reply.fault ? reply.fault.found : ''}`;
const readValue = (value: unknown): Promise<LinkReply> => readLink(packed(JSON.stringify(value)));

const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/);
const command: fc.Arbitrary<LoggedCommand> = fc.record({
  tick: fc.nat(10_000),
  command: fc.oneof(
    fc.record({ do: fc.constantFrom('link-cut' as const, 'link-repair' as const), link: name }),
    fc.record({
      do: fc.constant('link-degrade' as const),
      link: name,
      factor: fc.double({ min: 0.01, max: 1 }),
    }),
  ),
});
const hex = (length: number): fc.Arbitrary<string> =>
  fc
    .array(fc.constantFrom(...'0123456789abcdef'), { minLength: length, maxLength: length })
    .map((all) => all.join(''));
const log = fc.array(command, { maxLength: 20 });
const fork = fc
  .record({ from: fc.constantFrom('A' as const, 'B' as const), tick: fc.nat(1e6), linked: fc.boolean(), log })
  .chain((one) => fc.nat(one.log.length).map((inherited) => ({ ...one, inherited })));
/** One or two forks, one of them or of the pair on show; or none, and then nothing is said of them. */
const forked = fc
  .array(fork, { maxLength: 2 })
  .map((list) => list.map((one, i) => ({ ...one, name: (['C', 'D'] as const)[i]! })))
  .chain((forks) => {
    const lines = [
      { name: 'A' as const, linked: true },
      { name: 'B' as const, linked: false },
      ...forks.map(({ name, linked }) => ({ name, linked })),
    ];
    return fc
      .constantFrom(...lines)
      .map(({ name, linked }) => ({ linked, ...(forks.length > 0 ? { forks, branch: name } : {}) }));
  });
const alone = fc.record({
  base: fc.oneof(
    fc.record({ scenario: name }),
    fc.record({
      file: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }),
      bytes: fc.nat(1e6),
      sha256: fc.option(hex(64)),
    }),
  ),
  patch: fc.option(
    fc.dictionary(name, fc.jsonValue({ maxDepth: 3, noUnicodeString: false }), { maxKeys: 4 }),
  ),
  seed: fc.nat(0xffffffff),
  log,
  tick: fc.nat(1e6),
  globe: fc.boolean(),
  camera: fc.option(
    fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 5, maxLength: 5 }),
  ),
  lang: fc.constantFrom('en' as const, 'zh' as const),
  selected: fc.option(
    fc.record({ kind: fc.constantFrom('site' as const, 'metro' as const), index: fc.nat(1000) }),
  ),
  hash: hex(16),
  edition: fc.constant('0.1.0 unbuilt'),
});
const run: fc.Arbitrary<SharedRun> = fc.tuple(alone, forked).map(([one, lines]) => ({ ...one, ...lines }));

/** As JSON has it: no -0, no own "__proto__". */
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('a link', () => {
  it('brings back the run it was made of', async () => {
    await fc.assert(
      fc.asyncProperty(run, async (shared) => {
        fc.pre(!/"(?:__proto__|constructor|prototype)":/.test(JSON.stringify(shared)));
        const hash = await writeLink(shared);
        expect(hash).toMatch(/^#run1\.[\w-]+$/);
        expect(await readLink(hash)).toEqual({ ok: true, run: asJson(shared) });
      }),
      { numRuns: 300 },
    );
  });

  it('names a policy of the sender’s own, and holds no more of it', async () => {
    const shared: SharedRun = { ...RUN, policy: 'mine.ts' };
    expect(await readLink(await writeLink(shared))).toEqual({ ok: true, run: shared });
  });

  it('is short enough to send: the usual run takes less than 400 characters', async () => {
    expect((await writeLink(RUN)).length).toBeLessThan(400);
  });

  it('is not made where it would be too long', async () => {
    const noise = Array.from({ length: 60_000 }, (_, i) =>
      String.fromCharCode(0x4e00 + ((i * 7919) % 20_000)),
    );
    await expect(writeLink({ ...RUN, patch: { summary: noise.join('') } })).rejects.toThrow(RangeError);
  });
});

describe('what is no link of ours is refused, with its place', () => {
  it.each<[string, string, string]>([
    ['another hash', '#section-2', 'no-link #'],
    ['nothing after the dot', '#run1.', 'garbled #run1'],
    ['letters of no base64', '#run1.a+b', 'garbled #'],
    ['a later version', '#run2.abc', 'version #run2 2'],
    ['no deflated bytes', '#run1.____', 'garbled #run1'],
    ['no JSON', packed('{"base":'), 'garbled #run1'],
    ['no text', packed(Buffer.from([0xff, 0xfe, 0xfd])), 'garbled #run1'],
    ['too long an address', `#run1.${'A'.repeat(LONGEST)}`, 'too-long #'],
    ['a bomb', packed(Buffer.alloc(30 * MOST_BYTES, 0x20)), 'too-large #run1'],
    ['half a million brackets', packed('['.repeat(500_000)), 'too-deep #run1'],
    ['half a million closed brackets', packed('['.repeat(5e5) + ']'.repeat(5e5)), 'too-deep #run1'],
    ['half a million keys deep', packed('{"a":'.repeat(200_000)), 'too-deep #run1'],
    ['too many values', packed(`[${'0,'.repeat(400_000)}0]`), 'too-large run'],
  ])('%s', async (_what, hash, fault) => {
    expect(told(await readLink(hash))).toContain(fault);
  });

  it.each<[string, unknown, string]>([
    ['a list', [], 'value run'],
    ['null', null, 'value run'],
    ['a key missing', { ...RUN, seed: undefined }, 'value seed –'],
    ['a key too many', { ...RUN, extra: 1 }, 'value extra 1'],
    ['half a tick', { ...RUN, tick: 0.5 }, 'value tick 0.5'],
    ['a tick below 0', { ...RUN, tick: -1 }, 'value tick -1'],
    ['a huge tick', { ...RUN, tick: 1e15 }, 'value tick 1000000000000000'],
    ['a seed that is a text', { ...RUN, seed: '7' }, 'value seed "7"'],
    ['a camera of four', { ...RUN, camera: [1, 2, 3, 4] }, 'value camera'],
    ['a camera at the end of the world', { ...RUN, camera: [1, 2, 1e300, 4, 5] }, 'value camera'],
    ['a way out of the folder', { ...RUN, base: { scenario: '../../etc/passwd' } }, 'value base.scenario'],
    ['two bases', { ...RUN, base: { scenario: 'a', file: 'b' } }, 'value base.file'],
    ['code', { ...RUN, policy: { name: 'mine.ts', text: 'export const score = 1' } }, 'value policy {…}'],
    ['a policy too long for a name', { ...RUN, policy: 'x'.repeat(201) }, 'value policy "x'],
    ['an unknown language', { ...RUN, lang: 'tlh' }, 'value lang "tlh"'],
    ['a command without a name', { ...RUN, log: [{ tick: 1, command: {} }] }, 'value log[0].command.do'],
    ['a command at no tick', { ...RUN, log: [{ command: { do: 'link-cut' } }] }, 'value log[0].tick'],
    ['too many commands', { ...RUN, log: Array(MOST_COMMANDS + 1).fill(RUN.log[0]) }, 'value log'],
    [
      'a thing that cannot be selected',
      { ...RUN, selected: { kind: 'moon', index: 0 } },
      'value selected.kind',
    ],
    ['forks without a branch on show', { ...RUN, forks: [FORK] }, 'value branch –'],
    ['a branch on show without forks', { ...RUN, branch: 'A' }, 'value forks –'],
    [
      'a fork in the place of the base',
      { ...FORKED, forks: [{ ...FORK, name: 'A' }] },
      'value forks[0].name "A"',
    ],
    ['two forks of a name', { ...FORKED, forks: [FORK, FORK] }, 'value forks[1].name "C"'],
    ['three forks', { ...FORKED, forks: [FORK, FORK, FORK] }, 'value forks'],
    [
      'more inherited than there is',
      { ...FORKED, forks: [{ ...FORK, inherited: 2 }] },
      'value forks[0].inherited 2',
    ],
    [
      'a fork with a command of none',
      { ...FORKED, forks: [{ ...FORK, log: [{ tick: 0, command: {} }] }] },
      'value forks[0].log[0].command.do',
    ],
    ['a branch on show that is not there', { ...FORKED, branch: 'D' }, 'value branch "D"'],
    ['islands said to be linked', { ...FORKED, branch: 'B' }, 'value linked true'],
    ['no hash', { ...RUN, hash: 'abc' }, 'value hash "abc"'],
  ])('%s', async (_what, value, fault) => {
    expect(told(await readValue(value))).toContain(fault);
  });

  it.each(['__proto__', 'constructor', 'prototype'])('the key %s, wherever it stands', async (key) => {
    const json = JSON.stringify(RUN);
    const nested = json.replace('"l1":{"gbps":100}', `"l1":{"${key}":{"polluted":true}}`);
    expect(told(await readLink(packed(nested)))).toContain(`value patch.links.l1.${key}`);
    expect(told(await readLink(packed(json.replace('{', `{"${key}":{"polluted":true},`))))).toContain(key);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('a number without end', async () => {
    const json = JSON.stringify(RUN);
    expect(told(await readLink(packed(json.replace('"gbps":100', '"gbps":1e999'))))).toContain(
      'gbps Infinity',
    );
    expect(told(await readLink(packed(json.replace('"tick":726', '"tick":1e999'))))).toContain(
      'tick Infinity',
    );
  });
});

/** What an enemy may try: noise, noise in our alphabet, noise that unpacks, and a sound link changed here and there. */
function hostileHash(random: () => number, sound: string, json: string): string {
  const below = (n: number): number => Math.floor(random() * n);
  const bytes = Uint8Array.from({ length: below(80) }, () => below(256));
  const changed = (text: string, letter: () => string): string => {
    let result = text;
    for (let i = 0; i <= below(3); i++) {
      const at = below(result.length);
      result = result.slice(0, at) + (below(3) > 0 ? letter() : '') + result.slice(at + below(3));
    }
    return result;
  };
  switch (below(5)) {
    case 0:
      return `#${String.fromCharCode(...bytes)}`;
    case 1:
      return `#run1.${Buffer.from(bytes).toString('base64url')}`;
    case 2:
      return changed(sound, () => 'ABCxyz019_-.#'[below(13)]!);
    case 3:
      return packed(changed(json, () => '{}[]",:019eE-+.\\ntf'[below(19)]!));
    default:
      return packed(
        json.replace(/:(?:-?\d+(?:\.\d+)?|"[^"]*"|true|false|null)/g, (found) =>
          below(12) > 0
            ? found
            : `:${['1e308', '-1', '1e999', '[]', '{}', 'null', '"x"', '{"__proto__":1}', '0.5', '-0'][below(10)]}`,
        ),
      );
  }
}

describe('100,000 hostile hashes', () => {
  it('are each refused or are a whole run, and leave nothing behind', async () => {
    // A generator of its own, so that a failure comes again: xorshift32.
    let state = 0x9e3779b9;
    const random = (): number => {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      return (state >>> 0) / 2 ** 32;
    };
    const sound = await writeLink(RUN);
    const json = JSON.stringify(RUN);
    const keys = Object.keys(RUN).length;
    const counts: Record<string, number> = {};
    for (let i = 0; i < 100_000; i++) {
      const hash = hostileHash(random, sound, json);
      const reply = await readLink(hash);
      // Told apart by hand: an expectation a hash would take longer than all the rest.
      const sane = reply.ok
        ? Object.keys(reply.run).length === keys && Number.isInteger(reply.run.tick) && reply.run.tick >= 0
        : reply.fault.place.length > 0 && reply.fault.place.length < 300;
      if (!sane) expect.fail(`${hash} comes out as ${JSON.stringify(reply)}`);
      const kind = reply.ok ? 'taken' : reply.fault.code;
      counts[kind] = (counts[kind] ?? 0) + 1;
    }
    // Each way of refusing was met, and so was the way in.
    expect(Object.keys(counts).sort()).toEqual(['garbled', 'no-link', 'taken', 'value', 'version']);
    expect(Object.keys(Object.prototype)).toEqual([]);
  }, 120_000);
});
