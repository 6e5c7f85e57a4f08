/** What a file does not say and a scenario needs. Each is told where it is used. */
import type { JsonObject } from '../scenario/patch.ts';
import { SERVING_FILL } from '../world/world.ts';

/** Ashburn in northern Virginia, where more data centers stand than anywhere. */
export const PLACE = { lat: 39.04, lon: -77.49 };

export const POOL = 1024;
export const GBPS = 10;
/** One way, of links between places that are not known. */
export const DELAY_MS = 5;
export const MESH_GBPS = 100;
export const START_MS = Date.UTC(2026, 0, 5);
export const LOAD_DAYS = 7;

export const H100: JsonObject = {
  name: 'H100',
  vendor: 'NVIDIA',
  bf16Tflops: 989,
  memoryGB: 80,
  memoryGBps: 3350,
  tdpW: 700,
  priceUsd: 30000,
};

/**
 * Jobs of 8 to 512 accelerators and half an hour to two days: some 1,180 accelerator-hours each, so
 * that 80 of them keep 1,024 accelerators more than half busy for a week.
 */
const JOBS_A_SITE = 80;
const MAX_JOBS = 8000;

/** @param largest accelerators of the smallest site, so that each job fits anywhere */
export function generatedLoad(sites: string[], largest: number): JsonObject {
  const size = (accelerators: number) => Math.max(1, Math.min(accelerators, largest));
  return {
    id: 'assumed',
    class: 'training',
    count: Math.min(MAX_JOBS, JOBS_A_SITE * sites.length),
    sites: Object.fromEntries(sites.map((id) => [id, 1])),
    accelerators: [
      [0, size(8)],
      [0.5, size(64)],
      [1, size(512)],
    ],
    acceleratorsMultiple: largest % 8 === 0 ? 8 : 1,
    hours: [
      [0, 0.5],
      [0.5, 4],
      [1, 48],
    ],
    datasetTB: [
      [0, 0.01],
      [0.5, 0.1],
      [1, 2],
    ],
    provenance: {
      source: 'assumed at import',
      confidence: 'estimate',
      note: 'The file says nothing of work: 80 jobs a site in a week, 8 to 512 accelerators, 0.5 to 48 hours.',
    },
  };
}

/** A training class whose data travels with its jobs. */
export const TRAINING: JsonObject = {
  kind: 'job',
  name: { en: 'Training (assumed)', zh: '训练（假定）' },
  mfu: 0.4,
  checkpointGB: 500,
};

/** Chat with a model of 70 billion parameters on 8 accelerators, as the scenario's own defaults. */
const PARAMETERS = 70e9;
const REPLICA = 8;
const BATCH = 32;
const MFU = 0.4;

/** Accelerators that answer a peak of requests with a third of them to spare; whole replicas, two at least. */
export function servingFor(load: { rps: number; tokensIn: number; tokensOut: number }[]): number {
  const flops = REPLICA * (H100.bf16Tflops as number) * 1e12 * MFU;
  const bytesPerS = REPLICA * (H100.memoryGBps as number) * 1e9;
  const replicas = load.reduce((sum, { rps, tokensIn, tokensOut }) => {
    const tokenS = Math.max((2 * PARAMETERS) / bytesPerS, (2 * PARAMETERS * BATCH) / flops);
    const serviceS = (2 * PARAMETERS * tokensIn) / flops + tokensOut * tokenS;
    return sum + (1.5 * rps * serviceS) / (BATCH * SERVING_FILL);
  }, 0);
  return REPLICA * Math.max(2, Math.ceil(replicas));
}

export const TOKENS = { in: 1155, out: 211 };
