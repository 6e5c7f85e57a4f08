/** A small valid scenario file, and what parse says of changed ones. */
import type { Issue } from '../../workers/scenario/scenario.ts';
import { parseScenario } from '../../workers/scenario/parse.ts';
import { mergePatch } from '../../workers/scenario/patch.ts';

export const plain = {
  format: 'causeway/1',
  accelerators: { h100: { bf16Tflops: 989 } },
  sites: {
    beijing: { lat: 39.9, lon: 116.4, country: 'CN', pools: { h100: 8 } },
    wuhu: { lat: 31.3, lon: 118.4, country: 'CN', pools: { h100: 16 } },
  },
  metros: { shanghai: { lat: 31.2, lon: 121.5 } },
  links: {
    bw: { a: 'beijing', b: 'wuhu', gbps: 400 },
    ws: { a: 'wuhu', b: 'shanghai', gbps: 100 },
  },
  classes: { train: { kind: 'job' }, chat: { kind: 'request' } },
  jobs: { list: [{ id: 'j1', class: 'train', site: 'wuhu', accelerators: 8, hours: 2 }] },
  transfers: { list: [{ id: 't1', from: 'beijing', to: 'shanghai', bytes: 1e9, via: ['bw', 'ws'] }] },
};

/** "path: message (hint)" of every issue; none for a valid scenario. */
export function faults(input: unknown): string[] {
  const reply = parseScenario(input);
  return reply.ok ? [] : reply.issues.map(line);
}

export function faultsOf(patch: unknown): string[] {
  return faults(mergePatch(plain, patch));
}

export function line({ path, message, hint }: Issue): string {
  return `${path}: ${message} (${hint})`;
}
