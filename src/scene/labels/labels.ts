/**
 * The names on the map: HTML over the canvas, moved by transforms, never through React. Every change
 * of camera or amounts asks anew which of them fit (collide.ts); at most 40 are shown.
 */
import type { Rig } from '../rig.ts';
import type { Emphasis } from '../layers/layer.ts';
import { servedBy } from '../layers/services/served-by.ts';
import { siteLegendKey } from '../legend.ts';
import type { Shown } from '../shown.ts';
import { nodeAt, type Stage } from '../stage.ts';
import { LAND_TOP } from '../measure.ts';

import type { Lang, Pointed, ScreenPoint } from '../types.ts';
import { overlaps, placeLabels, type Box, type Candidate } from './collide.ts';
import { meanOf } from '../towers.ts';
import { hubText, metroText, siteText, type LabelText } from './content.ts';
import { linkBoxes, linkLabel } from './link-label.ts';

/** How the names are set; `large` for a room. What scene.css says of them, once more. */
const TYPES = {
  plain: { most: 40, name: '600 12.5px', figure: '400 11.5px', line: 15 },
  large: { most: 14, name: '600 28px', figure: '400 28px', line: 34 },
} as const;
/** A page less wide than this is a phone or a frame in an article, and not shown to a room (present.css). */
const ROOM_PX = 760;
type Type = (typeof TYPES)[keyof typeof TYPES];
const FAMILY = '"Inter Variable", system-ui, sans-serif';
const HAN = /[\u3000-\u9fff\uff00-\uffef]/g;

type Label = {
  element: HTMLElement;
  name: HTMLElement;
  figure: HTMLElement;
  stamp: string;
  width: number;
  /** What was last written of where it stands. */
  stood: string;
};

export type Labels = {
  /** @param against the branch that differences are to, where they are what is shown */
  update(
    rig: Rig,
    shown: Shown,
    against: Shown | null,
    radii: ArrayLike<number>,
    emphasis: Emphasis,
    lang: Lang,
  ): void;
  resize(width: number, height: number, covers: readonly Box[]): void;
  /** The names on show, and where they stand. */
  placed(): { element: HTMLElement; box: Box }[];
  dispose(): void;
};

/** What names keep from the sides of the picture, CSS pixels: with the box around one that is meant. */
const SIDE = 12;
/** Towers beyond this many do not keep labels away: they are then too small to matter. */
const MOST_TOWERS = 240;

/** A leaning tower as two boxes, its roof included. */
function towerBoxes(footX: number, footY: number, topX: number, topY: number, half: number): Box[] {
  const [middleX, middleY] = [(footX + topX) / 2, (footY + topY) / 2];
  const box = (x1: number, y1: number, x2: number, y2: number): Box => ({
    x: Math.min(x1, x2) - half,
    y: Math.min(y1, y2),
    width: Math.abs(x1 - x2) + 2 * half,
    height: Math.abs(y1 - y2),
  });
  return [box(topX, topY - half * 0.7, middleX, middleY), box(middleX, middleY, footX, footY)];
}

/** Where a site's label may stand, the best first: over the tower, then beside it, then at its foot. */
function siteBoxes(
  top: { x: number; y: number },
  footX: number,
  footY: number,
  half: number,
  width: number,
  height: number,
): Box[] {
  const over = top.y - height - half * 0.75 - 2;
  // A tower leans, and what stands beside it has to clear the part that leans over.
  const middle = (top.x + footX) / 2;
  const right = (...xs: number[]): number => Math.max(...xs) + half + 5;
  const left = (...xs: number[]): number => Math.min(...xs) - half - 5 - width;
  const box = (x: number, y: number): Box => ({ x, y, width, height });
  return [
    box(top.x - width / 2, over),
    box(top.x - width * 0.75, over),
    box(top.x - width * 0.25, over),
    box(right(top.x, middle), top.y - 6),
    box(left(top.x, middle), top.y - 6),
    box(right(top.x, footX), (top.y + footY) / 2 - 15),
    box(left(top.x, footX), (top.y + footY) / 2 - 15),
    box(top.x - width * 0.98, over),
    box(top.x - width * 0.02, over),
    box(footX - width / 2, footY + half * 0.7 + 3),
  ];
}

export function createLabels(host: HTMLElement, stage: Stage): Labels {
  const { sites, metros } = stage.view;
  const measure = document.createElement('canvas').getContext('2d');
  const labels = new Map<number, Label>();
  let visible = new Map<number, Box>();
  let type: Type = TYPES.plain;
  let area: Box = { x: 0, y: 0, width: 1, height: 1 };
  let covered: readonly Box[] = [];
  const point: ScreenPoint = { x: 0, y: 0, visible: false };
  /** Keys: sites, metros, hubs, links. */
  const firstLink = metros.length + stage.towers.count;
  const crowd = metros.reduce((most, metro) => Math.max(most, metro.populationM), 1);

  const textWidth = (text: string, font: string): number => {
    if (!measure) return text.length * 7;
    measure.font = `${font} ${FAMILY}`;
    // A Han character is one em wide in every font, also in one that has not come yet.
    // Figures are set as wide as a nought (scene.css).
    const rest = text.replace(HAN, '').replace(/\d/g, '0');
    return measure.measureText(rest).width + (text.length - rest.length) * parseFloat(font.split(' ')[1]!);
  };
  const isCovered = ({ x, y }: ScreenPoint): boolean =>
    covered.some((box) => overlaps(box, { x, y, width: 0, height: 0 }));
  const setType = (to: Type): void => {
    if (to === type) return;
    type = to;
    host.dataset.type = to === TYPES.large ? 'large' : 'plain';
    for (const label of labels.values()) label.stamp = '';
  };
  /** `stamp` changes when the text would; only then is it made and measured anew. */
  const labelOf = (key: number, stamp: string, make: () => LabelText): Label => {
    let label = labels.get(key);
    if (!label) {
      const element = document.createElement('div');
      const isMetro = key >= sites.length && key < sites.length + metros.length;
      element.className = `map-label map-label-${key >= firstLink ? 'link' : isMetro ? 'metro' : 'site'}`;
      const name = element.appendChild(document.createElement('b'));
      const figure = element.appendChild(document.createElement('span'));
      element.style.display = 'none';
      host.append(element);
      label = { element, name, figure, stamp: '', width: 0, stood: '' };
      labels.set(key, label);
    }
    if (stamp !== label.stamp) {
      const text = make();
      label.stamp = stamp;
      label.name.textContent = text.name;
      label.figure.textContent = text.figure;
      label.width =
        Math.ceil(Math.max(textWidth(text.name, type.name), textWidth(text.figure, type.figure))) + 4;
    }
    return label;
  };

  return {
    resize(width, height, covers) {
      area = { x: SIDE, y: 6, width: width - 2 * SIDE, height: height - 12 };
      covered = covers;
    },
    update(rig, shown, against, radii, emphasis, lang) {
      setType(emphasis.presenting && innerWidth >= ROOM_PX ? TYPES.large : TYPES.plain);
      const candidates: Candidate[] = [];
      const towers: Box[] = [];
      /** Better left free: the discs of cities. */
      const avoided: Box[] = [];
      const weightOf = (kind: Pointed['kind'], index: number): number => {
        const is = (pick: Emphasis['hovered']): boolean => pick?.kind === kind && pick.index === index;
        return is(emphasis.selected) ? 20 : is(emphasis.hovered) ? 10 : 0;
      };
      const { standing, sums } = stage.towers;
      const tallest = standing.length > 0 ? stage.towers.height[standing[0]!]! : 1;
      for (const i of standing) {
        const site = sites[i];
        if (site && emphasis.hidden.has(siteLegendKey(site))) continue;
        const weight = site ? weightOf('site', i) : weightOf('hub', i - sites.length);
        // The rest are smaller, and would not be placed.
        if (candidates.length >= 3 * type.most && weight === 0) continue;
        const [x, y] = [stage.towers.x[i]!, stage.towers.y[i]!];
        const perUnit = rig.pixelsPerUnit(x, y);
        rig.toScreen(x, y, LAND_TOP, point);
        if (!point.visible) continue;
        // Half the diagonal that a turned tower shows.
        const half = 0.72 * stage.towers.width[i]! * perUnit;
        const [footX, footY] = [point.x, point.y];
        rig.toScreen(x, y, LAND_TOP + stage.towers.height[i]!, point);
        if (towers.length < MOST_TOWERS) towers.push(...towerBoxes(footX, footY, point.x, point.y, half));
        const sum = sums[i - sites.length] ?? null;
        const litOf = ({ now }: Shown): number =>
          sum ? meanOf(sum, now.site.lit, now.site.built, sites) : now.site.lit[i]!;
        const amounts = {
          lit: litOf(shown),
          against: against && litOf(against),
          installed: sum
            ? sum.shown.reduce((all, one) => all + shown.now.site.installed[one]!, 0)
            : shown.now.site.installed[i]!,
        };
        const key = site ? i : metros.length + i;
        const stamp = `${lang}${amounts.lit.toFixed(3)} ${amounts.against?.toFixed(3)} ${amounts.installed} ${sum?.shown.length}`;
        const { width } = labelOf(key, stamp, () =>
          site ? siteText(site, amounts, lang) : hubText(sum!, sites, amounts, lang),
        );
        const height = 2 * type.line;
        candidates.push({
          key,
          priority: 2 + stage.towers.height[i]! / (tallest || 1) + weight,
          insists: weight > 0,
          boxes: siteBoxes(point, footX, footY, half, width, height),
        });
      }
      for (let i = 0; i < metros.length && !emphasis.hidden.has('metro'); i++) {
        const key = sites.length + i;
        const [x, y] = nodeAt(stage, key);
        const radius = radii[i]! * rig.pixelsPerUnit(x, y);
        rig.toScreen(x, y, LAND_TOP, point);
        if (!point.visible || isCovered(point)) continue;
        avoided.push({
          x: point.x - radius,
          y: point.y - radius * 0.75,
          width: 2 * radius,
          height: 1.5 * radius,
        });
        const weight = weightOf('metro', i);
        const inTime = shown.now.metro.inTime[i]!;
        const full = weight > 0;
        const inTimeThere = against?.now.metro.inTime[i] ?? null;
        const served = shown.askedMetro === i ? servedBy(shown) : null;
        const stamp = full ? `${lang}${inTime} ${inTimeThere} ${served?.count}` : `${lang}-`;
        const { width } = labelOf(key, stamp, () =>
          metroText(metros[i]!, { inTime, against: inTimeThere, full, served }, lang),
        );
        const height = full ? 2 * type.line : type.line;
        const below = radius * 0.8 + 3;
        candidates.push({
          key,
          priority: metros[i]!.populationM / crowd + weight,
          insists: full,
          boxes: [
            { x: point.x - width / 2, y: point.y + below, width, height },
            { x: point.x + radius + 5, y: point.y - height / 2, width, height },
            { x: point.x - radius - 5 - width, y: point.y - height / 2, width, height },
            { x: point.x - width / 2, y: point.y - below - height, width, height },
          ],
        });
      }
      const links = [emphasis.selected, emphasis.hovered].flatMap((pick) =>
        pick?.kind === 'link' ? [stage.bundles.lead[pick.index]!] : [],
      );
      for (const link of emphasis.hidden.has('link') ? [] : new Set(links)) {
        const text = linkLabel(stage, link, shown, against, lang);
        const key = firstLink + link;
        const { width } = labelOf(key, `${text.name} ${text.figure}`, () => text);
        candidates.push({
          key,
          priority: 30,
          insists: true,
          boxes: linkBoxes(stage, rig, link, width, 2 * type.line),
        });
      }
      candidates.sort((a, b) => b.priority - a.priority);
      candidates.length = Math.min(candidates.length, 3 * type.most);
      const placed = placeLabels(candidates, area, type.most, {
        shown: new Set(visible.keys()),
        covers: covered,
        blocked: towers,
        avoided,
      });
      const next = new Map<number, Box>();
      const insisting = new Set(candidates.filter(({ insists }) => insists).map(({ key }) => key));
      for (const { key, box } of placed) {
        const label = labels.get(key)!;
        const { element } = label;
        next.set(key, box);
        if (!visible.has(key)) element.style.display = '';
        const [x, y, width] = [Math.round(box.x), Math.round(box.y), Math.ceil(box.width)];
        const stands = `${x} ${y} ${width} ${insisting.has(key)}`;
        if (stands === label.stood) continue;
        label.stood = stands;
        element.classList.toggle('meant', insisting.has(key));
        element.style.transform = `translate(${x}px, ${y}px)`;
        element.style.width = `${width}px`;
      }
      for (const key of visible.keys()) if (!next.has(key)) labels.get(key)!.element.style.display = 'none';
      visible = next;
    },
    placed: () => Array.from(visible, ([key, box]) => ({ element: labels.get(key)!.element, box })),
    dispose() {
      host.replaceChildren();
      labels.clear();
    },
  };
}
