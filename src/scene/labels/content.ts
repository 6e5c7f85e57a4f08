/** What labels say: a name, and one number with what it is of. */
import type { Words } from '../../../workers/scenario/scenario.ts';
import type { MetroView, SiteView } from '../../../workers/world/view-model.ts';
import { formatPoints } from '../../i18n/format.ts';
import { loadOf, type BundleSum } from '../bundles.ts';
import type { HubSum } from '../towers.ts';
import type { Lang } from '../types.ts';

export type LabelText = { name: string; figure: string };

/** Words that say what kind of thing a site is and need not be on the map. */
const GENERIC = [
  /\s*\([^)]*\)/g,
  /\s+(cluster|campus|data cent(er|re)|(metro )?colocation)$/i,
  /\s+and suburbs$/i,
  /\s+(eco-green )?demonstration zone$/i,
  /（[^）]*）/g,
  /(数据中心)?集群$/,
  /及近郊$/,
  /(生态绿色一体化)?示范区$/,
];

export function shortName(words: Words, lang: Lang): string {
  const full = words[lang] ?? words.en;
  const short = GENERIC.reduce((name, pattern) => name.replace(pattern, ''), full).trim();
  return short === '' ? full : short;
}

const PREFIXES = [
  [1e12, 'T'],
  [1e9, 'G'],
  [1e6, 'M'],
  [1e3, 'k'],
] as const;

const formats = new Map<string, Intl.NumberFormat>();

/** Formats are slow to make and asked for often. */
function format(lang: Lang, digits: number): Intl.NumberFormat {
  const key = `${lang} ${digits}`;
  let made = formats.get(key);
  if (!made) {
    made = new Intl.NumberFormat(lang, { minimumFractionDigits: digits, maximumFractionDigits: digits });
    formats.set(key, made);
  }
  return made;
}

/** A quantity with two digits, such as `1.0 GW` or `450 MW`. */
export function quantity(value: number, unit: string, lang: Lang): string {
  const [factor, prefix] = PREFIXES.find(([least]) => value >= least * 0.9995) ?? [1, ''];
  const scaled = value / factor;
  const digits = scaled < 9.95 ? 1 : 0;
  const number = format(lang, digits).format(scaled >= 100 ? Math.round(scaled / 10) * 10 : scaled);
  return `${number} ${prefix}${unit}`.trim();
}

export function share(value: number, lang: Lang): string {
  return `${format(lang, 0).format(value * 100)} %`;
}

const STATUS = {
  operational: ['to come', '待建'],
  building: ['being built', '在建'],
  planned: ['planned', '规划'],
} as const;

function chips(count: number, lang: Lang): string {
  const number = count < 1000 ? format(lang, 0).format(count) : quantity(count, '', lang);
  return lang === 'zh' ? `${number} 芯片` : `${number} ${count === 1 ? 'chip' : 'chips'}`;
}

type SiteAmounts = {
  lit: number;
  /** In the branch that differences are to, where they are what is shown. */
  against: number | null;
  /** Accelerators that stand there now. */
  installed: number;
};

/** Utilisation and of how much: facility power where known, else accelerators; or how far it is from another branch's. */
export function siteText(site: SiteView, at: SiteAmounts, lang: Lang): LabelText {
  const { lit, against, installed } = at;
  const name = shortName(site.name, lang);
  const of =
    site.powerCapW !== null
      ? quantity(site.powerCapW, 'W', lang)
      : chips(installed || site.accelerators, lang);
  if (installed === 0 && site.accelerators > 0) {
    const status = STATUS[site.status];
    return { name, figure: `${status[lang === 'zh' ? 1 : 0]} · ${of}` };
  }
  if (against !== null) return { name, figure: formatPoints(lang, lit - against) };
  return { name, figure: lang === 'zh' ? `${of} 的 ${share(lit, lang)}` : `${share(lit, lang)} of ${of}` };
}

/** A country by its own name, else by its largest site and how many more; and what the sites are together. */
export function hubText(
  sum: HubSum,
  sites: readonly SiteView[],
  { lit, against, installed }: SiteAmounts,
  lang: Lang,
): LabelText {
  const count = sum.shown.length;
  const name = hubName(sum, sites, lang);
  const many = lang === 'zh' ? `${count} 个站点` : `${count} ${count === 1 ? 'site' : 'sites'}`;
  if (against !== null) return { name, figure: `${many} · ${formatPoints(lang, lit - against)}` };
  const of =
    sum.powerCapW === null ? chips(installed || sum.accelerators, lang) : quantity(sum.powerCapW, 'W', lang);
  if (installed === 0)
    return { name, figure: `${many} · ${STATUS.operational[lang === 'zh' ? 1 : 0]} · ${of}` };
  const busy = lang === 'zh' ? `${of} 的 ${share(lit, lang)}` : `${share(lit, lang)} of ${of}`;
  return { name, figure: `${many} · ${busy}` };
}

export function hubName(sum: HubSum, sites: readonly SiteView[], lang: Lang): string {
  const count = sum.shown.length;
  const largest = shortName(sites[sum.shown[0] ?? sum.members[0]!]!.name, lang);
  return (
    (sum.country && countryName(sum.country, lang)) ?? (count > 1 ? `${largest} +${count - 1}` : largest)
  );
}

/** Null for a code that is none of a country. */
function countryName(code: string, lang: Lang): string | null {
  try {
    return new Intl.DisplayNames(lang, { type: 'region', fallback: 'none' }).of(code) ?? null;
  } catch {
    return null;
  }
}

type MetroAmounts = {
  inTime: number;
  /** In the branch that differences are to, where they are what is shown. */
  against: number | null;
  full: boolean;
  served: { count: number; sites: readonly number[] } | null;
};

/** What is said of a metro; when it is the one asked for, also who answers it and what is drawn of that. */
export function metroText(metro: MetroView, at: MetroAmounts, lang: Lang): LabelText {
  const { inTime, against, served } = at;
  const name = shortName(metro.name, lang);
  if (!at.full) return { name, figure: '' };
  if (against !== null) {
    const by = formatPoints(lang, inTime - against);
    return { name, figure: lang === 'zh' ? `按时应答 ${by}` : `${by} in time` };
  }
  const figure = lang === 'zh' ? `按时应答 ${share(inTime, lang)}` : `${share(inTime, lang)} in time`;
  if (!served || served.count === 0) return { name, figure };
  const [count, drawn] = [served.count, served.sites.length];
  const rest = drawn < count;
  const by =
    lang === 'zh'
      ? `由 ${count} 个站点应答${rest ? `，画出 ${drawn} 个` : ''}`
      : `by ${count} ${count === 1 ? 'site' : 'sites'}${rest ? `, ${drawn} drawn` : ''}`;
  return { name, figure: `${figure}${lang === 'zh' ? '，' : ' '}${by}` };
}

/**
 * Load and of how much; of links drawn as one, how many they are and how many of them are cut. Where differences
 * are what is shown, how far the load is from another branch's.
 *
 * @param ends what the places at its ends are called
 */
export function linkText(
  ends: readonly [string, string],
  sum: BundleSum,
  against: BundleSum | null,
  lang: Lang,
): LabelText {
  const isChinese = lang === 'zh';
  const { count, up, capacity } = sum;
  const cut = count - up;
  const facts: string[] = [];
  if (count > 1) facts.push(isChinese ? `${count} 条链路` : `${count} links`);
  if (cut > 0)
    facts.push(isChinese ? (count > 1 ? `${cut} 条中断` : '中断') : count > 1 ? `${cut} cut` : 'cut');
  if (up > 0 && against) facts.push(formatPoints(lang, loadOf(sum) - loadOf(against)));
  else if (up > 0) {
    const of = quantity(capacity, 'bit/s', lang);
    facts.push(isChinese ? `${of} 的 ${share(loadOf(sum), lang)}` : `${share(loadOf(sum), lang)} of ${of}`);
  }
  return { name: ends.join(' – '), figure: facts.join(' · ') };
}
