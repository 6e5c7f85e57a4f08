/**
 * Which renderer this browser can really run. An adapter alone proves nothing: some browsers hand
 * one out and fail on the first canvas, so a canvas is configured and drawn to once. The device is
 * kept for the first picture, as another would take as long again; what became of the drawing is
 * told later, as the GPU may be busy with the page for a second.
 */
import type { Renderer } from './store.ts';

export type RendererWish = Renderer | 'auto';

/** The parts of WebGPU the trial touches. */
type TrialDevice = {
  createCommandEncoder(): {
    beginRenderPass(descriptor: unknown): { end(): void };
    finish(): unknown;
  };
  queue: { submit(buffers: unknown[]): void; onSubmittedWorkDone(): Promise<void> };
  pushErrorScope(filter: string): void;
  popErrorScope(): Promise<unknown>;
  destroy(): void;
};
type TrialContext = {
  configure(options: unknown): void;
  getCurrentTexture(): { createView(): unknown };
};
type TrialAdapter = {
  features: Iterable<string>;
  requestDevice(descriptor: { requiredFeatures: string[] }): Promise<TrialDevice>;
};
type TrialGpu = {
  requestAdapter(options: { featureLevel: string }): Promise<TrialAdapter | null>;
  getPreferredCanvasFormat(): string;
};

type Trial = {
  device: TrialDevice;
  /** Whether it could draw. */
  drew: Promise<boolean>;
};

let trial: Promise<Trial | null> | null = null;
let spare: TrialDevice | null = null;
let spareCanvas: HTMLCanvasElement | null = null;

/** Begins the trial before it is known to be wanted: once the page paints, it waits for the GPU behind that. */
export function startTrial(): void {
  trial ??= tryWebgpu();
}

/** Makes a context of WebGL before the page paints: asked for later, it holds the page until the GPU has drawn the words. */
export function startContext(): void {
  const canvas = document.createElement('canvas');
  // As three asks, which draws to a target of its own and resolves that.
  const context = canvas.getContext('webgl2', { alpha: true, antialias: false, depth: true, stencil: false });
  spareCanvas = context && canvas;
}

/** The canvas of that context, once; null where there is none that still stands. */
export function takeCanvas(): HTMLCanvasElement | null {
  const taken = spareCanvas;
  spareCanvas = null;
  return taken?.getContext('webgl2')?.isContextLost() === false ? taken : null;
}

/** The device of the trial, once; whoever takes it destroys it. */
export function takeDevice(): { destroy(): void } | null {
  const taken = spare;
  spare = null;
  return taken;
}

/**
 * Whether WebGL 2 runs is known when its first picture is drawn: a context for a trial takes as long as that one.
 * @returns the renderer, and whether its trial could draw, which the GPU may tell before or long after
 */
export async function detectRenderer(
  wish: RendererWish,
): Promise<{ renderer: Renderer; drew: Promise<boolean> }> {
  const begun = trial;
  trial = null;
  if (wish === 'none' || wish === 'webgl') void begun?.then((made) => made?.device.destroy());
  else {
    const made = await (begun ?? tryWebgpu());
    takeDevice()?.destroy();
    spare = made?.device ?? null;
    if (made) {
      void made.drew.then((drew) => drew || takeDevice()?.destroy());
      return { renderer: 'webgpu', drew: made.drew };
    }
  }
  const drew = Promise.resolve(true);
  if (wish === 'none' || !('WebGL2RenderingContext' in window)) return { renderer: 'none', drew };
  if (!spareCanvas) startContext();
  return { renderer: 'webgl', drew };
}

/** @returns a device that was told to draw; null where there is none */
async function tryWebgpu(): Promise<Trial | null> {
  const gpu = (navigator as { gpu?: TrialGpu }).gpu;
  if (!gpu) return null;
  try {
    // As three asks, which the device is for.
    const adapter = await gpu.requestAdapter({ featureLevel: 'compatibility' });
    if (!adapter) return null;
    const device = await adapter.requestDevice({ requiredFeatures: [...adapter.features] });
    const context = document.createElement('canvas').getContext('webgpu') as TrialContext | null;
    if (!context) return null;
    device.pushErrorScope('validation');
    context.configure({ device, format: gpu.getPreferredCanvasFormat() });
    const encoder = device.createCommandEncoder();
    const view = context.getCurrentTexture().createView();
    encoder.beginRenderPass({ colorAttachments: [{ view, loadOp: 'clear', storeOp: 'store' }] }).end();
    device.queue.submit([encoder.finish()]);
    const failed = Promise.all([device.popErrorScope(), device.queue.onSubmittedWorkDone()]);
    return {
      device,
      drew: failed.then(
        ([error]) => error === null,
        () => false,
      ),
    };
  } catch {
    // Whatever went wrong, the answer is the same: not here.
    return null;
  }
}
