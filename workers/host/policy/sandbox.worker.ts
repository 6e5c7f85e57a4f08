/**
 * The engine under a policy of a person's own, in a worker of the sandbox (build/policy-sandbox.ts), where there is
 * neither network nor storage: what it needs of the page's files comes over a port, before the policy is let in.
 */
import { expose, wrap, type Remote } from 'comlink';
import type { PlacementPolicy } from '../../engine/policies/placement/placement-policy.ts';
import type { Score } from '../../policy/contract.ts';
import { EXPORTS, POLICY_FILE, PRELUDE, enclose, lineOf } from '../../policy/enclose.ts';
import { ownPlacement } from '../../policy/own-placement.ts';
import type { EngineApi, LoadReply, LoadRequest } from '../../protocol.ts';
import { engineApi } from '../engine-host.ts';
import type { ReadShipped } from '../shipped.ts';
import { beatingWatchman } from './beat.ts';
import { SOLVER, type SandboxStart } from './sandbox.ts';

const NO_SCORE = 'exports no function `score`';

addEventListener('message', ({ data }: MessageEvent<SandboxStart>) => start(data), { once: true });

function start({ script, api, files, beat }: SandboxStart): void {
  const watchman = beatingWatchman(beat);
  const shipped = readOnce(wrap<ReadShipped>(files), files);
  let score: Score | null = null;
  const placement = (): PlacementPolicy => {
    if (score === null) {
      shipped.close();
      watchman.enter();
      score = scoreOf(script);
      watchman.leave();
    }
    return ownPlacement(score, watchman);
  };
  const readSolver = async (): Promise<ArrayBuffer> => (await shipped.read(SOLVER)).arrayBuffer();
  const engine = engineApi({ placement, readSolver });
  const load = async (request: Omit<LoadRequest, 'shipped'>): Promise<LoadReply> => {
    try {
      return await engine.load({ ...request, shipped: shipped.read });
    } catch (error) {
      const line = lineOf(error);
      const path = line === null ? POLICY_FILE : `${POLICY_FILE}:${line}`;
      return { ok: false, issues: [{ path, message: (error as Error).message, hint: '' }] };
    }
  };
  expose({ ...engine, load } satisfies EngineApi, api);
}

/** Reads files of the page until it is closed, and afterwards only those again that were read before. */
function readOnce(read: Remote<ReadShipped>, port: MessagePort) {
  const known = new Map<string, Promise<Blob>>();
  let open = true;
  return {
    read(path: string): Promise<Blob> {
      const file =
        known.get(path) ?? (open ? read(path) : Promise.reject(new Error(`There is no ${path} here.`)));
      known.set(path, file);
      return file;
    },
    close(): void {
      open = false;
      port.close();
    },
  };
}

/** @throws whatever the script throws, and Error without a `score` */
function scoreOf(script: string): Score {
  const scripts = [PRELUDE, enclose(script, globalNames())];
  const urls = scripts.map((text) => URL.createObjectURL(new Blob([text], { type: 'text/javascript' })));
  try {
    importScripts(...urls);
  } finally {
    urls.forEach((url) => URL.revokeObjectURL(url));
  }
  const { score } = (globalThis as unknown as Record<string, { score?: unknown }>)[EXPORTS]!;
  if (typeof score !== 'function') throw new Error(NO_SCORE);
  return score as Score;
}

/** Of all that the worker has, its language's own too. */
function globalNames(): string[] {
  const names: string[] = [];
  for (let at: object | null = globalThis; at !== null; at = Object.getPrototypeOf(at) as object | null)
    names.push(...Object.getOwnPropertyNames(at));
  return names;
}
