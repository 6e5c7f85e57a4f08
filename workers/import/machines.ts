/** Machines of a cluster, one a row, with the number and type of their accelerators. */
import { amountOf } from './cells.ts';
import { fieldCells, wanted } from './fields.ts';
import type { Cut, MachinesPart, Reader, ReaderRequest } from './parts.ts';
import { fault, skip } from './report.ts';
import { createRows } from './table.ts';

const MAX_TYPES = 200;

export function readMachines(request: ReaderRequest, cut: Cut, columns: string[]): Reader {
  const { choice, report } = request;
  const part: MachinesPart = { kind: 'machines', types: new Map(), machines: 0 };
  if (!wanted(request, 'machines')) return { write: () => false, end: () => null };
  const cell = fieldCells(choice, columns);
  const rows = createRows(cut, columns, report, (cells, line) => {
    const count = amountOf(cell(cells, 'accelerators'));
    const type = cell(cells, 'type')?.trim().replace(/\s+/g, '-').slice(0, 100) ?? '';
    if (!count || !Number.isFinite(count))
      return skip(report, line, { en: 'a machine without accelerators', zh: '没有加速卡的机器' });
    if (type === '' || type in Object.prototype)
      return skip(report, line, { en: 'a machine without a type', zh: '没有型号的机器' });
    if (!part.types.has(type) && part.types.size >= MAX_TYPES)
      return skip(report, line, {
        en: `a type beyond the first ${MAX_TYPES}`,
        zh: `型号超过 ${MAX_TYPES} 种`,
      });
    part.types.set(type, (part.types.get(type) ?? 0) + Math.round(count));
    part.machines++;
    report.read++;
  });
  return {
    write: rows.write,
    end() {
      rows.end();
      if (part.machines === 0)
        fault(
          report,
          null,
          { en: 'has no machine with accelerators', zh: '没有带加速卡的机器' },
          { en: 'rows with a number of accelerators and their type', zh: '每行须有加速卡数与型号' },
        );
      return report.faults.length > 0 ? null : part;
    },
  };
}
