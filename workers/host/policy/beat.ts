/**
 * How the page hears from another thread that a policy's calls return, without shared memory, which a page on a plain
 * host has none of: while a worker's turn holds calls of the policy it sends a beat now and then, and a rest at the
 * turn's end. A beat that nothing follows is a call that does not return: the engine itself is never that long
 * between two calls.
 */
import type { Watchman } from '../../policy/own-placement.ts';
import type { Beat } from './sandbox.ts';

const EVERY_MS = 100;

export function beatingWatchman(port: MessagePort): Watchman {
  const send = (beat: Beat): void => port.postMessage(beat);
  let beating = false;
  let lastMs = 0;
  return {
    enter() {
      const nowMs = performance.now();
      if (beating && nowMs - lastMs < EVERY_MS) return;
      lastMs = nowMs;
      send('beat');
      if (beating) return;
      beating = true;
      setTimeout(() => {
        beating = false;
        send('rest');
      });
    },
    leave() {},
  };
}
