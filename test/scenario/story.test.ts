/** Stories: scenes stand within the run, name what is there, and are told in both languages. */
import { describe, expect, it } from 'vitest';
import { parseScenario } from '../../workers/scenario/parse.ts';
import { lateScenes } from '../../workers/scenario/references-story.ts';
import { openShipped, shippedScenarios } from '../fixtures/shipped.ts';

const file = (scene: object) => ({
  format: 'causeway/1',
  duration: '2d',
  start: '2026-01-05T00:00:00Z',
  accelerators: { card: { bf16Tflops: 100 } },
  sites: { a: { lat: 0, lon: 0, pools: { card: 1 } }, b: { lat: 0, lon: 9, pools: { card: 1 } } },
  links: { ab: { a: 'a', b: 'b', gbps: 1 } },
  story: [{ at: '1h', title: 'One', ...scene }],
});

function paths(scene: object): string[] {
  const parsed = parseScenario(file(scene));
  return parsed.ok ? [] : parsed.issues.map(({ path, message }) => `${path}: ${message}`);
}

describe('what a scene may say', () => {
  it('is read: times in seconds, what is left out as nothing', () => {
    const parsed = parseScenario(
      file({ at: '2026-01-06', playTo: '30h', do: [{ at: '25h', do: 'link-cut', link: 'ab' }], look: 'ab' }),
    );
    expect(parsed.ok && parsed.scenario.story).toEqual([
      {
        atS: 86400,
        playToS: 108000,
        title: { en: 'One' },
        text: { en: '' },
        notes: null,
        guess: null,
        linked: null,
        patch: null,
        do: [{ atS: 90000, do: 'link-cut', link: 'ab' }],
        show: null,
        frame: [],
        camera: null,
        look: 'ab',
      },
    ]);
  });

  it.each([
    [{ look: 'c' }, 'story[0].look: is "c", which does not exist'],
    [{ frame: ['a', 'x'] }, 'story[0].frame[1]: is "x", which does not exist'],
    [{ do: [{ at: 0, do: 'link-cut', link: 'zz' }] }, 'story[0].do[0].link: is "zz", which does not exist'],
    [{ playTo: '30m' }, 'story[0].playTo: is before at'],
    [{ patch: { story: [] } }, 'story[0].patch.story: changes the story'],
    [{ camera: [1, 2] }, 'story[0].camera: has 2 entries'],
    [{ sound: 'x' }, 'story[0].sound: is not a key of this file'],
  ])('%j: %s', (scene, issue) => {
    expect(paths(scene)[0]).toContain(issue.split(':')[0]);
    expect(paths(scene)).toHaveLength(1);
  });

  it('is left out where a run ends before it, and plays to the end of one that ends while it plays', () => {
    const told = (scene: object): (number | null)[] => {
      const parsed = parseScenario(file(scene));
      if (!parsed.ok) throw new Error(parsed.issues[0]!.message);
      return parsed.scenario.story.flatMap(({ atS, playToS }) => [atS, playToS]);
    };
    expect(told({ at: '2d' })).toEqual([2 * 86400, null]);
    expect(told({ at: '3d', look: 'gone' })).toEqual([]);
    expect(told({ at: '2026-01-07T00:00:01Z' })).toEqual([]);
    expect(lateScenes(file({ at: '3d' }), 2 * 86400)).toEqual([
      { path: 'story[0].at', message: 'is after the end', hint: 'at most 2d after the start' },
    ]);
    expect(lateScenes(file({ at: '2d' }), 2 * 86400)).toEqual([]);
    expect(told({ at: '1d', playTo: '3d' })).toEqual([86400, 2 * 86400]);
  });

  it('names what its own patch brings', () => {
    const patch = { links: { second: { a: 'a', b: 'b', gbps: 1 } } };
    expect(paths({ patch, do: [{ at: '2h', do: 'link-cut', link: 'second' }] })).toEqual([]);
  });
});

describe.each(shippedScenarios())('the story of %s', async (id) => {
  const { scenario } = await openShipped(id, true);

  it('is told in both languages', () => {
    for (const { title, text, guess, notes } of scenario.story)
      for (const words of [title, text, guess, notes]) expect(words === null || words.zh).toBeTruthy();
    expect(scenario.name.zh && scenario.summary.zh).toBeTruthy();
  });

  it('changes the scenario into one that runs', async () => {
    for (const { patch, linked } of scenario.story)
      if (patch !== null)
        expect((await openShipped(id, linked ?? true, patch)).sites.count).toBeGreaterThan(0);
  });
});
