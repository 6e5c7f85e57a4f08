/**
 * What is chosen rather than measured when the raw facts become a scenario: the level of
 * sites, shares for serving, request classes and the size of demand. Each choice is
 * written out in the shipped rows as an estimate; public/data/README.md gives the reasons.
 */

export const PHYSICAL_KINDS = [
  'national backbone',
  'DCI',
  'metro',
  'submarine',
  'terrestrial cross-border',
  'access wireless',
];

/** Share of a site's accelerators kept for inference: [low, best, high] by role. */
export const SERVING_SHARE: Record<string, [number, number, number]> = {
  training: [0.05, 0.1, 0.2],
  inference: [0.45, 0.6, 0.85],
  mixed: [0.2, 0.35, 0.5],
  hpc: [0, 0, 0.02],
  edge: [0.6, 0.9, 1],
};
/** Where the named campuses of a cluster say more than its role. */
export const SERVING_SHARE_OF_SITE: Record<string, [number, number, number]> = {
  cl_zhangjiakou: [0.08, 0.15, 0.35],
};

/** Idle draw over TDP: [low, best, high]; boards report 12 to 25 % with clocks down. */
export const IDLE_OF_TDP: [number, number, number] = [0.12, 0.17, 0.25];

/** Degrees between the coldest and the warmest hour of a usual day: 6 at coasts to 14 inland; judgement. */
export const DAY_SWING_C = 8;

/**
 * Tokens answered a day in China, trillion: the National Data Administration gave 100 for
 * December 2025 and 140 for March 2026, so about 110 in the first days of January.
 */
export const CHINA_TOKENS_PER_DAY: [number, number, number] = [70e12, 110e12, 140e12];

/** Share of requests by class: judgement; chat most, code by volume of calls, reasoning by cost. */
export const REQUEST_MIX: Record<string, { share: number; profile: string | null }> = {
  chat: { share: 0.72, profile: null },
  code: { share: 0.22, profile: 'coding' },
  reasoning: { share: 0.06, profile: null },
};

/** Hours from UTC in January of the grids outside China and the United States. */
const UTC_OFFSET_H: Record<string, number> = {
  GB: 0, IE: 0, DE: 1, FR: 1, NL: 1, SE: 1, NO: 1, ES: 1, IT: 1, CH: 1, FI: 2, EG: 2, ZA: 2,
  NG: 1, TR: 3, SA: 3, QA: 3, KE: 3, RU: 3, AE: 4, PK: 5, KZ: 5, IN: 5.5, TH: 7, VN: 7, LA: 7,
  KH: 7, ID: 7, JP: 9, KR: 9, AU: 11, BR: -3, CL: -3, CA: -5, MX: -6, XX: 0,
}; // prettier-ignore

/** Market time of a grid, hours from UTC in January. */
export function gridUtcOffsetH(id: string, country: string): number {
  if (country !== 'US') return UTC_OFFSET_H[country] ?? 8;
  if (/^US-(PJM|SOCO|DUK|SC$|NYIS|FLA)/.test(id)) return -5;
  if (/^US-(ERCOT|SPP|MISO|TVA)/.test(id)) return -6;
  if (/^US-(AZPS|PACE|EPE)/.test(id)) return -7;
  return -8;
}

/**
 * Compute that someone published for a site, EFLOP/s, read out of the raw text beside it.
 * The basis says of what kind: `h100e` are H100-equivalents x 0.989 PFLOP/s (dense BF16),
 * `intelligent` the FP16 or BF16 sum that Chinese operators give, `hpl` the Linpack result.
 */
export const REPORTED_COMPUTE: Record<
  string,
  { eflops: number; basis: 'h100e' | 'intelligent' | 'hpl' } | undefined
> = {
  cl_zhangjiakou: { eflops: 301, basis: 'intelligent' },
  cl_wuhu: { eflops: 26, basis: 'intelligent' },
  cl_guian: { eflops: 92.6, basis: 'intelligent' },
  cl_qingyang: { eflops: 100, basis: 'intelligent' },
  cm_hohhot: { eflops: 6.7, basis: 'intelligent' },
  yisuan_qingyang: { eflops: 2.5, basis: 'intelligent' },
  cu_xining: { eflops: 3.6, basis: 'intelligent' },
  cm_beijing: { eflops: 1, basis: 'intelligent' },
  pengcheng: { eflops: 1, basis: 'intelligent' },
  cm_harbin: { eflops: 6.9, basis: 'intelligent' },
  ali_zhangbei: { eflops: 153, basis: 'h100e' },
  sg_abilene: { eflops: 251.9, basis: 'h100e' },
  xai_colossus1: { eflops: 272.8, basis: 'h100e' },
  meta_prometheus: { eflops: 497.1, basis: 'h100e' },
  ms_fairwater_ga: { eflops: 525.3, basis: 'h100e' },
  goog_newalbany: { eflops: 232.8, basis: 'h100e' },
  aws_rainier: { eflops: 466.4, basis: 'h100e' },
  tianhe3: { eflops: 1.57, basis: 'hpl' },
  oceanlight: { eflops: 1.05, basis: 'hpl' },
  taihulight: { eflops: 0.093, basis: 'hpl' },
  lineshine: { eflops: 2.198, basis: 'hpl' },
  frontier: { eflops: 1.353, basis: 'hpl' },
  elcapitan: { eflops: 1.809, basis: 'hpl' },
  aurora: { eflops: 1.012, basis: 'hpl' },
  jupiter: { eflops: 1, basis: 'hpl' },
  alps: { eflops: 0.435, basis: 'hpl' },
};
