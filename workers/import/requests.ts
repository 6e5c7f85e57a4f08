/**
 * A log of requests, one a row in any order, counted as it is read: memory grows with the minutes it
 * spans and not with its rows.
 */
import { amountOf, isDate, timeOf } from './cells.ts';
import { fieldCells, wanted } from './fields.ts';
import type { Cut, LoadPart, Reader, ReaderRequest } from './parts.ts';
import { fault, note, skip } from './report.ts';
import { stepFor } from './series.ts';
import { createRows } from './table.ts';

const BIN_S = 60;
/** Two years of minutes. */
const MAX_BINS = 1_051_200;

const NO_TIME = { en: 'no time', zh: '没有时间' };
const BAD_TIME = { en: 'a time that is neither a number nor a date', zh: '时间既非数字也非日期' };
const CURE = {
  en: 'rows with a time: seconds, or "2023-11-16 18:17:03.98"',
  zh: '每行须有时间：秒数，或“2023-11-16 18:17:03.98”',
};

export function readRequests(request: ReaderRequest, cut: Cut, columns: string[]): Reader {
  const { choice, report } = request;
  if (!wanted(request, 'requests')) return { write: () => false, end: () => null };
  const cell = fieldCells(choice, columns);
  const bins = new Map<number, number>();
  const tokens = { in: 0, inRows: 0, out: 0, outRows: 0, unanswered: 0 };
  let before = -Infinity;
  let unsorted = 0;
  const rows = createRows(cut, columns, report, (cells, line) => {
    const time = timeOf(cell(cells, 'time'), choice.timeUnit, choice.utcOffsetH);
    if (time === null) return skip(report, line, NO_TIME);
    if (Number.isNaN(time)) return skip(report, line, BAD_TIME);
    if (time < before) unsorted++;
    before = time;
    const bin = Math.floor(time / BIN_S);
    bins.set(bin, (bins.get(bin) ?? 0) + 1);
    if (bins.size > MAX_BINS)
      fault(
        report,
        line,
        { en: 'spans more than two years of minutes', zh: '跨度超过两年' },
        { en: 'a part of the log, or another unit of time', zh: '请截取一部分，或换一个时间单位' },
      );
    const [given, answered] = [amountOf(cell(cells, 'tokensIn')), amountOf(cell(cells, 'tokensOut'))];
    if (given !== null && given > 0) {
      tokens.in += given;
      tokens.inRows++;
    }
    if (answered !== null && answered > 0) {
      tokens.out += answered;
      tokens.outRows++;
    } else if (answered === 0) tokens.unanswered++;
    report.read++;
  });
  return {
    write: rows.write,
    end() {
      rows.end();
      if (bins.size === 0) fault(report, null, { en: 'has no request', zh: '没有请求' }, CURE);
      if (report.faults.length > 0) return null;
      if (unsorted > 0)
        note(report, {
          en: `${unsorted} rows earlier than the one before them: counted where they belong`,
          zh: `${unsorted} 行早于上一行：已计入应在的时刻`,
        });
      if (tokens.unanswered > 0)
        note(report, {
          en: `${tokens.unanswered} requests without an answered token: counted, but not in the mean length of answers`,
          zh: `${tokens.unanswered} 条请求没有输出：计入请求数，不计入平均输出长度`,
        });
      return loadOf(bins, tokens);
    },
  };
}

function loadOf(
  bins: Map<number, number>,
  tokens: { in: number; inRows: number; out: number; outRows: number },
): LoadPart {
  let first = Infinity;
  let last = -Infinity;
  for (const bin of bins.keys()) {
    first = Math.min(first, bin);
    last = Math.max(last, bin);
  }
  const stepS = stepFor((last - first + 1) * BIN_S);
  // Dates fall on the steps of a clock.
  const from = isDate(first * BIN_S) ? Math.floor((first * BIN_S) / stepS) * stepS : first * BIN_S;
  const rps = Array.from({ length: Math.floor((last * BIN_S - from) / stepS) + 1 }, () => 0);
  for (const [bin, count] of bins) rps[Math.floor((bin * BIN_S - from) / stepS)] += count / stepS;
  return {
    kind: 'load',
    fromS: from,
    stepS,
    rps,
    tokensIn: tokens.inRows > 0 ? tokens.in / tokens.inRows : null,
    tokensOut: tokens.outRows > 0 ? tokens.out / tokens.outRows : null,
  };
}
