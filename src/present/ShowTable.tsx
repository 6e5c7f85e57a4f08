/** The stage as tables of a few rows: what the scene looks at and frames first, then the largest. */
import { useChoice, useSampled, useWords } from '../charts/hooks.ts';
import type { ViewModel } from '../../workers/world/view-model.ts';
import { linkTable, metroTable, siteTable, type Column, type TableSpec } from '../panels/tables.ts';
import { picksOf } from '../story/scenes.ts';
import { frames } from '../sim/sim.ts';
import type { MapPick } from '../sim/store.ts';
import { useShow } from './hooks.ts';

/** Rows of all tables together, and columns of each beside the name. */
const ROWS = 8;
const COLUMNS: Record<MapPick['kind'], readonly Column['word'][]> = {
  site: ['utilisation', 'queue'],
  metro: ['inTime', 'latency'],
  link: ['load', 'state'],
};

export function ShowTable() {
  const { t } = useWords();
  const view = useChoice((now) => now.view);
  const scene = useShow((now) => now?.scenes[now.index] ?? null);
  if (!view || !scene) return null;
  const named = picksOf(view, [...(scene.look === null ? [] : [scene.look]), ...scene.frame]);
  const parts = partsOf(view, named);
  return (
    <section className="show-table" aria-label={t.table}>
      {parts.map(({ spec, rows }) => (
        <Part key={spec.pick} spec={spec} rows={rows} />
      ))}
    </section>
  );
}

type PartOf = { spec: TableSpec & { pick: MapPick['kind'] }; rows: number[] };

/** What is named has its row; what room there is left goes to the largest of each kind in turn. */
function partsOf(view: ViewModel, named: readonly MapPick[]): PartOf[] {
  const largest = {
    site: bySize(view.sites.map((site) => site.accelerators)),
    metro: bySize(view.metros.map((metro) => metro.populationM)),
    link: bySize(view.links.map((link) => link.capacityBps)),
  };
  const rows: Record<MapPick['kind'], number[]> = { site: [], metro: [], link: [] };
  for (const { kind, index } of [...named, ...linksBetween(view, named)])
    if (!rows[kind].includes(index)) rows[kind].push(index);
  const kinds = ['site', 'metro', 'link'] as const;
  const count = (): number => kinds.reduce((sum, kind) => sum + rows[kind].length, 0);
  for (let before = -1; count() < ROWS && count() !== before;) {
    before = count();
    for (const kind of kinds) {
      const next = largest[kind].find((index) => !rows[kind].includes(index));
      if (next !== undefined && count() < ROWS) rows[kind].push(next);
    }
  }
  const specs = { site: siteTable(view), metro: metroTable(view), link: linkTable(view) };
  return kinds
    .filter((kind) => rows[kind].length > 0)
    .map((kind) => ({ spec: { ...specs[kind], pick: kind }, rows: rows[kind].slice(0, ROWS) }));
}

/** Links both of whose ends are among these. */
function linksBetween(view: ViewModel, named: readonly MapPick[]): MapPick[] {
  const nodes = new Set(
    named.map(({ kind, index }) =>
      kind === 'link' ? -1 : index + (kind === 'metro' ? view.sites.length : 0),
    ),
  );
  return view.links.flatMap(({ a, b }, index) =>
    nodes.has(a) && nodes.has(b) ? [{ kind: 'link' as const, index }] : [],
  );
}

function bySize(sizes: readonly number[]): number[] {
  return sizes.map((_, i) => i).sort((a, b) => sizes[b]! - sizes[a]! || a - b);
}

function Part({ spec, rows }: PartOf) {
  const { t, lang } = useWords();
  const selected = useChoice((now) => now.selected);
  const frame = useSampled(() => frames.current);
  const [name] = spec.columns;
  const columns = COLUMNS[spec.pick].flatMap((word) => spec.columns.filter((one) => one.word === word));
  if (!frame || !name) return null;
  const text = (column: Column, row: number): string =>
    column.show(column.value(row, frame, lang), lang, row, t);
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{t.present.asTable[spec.pick]}</th>
          {columns.map(({ word }) => (
            <th key={word} scope="col">
              {t.columns[word]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row} aria-selected={selected?.kind === spec.pick && selected.index === row}>
            <th scope="row">{text(name, row)}</th>
            {columns.map((column) => (
              <td key={column.word}>{text(column, row)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
