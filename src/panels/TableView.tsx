/** Everything on the map as sortable tables; also what is shown where nothing can be drawn. */
import { useChoice, useSampled, useWords } from '../charts/hooks.ts';
import { useState } from 'react';
import { Button, Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { choices, frames } from '../sim/sim.ts';
import type { Pick } from '../sim/store.ts';
import { linkTable, metroTable, siteTable, type Column, type TableSpec } from './tables.ts';

const KINDS = ['sites', 'metros', 'links'] as const;

export function TableView() {
  const { t } = useWords();
  const renderer = useChoice((now) => now.renderer);
  const blind = useChoice((now) => now.blind);
  const view = useChoice((now) => now.view);
  if (!view) return null;
  return (
    <section className="panel table-view" aria-label={t.table}>
      <Tabs className="tabs">
        <div className="tabs-head">
          <TabList aria-label={t.table}>
            {KINDS.map((kind) => (
              <Tab key={kind} id={kind}>
                {t.tables[kind]} <small>{view[kind].length}</small>
              </Tab>
            ))}
          </TabList>
          {renderer === 'none' ? (
            <p className="quiet">{blind ? t.noBackend : null}</p>
          ) : (
            <Button
              className="tool"
              aria-label={t.hideTable}
              onPress={() => choices.setState({ table: false })}
            >
              ×
            </Button>
          )}
        </div>
        <TabPanel id="sites">
          <Sortable spec={siteTable(view)} />
        </TabPanel>
        <TabPanel id="metros">
          <Sortable spec={metroTable(view)} />
        </TabPanel>
        <TabPanel id="links">
          <Sortable spec={linkTable(view)} />
        </TabPanel>
      </Tabs>
    </section>
  );
}

function Sortable({ spec }: { spec: TableSpec }) {
  const { t, lang } = useWords();
  const hidden = useChoice((now) => now.hidden);
  const selected = useChoice((now) => now.selected);
  const [sort, setSort] = useState<{ column: number; down: boolean }>({ column: 0, down: false });
  const frame = useSampled(() => frames.current);
  const column = spec.columns[sort.column] ?? spec.columns[0]!;
  const rows = Array.from({ length: spec.count }, (_, i) => i).filter((i) => !hidden.has(spec.legendKey(i)));
  if (frame) rows.sort((a, b) => compare(column, a, b) * (sort.down ? -1 : 1));

  function compare(by: Column, a: number, b: number): number {
    const [x, y] = [by.value(a, frame!, lang), by.value(b, frame!, lang)];
    if (typeof x === 'string' && typeof y === 'string') return x.localeCompare(y, lang);
    return Number(x) - Number(y);
  }

  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={t.tables[spec.kind]}>
      <table>
        <caption className="sr-only">{t.tables[spec.kind]}</caption>
        <thead>
          <tr>
            {spec.columns.map((one, i) => (
              <th
                key={one.word}
                scope="col"
                className={one.numeric ? 'numeric' : undefined}
                aria-sort={sort.column === i ? (sort.down ? 'descending' : 'ascending') : 'none'}
              >
                <button
                  type="button"
                  title={t.sortBy(t.columns[one.word])}
                  onClick={() => setSort({ column: i, down: sort.column === i ? !sort.down : one.numeric })}
                >
                  {t.columns[one.word]}
                  <span aria-hidden="true">{sort.column === i ? (sort.down ? ' ↓' : ' ↑') : ''}</span>
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {frame &&
            rows.map((i) => {
              const isSelected = selected?.kind === spec.pick && selected.index === i;
              return (
                <tr key={i} aria-selected={isSelected}>
                  {spec.columns.map((one, c) => {
                    const text = one.show(one.value(i, frame, lang), lang, i, t);
                    if (c > 0) {
                      const share = one.bar ? Number(one.value(i, frame, lang)) : NaN;
                      return (
                        <td key={one.word} className={one.numeric ? 'numeric' : undefined}>
                          {one.bar && Number.isFinite(share) ? (
                            <span className="bar" aria-hidden="true">
                              <span style={{ width: `${Math.min(1, share) * 100}%` }} />
                            </span>
                          ) : null}
                          {text}
                        </td>
                      );
                    }
                    return (
                      <th key={one.word} scope="row">
                        <button
                          type="button"
                          onClick={() => select(isSelected ? null : { kind: spec.pick, index: i })}
                        >
                          <span className="dot" style={{ background: spec.colour(i) }} aria-hidden="true" />
                          {text}
                        </button>
                      </th>
                    );
                  })}
                </tr>
              );
            })}
        </tbody>
      </table>
    </div>
  );
}

function select(selected: Pick | null): void {
  choices.setState({ selected });
}
