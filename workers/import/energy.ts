/**
 * Carbon intensity and price over time, as Electricity Maps and the markets give them: steps of whole
 * minutes, prices that may be negative, clocks that are set forward and back.
 */
import { numberOf, timeOf } from './cells.ts';
import { fieldCells, wanted } from './fields.ts';
import type { Cut, EnergyPart, Reader, ReaderRequest } from './parts.ts';
import { fault, note, skip, type Report } from './report.ts';
import { commonStep, ordered, type Points } from './series.ts';
import { createRows } from './table.ts';

const MAX_VALUES = 1_100_000;
const CURE = {
  en: 'rows with a time and a carbon intensity or a price, in steps of whole minutes',
  zh: '每行须有时间与碳强度或电价，步长为整分钟',
};

export function readEnergy(request: ReaderRequest, cut: Cut, columns: string[]): Reader {
  const { choice, report, file } = request;
  if (!wanted(request, 'energy')) return { write: () => false, end: () => null };
  const cell = fieldCells(choice, columns);
  const found = { carbon: empty(), price: empty() };
  let zone = '';
  const rows = createRows(cut, columns, report, (cells, line) => {
    const time = timeOf(cell(cells, 'time'), choice.timeUnit, choice.utcOffsetH);
    if (time === null || Number.isNaN(time)) return skip(report, line, { en: 'no time', zh: '没有时间' });
    const here = cell(cells, 'zone')?.trim() ?? '';
    zone ||= here;
    if (here !== zone)
      return skip(report, line, { en: 'of another grid than the first row', zh: '与首行不属同一电网' });
    const carbon = numberOf(cell(cells, 'carbon'));
    const price = numberOf(cell(cells, 'price'));
    if (Number.isNaN(carbon) || Number.isNaN(price) || (carbon === null && price === null))
      return skip(report, line, { en: 'no value', zh: '没有数值' });
    if (carbon !== null && carbon < 0)
      return skip(report, line, { en: 'a negative carbon intensity', zh: '碳强度为负' });
    if (carbon !== null) add(found.carbon, time, carbon);
    if (price !== null) add(found.price, time, price);
    if (++report.read > MAX_VALUES)
      fault(report, line, { en: 'has more than 1.1 million rows', zh: '超过 110 万行' }, CURE);
  });
  return {
    write: rows.write,
    end() {
      rows.end();
      if (report.read < 2)
        fault(report, null, { en: 'has fewer than two values over time', zh: '随时间的数值不足两个' }, CURE);
      return report.faults.length > 0 ? null : partOf(found, zone || file.replace(/\.csv.*$/i, ''), report);
    },
  };
}

function empty(): Points {
  return { times: [], values: [] };
}

function add({ times, values }: Points, time: number, value: number): void {
  times.push(time);
  values.push(value);
}

function partOf(found: { carbon: Points; price: Points }, zone: string, report: Report): EnergyPart | null {
  const all = [found.carbon, found.price].filter(({ times }) => times.length > 0);
  const sorted = all.map((points) => ordered(points, report));
  const stepS = commonStep(sorted[0].times);
  if (stepS <= 0 || stepS % 60 !== 0) {
    fault(report, null, { en: `has steps of ${stepS} s`, zh: `步长为 ${stepS} 秒` }, CURE);
    return null;
  }
  const fromS = Math.min(...sorted.map(({ times }) => times[0]));
  const spread = (points: Points): number[] => {
    const at = all.indexOf(points);
    return at < 0 ? [] : spreadOver(sorted[at], fromS, stepS, report);
  };
  const [carbon, price] = [spread(found.carbon), spread(found.price)];
  return report.faults.length > 0 ? null : { kind: 'energy', zone, fromS, stepS, carbon, price };
}

/** One value a step from `fromS` on; a step without one keeps the value before it. */
function spreadOver({ times, values }: Points, fromS: number, stepS: number, report: Report): number[] {
  const length = Math.floor((times[times.length - 1] - fromS) / stepS) + 1;
  if (length > MAX_VALUES) {
    fault(
      report,
      null,
      {
        en: `spans ${length} steps of ${stepS / 60} min`,
        zh: `跨度为 ${length} 个 ${stepS / 60} 分钟的步长`,
      },
      CURE,
    );
    return [];
  }
  const series: number[] = [];
  let gaps = 0;
  for (let i = 0; i < times.length; i++) {
    const step = Math.floor((times[i] - fromS) / stepS);
    for (; series.length < step; gaps++) series.push(series.at(-1) ?? values[0]);
    series[step] = values[i];
  }
  if (gaps > 0)
    note(report, {
      en: `${gaps} steps without a value: the one before them holds`,
      zh: `${gaps} 个步长没有数值：沿用前一个`,
    });
  return series;
}
