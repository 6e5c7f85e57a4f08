/**
 * Which renderer this browser can really run. An adapter alone proves nothing: some browsers hand
 * one out and fail on the first canvas, so a canvas is configured and drawn to once.
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
type TrialGpu = {
  requestAdapter(): Promise<{ requestDevice(): Promise<TrialDevice> } | null>;
  getPreferredCanvasFormat(): string;
};

export async function detectRenderer(wish: RendererWish): Promise<Renderer> {
  if (wish === 'none') return 'none';
  if (wish !== 'webgl' && (await webgpuWorks())) return 'webgpu';
  return webglWorks() ? 'webgl' : 'none';
}

async function webgpuWorks(): Promise<boolean> {
  const gpu = (navigator as { gpu?: TrialGpu }).gpu;
  if (!gpu) return false;
  try {
    const adapter = await gpu.requestAdapter();
    if (!adapter) return false;
    const device = await adapter.requestDevice();
    const context = document.createElement('canvas').getContext('webgpu') as TrialContext | null;
    if (!context) return false;
    device.pushErrorScope('validation');
    context.configure({ device, format: gpu.getPreferredCanvasFormat() });
    const encoder = device.createCommandEncoder();
    const view = context.getCurrentTexture().createView();
    encoder.beginRenderPass({ colorAttachments: [{ view, loadOp: 'clear', storeOp: 'store' }] }).end();
    device.queue.submit([encoder.finish()]);
    await device.queue.onSubmittedWorkDone();
    const error = await device.popErrorScope();
    device.destroy();
    return error === null;
  } catch {
    // Whatever went wrong, the answer is the same: not here.
    return false;
  }
}

function webglWorks(): boolean {
  const gl = document.createElement('canvas').getContext('webgl2');
  gl?.getExtension('WEBGL_lose_context')?.loseContext();
  return gl !== null;
}
