/** One brought file: what it is taken for, its first rows, and which of its columns says what. */
import { useState } from 'react';
import { useWords } from '../charts/hooks.ts';
import { KIND_NAMES, TABLES, type Kind } from '../../workers/import/kinds.ts';
import { pickWords } from '../i18n/words.ts';
import { chooseKind, isTable, lacking } from './bring.ts';
import { Mapping } from './Mapping.tsx';
import type { BroughtFile } from './store.ts';

export function FileChoice({ file: { probe, choice }, index }: { file: BroughtFile; index: number }) {
  const { t, lang } = useWords();
  // Stays open once it is asked for: what was just chosen should not go out of sight.
  const [open, setOpen] = useState(choice === null || lacking(choice).length > 0);
  return (
    <section className="import-file">
      <div className="import-kind">
        <h3>{probe.file}</h3>
        {probe.cut ? (
          <label>
            {t.bring.takenFor}
            <select
              value={choice?.kind ?? ''}
              onChange={(event) => void chooseKind(index, event.target.value as Kind)}
            >
              {choice === null ? <option value="">{t.bring.unknown}</option> : null}
              {TABLES.map((kind) => (
                <option key={kind} value={kind}>
                  {pickWords(KIND_NAMES[kind], lang)}
                </option>
              ))}
            </select>
          </label>
        ) : (
          <p>{choice ? pickWords(KIND_NAMES[choice.kind], lang) : ''}</p>
        )}
      </div>
      {probe.columns.length > 0 ? (
        <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary>
            {choice && isTable(choice.kind) ? t.bring.columnFor : t.bring.firstRows(probe.file)}
          </summary>
          {open ? <Sample name={probe.file} columns={probe.columns} rows={probe.sample} /> : null}
          {open && choice && isTable(choice.kind) ? (
            <Mapping choice={choice} kind={choice.kind} columns={probe.columns} index={index} />
          ) : null}
        </details>
      ) : null}
    </section>
  );
}

const MOST_COLUMNS = 24;

function Sample({ name, columns, rows }: { name: string; columns: string[]; rows: string[][] }) {
  const { t } = useWords();
  const shown = columns.slice(0, MOST_COLUMNS);
  return (
    <div className="checks import-sample" tabIndex={0} role="region" aria-label={t.bring.firstRows(name)}>
      <table>
        <thead>
          <tr>
            {shown.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, 4).map((row, i) => (
            <tr key={i}>
              {shown.map((column, j) => (
                <td key={column}>{row[j]?.slice(0, 40)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
