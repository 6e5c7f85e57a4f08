/** Classes of the bundle `workloads`: named training runs and requests beyond the three that always come. */
import type { ClassChoice } from './classes.ts';

const LEAST_MEMORY = 'least memory: judgement, the model is spread over the gang';

/** A named training run; the rest of its figures is in the raw row. */
const run = (id: string, origin: string, en: string, zh: string, minMemoryGB: number): ClassChoice => ({
  id,
  origin,
  kind: 'job',
  bundle: 'workloads',
  en,
  zh,
  minMemoryGB,
  reason: LEAST_MEMORY,
});

type Requests = Pick<
  ClassChoice,
  | 'id'
  | 'origin'
  | 'en'
  | 'zh'
  | 'activeParamsB'
  | 'totalParamsB'
  | 'bytesPerParam'
  | 'batch'
  | 'tokens'
  | 'ttftLimitS'
  | 'reason'
>;
const requests = (choice: Requests): ClassChoice => ({ kind: 'request', bundle: 'workloads', ...choice });

export const MORE_CLASSES: ClassChoice[] = [
  run('llama3-405b', 'pt_llama3_405b', 'Pre-training of Llama 3 405B', 'Llama 3 405B 预训练', 64),
  run('deepseek-v3', 'pt_deepseek_v3', 'Pre-training of DeepSeek-V3', 'DeepSeek-V3 预训练', 64),
  run('gpt4-class', 'pt_gpt4_class', 'Pre-training of the GPT-4 class', 'GPT-4 级预训练', 64),
  run('frontier-2026', 'pt_frontier_2026', 'Frontier run over several campuses', '跨园区前沿训练', 64),
  run('wide-area', 'pt_fntf_pool', 'Training over a wide-area pool', '广域算力池训练', 32),
  run('drug-screening', 'drug_md', 'Drug screening and diagnostics', '药物筛选与诊断', 32),
  requests({
    id: 'chat-long',
    origin: 'chat_longctx',
    en: 'Chat on long texts',
    zh: '长文对话',
    activeParamsB: [8, 32, 70],
    totalParamsB: 1000,
    bytesPerParam: 1,
    batch: 32,
    reason: '32 billion active of 1,000 billion in all, as Kimi K2, in 8 bits; batch: judgement',
  }),
  requests({
    id: 'tagging',
    origin: 'chat_small',
    en: 'Short classification calls',
    zh: '短文本分类',
    activeParamsB: [1, 7, 14],
    batch: 64,
    reason: '7 billion dense; batch: judgement',
  }),
  requests({
    id: 'agents',
    origin: 'agentic',
    en: 'Agent sessions',
    zh: '智能体会话',
    activeParamsB: [8, 32, 70],
    totalParamsB: 355,
    bytesPerParam: 1,
    batch: 32,
    reason: '32 billion active of 355 billion in all, as GLM-4.5, in 8 bits; batch: judgement',
  }),
  requests({
    id: 'vision',
    origin: 'vision',
    en: 'Questions about pictures',
    zh: '图像问答',
    activeParamsB: [3, 7, 72],
    batch: 32,
    reason: '7 billion dense; batch: judgement',
  }),
  requests({
    id: 'video',
    origin: 'video_gen',
    en: 'Video generation',
    zh: '视频生成',
    activeParamsB: [5, 14, 30],
    batch: 1,
    ttftLimitS: 300,
    reason: '14 billion parameters; the limit is that of the whole clip, which comes in one piece',
  }),
  requests({
    id: 'speech',
    origin: 'speech',
    en: 'Speech and voice agents',
    zh: '语音与语音助手',
    activeParamsB: [0.6, 2, 8],
    batch: 16,
    reason: '2 billion parameters; batch: judgement',
  }),
  requests({
    id: 'street-camera',
    origin: 'surveillance_edge',
    en: 'Pictures of street cameras',
    zh: '街头摄像头图像',
    activeParamsB: [0.01, 0.1, 1],
    batch: 1,
    tokens: [256, 1],
    reason: 'a picture as 256 patches, one answer, 0.1 billion parameters: judgement',
  }),
];
