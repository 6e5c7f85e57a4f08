/** The table of commands, and what is found by what is typed. */
import { describe, expect, it } from 'vitest';
import { DICTIONARIES } from '../../src/i18n/words.ts';
import { chordOf, COMMANDS, isSign } from '../../src/panels/commands.ts';
import { match, matchAny } from '../../src/panels/match.ts';
import { allNames, findNames } from '../../src/panels/search.ts';
import { SHOCKS, startValues } from '../../src/panels/shocks.ts';
import { EVENT_KINDS } from '../../workers/world/world.ts';
import { describeWorld } from '../../workers/world/describe.ts';
import { withEvents } from '../../workers/engine/engine.ts';
import { openShipped } from '../fixtures/shipped.ts';
import { chainOfWords } from './words.ts';

const world = await openShipped('china-linked', true);
const view = describeWorld(world);

describe('the table of commands', () => {
  it('has each command and each key once, and every word belongs to a command', () => {
    const ids = COMMANDS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.toSorted()).toEqual(Object.keys(DICTIONARIES.en.commands).toSorted());
    for (const when of ['presenting', undefined]) {
      const given = COMMANDS.filter((one) => one.while === 'always' || one.while === when);
      const chords = given.flatMap(({ keys }) => keys);
      expect(new Set(chords).size).toBe(chords.length);
    }
  });

  it('knows a key that writes a sign, which can be switched off, from one that does not', () => {
    const press = (key: string, more = {}) =>
      chordOf({ key, ctrlKey: false, metaKey: false, shiftKey: false, ...more });
    expect(press('L', { shiftKey: true })).toBe('l');
    expect(press('Z', { metaKey: true, shiftKey: true })).toBe('Ctrl+Shift+z');
    expect(['l', '?', '+', '0'].every(isSign)).toBe(true);
    expect([' ', 'ArrowLeft', 'Escape', 'Ctrl+k'].some(isSign)).toBe(false);
  });
});

describe('what is typed', () => {
  it('finds a beginning before a part, a part before letters in order, and nothing else', () => {
    expect(match('gui', "Gui'an cluster")).toBeGreaterThan(match('clu', "Gui'an cluster"));
    expect(match('clu', "Gui'an cluster")).toBeGreaterThan(match('gcr', "Gui'an cluster"));
    expect(match('xyz', "Gui'an cluster")).toBe(0);
    expect(match('guian cl', "Gui'an cluster")).toBeGreaterThan(0);
    expect(matchAny('贵安', ["Gui'an cluster", '贵安集群'])).toBeGreaterThan(0);
  });

  it.each(chainOfWords(view))('finds %s in both languages and by id', (_, kind, index, names) => {
    for (const name of names) {
      const found = findNames(allNames(view), name, 40);
      expect(found).toContainEqual({ kind, index });
    }
  });
});

describe('what can be done by hand', () => {
  it('is every command there is (F)', () => {
    expect([...new Set(SHOCKS.map(({ kind }) => kind))].toSorted()).toEqual([...EVENT_KINDS].toSorted());
  });

  it.each(SHOCKS.map((shock) => [`${shock.kind} on ${shock.on}`, shock] as const))(
    '%s: its form as it opens makes a command the world takes',
    (_, shock) => {
      const index = shock.on === 'everywhere' ? -1 : 0;
      const fields = shock.fields(view, index, 'en', DICTIONARIES.en);
      const values = startValues(fields);
      const { happening, end } = shock.make(values, { view, index, nowS: 3600 });
      const named = happening.do === 'job-migrate' ? { ...happening, job: world.ids.jobs[0]! } : happening;
      expect(happening.do).toBe(shock.kind);
      const log = [named, ...(end ? [end.happening] : [])].map((one) => ({ ...one, atS: 3600 }));
      expect(withEvents(world, log).events.count).toBeGreaterThan(world.events.count);
    },
  );
});
