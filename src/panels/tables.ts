/** The columns of the three tables: what each reads from a frame and how it is written. */
import type { FrameView } from '../../workers/frame/read.ts';
import type { ViewModel } from '../../workers/world/view-model.ts';
import type { Dictionary } from '../i18n/en.ts';
import { formatCount, formatDuration, formatMass, formatShare, formatSi } from '../i18n/format.ts';
import { pickWords } from '../i18n/words.ts';
import { siteLegendKey } from '../scene/legend.ts';
import type { Lang, Pick } from '../sim/store.ts';
import { linkName } from './names.ts';

export { linkName };

type Value = number | string;

export type Column = {
  word: keyof Dictionary['columns'];
  numeric: boolean;
  /** A share that is also drawn as a bar. */
  bar?: boolean;
  value(row: number, frame: FrameView, lang: Lang): Value;
  show(value: Value, lang: Lang, row: number, t: Dictionary): string;
};

export type TableSpec = {
  kind: 'sites' | 'links' | 'metros';
  pick: Pick['kind'];
  count: number;
  columns: Column[];
  legendKey(row: number): string;
  colour(row: number): string;
};

type Format = (lang: Lang, value: number) => string;

function numberColumn(
  word: Column['word'],
  format: Format,
  value: (row: number, frame: FrameView) => number | undefined,
  bar = false,
): Column {
  return {
    word,
    numeric: true,
    bar,
    value: (row, frame) => value(row, frame) ?? NaN,
    show: (shown, lang) => format(lang, Number(shown)),
  };
}

function textColumn(
  word: Column['word'],
  value: (row: number, frame: FrameView, lang: Lang) => string,
  show: (row: number, t: Dictionary, text: string) => string = (_, __, text) => text,
): Column {
  return { word, numeric: false, value, show: (text, _, row, t) => show(row, t, String(text)) };
}

const watts: Format = (lang, value) => formatSi(lang, value, 'W');
const bits: Format = (lang, value) => formatSi(lang, value, 'b/s');
const perSecond: Format = (lang, value) => formatSi(lang, value, '');
const tenths: Format = (lang, value) => formatShare(lang, value, 1);

export function siteTable(view: ViewModel): TableSpec {
  const site = (row: number) => view.sites[row]!;
  return {
    kind: 'sites',
    pick: 'site',
    count: view.sites.length,
    legendKey: (row) => siteLegendKey(site(row)),
    colour: (row) => `var(--role-${site(row).role})`,
    columns: [
      textColumn('name', (row, _, lang) => pickWords(site(row).name, lang)),
      textColumn(
        'role',
        (row) => site(row).role,
        (row, t) =>
          site(row).status === 'operational'
            ? t.roleNames[site(row).role]
            : `${t.roleNames[site(row).role]}, ${t.statuses[site(row).status]}`,
      ),
      numberColumn('accelerators', formatCount, (row, frame) => frame.sites.installed[row]),
      numberColumn('utilisation', formatShare, (row, frame) => frame.sites.utilisation[row], true),
      numberColumn('running', formatCount, (row, frame) => frame.sites.runningJobs[row]),
      numberColumn('queue', formatCount, (row, frame) => frame.sites.queuedJobs[row]),
      numberColumn('power', watts, (row, frame) => frame.sites.powerW[row]),
      numberColumn('carbon', formatMass, (row, frame) => frame.sites.carbonG[row]),
    ],
  };
}

export function metroTable(view: ViewModel): TableSpec {
  return {
    kind: 'metros',
    pick: 'metro',
    count: view.metros.length,
    legendKey: () => 'metro',
    colour: () => 'var(--role-metro)',
    columns: [
      textColumn('name', (row, _, lang) => pickWords(view.metros[row]!.name, lang)),
      numberColumn('demand', perSecond, (row, frame) => frame.metros.demandRps[row]),
      numberColumn('served', perSecond, (row, frame) => frame.metros.servedRps[row]),
      numberColumn('inTime', tenths, (row, frame) => frame.metros.inTime[row], true),
      numberColumn('latency', formatDuration, (row, frame) => frame.metros.latencyS[row]),
    ],
  };
}

/** The fuller direction's share of the capacity. */
export function linkLoad(row: number, { links }: FrameView): number {
  return Math.max(links.rateABBps[row]!, links.rateBABps[row]!) / (links.capacityBps[row] || NaN);
}

export function linkTable(view: ViewModel): TableSpec {
  const link = (row: number) => view.links[row]!;
  return {
    kind: 'links',
    pick: 'link',
    count: view.links.length,
    legendKey: () => 'link',
    colour: () => 'var(--role-link)',
    columns: [
      textColumn('name', (row, _, lang) => linkName(view, row, lang)),
      numberColumn('load', formatShare, linkLoad, true),
      numberColumn('rateAB', bits, (row, frame) => frame.links.rateABBps[row]),
      numberColumn('rateBA', bits, (row, frame) => frame.links.rateBABps[row]),
      numberColumn('capacity', bits, (row) => link(row).capacityBps),
      numberColumn('delay', formatDuration, (row) => link(row).delayS),
      textColumn(
        'state',
        (row, frame) => (frame.links.up[row] ? 'up' : 'down'),
        (_, t, text) => (text === 'up' ? t.linkInfo.up : t.linkInfo.down),
      ),
    ],
  };
}
