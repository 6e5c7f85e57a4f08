/**
 * How classes of jobs fail, save and exchange, where the raw facts are silent: they give failures
 * per 1,000 accelerator-days, bytes of a checkpoint, seconds of a step and bytes of an exchange.
 */
export type FailureChoice = {
  /** Bandwidth of the storage a job writes its checkpoints to, GB/s: low, best, high. */
  storageGBps: [number, number, number];
  /** Minutes from a failure to computing again: low, best, high. */
  restartMin: [number, number, number];
  /** Computing between two checkpoints, s; without it Young and Daly's. */
  checkpointEveryS?: number;
  /** GB of an exchange, where the raw row has none and its parts cannot do without. */
  gradientGB?: number;
  /** Share of the computing behind which the exchange hides. */
  overlap?: number;
};

/** The backward pass, two thirds of a step, can send what it has reckoned while it goes on. */
const BACKWARD = 0.6;

/** 419 stops in 54 days at 90 % effective time are at most 18.6 minutes each, lost work included. */
const LARGE: [number, number, number] = [5, 15, 30];
const MIDDLE: [number, number, number] = [2, 5, 15];
const SMALL: [number, number, number] = [1, 2, 5];

const large = (gbps: number): FailureChoice => ({
  storageGBps: [gbps / 4, gbps, gbps * 4],
  restartMin: LARGE,
  overlap: BACKWARD,
});

/** By class. Storage: 2 TB/s is what Meta gives for its cluster of Llama 3; smaller gangs get less of such a system. */
export const FAILURES: Record<string, FailureChoice> = {
  pretrain: large(200),
  sft: { storageGBps: [5, 20, 80], restartMin: MIDDLE, overlap: BACKWARD },
  rl: large(200),
  small: { storageGBps: [0.5, 2, 8], restartMin: SMALL },
  batch: { storageGBps: [0.5, 2, 8], restartMin: SMALL, checkpointEveryS: 600 },
  simulation: { storageGBps: [5, 20, 80], restartMin: MIDDLE },
  hpc: { storageGBps: [1000, 5000, 10000], restartMin: LARGE, gradientGB: 1000 },
  'llama3-405b': large(2000),
  'deepseek-v3': large(200),
  'gpt4-class': large(500),
  'frontier-2026': large(2000),
  'wide-area': large(100),
  'drug-screening': { storageGBps: [0.5, 2, 8], restartMin: SMALL },
};

export const FAILURE_BASIS =
  'estimate: time to write a checkpoint is its size over a judged storage bandwidth; restart after the Llama 3 report (419 stops in 54 days at 90 % effective time: at most 18.6 min each), less for small gangs; overlap: the backward pass';
