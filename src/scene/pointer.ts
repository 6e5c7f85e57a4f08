/** Hover, click and double click on the canvas; a drag is none of them. Picking happens at most once a frame. */
import type { Pointed } from './types.ts';

/** A press that moves further than this, in pixels, is a drag. */
const DRAG_PX = 5;

export type PointerTarget = {
  /** What lies at a place of the canvas, CSS pixels. */
  pickAt(x: number, y: number): Pointed | null;
  /** Inside a campus: takes the place for itself and returns true. */
  point(x: number, y: number): boolean;
  unpoint(): void;
  onOpen(pick: Pointed): void;
  onPick(pick: Pointed | null): void;
  onHover(pick: Pointed | null): void;
};

export function samePick(a: Pointed | null, b: Pointed | null): boolean {
  return a?.kind === b?.kind && a?.index === b?.index;
}

/** Returns the way to stop listening. */
export function listenForPointer(element: HTMLElement, target: PointerTarget): () => void {
  let hovered: Pointed | null = null;
  let asked = 0;
  let press: { x: number; y: number } | null = null;
  const place = (event: PointerEvent): [number, number] => {
    const box = element.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  const hover = (pick: Pointed | null): void => {
    if (samePick(pick, hovered)) return;
    hovered = pick;
    element.style.cursor = pick ? 'pointer' : '';
    target.onHover(pick);
  };
  const onMove = (event: PointerEvent): void => {
    if (event.buttons !== 0 || event.pointerType === 'touch') return;
    const [x, y] = place(event);
    cancelAnimationFrame(asked);
    asked = requestAnimationFrame(() => hover(target.point(x, y) ? null : target.pickAt(x, y)));
  };
  const onLeave = (): void => {
    cancelAnimationFrame(asked);
    target.unpoint();
    hover(null);
  };
  const onDown = (event: PointerEvent): void => {
    const [x, y] = place(event);
    press = event.button === 0 ? { x, y } : null;
  };
  const onUp = (event: PointerEvent): void => {
    if (!press) return;
    const [x, y] = place(event);
    const still = Math.hypot(x - press.x, y - press.y) <= DRAG_PX;
    press = null;
    if (still && !target.point(x, y)) target.onPick(target.pickAt(x, y));
  };
  const onDouble = (event: MouseEvent): void => {
    const box = element.getBoundingClientRect();
    const pick = target.pickAt(event.clientX - box.left, event.clientY - box.top);
    if (pick) target.onOpen(pick);
  };
  element.addEventListener('pointermove', onMove);
  element.addEventListener('pointerleave', onLeave);
  element.addEventListener('pointerdown', onDown);
  element.addEventListener('pointerup', onUp);
  element.addEventListener('dblclick', onDouble);
  return () => {
    cancelAnimationFrame(asked);
    element.removeEventListener('pointermove', onMove);
    element.removeEventListener('pointerleave', onLeave);
    element.removeEventListener('pointerdown', onDown);
    element.removeEventListener('pointerup', onUp);
    element.removeEventListener('dblclick', onDouble);
  };
}
