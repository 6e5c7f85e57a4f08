/**
 * How classes of jobs fail, save and exchange, where the raw facts are silent: they give failures
 * per 1,000 accelerator-days, bytes of a checkpoint, seconds of a step and bytes of an exchange.
 */
import type { CsvRow } from './csv.ts';
import { need, round, type Table } from './raw.ts';

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

/** The training run whose stops were published; and the one on chips of China, a judgement. */
const PUBLISHED = 'pt_llama3_405b';
const CHINESE = 'pt_domestic_910c';

export const FAILURE_TYPES =
  'failures by type: the training run known on it (Llama 3 on H100: reported; DeepSeek-V3 on H800, GPT-4 class on A100, a frontier run on GB200, Ascend 910B and 910C: estimates); types without one: as H100, or if made in China as Ascend 910C';

/** From failures per 1,000 accelerator-days. */
export const mtbfHours = (rate: number): number => round((24 * 1000) / rate, 4);

/** Mean hours between failures under pre-training, of every type, by the raw training run on it. */
export function mtbfByType(raw: CsvRow[], accelerators: Table): Record<string, number> {
  const rateOf = (row: CsvRow) => need(row, 'failure_rate_per_1000gpu_day');
  const training = raw.filter(({ cells }) => cells.class === 'pre-training');
  return Object.fromEntries(
    accelerators.rows.map(({ id, country }) => {
      const stand = country === 'CN' ? CHINESE : PUBLISHED;
      const known =
        training.find(({ cells }) => cells.accel_ref === id) ??
        training.find(({ cells }) => cells.id === stand)!;
      return [id, mtbfHours(rateOf(known))];
    }),
  );
}
