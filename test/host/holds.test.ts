/** A branch that holds: it runs to the tick it opens at, then as far as it is let. */
import { readFile } from 'node:fs/promises';
import { MessageChannel } from 'node:worker_threads';
import { afterEach, describe, expect, it } from 'vitest';
import { METRICS } from '../../workers/engine/metrics.ts';
import { engineApi } from '../../workers/host/engine-host.ts';
import type { PortMessage, PortRequest } from '../../workers/protocol.ts';

const inPublic = (path: string): URL => new URL(`../../public/${path}`, import.meta.url);

describe('a branch that holds', () => {
  const { port1: port, port2: theirs } = new MessageChannel();
  afterEach(() => port.close());

  it('runs to where it opens, from there to each tick it is let, and at last to its end', async () => {
    /** The last tick computed, when the frame of a tick comes that was wanted. */
    let computed = -1;
    let tell: (tick: number) => void = () => {};
    port.on('message', (message: PortMessage) => {
      if (message.kind === 'series')
        computed = message.fromTick + message.rows.byteLength / (8 * METRICS.length) - 1;
      if (message.kind === 'frame') tell(message.tick);
    });
    const say = (request: PortRequest): void => port.postMessage(request);
    const framed = (tick: number): Promise<number> => {
      const come = new Promise<number>((resolve) => (tell = resolve));
      say({ kind: 'want', tick, buffer: null, metro: -1, inside: null });
      return come;
    };
    const api = engineApi();
    api.connect(theirs as unknown as MessagePort);
    const reply = await api.load({
      text: await readFile(inPublic('scenarios/textbook-erlang.json'), 'utf8'),
      patches: [],
      log: [],
      shipped: async (path) => new Blob([await readFile(inPublic(path))]),
      resume: [],
      holds: true,
    });
    if (!reply.ok) throw new Error(JSON.stringify(reply.issues));
    const { openTick, ticks } = reply.view.scenario;
    expect(openTick).toBeGreaterThan(0);
    expect(openTick + 5).toBeLessThan(ticks);

    expect(await framed(openTick)).toBe(openTick);
    expect(computed).toBe(openTick);
    say({ kind: 'reach', tick: openTick + 5 });
    expect(await framed(openTick + 5)).toBe(openTick + 5);
    expect(computed).toBe(openTick + 5);
    // Less than it was let before takes nothing back.
    say({ kind: 'reach', tick: openTick + 1 });
    expect(await framed(openTick + 5)).toBe(openTick + 5);
    say({ kind: 'reach', tick: Infinity });
    expect(await framed(ticks)).toBe(ticks);
    expect(computed).toBe(ticks);
  });
});
