/** What an ensemble found as tables; each names its scenario, its fingerprint and the seed of its draws. */
import { METRICS } from '../../workers/engine/metrics.ts';
import { KEY_FIGURES, OF, SERIES_FIGURES } from '../../workers/sweep/bands.ts';
import { ensembleRuns } from '../sim/ensemble.ts';
import { bandSeries, figureBand } from '../sim/bands.ts';
import type { Table, TableColumn } from '../share/table.ts';
import type { Shown } from './shown.ts';

export const BAND_TABLES = ['figures', 'series', 'influence', 'runs'] as const;
export type BandTable = (typeof BAND_TABLES)[number];

/** @throws Error where the ensemble is no more */
export async function bandTable(now: Shown, name: BandTable): Promise<Table> {
  const { plan, drawSeed } = now;
  const columns = name === 'runs' ? await runs(now) : COLUMNS[name](now);
  const rows = columns[0]!.values.length;
  const said = (key: string, value: string): TableColumn => ({
    key,
    values: Array.from({ length: rows }, () => value),
  });
  return {
    name: `${plan.scenarioId}-ensemble-${name}`,
    columns: [
      ...columns,
      said('scenario', plan.scenarioId),
      said('fingerprint', plan.scenarioHash),
      said('drawSeed', String(drawSeed)),
    ],
  };
}

const numbers = (key: string, values: number[]): TableColumn => ({ key, values: Float64Array.from(values) });

/** Branches by name, and their difference as 'A-B'. */
function ofNames({ names: [shown, reference] }: Shown): Record<(typeof OF)[number], string> {
  return { shown, reference, difference: `${shown}-${reference}` };
}

const COLUMNS: Record<Exclude<BandTable, 'runs'>, (now: Shown) => TableColumn[]> = {
  figures(now) {
    const named = ofNames(now);
    const rows = KEY_FIGURES.flatMap((figure) =>
      OF.map((of) => ({ figure, of: named[of], ...figureBand(now.report, figure, of) })),
    );
    return [
      { key: 'figure', values: rows.map(({ figure }) => figure) },
      { key: 'branch', values: rows.map(({ of }) => of) },
      ...bandColumns(rows),
      numbers(
        'draws',
        rows.map(() => now.report.done),
      ),
    ];
  },
  series(now) {
    const named = ofNames(now);
    const rows = SERIES_FIGURES.flatMap((figure) =>
      OF.flatMap((of) => {
        const { low, median, high } = bandSeries(now.report, now.plan.ticks, figure, of);
        return now.plan.ticks.map((tick, i) => ({
          figure,
          of: named[of],
          tick,
          low: low[i]!,
          median: median[i]!,
          high: high[i]!,
        }));
      }),
    );
    return [
      { key: 'figure', values: rows.map(({ figure }) => figure) },
      { key: 'branch', values: rows.map(({ of }) => of) },
      numbers(
        'tick',
        rows.map(({ tick }) => tick),
      ),
      ...bandColumns(rows),
    ];
  },
  influence(now) {
    const { report, plan } = now;
    const ranks = report.influence?.ranks ?? [];
    const facts = ranks.map(({ fact }) => plan.facts[fact]!);
    const answer = `${now.answer.figure} ${ofNames(now)[now.answer.of]}`;
    return [
      { key: 'answer', values: ranks.map(() => answer) },
      { key: 'fact', values: facts.map(({ key }) => key) },
      { key: 'of', values: facts.map(({ names }) => names.map(({ en }) => en).join(', ')) },
      numbers(
        'figures',
        facts.map(({ count }) => count),
      ),
      numbers(
        'rankCorrelation',
        ranks.map(({ correlation }) => correlation),
      ),
      { key: 'source', values: facts.map(({ source }) => source) },
    ];
  },
};

function bandColumns(rows: { low: number; median: number; high: number }[]): TableColumn[] {
  return [
    numbers(
      'p5',
      rows.map(({ low }) => low),
    ),
    numbers(
      'p50',
      rows.map(({ median }) => median),
    ),
    numbers(
      'p95',
      rows.map(({ high }) => high),
    ),
  ];
}

/** A row a run, both branches of a draw one after the other. */
async function runs({ names }: Shown): Promise<TableColumn[]> {
  const table = await ensembleRuns();
  if (!table) throw new Error('there are no runs');
  const { draws, seeds, hashes, runs: lines } = table;
  const rows = Array.from(draws.keys()).flatMap((row) => names.map((name, line) => ({ row, name, line })));
  return [
    numbers(
      'draw',
      rows.map(({ row }) => draws[row]! + 1),
    ),
    { key: 'branch', values: rows.map(({ name }) => name) },
    numbers(
      'seed',
      rows.map(({ row }) => seeds[row]!),
    ),
    { key: 'hash', values: rows.map(({ row, line }) => hashes[line]![row]!) },
    ...METRICS.map(({ key }, metric) =>
      numbers(
        key,
        rows.map(({ row, line }) => lines[line]![row]![metric] ?? NaN),
      ),
    ),
  ];
}
