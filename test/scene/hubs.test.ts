/** Sites that would hide one another stand as hubs with their sums: nested, of one country, without flicker. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHubs } from '../../src/scene/hubs.ts';
import { hubText } from '../../src/scene/labels/content.ts';
import { createStage, nodeAt, setSymbolScale, type Stage } from '../../src/scene/stage.ts';
import { chinaView, pacificView } from '../fixtures/views.ts';

const NONE: ReadonlySet<string> = new Set();

/** Seen from so far that a pixel takes this much of the map, at rest. */
function seenFrom(stage: Stage, unitsPerPixel: number, hidden = NONE): Stage {
  stage.towers.filter(hidden);
  stage.towers.fold(unitsPerPixel, 0, false, true);
  setSymbolScale(stage, 1);
  return stage;
}

describe('hubs', () => {
  const anyPlaces = fc.array(
    fc.record({ x: fc.double({ min: -30, max: 30, noNaN: true }), y: fc.double({ min: -20, max: 20, noNaN: true }), weight: fc.double({ min: 1, max: 100, noNaN: true }), country: fc.constantFrom('CN', 'US') }),
    { minLength: 1, maxLength: 60 },
  ); // prettier-ignore

  it('hold each site once, of one country, and those of a level are made of those before', () => {
    fc.assert(
      fc.property(anyPlaces, (sites) => {
        const { levels, members } = createHubs(
          sites.flatMap(({ x, y }) => [x, y]),
          sites.map(({ weight }) => weight),
          sites.map(({ country }) => country),
        );
        const of = (tower: number) => (tower < sites.length ? [tower] : members[tower - sites.length]!);
        levels.forEach(({ host, towers }, level) => {
          expect(
            towers
              .flatMap(of)
              .slice()
              .sort((a, b) => a - b),
          ).toEqual(sites.map((_, i) => i));
          for (const tower of towers) {
            const held = of(tower);
            expect(new Set(held.map((i) => sites[i]!.country)).size).toBe(1);
            for (const site of held) expect(host[site]).toBe(tower);
            const before = new Set(held.map((site) => levels[Math.max(0, level - 1)]!.host[site]!));
            expect([...before].flatMap(of).length).toBe(held.length);
          }
        });
        // From far enough a country is one.
        expect(levels.at(-1)!.towers.length).toBe(new Set(sites.map(({ country }) => country)).size);
      }),
      { numRuns: 60 },
    );
  });

  it('stand where their largest site is', () => {
    const { members } = createHubs([0, 0, 0.01, 0, 0.02, 0], [1, 9, 2], ['CN', 'CN', 'CN']);
    expect(members[0]![0]).toBe(1);
    expect([...members[0]!].sort()).toEqual([0, 1, 2]);
  });
});

describe('towers', () => {
  it('are one a site from near, where the sites are', () => {
    const stage = seenFrom(createStage(chinaView()), 1e-4);
    expect([...stage.towers.standing].sort((a, b) => a - b)).toEqual(stage.view.sites.map((_, i) => i));
    stage.view.sites.forEach((_, i) => expect(nodeAt(stage, i)).toEqual(nodeAt(stage, i, 1)));
  });

  it('are one a country from very far, with the sum of its sites', () => {
    const stage = seenFrom(createStage(chinaView()), 100);
    const { standing, sums, hostOf } = stage.towers;
    expect(standing).toHaveLength(1);
    const sum = sums[standing[0]! - stage.view.sites.length]!;
    const all = stage.view.sites;
    expect(sum.peakFlops).toBeCloseTo(
      all.reduce((total, site) => total + site.peakFlops, 0),
      -9,
    );
    const at = { lit: 0.5, against: null, installed: 1000 };
    expect(hubText(sum, all, at, 'en')).toEqual({
      name: 'China',
      figure: '10 sites · 50 % of 5.4 GW',
    });
    expect(hubText(sum, all, { ...at, against: 0.25 }, 'zh').figure).toBe('10 个站点 · +25\u00a0百分点');
    all.forEach((_, i) => {
      expect(hostOf(i)).toBe(standing[0]);
      // Links within it are gone, as both ends are at one place.
      expect(nodeAt(stage, i)).toEqual(nodeAt(stage, 0));
    });
    expect(Math.max(...stage.arcs.slice(10, 16).map(({ height }) => height))).toBeLessThan(1e-9);
  });

  it('leave out of the sum what is filtered off, and go when all of it is', () => {
    const stage = seenFrom(createStage(chinaView()), 100, new Set(['training']));
    const [sum] = stage.towers.sums.slice(-1);
    expect(sum!.shown).toHaveLength(6);
    expect(stage.view.sites.every((site, i) => (site.role === 'training') !== sum!.shown.includes(i))).toBe(
      true,
    );
    seenFrom(stage, 100, new Set(['training', 'inference', 'mixed']));
    expect(stage.towers.standing).toEqual([]);
  });

  it('keep their level while the camera trembles, and at rest have that of the view alone', () => {
    const stage = createStage(pacificView(300, 10, 0));
    const { towers } = stage;
    towers.filter(NONE);
    for (const level of [3, 6, 9]) {
      const edge = towers.hubs.levels[level]!.distance / 14;
      const at = (units: number, isMoving: boolean): string => {
        towers.fold(units, 0, isMoving, true);
        return towers.standing.join();
      };
      const resting = at(edge * 1.03, false);
      expect(at(edge * 0.97, true)).toBe(resting);
      expect(at(edge * 1.03, true)).toBe(resting);
      expect(at(edge * 0.97, false)).not.toBe(resting);
      expect(at(edge * 1.03, false)).toBe(resting);
    }
  });

  it('slide together and apart, and are whole at both ends', () => {
    const stage = seenFrom(createStage(chinaView()), 1e-4);
    const { towers } = stage;
    const before = nodeAt(stage, 3);
    const hub = towers.count - 1;
    towers.fold(100, 1000, false, false);
    towers.place(1);
    expect(nodeAt(stage, 3)).toEqual(before);
    expect(towers.height[hub]).toBe(0);
    towers.fold(100, 1160, false, false);
    towers.place(1);
    const half = nodeAt(stage, 3);
    expect(towers.height[hub]).toBeGreaterThan(0);
    expect(towers.height[3]).toBeGreaterThan(0);
    expect(towers.fold(100, 2000, false, false)).toBe(true);
    expect(towers.fold(100, 2016, false, false)).toBe(false);
    towers.place(1);
    const after = nodeAt(stage, 3);
    for (const axis of [0, 1]) expect(half[axis]).toBeCloseTo((before[axis]! + after[axis]!) / 2, 6);
    expect(towers.height[3]).toBe(0);
  });

  it('tell from where on a hub comes apart', () => {
    const stage = createStage(pacificView(300, 10, 0));
    const { towers } = seenFrom(stage, 0.05);
    const hub = towers.standing.find((tower) => tower >= stage.view.sites.length)!;
    towers.fold(towers.apartAt(hub), 0, false, true);
    expect(towers.standing).not.toContain(hub);
  });
});
