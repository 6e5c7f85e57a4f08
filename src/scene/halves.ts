/**
 * The canvas as one picture, or as two halves of it under one camera, a branch each: side by side, or
 * one over the other where there is more room so. Both have a frame of the same size, which the camera
 * fills with the content; what is drawn of a half, its port, goes on under the panels around it.
 * Lengths are CSS pixels.
 */
import type { PerspectiveCamera, Scene, WebGPURenderer } from 'three/webgpu';
import { overlaps, type Box } from './labels/collide.ts';
import type { Look } from './tsl/look.ts';

type Size = { width: number; height: number };

export type Half = {
  /** Of the canvas: what is drawn. */
  port: Box;
  /** Of the canvas: what the camera frames. */
  frame: Box;
  /** Of the canvas: below this a panel may lie, and above this one may cross to the other half. */
  foot: number;
  head: number;
};

/** Panels this much of the canvas's width reach across it. */
const ACROSS = 0.6;
const TALL = 0.25;

/** Edges of what panels at the sides leave free. */
function freeRoom(
  { width, height }: Size,
  covers: readonly Box[],
): Record<'top' | 'right' | 'bottom' | 'left', number> {
  const tall = covers.filter((box) => box.y < height && box.height > TALL * height);
  const right = tall.filter((box) => box.x > width / 2);
  const left = tall.filter((box) => box.x + box.width < width / 2);
  const foot = covers.filter((box) => box.y > height / 2 && box.width > ACROSS * width);
  const head = covers.filter((box) => box.y + box.height < height / 2);
  return {
    top: Math.max(0, ...head.map((box) => box.y + box.height)),
    right: Math.min(width, ...right.map((box) => box.x)),
    bottom: Math.min(height, ...foot.map((box) => box.y)),
    left: Math.max(0, ...left.map((box) => box.x + box.width)),
  };
}

/** The whole canvas as the only half. */
export function whole({ width, height }: Size): readonly Half[] {
  const box = { x: 0, y: 0, width, height };
  return [{ port: box, frame: box, foot: height, head: 0 }];
}

/** @param covers panels that stay */
export function halvesOf(size: Size, covers: readonly Box[]): readonly [Half, Half] {
  const { width, height } = size;
  const { top, right, bottom, left } = freeRoom(size, covers);
  if (right - left < bottom - top) {
    const middle = Math.round((top + bottom) / 2);
    const frame = { x: 0, width, height: middle - top };
    return [
      { port: { x: 0, y: 0, width, height: middle }, frame: { ...frame, y: top }, foot: middle, head: 0 },
      {
        port: { x: 0, y: middle, width, height: height - middle },
        frame: { ...frame, y: middle },
        foot: bottom,
        head: 0,
      },
    ];
  }
  const middle = Math.round((left + right) / 2);
  const frame = { y: 0, width: middle - left, height };
  const crossing = covers.filter((box) => box.x < middle && box.x + box.width > middle && box.y < height / 2);
  const head = Math.max(0, ...crossing.map((box) => box.y + box.height));
  return [
    { port: { x: 0, y: 0, width: middle, height }, frame: { ...frame, x: left }, foot: bottom, head },
    {
      port: { x: middle, y: 0, width: width - middle, height },
      frame: { ...frame, x: middle },
      foot: bottom,
      head,
    },
  ];
}

/** What lies over a half, as seen from its port's or its frame's top left. */
export function coversIn(half: Half, covers: readonly Box[], from: 'port' | 'frame'): Box[] {
  const { x, y } = half[from];
  return covers
    .filter((box) => overlaps(box, half.port))
    .map((box) => ({ ...box, x: box.x - x, y: box.y - y }));
}

/** Which half lies at a place of the canvas. */
export function halfAt(halves: readonly Half[], x: number, y: number): number {
  const found = halves.findIndex(
    ({ port }) => x >= port.x && y >= port.y && x < port.x + port.width && y < port.y + port.height,
  );
  return Math.max(0, found);
}

/** The rig's own size is told anew for what is asked of it meanwhile. */
type Measured = { measure(width: number, height: number): void };

/**
 * Runs with the camera seeing all that is drawn of a half, and a rig telling positions in that, from
 * its top left; both are as before afterwards.
 */
export function lookThrough<T>(
  camera: PerspectiveCamera,
  { port, frame }: Half,
  rig: Measured | null,
  run: () => T,
): T {
  if (port === frame) return run();
  const view = camera.view?.enabled ? { ...camera.view } : null;
  // A globe stands aside of the middle by a share of the frame.
  const aside = {
    x: view ? (view.offsetX * frame.width) / view.fullWidth : 0,
    y: view ? (view.offsetY * frame.height) / view.fullHeight : 0,
  };
  camera.setViewOffset(
    frame.width,
    frame.height,
    aside.x + port.x - frame.x,
    aside.y + port.y - frame.y,
    port.width,
    port.height,
  );
  rig?.measure(port.width, port.height);
  try {
    return run();
  } finally {
    rig?.measure(frame.width, frame.height);
    if (!view) camera.clearViewOffset();
    else {
      const { fullWidth, fullHeight, offsetX, offsetY, width, height } = view;
      camera.setViewOffset(fullWidth, fullHeight, offsetX, offsetY, width, height);
    }
  }
}

/** Draws each half with its branch. */
export function drawHalves(
  gl: WebGPURenderer,
  scene: Scene,
  camera: PerspectiveCamera,
  look: Look,
  halves: readonly Half[],
): void {
  if (halves.length === 1) {
    const { width, height } = halves[0]!.port;
    look.size.value.set(width, height);
    gl.render(scene, camera);
    return;
  }
  gl.setScissorTest(true);
  halves.forEach((half, branch) => {
    const { x, y, width, height } = half.port;
    look.branch.value = branch;
    look.size.value.set(width, height);
    gl.setViewport(x, y, width, height);
    gl.setScissor(x, y, width, height);
    lookThrough(camera, half, null, () => gl.render(scene, camera));
  });
  look.branch.value = 0;
  gl.setScissorTest(false);
  const { port } = halves.at(-1)!;
  gl.setViewport(0, 0, port.x + port.width, port.y + port.height);
}
