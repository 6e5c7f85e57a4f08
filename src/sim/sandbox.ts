/**
 * A seat for the engine in the sandbox (build/policy-sandbox.ts), under a policy of the person's own: a hidden frame
 * without network, without storage, and without anything of this page but three ports.
 */
import { expose } from 'comlink';
import { SOLVER, type SandboxStart } from '../../workers/host/policy/sandbox.ts';
import { shippedFile, type ReadShipped } from '../../workers/host/shipped.ts';
import { watchBeat } from './beat.ts';
import { shipped } from './shipped.ts';
import type { Seat } from './seat.ts';

/** Pages from disk have no frames of their own kind, nor anything beside them. */
export const HAS_SANDBOX = import.meta.env.MODE !== 'file';

const PAGE = 'policy-sandbox.html';
const ENGINE = 'policy-engine.js';

/** @param script CommonJS without types @param onDeath hears why it is no more, once it was not closed */
export function sandboxSeat(script: string, onDeath: (message: string) => void): Seat {
  const [api, files, beat] = [new MessageChannel(), new MessageChannel(), new MessageChannel()];
  const frame = document.createElement('iframe');
  frame.hidden = true;
  frame.src = new URL(PAGE, document.baseURI).href;
  const stopWatch = watchBeat(beat.port1, onDeath);
  const onMessage = ({ source, data }: MessageEvent<{ sandbox?: unknown }>): void => {
    if (source !== null && source === inner(frame)) onDeath(String(data.sandbox));
  };
  expose(readFile, files.port1);
  frame.addEventListener(
    'load',
    () => {
      const start: SandboxStart = { script, api: api.port2, files: files.port2, beat: beat.port2 };
      begin(frame, start).catch((error: unknown) => onDeath((error as Error).message));
    },
    { once: true },
  );
  window.addEventListener('message', onMessage);
  document.body.append(frame);
  return {
    endpoint: api.port1,
    close() {
      stopWatch();
      window.removeEventListener('message', onMessage);
      for (const { port1 } of [api, files, beat]) port1.close();
      frame.remove();
    },
  };
}

/** @throws Error where the sandbox could not be opened */
async function begin(frame: HTMLIFrameElement, start: SandboxStart): Promise<void> {
  const engine = await (await shippedFile(await shipped(), ENGINE)).text();
  const sandbox = inner(frame);
  if (sandbox === null) throw new Error('The sandbox could not be opened.');
  sandbox.postMessage({ engine, start }, '*', [start.api, start.files, start.beat]);
}

/** The frame within the frame, where the worker is. */
function inner(frame: HTMLIFrameElement): Window | null {
  try {
    return frame.contentWindow?.frames[0] ?? null;
  } catch {
    // Not the sandbox but what a browser shows in its place.
    return null;
  }
}

const readFile: ReadShipped = async (path) => {
  // Said at once, so that the page as one file does not hold the solver once more.
  if (!HAS_SANDBOX) throw new Error(`There is no ${path} here.`);
  if (path !== SOLVER) return shippedFile(await shipped(), path);
  const { default: url } = await import('highs/runtime?url');
  return (await fetch(url)).blob();
};
