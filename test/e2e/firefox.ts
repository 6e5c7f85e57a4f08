/**
 * Firefox, driven by its own protocol (Marionette: JSON with its length before it, over TCP).
 * For tests that run where the system has a Firefox; nothing installs one.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const NAMES = ['firefox', 'firefox-esr'];
const START_MS = 60_000;

/** Path of the program named by FIREFOX or found, or null. @throws Error when FIREFOX names no program */
export function findFirefox(): string | null {
  const named = process.env['FIREFOX'];
  if (named && !existsSync(named)) throw new Error(`FIREFOX is '${named}', which is not there`);
  if (named) return named;
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.flatMap((folder) => NAMES.map((name) => join(folder, name))).find(existsSync) ?? null;
}

export type Firefox = {
  goTo(url: string): Promise<void>;
  /** The value of a JavaScript expression in the page. */
  evaluate(expression: string): Promise<unknown>;
  close(): Promise<void>;
};

/** Starts a headless Firefox with a profile of its own. @throws Error when it does not answer */
export async function startFirefox(program: string): Promise<Firefox> {
  const profile = mkdtempSync(join(tmpdir(), 'causeway-firefox-'));
  // Port 0: any free one, which Firefox then writes into its profile.
  writeFileSync(join(profile, 'user.js'), 'user_pref("marionette.port", 0);\n');
  const browser = spawn(program, ['--headless', '--marionette', '--no-remote', '--profile', profile], {
    stdio: 'ignore',
  });
  const ended = new Promise((resolve) => browser.once('close', resolve));
  const stop = async (): Promise<void> => {
    browser.kill();
    await ended;
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const send = createCalls(await dial(join(profile, 'MarionetteActivePort')));
    await send('WebDriver:NewSession', {});
    return {
      goTo: async (url) => void (await send('WebDriver:Navigate', { url })),
      evaluate: async (expression) => {
        const reply = await send('WebDriver:ExecuteScript', { script: `return ${expression}`, args: [] });
        return (reply as { value: unknown }).value;
      },
      close: stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function dial(portFile: string): Promise<Socket> {
  for (const end = Date.now() + START_MS; Date.now() < end; await sleep(200)) {
    if (!existsSync(portFile)) continue;
    const socket = connect(Number(readFileSync(portFile, 'utf8')), '127.0.0.1');
    await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    return socket;
  }
  throw new Error('Firefox does not answer');
}

type Reply = [type: 1, id: number, error: { message: string } | null, value: unknown];

/** One call after the other; the first message is Firefox's greeting. */
function createCalls(socket: Socket) {
  const waiting = new Map<number, (reply: Reply) => void>();
  let received = Buffer.alloc(0);
  socket.on('data', (part: Buffer) => {
    received = Buffer.concat([received, part]);
    for (;;) {
      const colon = received.indexOf(':');
      const length = Number(received.subarray(0, colon));
      if (colon < 0 || received.length < colon + 1 + length) return;
      const message: unknown = JSON.parse(received.toString('utf8', colon + 1, colon + 1 + length));
      received = received.subarray(colon + 1 + length);
      if (Array.isArray(message)) waiting.get(message[1] as number)?.(message as Reply);
    }
  });
  let last = 0;
  return async (command: string, parameters: object): Promise<unknown> => {
    const id = ++last;
    const replied = new Promise<Reply>((resolve) => waiting.set(id, resolve));
    const text = JSON.stringify([0, id, command, parameters]);
    socket.write(`${Buffer.byteLength(text)}:${text}`);
    const [, , error, value] = await replied;
    if (error) throw new Error(`${command}: ${error.message}`);
    return value;
  };
}
