/** Rates of requests over time: each holds until the next. */
import { amountOf, timeOf } from './cells.ts';
import { fieldCells, wanted } from './fields.ts';
import type { Cut, Reader, ReaderRequest } from './parts.ts';
import { fault, skip } from './report.ts';
import { commonStep, meansOver, ordered, stepFor, type Points } from './series.ts';
import { createRows } from './table.ts';

const MAX_ROWS = 2e6;

export function readRates(request: ReaderRequest, cut: Cut, columns: string[]): Reader {
  const { choice, report } = request;
  if (!wanted(request, 'rates')) return { write: () => false, end: () => null };
  const cell = fieldCells(choice, columns);
  const points: Points = { times: [], values: [] };
  const rows = createRows(cut, columns, report, (cells, line) => {
    const time = timeOf(cell(cells, 'time'), choice.timeUnit, choice.utcOffsetH);
    const rate = amountOf(cell(cells, 'rate'));
    if (time === null || Number.isNaN(time)) return skip(report, line, { en: 'no time', zh: '没有时间' });
    if (rate === null || Number.isNaN(rate)) return skip(report, line, { en: 'no rate', zh: '没有速率' });
    if (points.times.length >= MAX_ROWS)
      return fault(
        report,
        line,
        { en: `has more than ${MAX_ROWS / 1e6} million rows`, zh: `超过 ${MAX_ROWS / 1e6} 百万行` },
        { en: 'a part of it, or longer steps', zh: '请截取一部分，或用更长的步长' },
      );
    points.times.push(time);
    points.values.push(rate);
    report.read++;
  });
  return {
    write: rows.write,
    end() {
      rows.end();
      if (points.times.length === 0)
        fault(
          report,
          null,
          { en: 'has no rate', zh: '没有速率' },
          { en: 'rows with a time and requests a second', zh: '每行须有时间与每秒请求数' },
        );
      if (report.faults.length > 0) return null;
      const sorted = ordered(points, report);
      const span = sorted.times[sorted.times.length - 1] - sorted.times[0];
      const given = commonStep(sorted.times);
      // Steps of the file's own where they are coarse enough, so that nothing is averaged away.
      const stepS = given >= 60 && span / given <= 20_000 ? given : stepFor(span);
      if (span / stepS > 1e6) {
        fault(
          report,
          null,
          { en: 'spans more than a million steps', zh: '跨度超过一百万步' },
          { en: 'another unit of time', zh: '请换一个时间单位' },
        );
        return null;
      }
      return {
        kind: 'load',
        fromS: sorted.times[0],
        stepS,
        rps: meansOver(sorted, stepS),
        tokensIn: null,
        tokensOut: null,
      };
    },
  };
}
