/**
 * After one visit the page works without a network: every file of it is kept, and answered from what is
 * kept. A new version is fetched beside the old one and waits until it is told to take over.
 */
import { cleanupOutdatedCaches, precacheAndRoute } from 'workbox-precaching';

type Waits = { waitUntil(done: Promise<unknown>): void };
declare const self: {
  /** All files with their revisions; written here by the build. */
  __WB_MANIFEST: { url: string; revision: string | null }[];
  clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'activate', listener: (event: Waits) => void): void;
  addEventListener(type: 'message', listener: (event: Waits & { data: unknown }) => void): void;
};

cleanupOutdatedCaches();
// What stands after the '?' is for the page, not for its host.
precacheAndRoute(self.__WB_MANIFEST, { ignoreURLParametersMatching: [/./] });

self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('message', (event) => {
  if (event.data === 'use') event.waitUntil(self.skipWaiting());
});
