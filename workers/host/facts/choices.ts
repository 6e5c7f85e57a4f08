/**
 * What is chosen rather than measured when the raw facts become a scenario: the level of
 * sites, shares for serving, request classes and the size of demand. Each choice is
 * written out in the shipped rows as an estimate; public/data/README.md gives the reasons.
 */

/** Bundles in the order of the README; a row comes in when all bundles it names are included. */
export const BUNDLES = ['china', 'us', 'pacific', 'overlay'] as const;
export type Bundle = (typeof BUNDLES)[number];

const BUNDLE_OF_COUNTRY: Record<string, Bundle> = {
  CN: 'china',
  US: 'us',
  HK: 'pacific',
  TW: 'pacific',
  JP: 'pacific',
  KR: 'pacific',
  SG: 'pacific',
};
export const bundleOf = (country: string): Bundle | undefined => BUNDLE_OF_COUNTRY[country];

/** Metros of the Pacific bundle: where cables land between the two countries. */
export const LANDINGS = ['m_hongkong', 'm_taipei', 'm_tokyo', 'm_osaka', 'm_seoul', 'm_busan', 'm_singapore'];

/** China: ten clusters, and the eastern markets that lie outside them. */
export const CHINA_MARKETS = ['beijing_yizhuang', 'shanghai_market', 'shenzhen_market'];

/** United States: rows whose machines another chosen row already counts, and why. */
export const US_DROPPED: Record<string, string> = {
  aws_nova: 'inside mk_nova',
  ashburn: 'inside mk_nova',
  mk_columbus: 'its campuses are listed one by one',
  ilamp_florida: 'a planned fleet of lamp posts, not a site of this level',
};

export const LEVEL_NOTE: Record<Bundle, string> = {
  china: 'cluster level: the ten official clusters, and three eastern metro markets outside them; no campus',
  us: 'campus level, with metro markets for colocation; no row that another one contains',
  pacific: 'no sites: metros where cables land',
  overlay: 'no sites',
};

export const PHYSICAL_KINDS = ['national backbone', 'DCI', 'metro', 'submarine', 'terrestrial cross-border'];

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

/** Market time of a grid, hours from UTC in January. */
export function gridUtcOffsetH(id: string, country: string): number {
  if (country !== 'US') return country === 'JP' || country === 'KR' ? 9 : 8;
  if (/^US-(PJM|SOCO|DUK|SC$|NYIS|FLA)/.test(id)) return -5;
  if (/^US-(ERCOT|SPP|MISO|TVA)/.test(id)) return -6;
  if (/^US-(AZPS|PACE|EPE)/.test(id)) return -7;
  return -8;
}
