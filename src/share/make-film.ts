/** A film of a range of ticks: each tick one frame, at its very amounts, however long the machine takes. */
import type { VideoCodec } from 'mediabunny';
import { branches, choices, frames } from '../sim/sim.ts';
import { goTo } from '../sim/store.ts';
import { drawPicture, type Camera, type PictureSize } from './picturing.ts';
import { fileName, type Made, type Making } from './save.ts';

export type FilmRange = { from: number; to: number; ticksPerS: number };

/** The first one that plays anywhere; the others are free and play in every browser. */
const CODECS: VideoCodec[] = ['avc', 'vp9', 'av1', 'vp8'];

/** Whether this browser has what it takes; which codec it knows depends on the size. */
export function canFilm(): boolean {
  return 'VideoEncoder' in globalThis;
}

/** @throws Error when no codec takes this size, DOMException AbortError when it is cancelled */
export async function makeFilm(
  camera: Camera,
  { width, height }: PictureSize,
  { from, to, ticksPerS }: FilmRange,
  noCodec: string,
  { progress, signal }: Making,
): Promise<Made> {
  const media = await import('mediabunny');
  const quality = new media.Quality('high');
  const codec = await media.getFirstEncodableVideoCodec(CODECS, { width, height, quality });
  if (!codec) throw new Error(noCodec);
  const format = codec === 'avc' ? new media.Mp4OutputFormat() : new media.WebMOutputFormat();
  const target = new media.BufferTarget();
  const output = new media.Output({ format, target });
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) throw new Error(`${width} × ${height}`);
  const source = new media.CanvasSource(canvas, { codec, quality });
  output.addVideoTrack(source, { frameRate: ticksPerS });
  const { tick: before } = choices.getState();
  choices.setState({ playing: false });
  try {
    await output.start();
    for (let tick = from; tick <= to; tick++) {
      await shown(tick, signal);
      const atS = (tick - from) / ticksPerS;
      context.drawImage(
        drawPicture(camera, { width, height }, { names: true, headline: false, clockS: atS }),
        0,
        0,
      );
      await source.add(atS, 1 / ticksPerS);
      signal.throwIfAborted();
      progress((tick - from + 1) / (to - from + 1));
    }
    await output.finalize();
  } catch (error) {
    await output.cancel();
    throw error;
  } finally {
    goTo(choices, before);
  }
  if (!target.buffer) throw new Error(noCodec);
  const name = fileName(
    `${choices.getState().view?.scenario.id}-ticks-${from}-${to}`,
    format.fileExtension.slice(1),
  );
  return { name, file: new Blob([target.buffer], { type: format.mimeType }) };
}

/** Resolves when the tick is on show, which it is once the run has come so far. */
function shown(tick: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  goTo(choices, tick);
  const there = (): boolean => frames.current?.tick === tick && branches.settled();
  if (there()) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const done = (act: () => void): void => {
      stop();
      signal.removeEventListener('abort', onAbort);
      act();
    };
    const onAbort = (): void => done(() => reject(signal.reason as Error));
    const stop = frames.subscribe(() => {
      if (there()) done(resolve);
    });
    signal.addEventListener('abort', onAbort, { once: true });
  });
}
