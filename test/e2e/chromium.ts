/**
 * The browser of the tests: the system's Chromium, found or (on Debian, as root) installed,
 * and the flags under which WebGPU and WebGL2 both run on the CPU.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const ELSEWHERE = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:/Program Files/Google/Chrome/Application/chrome.exe',
];

const HOW_TO_GET_IT =
  'Chromium is not installed. Debian and Ubuntu: apt-get install chromium. Elsewhere: install Chromium or ' +
  'Chrome, and name its program in the variable CHROMIUM if it is in an unusual place.';

const isRoot = process.getuid?.() === 0;

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Path of the browser's program, or null. @throws Error when CHROMIUM names no program. */
function findChromium(): string | null {
  const named = process.env['CHROMIUM'];
  if (named) {
    if (!isProgram(named)) throw new Error(`CHROMIUM is '${named}', which is no program that can be run`);
    return named;
  }
  const inPath = (process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [...inPath, ...ELSEWHERE].find(isProgram) ?? null;
}

/** Path of the browser's program, installing it where that is ours to do. @throws Error saying how to get it. */
export function needChromium(): string {
  const found = findChromium();
  if (found) return found;
  if (isRoot && existsSync('/etc/debian_version')) {
    console.log('Chromium is missing: installing the package chromium');
    const run = (...args: string[]) =>
      spawnSync('apt-get', args, {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      });
    run('update', '-qq');
    run('install', '-y', '-qq', '--no-install-recommends', 'chromium');
  }
  const installed = findChromium();
  if (!installed) throw new Error(HOW_TO_GET_IT);
  return installed;
}

/**
 * Whether all of the browser tests run, or what fits into a gate of twenty minutes on two cores: what the page does is tried with one renderer each, and
 * both are held against each other by boot, gpu and ground-parity. `npm run nightly` runs all.
 */
export const WHOLE = process.env['WHOLE'] !== undefined;

type Drawing = 'webgpu' | 'webgl';

/** The renderers a feature is tried with; `first` alone where not all is run. */
export function renderers(first: Drawing): Drawing[] {
  return WHOLE ? ['webgpu', 'webgl'] : [first];
}

/** Files of browser tests that run at a time: while one waits for its page, the other goes on. */
export const LANES = 2;

/** No traffic and no dialogs of the browser's own. */
const QUIET = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
  '--mute-audio',
  ...(isRoot ? ['--no-sandbox'] : []),
];

/**
 * WebGPU on SwiftShader needs all of the first five: with fewer, an adapter and a device are
 * given and the canvas then fails. WebGL2 runs under them too.
 */
export const CHROMIUM_FLAGS = [
  '--enable-unsafe-webgpu',
  '--enable-features=Vulkan',
  '--use-vulkan=swiftshader',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  ...QUIET,
];

/** For a page without a picture, whose text would go through SwiftShader too, at several times the cost. */
export const PLAIN_FLAGS = ['--disable-gpu', ...QUIET];
