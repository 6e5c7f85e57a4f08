/**
 * What a reader of job logs hands back: jobs as they would stand under `jobs.list`, faults that
 * stop the reading, and notes on what was left out and why.
 */
import type { JsonObject } from '../../scenario/patch.ts';
import type { Issue } from '../../scenario/scenario.ts';

export type JobLog = { jobs: JsonObject[]; issues: Issue[]; notes: Issue[] };

/** How a scenario asks for a log: `jobs.file`, with the site of jobs that name none. */
export type LogRequest = {
  path: string;
  site: string;
  class: string | undefined;
  /** Time of the first submission, seconds since the start; null: times as they stand in the log. */
  atS: number | null;
  /** Our names for columns of a CSV log -> the log's own. */
  columns: Record<string, string>;
};

export type Gathering = JobLog & {
  name: string;
  faults: number;
  /** Reason -> how many lines, and the first. */
  skipped: Map<string, { count: number; line: number }>;
};

const MAX_FAULTS = 20;

export function createGathering(name: string): Gathering {
  return { name, jobs: [], issues: [], notes: [], faults: 0, skipped: new Map() };
}

/** A line that cannot be read at all. */
export function addFault(log: Gathering, line: number, message: string, hint: string): void {
  if (log.faults++ < MAX_FAULTS) log.issues.push({ path: `${log.name}:${line}`, message, hint });
}

/** A line that says of itself that it has no job to run. */
export function skipLine(log: Gathering, line: number, reason: string): void {
  const entry = log.skipped.get(reason);
  if (entry) entry.count++;
  else log.skipped.set(reason, { count: 1, line });
}

/** Ends a reading: the notes, and the shift of time that `atS` asks for. */
export function finishLog(log: Gathering, atS: number | null): JobLog {
  const { name, jobs, issues, notes } = log;
  if (log.faults > MAX_FAULTS) {
    const message = `has ${log.faults - MAX_FAULTS} more faulty lines`;
    issues.push({ path: name, message, hint: 'mend those above first' });
  }
  notes.push({ path: name, message: `${jobs.length} jobs read`, hint: 'as jobs.list' });
  for (const [reason, { count, line }] of log.skipped) {
    const lines = count === 1 ? '1 line' : `${count} lines`;
    notes.push({ path: `${name}:${line}`, message: `${lines} left out: ${reason}`, hint: 'here the first' });
  }
  if (jobs.length === 0 && issues.length === 0) {
    issues.push({
      path: name,
      message: 'has no job to run',
      hint: 'lines with submit time, size and length',
    });
  }
  if (atS !== null) {
    const first = jobs.reduce((least, job) => Math.min(least, job.at as number), Infinity);
    for (const job of jobs) job.at = (job.at as number) - first + atS;
  }
  return { jobs, issues, notes };
}
