/**
 * What can go wrong with a GPU under a page that runs: it is lost (a driver reset, a context taken
 * away), or it takes every command and draws nothing. Both are told, so that the page can make
 * another; the run is in a worker and knows nothing of it.
 */
import type { WebGPURenderer } from 'three/webgpu';

type WithDevice = { device?: { lost: Promise<unknown>; queue: { onSubmittedWorkDone(): Promise<unknown> } } };
type WithContext = { gl?: WebGL2RenderingContext };

export function isWebGPU(renderer: WebGPURenderer): boolean {
  return 'isWebGPUBackend' in renderer.backend && renderer.backend.isWebGPUBackend === true;
}

/** A renderer lets go of a device it was given, and leaves it to whoever gave it. */
export function destroyWith(renderer: WebGPURenderer, device: { destroy(): void }): void {
  const dispose = renderer.dispose.bind(renderer);
  renderer.dispose = async () => {
    await dispose();
    device.destroy();
  };
}

/** Calls `tell` once the renderer's device or context is gone; of a device also when it was destroyed, which three keeps to itself. */
export function watchLoss(renderer: WebGPURenderer, tell: () => void): void {
  const told = renderer.onDeviceLost.bind(renderer);
  renderer.onDeviceLost = (info) => {
    told(info);
    tell();
  };
  if (isWebGPU(renderer)) void (renderer.backend as WithDevice).device?.lost.then(tell);
}

/** A GPU that says nothing for so long says nothing more, milliseconds. */
const DRAWN_PATIENCE_MS = 10_000;
const FENCE_LOOK_MS = 10;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Resolves once all that was handed to the GPU is drawn, or it is lost, or silent for long. */
export async function untilDrawn(renderer: WebGPURenderer): Promise<void> {
  if (isWebGPU(renderer)) {
    const done = (renderer.backend as WithDevice).device?.queue.onSubmittedWorkDone().catch(() => {});
    await Promise.race([done, pause(DRAWN_PATIENCE_MS)]);
    return;
  }
  const { gl } = renderer.backend as WithContext;
  const fence = gl?.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
  if (!gl || !fence) return;
  gl.flush();
  const untilMs = performance.now() + DRAWN_PATIENCE_MS;
  while (performance.now() < untilMs && gl.clientWaitSync(fence, 0, 0) === gl.TIMEOUT_EXPIRED)
    await pause(FENCE_LOOK_MS);
  gl.deleteSync(fence);
}

const SIDE = 48;
/** Looks at the picture so long after it began, milliseconds; blank at each look is blank. */
const LOOKS_MS = [400, 1500, 4000, 9000];
/** Channels nearer to each other than this, over the whole picture, are one colour. */
const FLAT = 3;

function isFlat(pixels: Uint8ClampedArray): boolean {
  for (let channel = 0; channel < 3; channel++) {
    let low = 255;
    let high = 0;
    for (let at = channel; at < pixels.length; at += 4) {
      low = Math.min(low, pixels[at]!);
      high = Math.max(high, pixels[at]!);
    }
    if (high - low > FLAT) return false;
  }
  return true;
}

export type BlankWatch = {
  /** The first picture is drawn: before, a look would hold up the page until it is. */
  begin(): void;
  /** To be called in the task of a drawing: the picture is still on the canvas then. */
  drawn(nowMs: number): void;
  dispose(): void;
};

/** @param ask draws once more; @param tell there is a renderer, and it draws nothing */
export function watchBlank(canvas: HTMLCanvasElement, ask: () => void, tell: () => void): BlankWatch {
  const small = document.createElement('canvas');
  small.width = small.height = SIDE;
  const context = small.getContext('2d', { willReadFrequently: true });
  let firstMs = NaN;
  let look = 0;
  let done = context === null;
  let timer = 0;
  const judge = (picture: ImageBitmap): void => {
    if (done || !context) return;
    context.clearRect(0, 0, SIDE, SIDE);
    context.drawImage(picture, 0, 0);
    picture.close();
    if (!isFlat(context.getImageData(0, 0, SIDE, SIDE).data)) done = true;
    else if (look >= LOOKS_MS.length) {
      done = true;
      tell();
    } else timer = window.setTimeout(ask, LOOKS_MS[look]! - LOOKS_MS[look - 1]!);
  };
  return {
    begin() {
      if (done) return;
      firstMs = performance.now();
      timer = window.setTimeout(ask, LOOKS_MS[0]);
    },
    drawn(nowMs) {
      if (done || look >= LOOKS_MS.length || !(nowMs - firstMs >= LOOKS_MS[look]!)) return;
      look += 1;
      // Asynchronous: waiting for the GPU here would hold up the page.
      createImageBitmap(canvas, { resizeWidth: SIDE, resizeHeight: SIDE }).then(judge, () => {
        done = true;
      });
    },
    dispose() {
      done = true;
      window.clearTimeout(timer);
    },
  };
}
