/**
 * Standard Workload Format (Feitelson; version 2.2): 18 numbers a line, -1 for what is not
 * known, `;` before comments, lines in any order. In: the text. Out: one job a line.
 *
 * Processors are those requested, or else those allocated; the estimate is the requested
 * time, where there is one; a user is a tenant. Lines on parts of a job that was stopped and
 * went on (status 2 to 4) are left out, as the whole has a line of its own.
 */
import { FIELD, FIELDS } from '../../import/swf.ts';
import { addFault, createGathering, finishLog, skipLine, type JobLog, type LogRequest } from './gather.ts';

export function readSwf(text: string, { path, site, class: workClass, atS }: LogRequest): JobLog {
  const log = createGathering(path);
  const seen = new Set<string>();
  const lines = text.split('\n');
  for (let i = 0; i < lines.length; i++) {
    const content = lines[i].replace(/^\uFEFF|;.*/g, '').trim();
    if (content === '') continue;
    const line = i + 1;
    const fields = content.split(/\s+/).map(Number);
    if (fields.length !== FIELDS || fields.some((field) => !Number.isFinite(field))) {
      addFault(log, line, faultOf(content), `${FIELDS} numbers, -1 for those not known`);
      continue;
    }
    const requested = fields[FIELD.requested];
    const accelerators = requested > 0 ? requested : fields[FIELD.allocated];
    const runS = fields[FIELD.runS];
    const requestedS = fields[FIELD.requestedS];
    const status = fields[FIELD.status];
    const reason = reasonToSkip(fields[FIELD.submitS], runS, accelerators, status);
    if (reason !== null) {
      skipLine(log, line, reason);
      continue;
    }
    const id = String(fields[FIELD.job]);
    if (seen.has(id)) {
      addFault(log, line, `has job ${id} again`, 'a number of its own for each job');
      continue;
    }
    seen.add(id);
    log.jobs.push({
      id,
      class: workClass,
      tenant: fields[FIELD.user] >= 0 ? `user-${fields[FIELD.user]}` : '',
      at: fields[FIELD.submitS],
      site,
      accelerators,
      hours: runS / 3600,
      estimateHours: requestedS > 0 ? requestedS / 3600 : null,
    });
  }
  return finishLog(log, atS);
}

function faultOf(content: string): string {
  const cells = content.split(/\s+/);
  if (cells.length !== FIELDS) return `has ${cells.length} fields`;
  const wrong = cells.find((cell) => !Number.isFinite(Number(cell)))!;
  return `has ${JSON.stringify(wrong.slice(0, 40))}, which is no number`;
}

function reasonToSkip(submitS: number, runS: number, processors: number, status: number): string | null {
  if (status >= 2 && status <= 4) return 'part of a job that has a line of its own (status 2 to 4)';
  if (submitS < 0) return 'no submit time';
  if (runS < 0) return 'no run time';
  if (processors <= 0) return 'no processors, neither requested nor allocated';
  return null;
}
