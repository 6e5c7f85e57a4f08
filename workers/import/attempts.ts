/**
 * A job log in JSON whose jobs list their attempts, as Microsoft's Philly traces have it: [{"jobid", "vc",
 * "submitted_time", "attempts": [{"start_time", "end_time", "detail": [{"ip", "gpus": [...]}]}]}, ...].
 * Read as it streams, a job at a time. A job is as long as its attempts are together and as large as the
 * largest: what was done again was done.
 * Source: https://github.com/msr-fiddle/philly-traces, README, cluster_job_log.
 */
import { JSONParser } from '@streamparser/json';
import { isObject, type JsonObject } from '../scenario/patch.ts';
import { timeOf } from './cells.ts';
import { NO_JOB, pushJob } from './jobs.ts';
import type { JobsPart, Reader, ReaderRequest } from './parts.ts';
import { fault, note, skip } from './report.ts';

/** Bytes of one job; more is nothing that a cluster wrote. */
const MAX_JOB = 4_000_000;
const LINE_FEED = 10;

const CURE = {
  en: '[{"jobid": "a", "submitted_time": "2017-10-07 01:11:39", "attempts": [{"start_time", "end_time", "detail": [{"gpus": []}]}]}]',
  zh: '[{"jobid": "a", "submitted_time": "2017-10-07 01:11:39", "attempts": [{"start_time", "end_time", "detail": [{"gpus": []}]}]}]',
};
const REASONS = {
  object: { en: 'no job with attempts', zh: '不是带有尝试记录的作业' },
  never: { en: 'never got accelerators', zh: '从未获得加速卡' },
  running: { en: 'still running at the end of the log', zh: '日志结束时仍在运行' },
  unknown: { en: 'an attempt without a start or an end', zh: '有一次尝试缺少起止时间' },
  number: { en: 'a time that is none', zh: '时间无法识别' },
  again: { en: 'a job number that came before', zh: '作业编号重复' },
};

export function readAttempts({ choice, report }: ReaderRequest): Reader {
  const part: JobsPart = { kind: 'jobs', jobs: [], zeroS: null, size: null };
  const seen = new Set<string>();
  const encoder = new TextEncoder();
  /** Of the piece that is read: its bytes, where in the file it begins, and how far its lines are counted. */
  const piece = { bytes: new Uint8Array(0), from: 0, counted: 0 };
  let line = 1;
  let lastEnd = 0;
  let offset = 0;

  const parser = new JSONParser({ paths: ['$.*'], keepStack: false });
  parser.onToken = (token) => {
    offset = token.offset;
  };
  parser.onValue = ({ value }) => {
    if (report.faults.length > 0) return;
    countLines(offset);
    lastEnd = offset;
    readJob(value);
  };
  parser.onError = ({ message }) => {
    countLines(offset);
    fault(report, line, { en: `is not sound JSON: ${message}`, zh: `JSON 有误：${message}` }, CURE);
  };

  function countLines(to: number): void {
    const end = Math.min(piece.bytes.length, to - piece.from);
    for (; piece.counted < end; piece.counted++) if (piece.bytes[piece.counted] === LINE_FEED) line++;
  }

  function readJob(value: unknown): void {
    if (!isObject(value) || !Array.isArray(value.attempts)) return skip(report, line, REASONS.object);
    const time = (one: unknown) => timeOf(textOf(one), choice.timeUnit, choice.utcOffsetH);
    const id = textOf(value.jobid).trim().replace(/\s+/g, '-') || `job-${seen.size + 1}`;
    if (seen.has(id)) return skip(report, line, REASONS.again);
    seen.add(id);
    const attempts = value.attempts.filter(isObject);
    if (attempts.length === 0) return skip(report, line, REASONS.never);
    const spans = attempts.map(({ start_time, end_time }) => [time(start_time), time(end_time)]);
    const atS = time(value.submitted_time);
    if ([atS, ...spans.flat()].some((one) => Number.isNaN(one))) return skip(report, line, REASONS.number);
    const [lastStart, lastStop] = spans.at(-1)!;
    if (lastStart !== null && lastStop === null) return skip(report, line, REASONS.running);
    if (spans.some((span) => span.includes(null))) return skip(report, line, REASONS.unknown);
    pushJob(part.jobs, report, line, {
      id,
      tenant: textOf(value.vc ?? value.user).slice(0, 100),
      atS,
      accelerators: attempts.reduce((most, attempt) => Math.max(most, acceleratorsOf(attempt)), 0),
      runS: spans.reduce((sum, [start, end]) => sum + Math.max(0, end! - start!), 0),
      estimateS: null,
      types: [],
    });
  }

  return {
    write(text) {
      const bytes = encoder.encode(text);
      piece.from += piece.bytes.length;
      piece.bytes = bytes;
      piece.counted = 0;
      parser.write(bytes);
      countLines(piece.from + bytes.length);
      if (piece.from + bytes.length - lastEnd > MAX_JOB)
        fault(
          report,
          line,
          { en: 'a record of more than 4 million characters', zh: '单条记录超过 400 万字符' },
          CURE,
        );
      return report.faults.length === 0;
    },
    end() {
      if (report.faults.length === 0 && !parser.isEnded) parser.end();
      if (report.faults.length === 0 && part.jobs.length === 0) fault(report, null, NO_JOB, CURE);
      if (report.faults.length > 0) return null;
      note(report, {
        en: 'a job is as long as its attempts together and as large as the largest; times without an offset are taken for UTC',
        zh: '作业时长为各次尝试之和，规模取最大的一次；未注明时差的时间按协调世界时理解',
      });
      return part;
    },
  };
}

function acceleratorsOf({ detail }: JsonObject): number {
  if (!Array.isArray(detail)) return 0;
  return detail
    .filter(isObject)
    .reduce((sum: number, { gpus }) => sum + (Array.isArray(gpus) ? gpus.length : 0), 0);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}
