/**
 * The classes of work a scenario offers: the raw workload each comes from, and the figures
 * the raw row lacks, each with its reason.
 */
import { MORE_CLASSES } from './classes-more.ts';

export type ClassChoice = {
  id: string;
  origin: string;
  kind: 'job' | 'request';
  en: string;
  zh: string;
  minMemoryGB?: number;
  mfuByType?: Record<string, number>;
  datasetTB?: number;
  checkpointGB?: number;
  /** Billion parameters used per token: low, best, high. */
  activeParamsB?: [number, number, number];
  batch?: number;
  /** Billion parameters in all, where they are more than those used; bytes of one in memory, where not 2. */
  totalParamsB?: number;
  bytesPerParam?: number;
  /** Tokens in and out, and limit to the first, where the raw row has none. */
  tokens?: [number, number];
  ttftLimitS?: number;
  reason: string;
  /** Brought by this bundle; without one, always there. */
  bundle?: 'workloads';
};

const FIRST_CLASSES: ClassChoice[] = [
  {
    id: 'pretrain',
    origin: 'pt_domestic_910c',
    kind: 'job',
    en: 'Pre-training',
    zh: '预训练',
    minMemoryGB: 32,
    mfuByType: { h100: 0.41, gb200: 0.38, a100: 0.38, trainium2: 0.35, tpu_v6e: 0.4, fx_generic_china: 0.25 },
    reason:
      'least memory: judgement, the model is spread over the gang; use by chip: judgement around published runs',
  },
  {
    id: 'sft',
    origin: 'mid_sft',
    kind: 'job',
    en: 'Fine-tuning',
    zh: '监督微调',
    minMemoryGB: 32,
    mfuByType: { ascend_910b: 0.28, ascend_910c: 0.28, fx_generic_china: 0.25 },
    reason: 'least memory and use by chip: judgement',
  },
  {
    id: 'rl',
    origin: 'rl_reasoning',
    kind: 'job',
    en: 'Reinforcement learning',
    zh: '强化学习',
    minMemoryGB: 64,
    reason: 'least memory: judgement, roll-outs hold a whole model on few accelerators',
  },
  {
    id: 'small',
    origin: 'lora',
    kind: 'job',
    en: 'Small jobs: LoRA, evaluation, debugging',
    zh: '小作业：LoRA、评测、调试',
    minMemoryGB: 16,
    reason: 'least memory: judgement',
  },
  {
    id: 'batch',
    origin: 'batch_infer',
    kind: 'job',
    en: 'Batch inference',
    zh: '离线推理',
    minMemoryGB: 32,
    datasetTB: 1,
    checkpointGB: 0,
    reason: 'least memory and input of 1 TB: judgement',
  },
  {
    id: 'simulation',
    origin: 'autonomy_sim',
    kind: 'job',
    en: 'Driving and industry data loops',
    zh: '自动驾驶与工业数据闭环',
    minMemoryGB: 32,
    reason: 'least memory: judgement',
  },
  {
    id: 'hpc',
    origin: 'hpc_sim',
    kind: 'job',
    en: 'Scientific computing',
    zh: '科学计算',
    minMemoryGB: 32,
    reason: 'least memory: judgement',
  },
  {
    id: 'chat',
    origin: 'chat',
    kind: 'request',
    en: 'Chat',
    zh: '对话',
    activeParamsB: [8, 22, 70],
    totalParamsB: 235,
    batch: 64,
    reason:
      '22 billion active of 235 billion in all, a common open mixture that fits eight chips of 64 GB; batch: judgement',
  },
  {
    id: 'code',
    origin: 'code',
    kind: 'request',
    en: 'Code completion',
    zh: '代码补全',
    activeParamsB: [3, 14, 32],
    batch: 32,
    reason: '14 billion dense, as completion must start within 0.2 s; batch: judgement',
  },
  {
    id: 'reasoning',
    origin: 'reasoning',
    kind: 'request',
    en: 'Reasoning',
    zh: '推理思考',
    activeParamsB: [22, 37, 70],
    totalParamsB: 671,
    bytesPerParam: 1,
    batch: 64,
    reason:
      '37 billion active of 671 billion in all, as DeepSeek-R1, in the 8 bits it is given out in; batch: judgement',
  },
];

export const CLASSES: ClassChoice[] = [...FIRST_CLASSES, ...MORE_CLASSES];

/** Raw workloads that are no class, and why. */
export const NO_CLASS: Record<string, string> = {
  astro_transfer: 'a transfer and not work: a scenario gives it under transfers',
};
