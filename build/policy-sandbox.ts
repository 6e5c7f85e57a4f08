/**
 * Where policies of a person's own run: `policy-sandbox.html`, a page of its own in a frame, and `policy-engine.js`,
 * the engine's worker as one script. The frame's page holds a second one with an opaque origin, which has no storage
 * and nothing of the page around it, and it inherits a content policy that lets nothing in or out but blobs of its
 * own; so does the worker that it starts. The outer page is there to be kept by the service worker, which a frame
 * with an opaque origin does not have: so the sandbox opens without a network too.
 */
import { createHash } from 'node:crypto';
import { build, type Plugin } from 'vite';

const PAGE = 'policy-sandbox.html';
const ENGINE = 'policy-engine.js';

/**
 * Starts the worker from the engine's text, with what is meant for it. What goes wrong with it is told to the page at
 * the top, which alone may start it.
 */
const START = `
addEventListener('message', (event) => {
  if (event.source !== top) return;
  const { engine, start } = event.data;
  const worker = new Worker(URL.createObjectURL(new Blob([engine], { type: 'text/javascript' })));
  worker.onerror = ({ message }) => top.postMessage({ sandbox: message }, '*');
  worker.postMessage(start, event.ports);
}, { once: true });
`;

/** WebAssembly is the solver's, which a scenario may ask for. */
const POLICY = [
  "default-src 'none'",
  `script-src 'sha256-${createHash('sha256').update(START).digest('base64')}' 'wasm-unsafe-eval' blob:`,
  'worker-src blob:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const HTML = `<!doctype html>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>Causeway: sandbox for policies</title>
<iframe sandbox="allow-scripts" srcdoc="<script>${escaped(START)}</script>"></iframe>
`;

export function policySandbox(worker: string): Plugin {
  return {
    name: 'policy-sandbox',
    configureServer({ middlewares }) {
      middlewares.use((request, response, next) => {
        const name = request.url?.split('?')[0];
        const send = (type: string, text: string): void => {
          response.setHeader('content-type', type);
          response.end(text);
        };
        if (name === `/${PAGE}`) send('text/html', HTML);
        else if (name === `/${ENGINE}`) engine(worker).then((text) => send('text/javascript', text), next);
        else next();
      });
    },
    async generateBundle() {
      this.emitFile({ type: 'asset', fileName: PAGE, source: HTML });
      this.emitFile({ type: 'asset', fileName: ENGINE, source: await engine(worker) });
    },
  };
}

/** One plain script: there is nobody to fetch a second one from. */
async function engine(worker: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    // Of an address there, there is nothing to be had; the page hands over what a worker would fetch.
    define: { 'import.meta.url': '"https://sandbox.invalid/"' },
    build: {
      target: 'es2023',
      write: false,
      assetsInlineLimit: 0,
      rolldownOptions: { input: worker, output: { format: 'iife', codeSplitting: false } },
    },
  });
  const [output] = [built].flat();
  if (!output || !('output' in output)) throw new Error(`${worker} was not built`);
  return output.output[0].code;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
}
