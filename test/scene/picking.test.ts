/** What lies under the pointer: the thing drawn there, the one in front, and nothing that is filtered off. */
import { describe, expect, it } from 'vitest';
import { createPicker } from '../../src/scene/picking.ts';
import { createScreenIndex } from '../../src/scene/screen-index.ts';
import { arcPoint } from '../../src/scene/arcs.ts';
import { nodeAt, createStage, type Stage } from '../../src/scene/stage.ts';
import { LAND_TOP } from '../../src/scene/measure.ts';

import { eyeOver } from '../fixtures/eye.ts';
import { chinaView, pacificView } from '../fixtures/views.ts';

const SIZE = { width: 1280, height: 720 };

function looking(stage: Stage) {
  const eye = eyeOver(stage, SIZE);
  const radii = new Float64Array(stage.view.metros.length).fill(0.3);
  const picker = createPicker(stage, eye, radii, () => SIZE);
  const middle = (site: number) => {
    const [x, y] = nodeAt(stage, site);
    return eye.toScreen(x, y, LAND_TOP + stage.heights[site]! / 2, { x: 0, y: 0, visible: false });
  };
  return { eye, picker, middle };
}
const NONE: ReadonlySet<string> = new Set();

describe('picking', () => {
  it('finds each site at the middle of its tower, or one that stands before it', () => {
    for (const view of [chinaView(), pacificView(400, 300, 100)]) {
      const stage = createStage(view);
      const { eye, picker, middle } = looking(stage);
      let own = 0;
      view.sites.forEach((_, i) => {
        const at = middle(i);
        if (!at.visible) return;
        const found = picker.at(at.x, at.y, NONE);
        expect(found?.kind).toBe('site');
        const nearness = (site: number) => eye.pixelsPerUnit(...nodeAt(stage, site));
        if (found!.index === i) own += 1;
        else expect(nearness(found!.index)).toBeGreaterThanOrEqual(nearness(i));
      });
      expect(own / view.sites.length).toBeGreaterThan(view.sites.length > 100 ? 0.2 : 0.9);
    }
  });

  it('of a site filtered off finds what is behind or under it, never itself', () => {
    const stage = createStage(chinaView());
    const { picker, middle } = looking(stage);
    stage.view.sites.forEach((site, i) => {
      picker.moved();
      const found = picker.at(middle(i).x, middle(i).y, new Set([site.role]));
      expect(found?.kind === 'site' && stage.view.sites[found.index]!.role === site.role).toBe(false);
    });
  });

  it('finds cities and fibres where no tower is', () => {
    const stage = createStage(chinaView());
    const { eye, picker } = looking(stage);
    const point = { x: 0, y: 0, visible: false };
    const roles = new Set(stage.view.sites.map((site) => site.role as string));
    stage.view.metros.forEach((_, i) => {
      eye.toScreen(...nodeAt(stage, stage.view.sites.length + i), LAND_TOP, point);
      expect(picker.at(point.x, point.y, roles)).toEqual({ kind: 'metro', index: i });
    });
    picker.moved();
    const seen = new Set<number>();
    stage.arcs.forEach((arc) => {
      eye.toScreen(...arcPoint(arc, 0.37), point);
      const found = picker.at(point.x, point.y, new Set([...roles, 'metro']));
      expect(found?.kind).toBe('link');
      seen.add(found!.index);
    });
    expect(seen.size).toBeGreaterThan(0.8 * stage.arcs.length);
    picker.moved();
    expect(picker.at(3, 3, NONE)).toBeNull();
  });

  it('keeps what it projected until it is told of a move', () => {
    const stage = createStage(chinaView());
    const { picker, middle } = looking(stage);
    const at = middle(0);
    const before = picker.at(at.x, at.y, NONE);
    stage.places[0]! += 30;
    stage.towers.place(1);
    expect(picker.at(at.x, at.y, NONE)).toEqual(before);
    picker.moved();
    expect(picker.at(at.x, at.y, NONE)).not.toEqual(before);
  });
});

describe('the index of the screen', () => {
  it('gives every box that holds a point, and only boxes near it', () => {
    const boxes = Array.from({ length: 3000 }, (_, i) => {
      const [x, y] = [((i * 7919) % 1400) - 60, ((i * 104_729) % 840) - 60];
      return { left: x, top: y, right: x + (i % 90), bottom: y + (i % 140) };
    });
    const index = createScreenIndex();
    for (let round = 0; round < 2; round++) {
      index.begin(SIZE.width, SIZE.height, boxes.length);
      boxes.forEach((box, id) => index.add(id, box.left, box.top, box.right, box.bottom));
      for (let i = 0; i < 500; i++) {
        const [x, y] = [(i * 613) % SIZE.width, (i * 389) % SIZE.height];
        const found: number[] = [];
        index.each(x, y, (id) => found.push(id));
        const holding = boxes.flatMap((box, id) =>
          x >= box.left && x <= box.right && y >= box.top && y <= box.bottom ? [id] : [],
        );
        expect(found.filter((id) => holding.includes(id))).toEqual(holding);
        for (const id of found) {
          const box = boxes[id]!;
          expect(Math.max(box.left - x, x - box.right, box.top - y, y - box.bottom)).toBeLessThan(32);
        }
      }
    }
  });

  it('holds nothing outside, and nothing at all at first', () => {
    const index = createScreenIndex();
    const found: number[] = [];
    index.each(5, 5, (id) => found.push(id));
    index.begin(100, 100, 4);
    index.add(0, NaN, 0, 5, 5);
    index.add(1, -50, -50, -1, -1);
    index.add(2, 101, 200, 150, 250);
    index.each(5, 5, (id) => found.push(id));
    index.each(-5, 5, (id) => found.push(id));
    expect(found).toEqual([]);
  });
});
