/** A topology as tables: nodes, links, or a square of latencies. */
import { amountOf } from './cells.ts';
import { fieldCells, wanted } from './fields.ts';
import { addEdge, addNode, attributesOf, createGraph, finishGraph } from './graph.ts';
import type { Cut, Reader, ReaderRequest } from './parts.ts';
import { fault, note, skip } from './report.ts';
import { createRows } from './table.ts';

/** A square of more would be a mesh of tens of thousands of links. */
const MAX_SIDE = 200;

const NODES_CURE = { en: 'rows with an id, a latitude and a longitude', zh: '每行须有编号、纬度与经度' };
const LINKS_CURE = { en: 'rows with the two ends of a link', zh: '每行须有链路两端' };
const SQUARE_CURE = {
  en: `a square of round trips in ms, of 2 to ${MAX_SIDE} places, with their names in the first row and column or none`,
  zh: `往返时延（毫秒）方阵，2 至 ${MAX_SIDE} 个地点，首行首列为名称，或均无名称`,
};

export function readNodes(request: ReaderRequest, cut: Cut, columns: string[]): Reader {
  const { choice, report } = request;
  const graph = createGraph('CSV');
  if (!wanted(request, 'nodes')) return { write: () => false, end: () => null };
  const cell = fieldCells(choice, columns);
  const rows = createRows(cut, columns, report, (cells, line) => {
    const key = cell(cells, 'id')?.trim() ?? '';
    if (key === '') return skip(report, line, { en: 'a node without an id', zh: '节点没有编号' });
    const fields = ['name', 'lat', 'lon', 'country', 'accelerators'] as const;
    addNode(graph, key, attributesOf(fields.map((field) => [field, cell(cells, field) ?? ''])), report, line);
  });
  return { write: rows.write, end: () => (rows.end(), finishGraph(graph, report, NODES_CURE)) };
}

export function readLinks(request: ReaderRequest, cut: Cut, columns: string[]): Reader {
  const { choice, report } = request;
  const graph = createGraph('CSV');
  if (!wanted(request, 'links')) return { write: () => false, end: () => null };
  const cell = fieldCells(choice, columns);
  // The column's own name says its unit: `bandwidth_mbps`, `rtt`.
  const nameOf = (field: string) => choice.columns[field] ?? field;
  const rows = createRows(cut, columns, report, (cells, line) => {
    const [a, b] = [cell(cells, 'a')?.trim() ?? '', cell(cells, 'b')?.trim() ?? ''];
    if (a === '' || b === '')
      return skip(report, line, { en: 'a link without two ends', zh: '链路缺少一端' });
    const said = attributesOf(
      (['capacity', 'delay'] as const).flatMap((field): [string, string][] => {
        const value = cell(cells, field) ?? '';
        // By its own name first, which may tell the unit, and by ours.
        return [
          [field, value],
          [nameOf(field), value],
        ];
      }),
    );
    if (/^rtt|ping/i.test(nameOf('delay'))) said.delete('delay');
    const name = cell(cells, 'name');
    if (name !== undefined) said.set('name', name);
    addEdge(graph, a, b, said, report, line);
  });
  return { write: rows.write, end: () => (rows.end(), finishGraph(graph, report, LINKS_CURE)) };
}

export function readMatrix({ report }: ReaderRequest, cut: Cut, columns: string[]): Reader {
  const named = cut.shape === 'table' && cut.header;
  const names = named ? columns.slice(1) : columns.map((_, i) => `node-${i + 1}`);
  const values: (number | null)[][] = [];
  const graph = createGraph('CSV');
  if (names.length > MAX_SIDE) {
    fault(report, 1, { en: `has ${names.length} columns`, zh: `有 ${names.length} 列` }, SQUARE_CURE);
    return { write: () => false, end: () => null };
  }
  const rows = createRows(cut, columns, report, (cells, line) => {
    const own = named ? cells.slice(1) : cells;
    if (values.length >= names.length || (named && cells[0].trim() !== names[values.length]))
      return fault(
        report,
        line,
        { en: 'is no square: its rows are not its columns', zh: '不是方阵：行与列不对应' },
        SQUARE_CURE,
      );
    values.push(
      own.map((cell) => {
        const value = amountOf(cell);
        return value === null || Number.isNaN(value) ? null : value;
      }),
    );
  });
  return {
    write: rows.write,
    end() {
      rows.end();
      if (report.faults.length === 0 && (values.length !== names.length || names.length < 2))
        fault(
          report,
          null,
          {
            en: `has ${values.length} rows and ${names.length} columns`,
            zh: `${values.length} 行、${names.length} 列`,
          },
          SQUARE_CURE,
        );
      if (report.faults.length > 0) return null;
      names.forEach((name, i) => addNode(graph, name, new Map(), report, i + 1));
      let uneven = 0;
      for (let i = 0; i < names.length; i++)
        for (let j = i + 1; j < names.length; j++) {
          const known = [values[i][j], values[j][i]].filter((value) => value !== null);
          if (known.length === 0) continue;
          if (known.length === 2 && known[0] !== known[1]) uneven++;
          const rtt = known.reduce((sum, value) => sum + value, 0) / known.length;
          addEdge(graph, names[i], names[j], new Map([['rtt', String(rtt)]]), report, i + 1);
        }
      note(report, {
        en: 'cells are taken as round trips in ms, half of it each way',
        zh: '单元格视为往返时延（毫秒），单程取一半',
      });
      if (uneven > 0)
        note(report, {
          en: `${uneven} pairs differ there and back: their mean is taken`,
          zh: `${uneven} 对往返两向不同：取平均值`,
        });
      return finishGraph(graph, report, SQUARE_CURE);
    },
  };
}
