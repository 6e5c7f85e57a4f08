/**
 * Giving draws out to runners and keeping the tally of what they bring. Which runner had a draw, and in what order
 * draws came back, changes nothing of the result.
 */
import type { DrawnRun, Indices, Progress, RunTable, TallyEvents } from '../../ensemble.ts';
import type { JsonObject } from '../../scenario/patch.ts';
import type { Answer } from '../../sweep/bands.ts';
import {
  answers,
  createTally,
  ensembleSpec,
  figureBands,
  influences,
  noiseLevel,
  seriesBands,
  typicalDraws,
  type RunResult,
  type Tally,
} from '../../sweep/ensemble.ts';
import { expandSweep, type Point, type Sweep } from '../../sweep/expand.ts';
import { factorsOf, type Factor } from '../../sweep/facts.ts';
import { joinPatches } from '../../sweep/join-patches.ts';
import { sobolIndices } from '../../sweep/sobol-indices.ts';
import type { OpenedEnsemble } from './open-ensemble.ts';
import type { Work } from './run-service.ts';

/** Draws of a first picture. */
const FIRST = 4;
/** Least time between reports, milliseconds, and how much more of it is left to the runs than a report takes. */
const REPORT_MS = 500;
const REPORT_SHARE = 8;
const PROGRESS_MS = 200;
/** Runners that a draw may take with it before it counts as failed. */
const MOST_LOST = 2;

/** A runner, wherever it is. */
export type RunnerLink = {
  prepare(name: string, work: Work): Promise<void> | void;
  run(name: string, point: Point): Promise<RunResult[]>;
};

/** Draws that are run: those of the ensemble, or those for Sobol indices. */
type Batch = Progress & {
  name: string;
  sweep: Sweep;
  work: Work;
  tally: Tally;
  next: number;
  /** Taken by a runner that is no more, and how often. */
  again: number[];
  lost: Map<number, number>;
  onDone(): void;
};

type Seat = { runner: RunnerLink; isHere: boolean; draw: { batch: Batch; draw: number } | null };

export type Ensemble = ReturnType<typeof createEnsemble>;

/** @param nowMs a clock, for how often is reported */
export function createEnsemble(opened: OpenedEnsemble, events: TallyEvents, nowMs: () => number) {
  const { plan, scenario, sweep, factors, work } = opened;
  const seats = new Map<number, Seat>();
  const drawn = factors.map(() => new Float64Array(sweep.count).fill(NaN));
  let answer: Answer = { figure: 'utilisationMean', of: 'difference' };
  let going = false;
  let sobol: { batch: Batch; stop(): void } | null = null;
  let waiting: (() => void)[] = [];
  let progressAtMs = -Infinity;
  let reportAtMs = -Infinity;

  const main = createBatch('ensemble', sweep, work, plan.ticks.length, () => {
    const ended = main.done === sweep.count;
    const now = nowMs();
    if (ended || !going || now >= progressAtMs) {
      progressAtMs = now + PROGRESS_MS;
      events.onProgress(progressOf(main));
    }
    if (ended || (main.done >= FIRST && (now >= reportAtMs || !going))) report();
  });

  function report(): void {
    const started = nowMs();
    const ranks = factors.length === 0 ? null : influences(main.tally, answer, drawn);
    events.onReport({
      ...progressOf(main),
      figures: figureBands(main.tally),
      series: seriesBands(main.tally),
      typical: typicalDraws(main.tally, answer),
      influence: ranks && { answer, draws: main.done, ranks, noise: noiseLevel(main.done, ranks.length) },
    });
    const ended = nowMs();
    reportAtMs = ended + Math.max(REPORT_MS, REPORT_SHARE * (ended - started));
  }

  /** The next draw to run, of the indices first; null while there is none. */
  function take(): { batch: Batch; draw: number } | null {
    for (const batch of [sobol?.batch, going ? main : null]) {
      if (!batch) continue;
      const draw = batch.again.shift() ?? (batch.next < batch.sweep.count ? batch.next++ : null);
      if (draw !== null) return { batch, draw };
    }
    return null;
  }

  function wake(): void {
    const all = waiting;
    waiting = [];
    for (const go of all) go();
  }

  async function serve(seat: Seat): Promise<void> {
    const prepared = new Set<Batch>();
    while (seat.isHere) {
      seat.draw = take();
      if (seat.draw === null) {
        await new Promise<void>((go) => waiting.push(go));
        continue;
      }
      const { batch, draw } = seat.draw;
      const point = batch.sweep.point(draw);
      if (batch === main) drawn.forEach((column, fact) => (column[draw] = point.at[fact] as number));
      if (!prepared.has(batch)) await seat.runner.prepare(batch.name, batch.work);
      prepared.add(batch);
      const results = await seat.runner.run(batch.name, point);
      if (seat.isHere) keep(batch, draw, results);
    }
  }

  function keep(batch: Batch, draw: number, [shown, reference]: RunResult[]): void {
    batch.tally.pairs[draw] = [shown, reference];
    batch.done++;
    const fault = shown.fault ?? reference.fault;
    if (fault !== null) batch.failed++;
    batch.fault ??= fault;
    batch.onDone();
  }

  /** @param died it may do so again for what it had; else it was sent away */
  function leave(id: number, died: boolean): void {
    const seat = seats.get(id);
    seats.delete(id);
    if (!seat) return;
    seat.isHere = false;
    if (seat.draw === null) return;
    const { batch, draw } = seat.draw;
    const lost = (batch.lost.get(draw) ?? 0) + Number(died);
    batch.lost.set(draw, lost);
    const none = new Float64Array(0);
    const failed = { hash: null, fault: 'the worker ended', metrics: none, series: none };
    if (lost < MOST_LOST) batch.again.push(draw);
    else keep(batch, draw, [failed, failed]);
    wake();
  }

  /** @throws Error when it is stopped */
  async function indices(
    facts: number[],
    count: number,
    asked: Answer,
    onDone: (done: number) => void,
  ): Promise<Indices> {
    sobol?.stop();
    const patterns = facts.flatMap((fact) => factors[fact].figures.map(({ keys }) => keys.join('.')));
    const { series: _, ...spec } = ensembleSpec(scenario, {
      varies: 'facts',
      draws: count,
      drawSeed: sweep.spec.samples.seed,
      facts: patterns,
      method: 'saltelli',
    });
    const reply = expandSweep(spec, work.files[0]);
    if (!reply.ok) throw new Error(reply.issues[0].message);
    const batch = await new Promise<Batch>((resolve, reject) => {
      const made = createBatch(`indices ${nowMs()}`, reply.sweep, { ...work, spec }, 0, () => {
        onDone(made.done);
        if (made.done === reply.sweep.count) resolve(made);
      });
      sobol = { batch: made, stop: () => reject(new Error('stopped')) };
      wake();
    }).finally(() => (sobol = null));
    const found = sobolIndices(answers(batch.tally, asked), count, facts.length);
    const inOrder = factorsOf(work.files[0], patterns, 'facts') as Factor[];
    const at = inOrder.map((one) => facts.find((fact) => isSame(one, factors[fact]))!);
    return { answer: asked, count, indices: found.map((index, i) => ({ fact: at[i], ...index })) };
  }

  return {
    join(id: number, runner: RunnerLink): void {
      const seat: Seat = { runner, isHere: true, draw: null };
      seats.set(id, seat);
      // A runner that cannot be spoken to is one that is no more.
      serve(seat).catch(() => leave(id, true));
    },
    leave,
    run(next: boolean): void {
      going = next;
      if (going) wake();
    },
    ask(next: Answer): void {
      answer = next;
      if (main.done >= FIRST) report();
    },
    draw(draw: number, over: JsonObject): DrawnRun {
      const { seed, patch: drawnPatch } = sweep.point(draw);
      const patch = joinPatches({}, over, drawnPatch);
      const pair = main.tally.pairs[draw];
      return { draw, seed, patch, hashes: [pair?.[0].hash ?? null, pair?.[1].hash ?? null] };
    },
    table: (): RunTable => tableOf(main),
    indices,
    stopIndices: (): void => sobol?.stop(),
  };
}

function createBatch(name: string, sweep: Sweep, work: Work, looks: number, onDone: () => void): Batch {
  const progress = { done: 0, failed: 0, fault: null };
  return {
    ...progress,
    name,
    sweep,
    work,
    tally: createTally(looks),
    next: 0,
    again: [],
    lost: new Map(),
    onDone,
  };
}

function progressOf({ done, failed, fault }: Batch): Progress {
  return { done, failed, fault };
}

/** Factors of one file have no figure in common. */
function isSame(one: Factor, other: Factor): boolean {
  return one.figures[0].keys.join() === other.figures[0].keys.join();
}

/** Runs that are done, by draw. */
function tableOf({ sweep, tally }: Batch): RunTable {
  const done = Array.from(tally.pairs.keys()).filter((draw) => tally.pairs[draw] !== undefined);
  return {
    draws: Int32Array.from(done),
    seeds: Float64Array.from(done, (draw) => sweep.point(draw).seed),
    hashes: [0, 1].map((line) => done.map((draw) => tally.pairs[draw]![line].hash ?? '')),
    runs: [0, 1].map((line) => done.map((draw) => tally.pairs[draw]![line].metrics)),
  };
}
