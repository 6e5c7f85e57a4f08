/**
 * From brought files to an open scenario: a worker looks at them, a person corrects what it takes them
 * for, it reads them, and what it makes is opened or saved. To cancel is to end the worker.
 */
import * as Comlink from 'comlink';
import { missingFields, TABLES, type TableKind } from '../../workers/import/kinds.ts';
import type { Choice, ImportApi, Kind, Probe, Remark } from '../../workers/import/protocol.ts';
import { DICTIONARIES, pickWords } from '../i18n/words.ts';
import { openFile, openImported } from '../sim/page.ts';
import { branches, choices } from '../sim/sim.ts';
import { imports, type Import } from './store.ts';

let worker: Worker | null = null;
let api: Comlink.Remote<ImportApi> | null = null;
/** Grows with each thing that makes an earlier reading void. */
let turn = 0;
/** Settles with the last change that was asked of the worker; one of a worker that was ended never does. */
let changed: Promise<void> = Promise.resolve();

/** Takes a look at what was brought: a scenario is opened, anything else is shown first. */
export async function takeUp(files: readonly File[]): Promise<void> {
  cancelImport();
  const own = ++turn;
  const first = files[0]!;
  try {
    const probes = await start().probe([...files]);
    if (own !== turn) return;
    const broken = probes.find((probe): probe is Remark => 'what' in probe);
    if (broken) return refuse(broken.file, [broken]);
    const known = probes as Probe[];
    const { bring } = DICTIONARIES[choices.getState().lang];
    if (known.some(({ kind }) => kind === 'scenario')) {
      end();
      if (files.length === 1) await openFile(first);
      else
        choices.setState({
          rejected: { file: first.name, issues: [{ path: '', message: bring.alone, hint: bring.aloneCure }] },
        });
      return;
    }
    const strange = known.find(({ kind, cut }) => kind === null && cut === null);
    if (strange) {
      end();
      const issues = [{ path: `${strange.file}:1`, message: bring.strange, hint: bring.strangeCure }];
      choices.setState({ rejected: { file: strange.file, issues } });
      return;
    }
    show({
      files: known.map((probe) => ({ probe, choice: probe.choice })),
      state: 'waiting',
      share: 0,
      result: null,
      faults: [],
    });
    await readAll();
  } catch (error) {
    fail(first.name, error);
  }
}

function start(): Comlink.Remote<ImportApi> {
  worker = new Worker(new URL('../../workers/host/import.worker.ts', import.meta.url), { type: 'module' });
  api = Comlink.wrap<ImportApi>(worker);
  changed = Promise.resolve();
  const started = api;
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    if (api === started) fail(imports.getState().now?.files[0]?.probe.file ?? '', event.message);
  });
  return api;
}

function end(): void {
  // The worker's listeners know the proxy, for which comlink would keep it with all that it has read.
  api?.[Comlink.releaseProxy]();
  worker?.terminate();
  worker = null;
  api = null;
}

export function cancelImport(): void {
  turn++;
  end();
  imports.setState({ now: null });
}

function show(now: Import): void {
  imports.setState({ now });
}

function change(part: Partial<Import>): void {
  const { now } = imports.getState();
  if (now) show({ ...now, ...part });
}

function refuse(file: string, faults: Remark[]): void {
  const { lang } = choices.getState();
  const issues = faults.map(({ file: name, line, what, cure }) => ({
    path: line === null ? name : `${name}:${line}`,
    message: pickWords(what, lang),
    hint: cure ? pickWords(cure, lang) : '',
  }));
  cancelImport();
  choices.setState({ rejected: { file, issues } });
}

function fail(file: string, error: unknown): void {
  cancelImport();
  const message = error instanceof Error ? error.message : String(error);
  const hint = DICTIONARIES[choices.getState().lang].bring.failed;
  choices.setState({ rejected: { file, issues: [{ path: '', message, hint }] } });
}

export function isTable(kind: Kind): kind is TableKind {
  return (TABLES as readonly string[]).includes(kind);
}

/** Fields of a file that are needed and have no column. */
export function lacking(choice: Choice) {
  if (!isTable(choice.kind)) return [];
  return missingFields(choice.kind, (field) => Object.hasOwn(choice.columns, field));
}

/** Reads all files anew where every one is known for what it is; else waits for a person. */
async function readAll(): Promise<void> {
  const { now } = imports.getState();
  if (!now || !api) return;
  const own = ++turn;
  const chosen = now.files.flatMap(({ choice }) => (choice && lacking(choice).length === 0 ? [choice] : []));
  if (chosen.length < now.files.length) return change({ state: 'waiting', result: null, faults: [] });
  change({ state: 'reading', share: 0, result: null, faults: [] });
  const onProgress = Comlink.proxy((share: number) => {
    if (own === turn) change({ share });
  });
  try {
    const reply = await api.read(chosen, onProgress);
    if (own !== turn) return;
    if (reply.ok) return change({ state: 'ready', share: 1, result: reply });
    // What can be put right by another choice stays open; the rest is told and done with.
    if (now.files.some(({ choice }) => choice && isTable(choice.kind)))
      return change({ state: 'faulty', faults: reply.faults });
    refuse(reply.faults[0]!.file, reply.faults);
  } catch (error) {
    if (own === turn) fail(now.files[0]!.probe.file, error);
  }
}

/**
 * Puts another choice for a file, made from the one it has. Changes wait for one another, as the worker's
 * answer to one would else take back what was chosen while it was on its way.
 */
function replace(
  index: number,
  next: (choice: Choice | null, own: Comlink.Remote<ImportApi>) => Choice | null | Promise<Choice>,
): Promise<void> {
  changed = changed.then(async () => {
    const file = imports.getState().now?.files[index];
    if (!file || !api) return;
    const own = api;
    try {
      const choice = await next(file.choice, own);
      const { now } = imports.getState();
      if (!now || api !== own) return;
      change({ files: now.files.map((file, i) => (i === index ? { ...file, choice } : file)) });
      void readAll();
    } catch (error) {
      if (api === own) fail(file.probe.file, error);
    }
  });
  return changed;
}

export function chooseKind(index: number, kind: Kind): Promise<void> {
  return replace(index, (_, own) => own.choose(index, kind));
}

/** @param column null takes the field's column away */
export function chooseColumn(index: number, field: string, column: string | null): Promise<void> {
  return replace(index, (choice, own) => {
    if (!choice) return null;
    const kept = Object.entries(choice.columns).filter(
      ([other, taken]) => other !== field && taken !== column,
    );
    const columns = Object.fromEntries(column === null ? kept : [...kept, [field, column]]);
    return own.units(index, { ...choice, columns });
  });
}

export function chooseUnits(
  index: number,
  units: Partial<Pick<Choice, 'timeUnit' | 'lengthUnit' | 'utcOffsetH'>>,
): Promise<void> {
  return replace(index, (choice) => choice && { ...choice, ...units });
}

export async function openResult(): Promise<void> {
  const { now } = imports.getState();
  if (!now?.result) return;
  const { text, files } = now.result;
  cancelImport();
  await openImported(now.files[0]!.probe.file, text, files);
}

/** Lays the series that were read over grids of the open scenario, and opens what comes of it. */
export async function applyToOpen(grids: string[]): Promise<void> {
  const run = branches.run();
  const { view } = choices.getState();
  const { now } = imports.getState();
  if (!run || !view || !now || !api) return;
  const { startMs, durationS } = view.scenario;
  const text = await api.overlay({ text: run.text, startMs, durationS, grids });
  if (text === null) return;
  cancelImport();
  await openImported(now.files[0]!.probe.file, text, run.files);
}

/** The scenario file and what it names, as downloads. */
export function saveResult(): void {
  const result = imports.getState().now?.result;
  if (!result) return;
  // The scenario's own id, which is a plain word, without reading all of it.
  const id = /"id": "([^"\\]+)"/.exec(result.text.slice(0, 1000))?.[1];
  const parts: [string, Blob][] = [
    [`${id ?? 'scenario'}.json`, new Blob([result.text], { type: 'application/json' })],
    ...Object.entries(result.files),
  ];
  for (const [name, blob] of parts) {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }
}
