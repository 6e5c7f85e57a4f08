/**
 * What the page does at its door: reads the query, finds scenarios on its own origin, opens files,
 * puts settings in force, and keeps `<html data-*>` true for tests and tools.
 */
import type { Issue } from '../../workers/scenario/scenario.ts';
import { detectRenderer, type RendererWish } from './renderer.ts';
import { RENDERER_WISHES, THEMES, type Settings } from './settings.ts';
import { tellReady } from './ready.ts';
import { shippedText } from './shipped.ts';
import { branches, choices, frames } from './sim.ts';
import { plainStart, type Source, type Start } from './start.ts';
import type { Lang, ScenarioEntry, Theme } from './store.ts';

const DEFAULT_SCENARIO = 'china-linked';

/** What the address asks for comes first, for this visit; then what was set; then what the browser says. */
export function readQuery(search: string, languages: readonly string[], settings: Settings) {
  const query = new URLSearchParams(search);
  const wish = query.get('renderer');
  const asked = query.get('lang') ?? settings.lang;
  const lang: Lang = asked === 'zh' || asked === 'en' ? asked : languages[0]?.startsWith('zh') ? 'zh' : 'en';
  return {
    renderer: RENDERER_WISHES.find((one) => one === wish) ?? settings.renderer,
    quality: query.get('quality') === 'test' || settings.plain ? ('test' as const) : ('full' as const),
    scenario: query.get('scenario') ?? DEFAULT_SCENARIO,
    claims: query.get('claims'),
    embed: query.has('embed'),
    lang,
  };
}

/**
 * Everything that happens once, before and beside the first render.
 * @param openShared opens what the address holds; false where it holds nothing that can be opened
 */
export async function openPage(settings: Settings, openShared: () => Promise<boolean>): Promise<void> {
  const query = readQuery(location.search, navigator.languages, settings);
  choices.setState({ quality: query.quality, embed: query.embed, settings, claims: query.claims });
  showLang(query.lang);
  showTheme(settings.theme);
  keepDocumentTrue();
  const listed = listScenarios();
  void openShared().then((opened) => (opened ? undefined : openScenario(query.scenario)));
  await useRenderer(query.renderer);
  choices.setState({ scenarios: await listed });
}

async function useRenderer(wish: RendererWish): Promise<void> {
  const { renderer, drew } = await detectRenderer(wish);
  choices.setState(
    renderer === 'none' ? { renderer, table: true, blind: wish !== 'none' } : { renderer, blind: false },
  );
  // Heard only now: told sooner, there would be nothing yet to fall back from.
  void drew.then((able) => {
    if (!able && choices.getState().renderer === renderer)
      fallBack(new Error(`${renderer} hands out a device and cannot draw`));
  });
}

export async function openScenario(id: string): Promise<void> {
  await openRun(`${id}.json`, plainStart({ kind: 'shipped', id }), () => scenarioText(id));
}

export function scenarioText(id: string): Promise<string> {
  return shippedText(`scenarios/${encodeURIComponent(id)}.json`);
}

/** Files of any kind, dropped or picked: whoever reads sweeps or imports takes a look at them. */
export function bringFiles(files: Iterable<File>): void {
  const brought = [...files];
  const parquet = brought.filter(({ name }) => name.endsWith('.parquet'));
  // The plan of a sweep without its results is the reader's to explain.
  const plan = brought.length > 1 ? brought.find(({ name }) => name === 'sweep.json') : undefined;
  const sweep = parquet.find(({ name }) => name === 'runs.parquet') ?? parquet[0] ?? plan;
  choices.setState(sweep ? { sweep } : { brought });
}

export async function openFile(file: File): Promise<void> {
  await openRun(file.name, plainStart(await sourceOf(file)), () => file.text());
}

/** A scenario made of files of one's own, with the logs that it names. */
export async function openImported(name: string, text: string, files: Record<string, Blob>): Promise<void> {
  const start = plainStart(await sourceOf(new File([text], name)));
  await openRun(name, start, () => Promise.resolve(text), files);
}

/** Name and fingerprint of a file; without the latter where the browser computes none (plain http). */
export async function sourceOf(file: File): Promise<Source> {
  const { name, size } = file;
  const subtle = (globalThis.crypto as Crypto | undefined)?.subtle as SubtleCrypto | undefined;
  const digest = await subtle?.digest('SHA-256', await file.arrayBuffer());
  const hex = (byte: number): string => byte.toString(16).padStart(2, '0');
  return {
    kind: 'file',
    name,
    bytes: size,
    sha256: digest ? Array.from(new Uint8Array(digest), hex).join('') : null,
  };
}

let opening = 0;

/** `overtaken`: another was asked for since, which stands or will. */
export type Opened = 'opened' | 'refused' | 'overtaken';

/**
 * Opens a run, or says what is wrong with it under `name`.
 * @param aside keep the one on show, to come back to
 */
export async function openRun(
  name: string,
  start: Start,
  read: () => Promise<string>,
  files: Record<string, Blob> = {},
  aside = false,
): Promise<Opened> {
  const turn = ++opening;
  let issues: Issue[] = [];
  try {
    const text = await read();
    if (turn === opening) issues = await branches.open({ text, start, files }, aside);
  } catch (error) {
    issues = [{ path: '', message: error instanceof Error ? error.message : String(error), hint: '' }];
  }
  if (turn !== opening) return 'overtaken';
  if (issues.length > 0) choices.setState({ rejected: { file: name, issues } });
  return issues.length === 0 ? 'opened' : 'refused';
}

async function listScenarios(): Promise<ScenarioEntry[]> {
  try {
    return JSON.parse(await shippedText('scenarios/index.json')) as ScenarioEntry[];
  } catch {
    // Without a list there is nothing to choose from; the scenario itself still opens.
    return [];
  }
}

let keep: (settings: Settings) => void = () => {};

/** Where changed settings go. */
export function onSettings(listener: (settings: Settings) => void): void {
  keep = listener;
}

/** Puts settings in force, at once and for later visits. */
export function changeSettings(change: Partial<Settings>): void {
  const settings = { ...choices.getState().settings, ...change };
  choices.setState({ settings, ...('plain' in change ? { quality: settings.plain ? 'test' : 'full' } : {}) });
  if (change.theme) showTheme(change.theme);
  if (change.lang) showLang(change.lang);
  if (change.renderer) void useRenderer(change.renderer);
  keep(settings);
}

export function setLang(lang: Lang): void {
  changeSettings({ lang });
}

export function setTheme(theme: Theme): void {
  changeSettings({ theme });
}

/** The words of one visit, as a link or the query asks for them. */
export function showLang(lang: Lang): void {
  document.documentElement.lang = lang === 'zh' ? 'zh-CN' : 'en';
  choices.setState({ lang });
}

/** The next of them, in turn. */
export function nextTheme(theme: Theme): Theme {
  return THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length]!;
}

/** The looks of one visit, or of a part of it. */
export function showTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
  choices.setState({ theme });
}

let stageUp = false;

/** The scene has drawn, or the table stands: the page is ready once a frame is on show too. */
export function stageIsUp(renderer: 'webgpu' | 'webgl' | 'none'): void {
  stageUp = true;
  document.documentElement.dataset.renderer = renderer;
  markReady();
}

/** The renderer in use failed: the simpler one is tried, and at last the table stands in for the map. */
export function fallBack(error: unknown): void {
  console.warn('The picture failed.', error);
  const { renderer } = choices.getState();
  choices.setState(
    renderer === 'webgpu' ? { renderer: 'webgl' } : { renderer: 'none', table: true, blind: true },
  );
}

function markReady(): void {
  const data = document.documentElement.dataset;
  if (!stageUp || frames.current?.tick !== choices.getState().tick) return;
  data.ready = 'true';
  tellReady();
}

function keepDocumentTrue(): void {
  const data = document.documentElement.dataset;
  data.ready = 'false';
  frames.subscribe(() => {
    const frame = frames.current;
    if (!frame) return;
    data.tick = String(frame.tick);
    data.hash = frame.hash;
    markReady();
  });
}
