/**
 * All words over the canvas: the names on the map, of one picture or of two halves, and then what
 * branch each half is of. In: amounts, the camera, the halves. Out: elements, and where they stand.
 */
import type { Amounts } from '../amounts.ts';
import { coversIn, lookThrough, type Half } from '../halves.ts';
import type { Rig } from '../rig.ts';
import type { Emphasis } from '../layers/layer.ts';
import type { Stage } from '../stage.ts';
import type { Lang } from '../types.ts';
import { overlaps, type Box } from './collide.ts';
import { createLabels, type Labels } from './labels.ts';

/** Room for the name of a branch at the foot of its half, CSS pixels. */
const CAPTION = { width: 120, height: 30, gap: 12 };

type PlacedName = { element: HTMLElement; box: Box };

export type Names = {
  /** Halves of the canvas, and what lies over it. */
  arrange(halves: readonly Half[], covers: readonly Box[]): void;
  /** What the branches of the halves are called. */
  call(branches: readonly string[]): void;
  update(rig: Rig, amounts: Amounts, radii: ArrayLike<number>, emphasis: Emphasis, lang: Lang): void;
  /** What is on show in a half, and where in its port. */
  placed(half: number): PlacedName[];
  dispose(): void;
};

export function createNames(host: HTMLElement, stage: Stage): Names {
  const made: { frame: HTMLElement; caption: HTMLElement; labels: Labels }[] = [];
  let halves: readonly Half[] = [];
  let called: readonly string[] = [];

  const make = (): void => {
    const frame = host.appendChild(document.createElement('div'));
    frame.className = 'scene-half';
    const own = frame.appendChild(document.createElement('div'));
    const caption = frame.appendChild(document.createElement('p'));
    caption.className = 'half-name';
    made.push({ frame, caption, labels: createLabels(own, stage) });
  };
  const write = (): void => {
    made.forEach(({ caption }, i) => {
      caption.textContent = halves.length > 1 ? (called[i] ?? '') : '';
    });
  };
  return {
    arrange(to, covers) {
      halves = to;
      while (made.length < halves.length) make();
      made.forEach(({ frame, caption, labels }, i) => {
        const half = halves[i];
        frame.hidden = half === undefined;
        if (!half) return;
        const { x, y, width, height } = half.port;
        const middle = half.frame.x - x + half.frame.width / 2;
        Object.assign(frame.style, { left: `${x}px`, top: `${y}px`, width: `${width}px` });
        frame.style.height = `${height}px`;
        frame.style.setProperty('--head', `${half.head}px`);
        frame.classList.toggle('after', i > 0 && half.port.x > 0);
        frame.classList.toggle('below', i > 0 && half.port.y > 0);
        const own = coversIn(half, covers, 'port');
        if (halves.length > 1) {
          const foot = half.foot - y - CAPTION.height - CAPTION.gap;
          const box = {
            x: middle - CAPTION.width / 2,
            y: foot,
            width: CAPTION.width,
            height: CAPTION.height,
          };
          // Over the line that says what a step changed, while there is one.
          const under = own.filter((cover) => overlaps(cover, box)).map((cover) => cover.y);
          box.y = Math.min(foot, ...under.map((top) => top - CAPTION.height - 4));
          Object.assign(caption.style, { left: `${middle}px`, top: `${box.y}px` });
          own.push(box);
        }
        labels.resize(width, height, own);
      });
      write();
    },
    call(branches) {
      called = branches;
      write();
    },
    update(rig, amounts, radii, emphasis, lang) {
      const theirs = amounts.theirs();
      made.forEach(({ labels }, i) => {
        const half = halves[i];
        if (!half) return;
        const shown = i > 0 && theirs ? theirs : amounts.mine;
        lookThrough(rig.camera, half, rig, () =>
          labels.update(rig, shown, emphasis.difference ? theirs : null, radii, emphasis, lang),
        );
      });
    },
    placed(half) {
      const { caption, labels } = made[half]!;
      const names = labels.placed();
      if (halves.length < 2) return names;
      const { offsetLeft, offsetTop, offsetWidth, offsetHeight } = caption;
      const x = offsetLeft - offsetWidth / 2;
      const box = { x, y: offsetTop, width: offsetWidth, height: offsetHeight };
      return [...names, { element: caption, box }];
    },
    dispose() {
      made.forEach(({ labels }) => labels.dispose());
      host.replaceChildren();
    },
  };
}
