/**
 * Which bundles bring a row, and which other row already counts it.
 *
 * A `bundle` cell lists alternatives parted by "|"; an empty one always holds. A site named
 * in `counted_in` of another takes that one's place: where both would come in, only the
 * whole does. So any choice of bundles counts a machine once.
 */
export const BUNDLES = [
  'china',
  'us',
  'pacific',
  'overlay',
  'china-campuses',
  'clouds',
  'supercomputers',
  'ilamps',
  'belt-and-road',
  'allies',
  'workloads',
] as const;
export type Bundle = (typeof BUNDLES)[number];

/** Bundles whose sites stand all over the world: each brings every metro as a place where fibres meet. */
const WORLDWIDE: Bundle[] = ['clouds', 'supercomputers', 'ilamps', 'belt-and-road', 'allies'];

/** A pattern to copy into a scenario; named by no bundle, so it never comes in by itself. */
const TEMPLATE = 'template';

/** Metros of the Pacific bundle: where cables land between the two countries. */
export const LANDINGS = ['m_hongkong', 'm_taipei', 'm_tokyo', 'm_osaka', 'm_seoul', 'm_busan', 'm_singapore'];
const LANDING_COUNTRIES = new Set(['HK', 'TW', 'JP', 'KR', 'SG']);

/** China at cluster level: ten clusters, and the eastern markets that lie outside them. */
const CHINA_MARKETS = new Set(['beijing_yizhuang', 'shanghai_market', 'shenzhen_market']);

/** Sites abroad at which backbones end in the raw facts, so that no city beyond hangs loose. */
const TRANSIT_SITES = new Set(['almaty', 'vientiane', 'phnompenh', 'karachi', 'lagos']);

const BELT_AND_ROAD = new Set(['LA', 'KH', 'PK', 'KZ', 'TR', 'EG', 'ZA', 'KE', 'CL', 'RU']);
/** Allied countries with a site of the Digital Silk Road. */
const BOTH = new Set(['SA', 'TH']);

const CLOUD_PROGRAMMES = new Set([
  'hyperscale US',
  'Microsoft AI WAN',
  'Project Rainier',
  'neocloud',
  'Stargate',
]);
const CLOUD_OPERATORS =
  /^(Alibaba|Tencent|Huawei|Baidu|Chindata|Kuaishou|Apple|NWCD|Microsoft|Meta|G42|Nscale|Nebius|SK|Equinix|YTL)\b(?! ecosystem)/;

/** Rows that another one contains, beyond the raw `parent`, with the reason. */
const COUNTED_IN: Record<string, { ids: string[]; why: string }> = {
  mk_columbus: { ids: ['aws_columbus'], why: 'its campuses are listed one by one' },
  ytl_johor: { ids: ['mk_johor'], why: 'leased space 11 km from the middle of the market of Johor' },
};

export type RawSite = Record<'id' | 'country' | 'level' | 'parent' | 'programme' | 'operator', string>;

/** Ids of the sites that already count this one, and why. */
export function countedIn(site: RawSite): { ids: string[]; why: string } {
  if (site.parent !== '') return { ids: [site.parent], why: `part of ${site.parent}` };
  return COUNTED_IN[site.id] ?? { ids: [], why: '' };
}

const any = (...bundles: string[]): string => [...new Set(bundles)].join('|');

export function bundlesOfSite(site: RawSite): string {
  const { id, country, level, programme, operator } = site;
  if (level === 'template') return TEMPLATE;
  if (level === 'edge fleet') return 'ilamps';
  const themes: Bundle[] = [];
  if (CLOUD_OPERATORS.test(operator) || CLOUD_PROGRAMMES.has(programme)) themes.push('clouds');
  if (programme === 'supercomputer') themes.push('supercomputers');
  if (programme === 'Digital Silk Road') themes.push('belt-and-road');
  if (TRANSIT_SITES.has(id)) themes.push(...WORLDWIDE);
  if (country === 'CN' && (level === 'cluster' || CHINA_MARKETS.has(id))) return 'china';
  if (country === 'CN' || country === 'HK') return any('china-campuses', ...themes);
  if (country === 'US') return any('us', ...themes);
  return programme === 'Digital Silk Road' ? any(...themes) : any('allies', ...themes);
}

/** Bundles that bring what lies in a country: its metros as places, and its grids. */
export function bundlesOfCountry(country: string, id = ''): string {
  if (country === 'XX') return 'ilamps';
  if (country === 'CN') return any('china', 'china-campuses', ...WORLDWIDE);
  if (country === 'US') return any('us', ...WORLDWIDE);
  const landing = LANDING_COUNTRIES.has(country) && (id === '' || LANDINGS.includes(id));
  const near = country === 'HK' ? ['china-campuses'] : [];
  return any(...(landing ? ['pacific'] : []), ...near, ...WORLDWIDE);
}

/** Bundles with which a metro asks for something: those that bring sites to its country. */
export function bundlesOfDemand(country: string): string {
  if (country === 'CN') return 'china|china-campuses';
  if (country === 'HK') return 'china-campuses';
  if (country === 'US') return 'us';
  if (BELT_AND_ROAD.has(country)) return 'belt-and-road';
  return BOTH.has(country) ? 'allies|belt-and-road' : 'allies';
}

/** Whether a cell names what is included: one of its alternatives. */
export function comesWith(cell: string, included: ReadonlySet<string>): boolean {
  return cell === '' || cell.split('|').some((bundle) => included.has(bundle));
}
