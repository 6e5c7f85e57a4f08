/** Links between the same two towers: one arc with their sum while sites are folded, side by side while they are not. */
import { describe, expect, it } from 'vitest';
import { arcPoint } from '../../src/scene/arcs.ts';
import { createSum, loadOf, sumOf } from '../../src/scene/bundles.ts';
import { linkLabel } from '../../src/scene/labels/link-label.ts';
import { createPicker } from '../../src/scene/picking.ts';
import { createShown } from '../../src/scene/shown.ts';
import { createStage, setSymbolScale, type Stage } from '../../src/scene/stage.ts';
import type { LinkView, SiteView, ViewModel } from '../../workers/world/view-model.ts';
import { eyeOver } from '../fixtures/eye.ts';
import { pacificView } from '../fixtures/views.ts';

const SIZE = { width: 1280, height: 720 };

/** Two sites near Shanghai, two near Seattle. */
const PLACES: [name: string, country: string, lat: number, lon: number][] = [
  ['Shanghai', 'CN', 31.2, 121.5],
  ['Suzhou', 'CN', 31.3, 121.0],
  ['Seattle', 'US', 47.6, -122.3],
  ['Quincy', 'US', 47.2, -121.8],
];

/** Ends, kind, Tbit/s. */
type Line = [a: number, b: number, kind: string, tbps: number];

function worldOf(lines: Line[]): ViewModel {
  const view = pacificView(PLACES.length, 0, 0);
  const sites = PLACES.map(
    ([en, country, lat, lon], i): SiteView => ({ ...view.sites[i]!, name: { en }, country, lat, lon, status: 'operational' }),
  ); // prettier-ignore
  const links = lines.map(
    ([a, b, kind, tbps], i): LinkView => ({ id: `l${i}`, name: '', kind, a, b, capacityBps: tbps * 1e12, delayS: 0.05, provenance: null }),
  ); // prettier-ignore
  return { ...view, sites, links };
}

function seenFrom(stage: Stage, unitsPerPixel: number): Stage {
  stage.towers.fold(unitsPerPixel, 0, false, true);
  setSymbolScale(stage, 1);
  return stage;
}

const FAR = 0.2;
const NEAR = 1e-6;
const LINES: Line[] = [
  [0, 2, 'submarine', 1],
  [3, 1, 'submarine', 4],
  [1, 2, 'submarine', 2],
  [0, 2, 'virtual overlay', 1],
  [0, 1, 'backbone', 8],
  [0, 2, 'submarine', 1],
];

describe('links between the same two towers', () => {
  it('are one arc while their sites are folded, but for those leased over them', () => {
    const { bundles } = seenFrom(createStage(worldOf(LINES)), FAR);
    // The largest leads, and runs the other way.
    expect([...bundles.lead]).toEqual([1, 1, 1, 3, 4, 1]);
    expect(bundles.members[1]).toEqual([
      { link: 1, isBack: false },
      { link: 2, isBack: true },
      { link: 0, isBack: true },
      { link: 5, isBack: true },
    ]);
    // The overlay runs beside; as they run opposite ways, each to its left.
    expect(bundles.lane[1]).toBe(bundles.lane[3]);
    expect(Math.abs(bundles.lane[1]!)).toBe(0.5);
  });

  it('carry as one what they carry together', () => {
    const stage = seenFrom(createStage(worldOf(LINES)), FAR);
    const { link } = createShown(stage.view).now;
    link.rateAB.set([1e11, 2e11, 4e11, 8e11, 0, 16e11]);
    link.rateBA.set([3e11, 0, 0, 0, 5e11, 0]);
    link.inferenceAB.set([1e11, 0, 4e11, 0, 0, 0]);
    const sum = sumOf(stage.bundles.members[1]!, link, createSum());
    expect(sum.ab.rate).toBeCloseTo(2e11 + 3e11, -3);
    expect(sum.ba.rate).toBeCloseTo(1e11 + 4e11 + 16e11, -3);
    expect([sum.ab.inference, sum.ba.inference]).toEqual([0, 5e11]);
    expect([sum.capacity, sum.up, sum.count]).toEqual([8e12, 4, 4]);
    expect(loadOf(sum)).toBeCloseTo(21 / 80, 9);
    link.up[1] = 0;
    expect(sumOf(stage.bundles.members[1]!, link, sum)).toMatchObject({ capacity: 4e12, up: 3, count: 4 });
  });

  it('of every bundle together carry what all links do, at any distance', () => {
    const stage = createStage(pacificView(200, 60, 900));
    const { link } = createShown(stage.view).now;
    link.rateAB.forEach((_, i) => (link.rateAB[i] = 1 + i));
    link.rateBA.forEach((_, i) => (link.rateBA[i] = 7 * i));
    const all = [...link.rateAB, ...link.rateBA].reduce((a, b) => a + b, 0);
    const arcs = [NEAR, 0.01, 0.03, 0.1, 0.3].map((distance) => {
      const { bundles } = seenFrom(stage, distance);
      const leads = stage.view.links.map((_, i) => i).filter((i) => bundles.lead[i] === i);
      const sums = leads.map((i) => sumOf(bundles.members[i]!, link, createSum()));
      expect(sums.reduce((sofar, { ab, ba }) => sofar + ab.rate + ba.rate, 0)).toBeCloseTo(all, 3);
      expect(sums.reduce((sofar, { count }) => sofar + count, 0)).toBe(900);
      return leads.length;
    });
    expect(arcs[0]).toBe(900);
    expect(arcs.at(-1)!).toBeLessThan(arcs[0]! / 4);
  });

  it('stand apart by themselves once one is near, side by side where they have the same ends', () => {
    const stage = seenFrom(createStage(worldOf(LINES)), NEAR);
    const { bundles, arcs } = stage;
    expect([...bundles.lead]).toEqual([0, 1, 2, 3, 4, 5]);
    const middles = [0, 3, 5].map((i) => arcPoint(arcs[i]!, 0.5));
    for (const [i, [x, y]] of middles.entries())
      for (const [ox, oy] of middles.slice(i + 1)) expect(Math.hypot(x - ox, y - oy)).toBeGreaterThan(0.4);
  });

  it('are one only once the sites have come together', () => {
    const stage = seenFrom(createStage(worldOf(LINES)), NEAR);
    stage.towers.fold(FAR, 0, false, false);
    stage.towers.fold(FAR, 100, false, false);
    setSymbolScale(stage, 1);
    expect([...stage.bundles.lead]).toEqual([0, 1, 2, 3, 4, 5]);
    stage.towers.fold(FAR, 10_000, false, false);
    setSymbolScale(stage, 1);
    expect(stage.bundles.lead[0]).toBe(1);
  });

  it('say how many they are, and are picked as one', () => {
    const stage = seenFrom(createStage(worldOf(LINES)), FAR);
    const shown = createShown(stage.view);
    shown.now.link.rateAB.fill(5e11);
    expect(linkLabel(stage, 0, shown, null, 'en')).toEqual({
      name: 'United States – China',
      figure: '4 links · 19 % of 8.0 Tbit/s',
    });
    shown.now.link.up[0] = 0;
    expect(linkLabel(stage, 0, shown, null, 'zh').figure).toMatch(/^4 条链路 · 1 条中断 · 7.0 Tbit\/s 的/);
    const eye = eyeOver(stage, SIZE);
    const picker = createPicker(stage, eye, [], () => SIZE);
    const at = eye.arcToScreen(stage.arcs[1]!, 0.5, { x: 0, y: 0, visible: false });
    expect(picker.at(at.x, at.y, new Set())).toEqual({ kind: 'link', index: 1, together: [1, 2, 0, 5] });
  });
});
