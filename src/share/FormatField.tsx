/** Which kind of file a table is to be. */
import { useWords } from '../charts/hooks.ts';
import { Field } from './Field.tsx';
import { TABLE_FORMATS, type TableFormat } from './table.ts';

type Props = { format: TableFormat; onChange(format: TableFormat): void };

export function FormatField({ format, onChange }: Props) {
  const { t } = useWords();
  return (
    <Field name={t.share.format}>
      <select value={format} onChange={({ target }) => onChange(target.value as TableFormat)}>
        {TABLE_FORMATS.map((one) => (
          <option key={one} value={one}>
            {one === 'parquet' ? 'Parquet' : one.toUpperCase()}
          </option>
        ))}
      </select>
    </Field>
  );
}
