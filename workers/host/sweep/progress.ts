/** How far a sweep is: a line that is written over, while somebody looks. */

/** Rates are those of the last moments: the first runs pay for the start. */
const WINDOW = 32;
const SHOW_EVERY_MS = 200;

export type ProgressLine = { finished(fault: boolean): void; close(): void };

/**
 * @param total runs to do now
 * @param before runs that were there already
 */
export function showProgress(stream: NodeJS.WriteStream, total: number, before: number): ProgressLine {
  if (!stream.isTTY) return { finished: () => {}, close: () => {} };
  const started = performance.now();
  const marks: { atMs: number; done: number }[] = [{ atMs: started, done: 0 }];
  let done = 0;
  let faults = 0;
  let shown = -Infinity;
  return {
    finished(fault) {
      done++;
      if (fault) faults++;
      const now = performance.now();
      if (now - shown < SHOW_EVERY_MS && done < total) return;
      shown = now;
      marks.push({ atMs: now, done });
      if (marks.length > WINDOW) marks.shift();
      stream.write(`\r${progressText({ done, total, before, faults, perS: rateOf(marks) })}\u001b[K`);
    },
    close: () => stream.write('\r\u001b[K'),
  };
}

function rateOf(marks: { atMs: number; done: number }[]): number {
  const [first, last] = [marks[0], marks[marks.length - 1]];
  return (1000 * (last.done - first.done)) / Math.max(1, last.atMs - first.atMs);
}

type Standing = { done: number; total: number; before: number; faults: number; perS: number };

/** "1,200 of 10,000 runs, 12 %, 85 runs/s, 2 min left, 3 faults" */
export function progressText({ done, total, before, faults, perS }: Standing): string {
  const all = before + total;
  const parts = [
    `${grouped(before + done)} of ${grouped(all)} runs`,
    `${Math.floor((100 * (before + done)) / Math.max(1, all))} %`,
    perS >= 1 ? `${Number(perS.toPrecision(3))} runs/s` : `${Number((60 * perS).toPrecision(3))} runs/min`,
    `${roughly((total - done) / perS)} left`,
  ];
  if (faults > 0) parts.push(`${grouped(faults)} ${faults === 1 ? 'fault' : 'faults'}`);
  return parts.join(', ');
}

/** A time as people say it. */
export function roughly(seconds: number): string {
  if (!Number.isFinite(seconds)) return 'unknown time';
  if (seconds < 100) return `${Math.ceil(seconds)} s`;
  if (seconds < 100 * 60) return `${Math.round(seconds / 60)} min`;
  const hours = seconds / 3600;
  return hours < 48 ? `${Number(hours.toPrecision(2))} h` : `${Math.round(hours / 24)} days`;
}

/** Bytes as people say them. */
export function size(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let unit = 0;
  for (; bytes >= 1000 && unit < units.length - 1; unit++) bytes /= 1000;
  return `${Number(bytes.toPrecision(3))} ${units[unit]}`;
}

export function grouped(count: number): string {
  return String(count).replaceAll(/\B(?=(\d{3})+$)/g, ',');
}
