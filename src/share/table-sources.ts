/** What can be taken away as a table: places at the tick on show, and the run over its ticks, as computed. */
import { METRICS, type MetricKey } from '../../workers/engine/metrics.ts';
import { LINK_COLUMNS, METRO_COLUMNS, SITE_COLUMNS } from '../../workers/frame/layout.ts';
import type { FrameView } from '../../workers/frame/read.ts';
import type { Words } from '../../workers/scenario/scenario.ts';
import type { ViewModel } from '../../workers/world/view-model.ts';
import { seriesColumn, type Series } from '../sim/series.ts';
import { branches, choices, frames } from '../sim/sim.ts';
import { onMap } from '../sim/store.ts';
import type { Table, TableColumn } from './table.ts';

export const TABLE_NAMES = ['sites', 'metros', 'links', 'series', 'charts', 'history'] as const;
export type TableName = (typeof TABLE_NAMES)[number];

/** What charts/Charts.tsx draws. */
const CHARTED: MetricKey[] = ['utilisation', 'waitMeanS', 'powerW'];

/** @returns null where there is nothing of that name now */
export function takeTable(name: TableName): Table | null {
  const { view, branch, selected: picked } = choices.getState();
  const selected = onMap(picked);
  const frame = frames.current;
  const run = branches.run();
  if (!view || !frame || !run) return null;
  const tick = `${view.scenario.id}-tick-${frame.tick}`;
  switch (name) {
    case 'sites':
      return { name: `${tick}-sites`, columns: sites(view, frame) };
    case 'metros':
      return { name: `${tick}-cities`, columns: metros(view, frame) };
    case 'links':
      return { name: `${tick}-links`, columns: links(view, frame) };
    case 'series':
      return {
        name: `${view.scenario.id}-series`,
        columns: series(
          view,
          METRICS.map(({ key }) => key),
        ),
      };
    case 'charts':
      return { name: `${view.scenario.id}-charts`, columns: series(view, CHARTED) };
    case 'history': {
      const points = branches.history.points(branch, frame.tick);
      if (!selected || points.length === 0) return null;
      const [first, second] = HISTORY_KEYS[selected.kind];
      return {
        name: `${tick}-${selected.kind}-${selected.index}`,
        columns: [
          { key: 'tick', values: Int32Array.from(points, (point) => point.tick) },
          { key: first, values: Float64Array.from(points, (point) => point.first) },
          { key: second, values: Float64Array.from(points, (point) => point.second) },
        ],
      };
    }
  }
}

/** The two values that sim/history.ts gathers of each kind. */
const HISTORY_KEYS = {
  site: ['utilisation', 'powerW'],
  link: ['loadAB', 'loadBA'],
  metro: ['inTime', 'demandRps'],
  class: ['heldOrServed', 'queuedOrRps'],
  tenant: ['held', 'queued'],
  job: ['heldShare', 'doneShare'],
} as const;

function named(entries: readonly { id: string; name: Words | string }[]): TableColumn[] {
  const words = (name: Words | string): Words => (typeof name === 'string' ? { en: name } : name);
  return [
    { key: 'id', values: entries.map(({ id }) => id) },
    { key: 'name_en', values: entries.map(({ name }) => words(name).en) },
    { key: 'name_zh', values: entries.map(({ name }) => words(name).zh ?? '') },
  ];
}

/** Copies: frames are pooled, and what is written must not change meanwhile. */
function columnsOf<K extends string>(keys: readonly K[], table: Record<K, Float64Array>): TableColumn[] {
  return keys.map((key) => ({ key, values: table[key].slice() }));
}

const numbers = (key: string, values: number[]): TableColumn => ({ key, values: Float64Array.from(values) });

function sites(view: ViewModel, frame: FrameView): TableColumn[] {
  return [
    ...named(view.sites),
    { key: 'country', values: view.sites.map(({ country }) => country) },
    { key: 'role', values: view.sites.map(({ role }) => role) },
    { key: 'status', values: view.sites.map(({ status }) => status) },
    numbers(
      'lat',
      view.sites.map(({ lat }) => lat),
    ),
    numbers(
      'lon',
      view.sites.map(({ lon }) => lon),
    ),
    numbers(
      'accelerators',
      view.sites.map(({ accelerators }) => accelerators),
    ),
    ...columnsOf(SITE_COLUMNS, frame.sites),
  ];
}

function metros(view: ViewModel, frame: FrameView): TableColumn[] {
  return [
    ...named(view.metros),
    { key: 'country', values: view.metros.map(({ country }) => country) },
    numbers(
      'lat',
      view.metros.map(({ lat }) => lat),
    ),
    numbers(
      'lon',
      view.metros.map(({ lon }) => lon),
    ),
    ...columnsOf(METRO_COLUMNS, frame.metros),
  ];
}

function links(view: ViewModel, frame: FrameView): TableColumn[] {
  const nodes = [...view.sites, ...view.metros];
  return [
    ...named(view.links),
    { key: 'a', values: view.links.map(({ a }) => nodes[a]?.id ?? '') },
    { key: 'b', values: view.links.map(({ b }) => nodes[b]?.id ?? '') },
    numbers(
      'delayS',
      view.links.map(({ delayS }) => delayS),
    ),
    ...columnsOf(LINK_COLUMNS, frame.links),
  ];
}

/** One row a branch and tick that is computed, branch after branch. */
function series(view: ViewModel, keys: readonly MetricKey[]): TableColumn[] {
  const all = computed();
  const { tickS, startMs } = view.scenario;
  const rows = <T>(of: (tick: number, branch: string) => T): T[] =>
    all.flatMap(([branch, { count }]) => Array.from({ length: count }, (_, tick) => of(tick, branch)));
  return [
    { key: 'branch', values: rows((_, branch) => branch) },
    { key: 'tick', values: Int32Array.from(rows((tick) => tick)) },
    { key: 'time', values: rows((tick) => new Date(startMs + tick * tickS * 1000).toISOString()) },
    ...keys.map((key) => {
      const values = new Float64Array(all.reduce((sum, [, { count }]) => sum + count, 0));
      let at = 0;
      for (const [, one] of all) {
        values.set(seriesColumn(one, key), at);
        at += one.count;
      }
      return { key, values };
    }),
  ];
}

function computed(): [branch: string, series: Series][] {
  const run = branches.run();
  return run ? run.branches.map((branch) => [branch.name, branch.series]) : [];
}
