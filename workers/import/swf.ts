/**
 * Standard Workload Format (Feitelson; version 2.2): 18 numbers a line, -1 for what is not known, `;`
 * before comments, of which some say what machine it was and when. Lines in any order.
 */
import { createLines, MAX_LINE } from './lines.ts';
import { NO_JOB, pushJob } from './jobs.ts';
import type { JobsPart, Reader, ReaderRequest } from './parts.ts';
import { fault, skip } from './report.ts';

export const FIELDS = 18;
/** Fields by their number in the format's definition, less one. */
export const FIELD = {
  job: 0,
  submitS: 1,
  runS: 3,
  allocated: 4,
  requested: 7,
  requestedS: 8,
  status: 10,
  user: 11,
} as const;

const CURE = {
  en: '18 numbers a line with blanks between them, -1 for those not known; comments after ";"',
  zh: '每行 18 个以空格分隔的数，未知者写 -1；注释以“;”开头',
};
const REASONS = {
  fields: { en: 'not 18 numbers', zh: '不是 18 个数' },
  part: {
    en: 'part of a job that has a line of its own (status 2 to 4)',
    zh: '属于另有一行的作业的一段（状态 2 至 4）',
  },
  again: { en: 'a job number that came before', zh: '作业编号重复' },
};

export function readSwf({ report }: ReaderRequest): Reader {
  const part: JobsPart = { kind: 'jobs', jobs: [], zeroS: null, size: null };
  const seen = new Set<number>();
  const lines = createLines((text, line) => {
    const content = text.replace(/^\uFEFF/, '').trim();
    if (content.startsWith(';')) readHeader(part, content);
    else if (content !== '') readLine(content.replace(/;.*/, '').trim(), line);
  });

  function readLine(content: string, line: number): void {
    const fields = content.split(/\s+/).map(Number);
    if (fields.length !== FIELDS || fields.some((field) => Number.isNaN(field))) {
      skip(report, line, REASONS.fields);
      return;
    }
    const status = fields[FIELD.status];
    if (status >= 2 && status <= 4) return skip(report, line, REASONS.part);
    if (seen.has(fields[FIELD.job])) return skip(report, line, REASONS.again);
    seen.add(fields[FIELD.job]);
    const requested = fields[FIELD.requested];
    const user = fields[FIELD.user];
    const known = (value: number) => (value >= 0 ? value : null);
    pushJob(part.jobs, report, line, {
      id: String(fields[FIELD.job]),
      tenant: user >= 0 ? `user-${user}` : '',
      atS: known(fields[FIELD.submitS]),
      accelerators: requested > 0 ? requested : fields[FIELD.allocated],
      runS: known(fields[FIELD.runS]),
      estimateS: fields[FIELD.requestedS] > 0 ? fields[FIELD.requestedS] : null,
      types: [],
    });
  }

  return {
    write(text) {
      if (!lines.write(text))
        fault(
          report,
          lines.line() + 1,
          { en: `has more than ${MAX_LINE / 1e6} million characters`, zh: `超过 ${MAX_LINE / 1e6} 百万字符` },
          CURE,
        );
      return report.faults.length === 0;
    },
    end() {
      lines.end();
      if (part.jobs.length === 0) fault(report, firstSkipped(report), NO_JOB, CURE);
      return report.faults.length > 0 ? null : part;
    },
  };
}

function firstSkipped({ skipped }: ReaderRequest['report']): number | null {
  const lines = [...skipped.values()].map(({ line }) => line);
  return lines.length > 0 ? Math.min(...lines) : null;
}

/** Comments such as `; MaxProcs: 100`. */
function readHeader(part: JobsPart, content: string): void {
  const [, key, value] = /^;+\s*(MaxProcs|MaxNodes|UnixStartTime)\s*:\s*(\d{1,12})\b/i.exec(content) ?? [];
  if (key === undefined) return;
  const number = Number(value);
  if (/^unix/i.test(key)) part.zeroS = number > 0 ? number : null;
  else if (number > 0 && (part.size === null || /procs/i.test(key))) part.size = number;
}
