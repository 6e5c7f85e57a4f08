/** Every door out of a worker that is known, and a server outside that hears of whatever gets through one. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** By door, 'open' where something got through as far as the worker can tell; and the worker's `origin`. */
export type Found = Record<string, string>;

/** Tries them one after the other. In: a server's address, and a port to report to. */
const DOORS = `
addEventListener('message', async ({ data: { address, report } }) => {
  const at = (door) => address + '/leak/' + door;
  const tries = {
    fetch: () => fetch(at('fetch'), { mode: 'no-cors' }),
    request: () => new Promise((open, shut) => {
      const request = new XMLHttpRequest();
      request.onload = open;
      request.onerror = shut;
      request.open('GET', at('request'));
      request.send();
    }),
    socket: () => new Promise((open, shut) => {
      const socket = new WebSocket(at('socket').replace('http', 'ws'));
      socket.onopen = open;
      socket.onerror = shut;
    }),
    events: () => new Promise((open, shut) => {
      const source = new EventSource(at('events'));
      source.onopen = open;
      source.onerror = shut;
    }),
    transport: () => new WebTransport(at('transport').replace('http', 'https')).ready,
    script: () => importScripts(at('script')),
    module: () => import(at('module')),
    data: () => import(['data:text/javascript', 'export default 1'].join()),
    worker: () => new Promise((open, shut) => {
      const worker = new Worker(at('worker'));
      worker.onmessage = open;
      worker.onerror = shut;
    }),
    beacon: () => navigator.sendBeacon(at('beacon')) || Promise.reject(),
    peer: () => new RTCPeerConnection(),
    eval: () => (0, eval)('1'),
    Function: () => Function('return 1')(),
    database: () => new Promise((open, shut) => {
      const request = indexedDB.open('leak');
      request.onsuccess = open;
      request.onerror = shut;
    }),
    caches: () => caches.open('leak'),
    files: () => navigator.storage.getDirectory(),
    local: () => localStorage.length,
    cookies: () => cookieStore.getAll(),
    locks: () => navigator.locks.request('leak', () => {}),
    page: () => parent.document,
  };
  new BroadcastChannel('leak').postMessage('leak');
  const found = { origin: origin };
  for (const [door, open] of Object.entries(tries)) {
    const late = new Promise((_, shut) => setTimeout(() => shut(new Error('silent')), 700));
    try {
      await Promise.race([open(), late]);
      found[door] = 'open';
    } catch {
      found[door] = 'shut';
    }
  }
  report.postMessage(found);
});
`;

/** Expression of what a worker finds that is started as the page starts the engine of a policy. */
export function doorsInSandbox(address: string): string {
  return `(async () => {
    const frame = document.createElement('iframe');
    frame.src = 'policy-sandbox.html';
    await new Promise((loaded) => {
      frame.onload = loaded;
      document.body.append(frame);
    });
    const { port1, port2 } = new MessageChannel();
    const said = new Promise((tell) => (port1.onmessage = ({ data }) => tell(data)));
    const start = { address: '${address}', report: port2 };
    frame.contentWindow.frames[0].postMessage({ engine: ${JSON.stringify(DOORS)}, start }, '*', [port2]);
    const found = await said;
    frame.remove();
    return found;
  })()`;
}

/** Expression of what a worker finds that nothing shuts in. */
export function doorsOutside(address: string): string {
  return `new Promise((tell) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => tell(data);
    const worker = new Worker(URL.createObjectURL(new Blob([${JSON.stringify(DOORS)}])));
    worker.postMessage({ address: '${address}', report: port2 }, [port2]);
  })`;
}

/** @returns how often it was reached at all, and through a door */
export async function listenOutside() {
  const heard = { connections: 0, leaks: 0 };
  const server = createServer(({ url }, reply) => {
    if (url?.startsWith('/leak/')) heard.leaks++;
    reply.end();
  });
  server.on('connection', () => heard.connections++);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { address, heard, close: () => void server.close() };
}
