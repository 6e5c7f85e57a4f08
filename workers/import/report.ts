/**
 * What a reader says of a file beside what it read: what it left out, by reason with the first line,
 * what it took for granted, and the faults that end the reading. In both languages of the interface.
 */
export type Phrase = { en: string; zh: string };

/** One thing said of a file; `line` counts from 1. */
export type Remark = { file: string; line: number | null; what: Phrase; cure: Phrase | null };

export type Report = {
  file: string;
  /** The first one ends the reading. */
  faults: Remark[];
  notes: Remark[];
  /** English of a reason -> the reason, how many rows, and the first of their lines. */
  skipped: Map<string, { reason: Phrase; count: number; line: number }>;
  /** Rows, nodes and edges that were taken. */
  read: number;
};

export function createReport(file: string): Report {
  return { file, faults: [], notes: [], skipped: new Map(), read: 0 };
}

export function fault(report: Report, line: number | null, what: Phrase, cure: Phrase): void {
  if (report.faults.length === 0) report.faults.push({ file: report.file, line, what, cure });
}

export function note(report: Report, what: Phrase, line: number | null = null): void {
  report.notes.push({ file: report.file, line, what, cure: null });
}

export function skip(report: Report, line: number, reason: Phrase): void {
  const entry = report.skipped.get(reason.en);
  if (entry) entry.count++;
  else report.skipped.set(reason.en, { reason, count: 1, line });
}

/** Notes with what was left out after them, one remark a reason. */
export function remarksOf({ file, notes, skipped }: Report): Remark[] {
  const left = [...skipped.values()].map(({ reason, count, line }) => ({
    file,
    line,
    what: {
      en: `${count} left out: ${reason.en} (here the first)`,
      zh: `略去 ${count} 条：${reason.zh}（此为首条）`,
    },
    cure: null,
  }));
  return [...notes, ...left];
}
