/** The names of halls, HTML over the canvas, at the front left corner of each that is large enough. */
import type { ViewModel } from '../../../../workers/world/view-model.ts';
import { overlaps, type Box } from '../../labels/collide.ts';
import type { Lang, ScreenPoint } from '../../types.ts';
import type { Plan } from './plan.ts';

/** Narrower on the screen than this, a hall has no name, CSS pixels. */
const NARROW = 90;
const MOST = 24;
/** Height of a name, and what it keeps from a panel, CSS pixels. */
const LINE = 15;
const GAP = 4;

export type HallNames = {
  /** What lies over the canvas, CSS pixels: no name is put under it. */
  arrange(covers: readonly Box[]): void;
  /** @param project a place of the plan to CSS pixels */
  update(
    plan: Plan,
    types: ArrayLike<number>,
    lang: Lang,
    opacity: number,
    project: (x: number, z: number) => ScreenPoint,
  ): void;
  clear(): void;
  dispose(): void;
};

export function createHallNames(beside: HTMLElement, view: ViewModel): HallNames {
  const host = document.createElement('div');
  host.className = 'scene-labels';
  host.setAttribute('aria-hidden', 'true');
  beside.after(host);
  const elements: HTMLElement[] = [];
  /** What was last written of each, its place and its width; and the width of its text. */
  const written: string[] = [];
  const widths: number[] = [];
  let covered: readonly Box[] = [];
  return {
    arrange(covers) {
      covered = covers;
    },
    update(plan, types, lang, opacity, project) {
      host.style.opacity = String(opacity);
      let used = 0;
      plan.halls.forEach((hall, index) => {
        const z = hall.z + hall.depth / 2;
        const left = { ...project(hall.x - hall.width / 2, z) };
        const right = project(hall.x + hall.width / 2, z);
        if (used >= MOST || !left.visible || right.x - left.x < NARROW) return;
        const element = (elements[used] ??= host.appendChild(document.createElement('div')));
        const type = (view.types[types[hall.pool]!]?.name ?? '').replace(/\s*\([^)]*\)/g, '');
        const text = lang === 'zh' ? `${index + 1} 号机房　${type}` : `Hall ${index + 1}   ${type}`;
        element.style.display = '';
        if (element.textContent !== text) {
          element.className = 'map-label hall-label';
          element.textContent = text;
          element.style.width = written[used] = '';
          widths[used] = element.offsetWidth;
        }
        const [x, y] = [Math.round(left.x), Math.round(left.y + 3)];
        const width = Math.min(widths[used]!, Math.round(right.x - left.x));
        if (covered.some((cover) => overlaps(cover, { x, y, width, height: LINE }, GAP))) return;
        const shown = `${x} ${y} ${width}`;
        if (shown !== written[used]) {
          written[used] = shown;
          element.style.width = `${width}px`;
          element.style.transform = `translate(${x}px, ${y}px)`;
        }
        used += 1;
      });
      for (const element of elements.slice(used)) element.style.display = 'none';
    },
    clear() {
      for (const element of elements) element.style.display = 'none';
    },
    dispose: () => host.remove(),
  };
}
