/** The cells of a row by the fields they were chosen for. */
import { missingFields, type TableKind } from './kinds.ts';
import type { Choice, ReaderRequest } from './parts.ts';
import { fault } from './report.ts';

/** @returns reads the cell of a field; undefined where no column stands for it */
export function fieldCells({ columns: chosen }: Choice, columns: string[]) {
  const places = new Map(Object.entries(chosen).map(([field, column]) => [field, columns.indexOf(column)]));
  return (cells: string[], field: string): string | undefined => {
    const place = places.get(field) ?? -1;
    return place < 0 ? undefined : cells[place];
  };
}

/** Whether every field that is needed has a column; a fault says which has none. */
export function wanted({ choice, report }: ReaderRequest, kind: TableKind): boolean {
  const missing = missingFields(kind, (field) => Object.hasOwn(choice.columns, field));
  if (missing.length === 0) return true;
  fault(
    report,
    1,
    {
      en: `has no column for: ${missing.map(({ label }) => label.en).join(', ')}`,
      zh: `缺少列：${missing.map(({ label }) => label.zh).join('、')}`,
    },
    { en: 'choose which column says it', zh: '请指定对应的列' },
  );
  return false;
}
