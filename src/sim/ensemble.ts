/**
 * The ensemble of the page: started for the branch on show and its reference, on workers of its own, and held
 * against the run on show at every look: bands are shown for the very run that they were drawn for and no other.
 */
import * as Comlink from 'comlink';
import { createStore } from 'zustand/vanilla';
import type { BandsReport, EnsemblePlan, Indices, Progress, RunTable } from '../../workers/ensemble.ts';
import type { Issue } from '../../workers/scenario/scenario.ts';
import type { Answer, Of, Varies } from '../../workers/sweep/bands.ts';
import type { Run } from './run.ts';
import type { Branch, Given } from './branch.ts';
import { commandsOf, forkStart, type BranchName } from './lines.ts';
import { openRun } from './page.ts';
import { createPool, type Pool } from './pool.ts';
import { pulse } from './pulse.ts';
import { shipped } from './shipped.ts';
import { branches, choices, frames } from './sim.ts';
import { goTo, showBranch } from './store.ts';

export type EnsembleWish = { varies: Varies; draws: number; drawSeed: number };

export type EnsembleState = 'opening' | 'running' | 'paused' | 'cancelled' | 'done' | 'refused' | 'failed';

export type EnsembleNow = EnsembleWish & {
  state: EnsembleState;
  /** What it is of: the run, its two branches, and what they were given and told. */
  run: Run;
  names: readonly [shown: BranchName, reference: BranchName];
  essence: string;
  given: Given;
  runners: number;
  plan: EnsemblePlan | null;
  progress: Progress;
  /** Milliseconds it has run, pauses left out, up to `sinceMs`; null while it does not run. */
  ranMs: number;
  sinceMs: number | null;
  report: BandsReport | null;
  answer: Answer;
  sobol: { state: 'running'; done: number; of: number } | { state: 'done'; indices: Indices } | null;
  issues: Issue[];
  message: string;
};

/** A run of the ensemble that was opened by itself. */
export type Picked = {
  draw: number;
  seed: number;
  hash: string;
  view: unknown;
  result: 'computing' | 'same' | 'differs';
};

export const ensemble = createStore<{ now: EnsembleNow | null; picked: Picked | null }>(() => ({
  now: null,
  picked: null,
}));

/** Base draws of Sobol indices, and facts they are of at most. */
const SOBOL_DRAWS = 32;
const SOBOL_FACTS = 4;

let pool: Pool | null = null;

function change(next: Partial<EnsembleNow>): void {
  const { now } = ensemble.getState();
  if (now) ensemble.setState({ now: { ...now, ...next } });
}

/** Starts anew; what was there is let go. */
export async function startEnsemble(wish: EnsembleWish): Promise<void> {
  const run = branches.run();
  const [shown, reference] = [branches.shown(), branches.other()];
  if (!run || !shown || !reference) return;
  endEnsemble();
  const given = givenOf(run);
  // What an earlier pool has sent may come in after its end.
  const ofMine =
    <T extends unknown[]>(hear: (...told: T) => void) =>
    (...told: T): void => {
      if (pool === mine) hear(...told);
    };
  const mine = createPool(ofMine(onDeath));
  pool = mine;
  ensemble.setState({ now: newEnsemble(wish, run, [shown, reference], given) });
  try {
    const reply = await mine.api.open(
      {
        text: given.text,
        files: given.files,
        shipped: await shipped(),
        lines: [lineOf(shown), lineOf(reference)],
        ...wish,
      },
      Comlink.proxy({ onProgress: ofMine(onProgress), onReport: ofMine(onReport) }),
    );
    if (pool !== mine) return;
    if (!reply.ok) {
      change({ state: 'refused', issues: reply.issues });
      return;
    }
    change({ state: 'running', plan: reply.plan, sinceMs: performance.now() });
    mine.staff(ensemble.getState().now!.runners);
    await mine.api.run(true);
  } catch (error) {
    if (pool === mine) change({ state: 'failed', message: messageOf(error) });
  }
}

export function pauseEnsemble(): void {
  if (ensemble.getState().now?.state !== 'running') return;
  void pool?.api.run(false);
  rest('paused');
}

export function resumeEnsemble(): void {
  if (ensemble.getState().now?.state !== 'paused') return;
  change({ state: 'running', sinceMs: performance.now() });
  void pool?.api.run(true);
}

/** Ends the runs; the bands of those that are done stay. */
export function cancelEnsemble(): void {
  const { now } = ensemble.getState();
  if (!now || !pool) return;
  if (now.state === 'opening') {
    endEnsemble();
    return;
  }
  void pool.api.run(false);
  pool.dismiss();
  rest('cancelled');
}

function endEnsemble(): void {
  pool?.end();
  pool = null;
  ensemble.setState({ now: null });
}

function rest(state: EnsembleState): void {
  const { now } = ensemble.getState();
  if (!now) return;
  const ranMs = now.sinceMs === null ? now.ranMs : now.ranMs + performance.now() - now.sinceMs;
  change({ state, ranMs, sinceMs: null });
}

function onProgress(progress: Progress): void {
  change({ progress });
  pulse.touch();
}

function onReport(report: BandsReport): void {
  const { now } = ensemble.getState();
  if (!now) return;
  const { done, failed, fault } = report;
  change({ report, progress: { done, failed, fault } });
  if (done === now.draws && now.state !== 'done') {
    rest('done');
    pool?.dismiss();
  }
  pulse.touch();
}

/** A worker is no more. @param left how many runners are there still; none of the tally itself */
function onDeath(left: number | null, message: string): void {
  const { now } = ensemble.getState();
  if (left === null || (left === 0 && now?.state !== 'done')) {
    rest('failed');
    change({ message });
  }
}

export function askInfluence(answer: Answer): void {
  change({ answer });
  void pool?.api.ask(answer);
}

/** What the facts that matter most do by themselves and together; they are drawn anew for that. */
export async function askSobol(): Promise<void> {
  const { now } = ensemble.getState();
  const mine = pool;
  const ranks = now?.report?.influence;
  if (!now || !mine || !ranks || now.sobol?.state === 'running') return;
  const facts = ranks.ranks.slice(0, SOBOL_FACTS).map(({ fact }) => fact);
  const of = SOBOL_DRAWS * (facts.length + 2);
  change({ sobol: { state: 'running', done: 0, of } });
  if (mine.count() === 0) mine.staff(now.runners);
  try {
    // It comes by a way of its own, and so perhaps after the indices.
    const onDone = Comlink.proxy((done: number) => {
      const isRunning = ensemble.getState().now?.sobol?.state === 'running';
      if (pool === mine && isRunning) change({ sobol: { state: 'running', done, of } });
    });
    const indices = await mine.api.sobol(facts, SOBOL_DRAWS, now.answer, onDone);
    if (pool === mine) change({ sobol: { state: 'done', indices } });
  } catch {
    if (pool === mine) change({ sobol: null });
  } finally {
    const { state } = ensemble.getState().now ?? {};
    if (pool === mine && state !== 'running' && state !== 'paused') mine.dismiss();
  }
}

export function stopSobol(): void {
  void pool?.api.stopSobol();
}

export async function ensembleRuns(): Promise<RunTable | null> {
  return pool ? pool.api.table() : null;
}

/** Opens one draw as a run of its own, at its end, beside the run that it is a draw of. */
export async function openDraw(draw: number, name: string): Promise<boolean> {
  const { now } = ensemble.getState();
  if (!now || !pool) return false;
  const { given, names, run } = now;
  const { seed, patch, hashes } = await pool.api.draw(draw, given.start.patch ?? {});
  const [hash] = hashes;
  if (hash === null) return false;
  const start = { ...given.start, patch, seed };
  const isBase = branches.run() === run || choices.getState().aside !== null;
  const opened = await openRun(name, start, () => Promise.resolve(given.text), given.files, isBase);
  if (opened !== 'opened') return false;
  const { view } = choices.getState();
  goTo(choices, view?.scenario.ticks ?? 0);
  const shown = branches.run()?.branches.find((branch) => branch.name === names[0]);
  if (shown) showBranch(choices, shown);
  ensemble.setState({ picked: { draw, seed, hash, view, result: 'computing' } });
  compareAtEnd(names[0]);
  return true;
}

/** The first time the end is on show, its state hash says whether it is the run of the ensemble. */
function compareAtEnd(name: BranchName): void {
  const compare = (): boolean => {
    const { picked } = ensemble.getState();
    const { view, branch } = choices.getState();
    const frame = frames.current;
    if (!picked || picked.view !== view || picked.result !== 'computing') return true;
    if (frame?.tick !== view?.scenario.ticks || branch !== name || !branches.settled()) return false;
    ensemble.setState({ picked: { ...picked, result: frame?.hash === picked.hash ? 'same' : 'differs' } });
    return true;
  };
  if (compare()) return;
  const stop = frames.subscribe(() => {
    if (compare()) stop();
  });
}

/** Whether the ensemble is of the run on show, with all that was done in it. */
export function fits({ run, names, essence }: EnsembleNow): boolean {
  if (branches.run() !== run) return false;
  const lines = names.map((name) => run.branches.find((branch) => branch.name === name));
  return lines.every((line) => line !== undefined) && essenceOf(lines as Branch[]) === essence;
}

/** The bands of a branch on show; null where there are none, or of another run. */
export function bandsOf(
  name: BranchName,
): { of: Of; report: BandsReport; ticks: readonly number[]; draws: number } | null {
  const { now } = ensemble.getState();
  if (!now?.report || !now.plan || !now.names.includes(name) || !fits(now)) return null;
  const { report, plan, names } = now;
  return { of: names[0] === name ? 'shown' : 'reference', report, ticks: plan.ticks, draws: report.done };
}

/** Runners beside the branches of the run, which compute until they are at their end. */
export function runnersFor(cores: number, computing: number, draws: number): number {
  return Math.max(1, Math.min(cores - computing, draws, MOST_RUNNERS));
}

/** Each holds a world of its own. */
const MOST_RUNNERS = 16;

function newEnsemble(
  wish: EnsembleWish,
  run: Run,
  [shown, reference]: [Branch, Branch],
  given: Given,
): EnsembleNow {
  const ticks = choices.getState().view?.scenario.ticks ?? 0;
  const computing = run.branches.filter(
    ({ series, fault }) => fault === null && series.count <= ticks,
  ).length;
  return {
    ...wish,
    state: 'opening',
    run,
    names: [shown.name, reference.name],
    essence: essenceOf([shown, reference]),
    given,
    runners: runnersFor(navigator.hardwareConcurrency, computing, wish.draws),
    plan: null,
    progress: { done: 0, failed: 0, fault: null },
    ranMs: 0,
    sinceMs: null,
    report: null,
    answer: { figure: 'utilisationMean', of: 'difference' },
    sobol: null,
    issues: [],
    message: '',
  };
}

/** The run as it is now, with what was done in it by hand. */
function givenOf({ text, files, start, branches: lines }: Run): Given {
  return {
    text,
    files,
    start: { ...start, log: commandsOf(lines[0]!), forks: lines.flatMap((line) => forkStart(line) ?? []) },
  };
}

function lineOf(branch: Branch) {
  return { linked: branch.linked, patches: branch.patches, log: commandsOf(branch) };
}

function essenceOf(lines: Branch[]): string {
  return JSON.stringify(lines.map(lineOf));
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Lets go of an ensemble whose run is no more; called once. */
export function watchEnsemble(): void {
  choices.subscribe(({ view, aside }, before) => {
    if (view === before.view && aside === before.aside) return;
    const { now, picked } = ensemble.getState();
    if (now && aside === null && branches.run() !== now.run) endEnsemble();
    if (picked && picked.view !== view) ensemble.setState({ picked: null });
  });
}
