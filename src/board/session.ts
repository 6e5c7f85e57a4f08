/**
 * The worker that holds the results, and what is asked of it. One look is under way at a time; what is wished
 * for meanwhile is asked once, as it stands then.
 */
import * as Comlink from 'comlink';
import type { BoardApi, BoardFault, Interval, Rgb, SweepHead } from '../../workers/host/board/protocol.ts';
import { DICTIONARIES } from '../i18n/words.ts';
import { choices } from '../sim/sim.ts';
import { board, EMPTY, type BoardState } from './store.ts';

/** Axes and metrics that are drawn before anybody chooses. */
const FIRST_AXES = 5;
const FIRST_METRICS = new Set(['utilisationMean', 'waitMeanS', 'inTimeMean', 'carbonG', 'totalCostUsd']);
const MOST_FIRST = 8;
export const MOST_SHOWN = 12;

let worker: Worker | null = null;
let api: Comlink.Remote<BoardApi> | null = null;
/** Grows with each thing that makes an earlier answer void. */
let turn = 0;
let looking = false;
let lookAgain = false;

/** Reads the results, or says what is wrong with the file. */
export async function openResults(file: File): Promise<void> {
  const own = ++turn;
  const { picked } = board.getState();
  end();
  if (file.name === 'sweep.json')
    return refuse({ code: 'unmerged', place: file.name, found: '', wanted: '' });
  board.setState({ ...EMPTY, picked, reading: { file: file.name, share: 0 } });
  choices.setState({ board: true });
  try {
    worker = new Worker(new URL('../../workers/host/board.worker.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      if (own === turn) fail(file.name, event.message);
    });
    api = Comlink.wrap<BoardApi>(worker);
    const onProgress = Comlink.proxy((share: number) => {
      if (own === turn && board.getState().reading) board.setState({ reading: { file: file.name, share } });
    });
    const reply = await api.open(file, onProgress);
    if (own !== turn) return;
    if (!reply.ok) return refuse(reply.fault);
    const { width, height } = board.getState();
    board.setState({ ...EMPTY, ...firstLook(reply.head), width, height });
    refresh();
  } catch (error) {
    if (own === turn) fail(file.name, error instanceof Error ? error.message : String(error));
  }
}

function closeResults(): void {
  turn++;
  end();
  board.setState(EMPTY);
}

function end(): void {
  worker?.terminate();
  worker = null;
  api = null;
  looking = false;
}

/** The worker's side of the file that is open. @throws Error where none is */
export function results(): Comlink.Remote<BoardApi> {
  if (!api) throw new Error('no results are open');
  return api;
}

function refuse({ code, place, found, wanted }: BoardFault): void {
  const { what, cure } = DICTIONARIES[choices.getState().lang].board.faults[code];
  closeResults();
  const issues = [{ path: place, message: what(found, wanted), hint: cure(found, wanted) }];
  choices.setState({ board: false, rejected: { file: place.split(':')[0]!, issues } });
}

function fail(file: string, message: string): void {
  refuse({ code: 'broken', place: file, found: message, wanted: '' });
}

function firstLook(head: SweepHead): Pick<BoardState, 'head' | 'shown' | 'brushes' | 'heat'> {
  const { dimensions } = head;
  const all = dimensions.map((_, d) => d);
  const varying = all.filter((d) => dimensions[d]!.varies);
  const axes = varying.filter((d) => dimensions[d]!.metric === null);
  const metrics = varying.filter((d) => dimensions[d]!.metric !== null);
  const wanted = metrics.filter((d) => FIRST_METRICS.has(dimensions[d]!.name));
  const shownAxes = axes.slice(0, FIRST_AXES);
  const shownMetrics = (wanted.length > 0 ? wanted : metrics).slice(0, MOST_FIRST - shownAxes.length);
  const shown = [...shownAxes, ...shownMetrics];
  const of = shownMetrics[0] ?? all.find((d) => dimensions[d]!.metric !== null) ?? 0;
  const x = shown[0] ?? 0;
  return {
    head,
    shown: shown.length > 0 ? shown : all.slice(0, 2),
    brushes: dimensions.map(() => []),
    heat: { x, y: shown[1] ?? x, of },
  };
}

/** Asks for what is to be seen now, as soon as the last answer is there. */
export function refresh(): void {
  lookAgain = looking;
  if (!looking) void lookNow();
}

async function lookNow(): Promise<void> {
  const own = turn;
  const { head, width, height, brushes, shown, heat, table } = board.getState();
  if (!api || !head || width === 0) return;
  const lines = { dimensions: shown, width, height, ink: token('--accent'), quiet: token('--chart-quiet') };
  looking = true;
  try {
    const looked = await api.look({ brushes, lines, heat, table });
    if (own !== turn) return;
    looking = false;
    board.setState(lookAgain ? { looked } : { looked, settled: looked });
    if (lookAgain) refresh();
  } catch (error) {
    if (own === turn) fail(head.file, error instanceof Error ? error.message : String(error));
  }
}

/** A colour of the theme, #rgb or #rrggbb. */
function token(name: string): Rgb {
  const text = getComputedStyle(document.documentElement).getPropertyValue(name).trim().slice(1);
  const full = text.length === 3 ? [...text].map((digit) => digit + digit).join('') : text;
  const channel = (at: number): number => Number.parseInt(full.slice(at, at + 2), 16) || 0;
  return [channel(0), channel(2), channel(4)];
}

/** Shows it another way, and asks for what that takes. */
export function change(
  part: Partial<Pick<BoardState, 'shown' | 'heat' | 'table' | 'width' | 'height'>>,
): void {
  board.setState(part);
  refresh();
}

/** @param intervals of one dimension, in place of those it had */
export function brush(dimension: number, intervals: readonly Interval[]): void {
  const { brushes, table } = board.getState();
  board.setState({
    brushes: brushes.map((one, d) => (d === dimension ? intervals : one)),
    table: { ...table, page: 0 },
  });
  refresh();
}

export function clearBrushes(): void {
  const { brushes, table } = board.getState();
  board.setState({ brushes: brushes.map(() => []), table: { ...table, page: 0 } });
  refresh();
}
