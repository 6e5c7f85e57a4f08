/** Which column of a table says what, and in which units its times are. */
import { useWords } from '../charts/hooks.ts';
import { UNITS, type Unit } from '../../workers/import/units.ts';
import { FIELDS, type TableKind } from '../../workers/import/kinds.ts';
import type { Choice } from '../../workers/import/protocol.ts';
import { pickWords } from '../i18n/words.ts';
import { chooseColumn, chooseUnits, lacking } from './bring.ts';

type Props = { choice: Choice; kind: TableKind; columns: string[]; index: number };

export function Mapping({ choice, kind, columns, index }: Props) {
  const { t, lang } = useWords();
  const missing = new Set(lacking(choice).map(({ id }) => id));
  const has = (unit: 'time' | 'length') =>
    FIELDS[kind].some((field) => field.unit === unit && Object.hasOwn(choice.columns, field.id));
  return (
    <div className="import-mapping">
      {FIELDS[kind].map(({ id, label }) => (
        <label key={id} className={missing.has(id) ? 'missing' : undefined}>
          <span>
            {pickWords(label, lang)}
            {missing.has(id) ? <em>{` · ${t.bring.needed}`}</em> : null}
          </span>
          <select
            value={choice.columns[id] ?? ''}
            onChange={(event) => void chooseColumn(index, id, event.target.value || null)}
          >
            <option value="">{t.bring.noColumn}</option>
            {columns.map((column) => (
              <option key={column} value={column}>
                {column}
              </option>
            ))}
          </select>
        </label>
      ))}
      {has('time') ? (
        <UnitSelect
          label={t.bring.timeUnit}
          value={choice.timeUnit}
          onChange={(timeUnit) => void chooseUnits(index, { timeUnit })}
        />
      ) : null}
      {has('length') ? (
        <UnitSelect
          label={t.bring.lengthUnit}
          value={choice.lengthUnit}
          onChange={(lengthUnit) => void chooseUnits(index, { lengthUnit })}
        />
      ) : null}
      {has('time') ? (
        <label>
          <span>{t.bring.utcOffset}</span>
          <input
            type="number"
            min={-12}
            max={14}
            step={0.25}
            value={choice.utcOffsetH}
            onChange={(event) => void chooseUnits(index, { utcOffsetH: event.target.valueAsNumber || 0 })}
          />
        </label>
      ) : null}
    </div>
  );
}

type UnitProps = { label: string; value: Unit; onChange: (unit: Unit) => void };

function UnitSelect({ label, value, onChange }: UnitProps) {
  const { t } = useWords();
  return (
    <label>
      <span>{label}</span>
      <select value={value} onChange={(event) => onChange(event.target.value as Unit)}>
        {(Object.keys(UNITS) as Unit[]).map((unit) => (
          <option key={unit} value={unit}>
            {t.bring.units[unit]}
          </option>
        ))}
      </select>
    </label>
  );
}
