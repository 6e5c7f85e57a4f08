/** The runs that keep to the limits as a table, a page at a time; each can be opened in the page. */
import { Button } from 'react-aria-components';
import { useWords } from '../charts/hooks.ts';
import type { SweepHead, TableRow } from '../../workers/host/board/protocol.ts';
import { formatCount } from '../i18n/format.ts';
import { useBoard } from './hooks.ts';
import { pickRun } from './pick.ts';
import { nameOf, valueText } from './say.ts';
import { change } from './session.ts';

type Camera = () => { view(): number[] } | null;

export function Runs({ head, camera }: { head: SweepHead; camera: Camera }) {
  const { t, lang } = useWords();
  const shown = useBoard((now) => now.shown);
  const looked = useBoard((now) => now.settled);
  const table = useBoard((now) => now.table);
  if (!looked) return null;
  const pages = Math.max(1, Math.ceil(looked.passing / table.perPage));
  const turnTo = (page: number): void => change({ table: { ...table, page } });
  return (
    <section className="board-runs">
      <h3>{t.board.table}</h3>
      {looked.passing === 0 ? <p>{t.board.none}</p> : null}
      <div className="table-scroll" tabIndex={0} role="region" aria-label={t.board.table}>
        <table>
          <caption className="sr-only">{t.board.table}</caption>
          <thead>
            <tr>
              <Heading by={-1} text={t.board.run} />
              <th scope="col" className="numeric">
                {t.board.seed}
              </th>
              {shown.map((d) => (
                <Heading key={d} by={d} text={nameOf(head.dimensions[d]!, lang)} />
              ))}
            </tr>
          </thead>
          <tbody>
            {looked.rows.map((row) => (
              <Line key={row.row} row={row} head={head} shown={shown} camera={camera} />
            ))}
          </tbody>
        </table>
      </div>
      <div className="board-pages">
        <Button
          className="tool"
          aria-label={t.board.before}
          isDisabled={table.page === 0}
          onPress={() => turnTo(table.page - 1)}
        >
          ‹
        </Button>
        <span>{t.board.page(formatCount(lang, table.page + 1), formatCount(lang, pages))}</span>
        <Button
          className="tool"
          aria-label={t.board.next}
          isDisabled={table.page + 1 >= pages}
          onPress={() => turnTo(table.page + 1)}
        >
          ›
        </Button>
      </div>
    </section>
  );
}

function Heading({ by, text }: { by: number; text: string }) {
  const { t } = useWords();
  const table = useBoard((now) => now.table);
  const sorted = table.by === by;
  return (
    <th
      scope="col"
      className="numeric"
      aria-sort={sorted ? (table.down ? 'descending' : 'ascending') : 'none'}
    >
      <button
        type="button"
        title={t.sortBy(text)}
        onClick={() => change({ table: { ...table, by, page: 0, down: sorted && !table.down } })}
      >
        {text}
        <span aria-hidden="true">{sorted ? (table.down ? ' ↓' : ' ↑') : ''}</span>
      </button>
    </th>
  );
}

type LineProps = { row: TableRow; head: SweepHead; shown: readonly number[]; camera: Camera };

function Line({ row, head, shown, camera }: LineProps) {
  const { t, lang } = useWords();
  return (
    <tr>
      <th scope="row">
        <button
          type="button"
          aria-label={t.board.pick(String(row.run))}
          disabled={head.ownPolicy}
          onClick={() => void pickRun(row.row, camera()?.view() ?? null)}
        >
          {row.run}
        </button>
        {row.fault === null ? null : (
          <small className="board-fault" title={row.fault}>
            {t.board.fault}
          </small>
        )}
      </th>
      <td className="numeric">{row.seed}</td>
      {shown.map((d) => (
        <td key={d} className="numeric">
          {valueText(head.dimensions[d]!, row.values[d]!, lang)}
        </td>
      ))}
    </tr>
  );
}
