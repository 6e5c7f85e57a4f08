/**
 * What the page does at its door: reads the query, finds scenarios on its own origin, opens files,
 * remembers language and theme, and keeps `<html data-*>` true for tests and tools.
 */
import { detectRenderer, type RendererWish } from './renderer.ts';
import { branches, choices, frames } from './sim.ts';
import type { Lang, ScenarioEntry, Theme } from './store.ts';

const DEFAULT_SCENARIO = 'china-linked';

export function readQuery(search: string, languages: readonly string[]) {
  const query = new URLSearchParams(search);
  const wish = query.get('renderer');
  const asked = query.get('lang');
  const lang: Lang = asked === 'zh' || asked === 'en' ? asked : languages[0]?.startsWith('zh') ? 'zh' : 'en';
  return {
    renderer: (wish === 'webgpu' || wish === 'webgl' || wish === 'none' ? wish : 'auto') as RendererWish,
    quality: query.get('quality') === 'test' ? ('test' as const) : ('full' as const),
    scenario: query.get('scenario') ?? DEFAULT_SCENARIO,
    lang,
  };
}

/** Everything that happens once, before and beside the first render. */
export async function openPage(): Promise<void> {
  const query = readQuery(location.search, navigator.languages);
  choices.setState({ quality: query.quality });
  setLang(query.lang);
  setTheme(recallTheme());
  keepDocumentTrue();
  const listed = listScenarios();
  void openScenario(query.scenario);
  const renderer = await detectRenderer(query.renderer);
  choices.setState(
    renderer === 'none' ? { renderer, table: true, blind: query.renderer !== 'none' } : { renderer },
  );
  choices.setState({ scenarios: await listed });
}

export async function openScenario(id: string): Promise<void> {
  await open(`${id}.json`, () => fetchText(`scenarios/${encodeURIComponent(id)}.json`));
}

/** Files of any kind, dropped or picked: whoever imports takes a look at them. */
export function bringFiles(files: Iterable<File>): void {
  choices.setState({ brought: [...files] });
}

export async function openFile(file: File): Promise<void> {
  await open(file.name, () => file.text());
}

/** A scenario made of files of one's own, with the logs that it names. */
export async function openImported(name: string, text: string, files: Record<string, Blob>): Promise<void> {
  await open(name, () => Promise.resolve(text), files);
}

async function open(
  name: string,
  read: () => Promise<string>,
  files: Record<string, Blob> = {},
): Promise<void> {
  try {
    const issues = await branches.open(await read(), files);
    if (issues.length > 0) choices.setState({ rejected: { file: name, issues } });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    choices.setState({ rejected: { file: name, issues: [{ path: '', message, hint: '' }] } });
  }
}

async function fetchText(path: string): Promise<string> {
  const response = await fetch(new URL(path, document.baseURI));
  // A development server answers an unknown path with the page itself.
  if (!response.ok || response.headers.get('content-type')?.includes('html')) {
    throw new Error(`There is no ${path} here.`);
  }
  return response.text();
}

async function listScenarios(): Promise<ScenarioEntry[]> {
  try {
    return JSON.parse(await fetchText('scenarios/index.json')) as ScenarioEntry[];
  } catch {
    // Without a list there is nothing to choose from; the scenario itself still opens.
    return [];
  }
}

export function setLang(lang: Lang): void {
  document.documentElement.lang = lang === 'zh' ? 'zh-CN' : 'en';
  choices.setState({ lang });
}

const THEMES: readonly Theme[] = ['dark', 'light', 'projector-dark', 'projector-light'];

/** The next of the four, in turn. */
export function nextTheme(theme: Theme): Theme {
  return THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length]!;
}

export function setTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
  choices.setState({ theme });
  try {
    localStorage.setItem('theme', theme);
  } catch {
    // Storage is refused in some private windows; the theme then lasts as long as the page.
  }
}

function recallTheme(): Theme {
  try {
    const kept = localStorage.getItem('theme');
    return THEMES.find((theme) => theme === kept) ?? 'dark';
  } catch {
    return 'dark';
  }
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
  if (stageUp && frames.current && frames.current.tick === choices.getState().tick) data.ready = 'true';
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
