/** The names of halls, HTML over the canvas, at the front left corner of each that is large enough. */
import type { ViewModel } from '../../../../workers/world/view-model.ts';
import type { Lang, ScreenPoint } from '../../types.ts';
import type { Plan } from './plan.ts';

/** Narrower on the screen than this, a hall has no name, CSS pixels. */
const NARROW = 90;
const MOST = 24;

export type HallNames = {
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
  /** What was last written of each: its text, its place and its width. */
  const written: string[] = [];
  return {
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
        const [x, y, width] = [Math.round(left.x), Math.round(left.y + 3), Math.round(right.x - left.x)];
        const shown = `${x} ${y} ${width} ${text}`;
        if (shown !== written[used]) {
          written[used] = shown;
          element.className = 'map-label hall-label';
          if (element.textContent !== text) element.textContent = text;
          element.style.maxWidth = `${width}px`;
          element.style.transform = `translate(${x}px, ${y}px)`;
        }
        element.style.display = '';
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
