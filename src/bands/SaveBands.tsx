/** What an ensemble found, to take away. */
import { useState } from 'react';
import { useWords } from '../charts/hooks.ts';
import { Field } from '../share/Field.tsx';
import { FormatField } from '../share/FormatField.tsx';
import { makeTable } from '../share/make-table.ts';
import { SaveRow } from '../share/SaveRow.tsx';
import type { TableFormat } from '../share/table.ts';
import type { Shown } from './shown.ts';
import { BAND_TABLES, bandTable, type BandTable } from './tables.ts';

export function SaveBands({ now }: { now: Shown }) {
  const { t } = useWords();
  const [name, setName] = useState<BandTable>('figures');
  const [format, setFormat] = useState<TableFormat>('csv');
  const names = BAND_TABLES.filter((one) => one !== 'influence' || now.report.influence !== null);
  return (
    <div className="bands-text bands-save" role="group" aria-label={t.bands.save}>
      <Field name={t.share.what}>
        <select value={name} onChange={({ target }) => setName(target.value as BandTable)}>
          {names.map((one) => (
            <option key={one} value={one}>
              {t.bands.tables[one]}
            </option>
          ))}
        </select>
      </Field>
      <FormatField format={format} onChange={setFormat} />
      <SaveRow what={async (making) => makeTable(await bandTable(now, name), format, making)} />
    </div>
  );
}
