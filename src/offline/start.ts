/** Registers the service worker of a page that is ready, and tells of a new version that waits. */
export type Update = { use(): void };

/** How long the page is left to itself first: its first pictures come before what it keeps. */
const REST_MS = 3000;

/** @param announce is told of a version that is ready; it takes over when it is used, never by itself */
export function startOffline(announce: (update: Update) => void): void {
  // A page without a secure origin has no service workers, one in a file of its own needs none, and in
  // development files change.
  if (!import.meta.env.PROD || import.meta.env.MODE === 'file' || !('serviceWorker' in navigator)) return;
  setTimeout(() => void register(announce), REST_MS);
}

async function register(announce: (update: Update) => void): Promise<void> {
  try {
    const registration = await navigator.serviceWorker.register(
      new URL('service-worker.js', document.baseURI),
    );
    const tell = (): void => {
      const { waiting } = registration;
      // The first version has nobody to wait for.
      if (waiting && navigator.serviceWorker.controller) announce({ use: () => takeOver(waiting) });
    };
    const follow = (): void => registration.installing?.addEventListener('statechange', tell);
    // It may have been found before this page asked.
    follow();
    tell();
    registration.addEventListener('updatefound', follow);
  } catch (error) {
    // Without it all works but being offline; the browser has its reasons (a private window, a policy).
    console.info('The page is not kept for use without a network.', error);
  }
}

function takeOver(waiting: ServiceWorker): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
  waiting.postMessage('use');
}
