/** A job log as a table: one job a row, columns as chosen. And what any log's job must have to be run. */
import { amountOf, timeOf } from './cells.ts';
import { fieldCells, wanted } from './fields.ts';
import type { Cut, ImportedJob, JobsPart, Reader, ReaderRequest } from './parts.ts';
import { fault, skip, type Report } from './report.ts';
import { createRows } from './table.ts';

const MAX_JOBS = 5e6;
/** 2^31 - 1, as for a gang in a scenario file. */
const MAX_SIZE = 0x7fffffff;

export const NO_JOB = { en: 'has no job that can be run', zh: '没有可运行的作业' };
const CURE = {
  en: 'rows with a submit time, a number of accelerators, and a length or a start and an end',
  zh: '每行须有提交时间、加速卡数，以及运行时长或起止时间',
};
const REASONS = {
  submit: { en: 'no submit time', zh: '没有提交时间' },
  run: { en: 'no run time', zh: '没有运行时长' },
  size: { en: 'no accelerators asked for', zh: '未请求加速卡' },
  large: { en: 'a size or time too large to be meant', zh: '数值过大' },
  number: { en: 'a cell that is no number and no time', zh: '单元格既非数字也非时间' },
};

/** A job as a line tells it; null for what the line does not know. */
type Told = Omit<ImportedJob, 'atS' | 'runS' | 'accelerators'> & {
  atS: number | null;
  runS: number | null;
  accelerators: number | null;
};

/** Takes a job that can be run; says of another why not. */
export function pushJob(jobs: ImportedJob[], report: Report, line: number, told: Told): void {
  const { atS, runS, accelerators } = told;
  if (atS === null) return skip(report, line, REASONS.submit);
  if (runS === null) return skip(report, line, REASONS.run);
  if (accelerators === null || accelerators <= 0) return skip(report, line, REASONS.size);
  if (accelerators > MAX_SIZE || atS > 1e11 || runS > 1e10) return skip(report, line, REASONS.large);
  if (jobs.length >= MAX_JOBS) {
    fault(
      report,
      line,
      { en: `has more than ${MAX_JOBS / 1e6} million jobs`, zh: `超过 ${MAX_JOBS / 1e6} 百万个作业` },
      { en: 'a part of the log', zh: '请截取日志的一部分' },
    );
    return;
  }
  // Part of an accelerator holds a whole one.
  jobs.push({ ...told, atS, runS, accelerators: Math.ceil(accelerators) });
  report.read++;
}

export function readJobs(request: ReaderRequest, cut: Cut, columns: string[]): Reader {
  const { choice, report } = request;
  const part: JobsPart = { kind: 'jobs', jobs: [], zeroS: null, size: null };
  if (!wanted(request, 'jobs')) return { write: () => false, end: () => null };
  const cell = fieldCells(choice, columns);
  const seen = new Set<string>();
  const rows = createRows(cut, columns, report, (cells, line) => {
    const time = (field: string) => timeOf(cell(cells, field), choice.timeUnit, choice.utcOffsetH);
    const length = (field: string) => {
      const value = timeOf(cell(cells, field), choice.lengthUnit, 0);
      return value !== null && value < 0 ? null : value;
    };
    const [submit, start, end] = [time('submit'), time('start'), time('end')];
    const [run, estimateS] = [length('run'), length('estimate')];
    const accelerators = amountOf(cell(cells, 'accelerators'));
    if ([submit, start, end, run, estimateS, accelerators].some((value) => Number.isNaN(value)))
      return skip(report, line, REASONS.number);
    const known = (value: number | null) => (value !== null && value >= 0 ? value : null);
    const given = cell(cells, 'id')?.trim().replace(/\s+/g, '-') ?? '';
    const id = given === '' || seen.has(given) ? `row-${line}` : given;
    seen.add(id);
    pushJob(part.jobs, report, line, {
      id,
      tenant: cell(cells, 'user')?.trim().slice(0, 100) ?? '',
      atS: known(submit),
      accelerators,
      runS: run ?? lengthOf(known(start), known(end)),
      estimateS: known(estimateS),
      types: (cell(cells, 'types') ?? '').split(/[|;\s]+/).filter((type) => type !== ''),
    });
  });
  return {
    write: rows.write,
    end() {
      rows.end();
      if (part.jobs.length === 0) fault(report, null, NO_JOB, CURE);
      return report.faults.length > 0 ? null : part;
    },
  };
}

function lengthOf(start: number | null, end: number | null): number | null {
  return start !== null && end !== null && end >= start ? end - start : null;
}
