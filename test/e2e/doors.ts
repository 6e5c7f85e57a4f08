/**
 * Every door out of a worker that is known, tried one after the other. In: a server's address and a port to report to;
 * out: by door, what came of it. What is answered 'open' got through; only the server knows whether a socket did.
 */
export const DOORS = `
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
