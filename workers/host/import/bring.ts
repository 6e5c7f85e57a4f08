/** Files of a person's own -> what they are taken for, and the scenario they make. For page and command line. */
import { assemble, type Read } from '../../import/assemble.ts';
import type { Choice, Probe } from '../../import/parts.ts';
import type { Counts } from '../../import/protocol.ts';
import { createReader, probe } from '../../import/reader.ts';
import { createReport, fault, remarksOf, type Remark } from '../../import/report.ts';
import { writeScenario, type Written } from '../../import/write.ts';
import { parseScenario } from '../../scenario/parse.ts';
import { readJson } from '../../scenario/json-text.ts';
import type { JsonObject } from '../../scenario/patch.ts';
import { headOf, readText, type Source } from './text-stream.ts';

const HEAD = 64 * 1024;

/** What the files are taken for; a fault of one that cannot be unpacked or read. */
export async function probeFile(source: Source): Promise<Probe | Remark> {
  try {
    const { text, whole } = await headOf(source, HEAD);
    return probe(source.name, text, whole);
  } catch (error) {
    return unreadable(source.name, error);
  }
}

export type Brought =
  | { ok: false; faults: Remark[] }
  | { ok: true; written: Written; read: Read[]; counts: Counts; remarks: Remark[] };

/** @param onProgress share of the bytes read, at most some times a second */
export async function bringFiles(
  files: { source: Source; probe: Probe; choice: Choice }[],
  onProgress: (share: number) => void,
): Promise<Brought> {
  const all = files.reduce((sum, { source }) => sum + source.size, 0) || 1;
  const read: Read[] = [];
  const remarks: Remark[] = [];
  let before = 0;
  for (const { source, probe, choice } of files) {
    const report = createReport(source.name);
    const reader = createReader({ file: source.name, choice, report }, probe);
    try {
      let first = true;
      await readText(source, (text, bytes) => {
        onProgress((before + bytes) / all);
        const body = first && text.startsWith('\uFEFF') ? text.slice(1) : text;
        first = false;
        return reader.write(body);
      });
      const part = report.faults.length > 0 ? null : reader.end();
      if (part) read.push({ file: source.name, part });
      else if (report.faults.length === 0) reader.end();
    } catch (error) {
      return { ok: false, faults: [unreadable(source.name, error)] };
    }
    if (report.faults.length > 0) return { ok: false, faults: [...report.faults, ...remarksOf(report)] };
    remarks.push(
      {
        file: source.name,
        line: null,
        what: { en: `${report.read} rows or entries read`, zh: `读入 ${report.read} 条` },
        cure: null,
      },
      ...remarksOf(report),
    );
    before += source.size;
  }
  return finish(read, remarks);
}

function finish(read: Read[], remarks: Remark[]): Brought {
  const assembled = assemble(read);
  const written = writeScenario(assembled);
  const name = read[0]?.file ?? '';
  // The same door as for any scenario; jobs in a log of their own are checked by whoever opens it.
  const checked = parseScenario(withoutLog(written.text));
  if (!checked.ok) {
    const faults = checked.issues.map(({ path, message, hint }) => ({
      file: name,
      line: null,
      what: { en: `${path} ${message}`, zh: `${path} ${message}` },
      cure: { en: hint, zh: hint },
    }));
    return { ok: false, faults };
  }
  const { scenario } = checked;
  const generated = scenario.jobs.generate.reduce((sum, { count }) => sum + count, 0);
  const counts = {
    sites: Object.keys(scenario.sites).length,
    links: Object.keys(scenario.links).length,
    jobs: assembled.jobs.length + generated,
    series: scenario.demand.series.length,
    grids: Object.keys(scenario.grids).length,
  };
  const told = assembled.notes.map((what) => ({ file: '', line: null, what, cure: null }));
  return { ok: true, written, read, counts, remarks: [...remarks, ...told] };
}

function withoutLog(text: string): unknown {
  const json = readJson(text);
  if (!json.ok) return null;
  const file = json.value as JsonObject;
  const jobs = file.jobs as JsonObject | undefined;
  return jobs && Object.hasOwn(jobs, 'file') ? { ...file, jobs: {} } : file;
}

function unreadable(name: string, error: unknown): Remark {
  const report = createReport(name);
  const why = error instanceof Error ? error.message : String(error);
  fault(
    report,
    null,
    { en: `cannot be read: ${why}`, zh: `无法读取：${why}` },
    { en: 'a text file, or one packed by gzip', zh: '文本文件，或 gzip 压缩的文本' },
  );
  return report.faults[0];
}
