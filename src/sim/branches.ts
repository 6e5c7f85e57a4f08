/**
 * The two branches of every run: the scenario linked and as islands, same text, same seed, same
 * log, one worker each. Both compute to the end; only the one on show sends a frame for each tick.
 * In: the choices (which tick, which branch). Out: `frames`, and both branches' series.
 */
import type { FrameView } from '../../workers/frame/read.ts';
import type { LoggedCommand } from '../../workers/protocol.ts';
import type { Happening, Issue } from '../../workers/scenario/scenario.ts';
import { createClient, type BranchClient } from './client.ts';
import type { Frames } from './frames.ts';
import { createHistory, type History } from './history.ts';
import { createSeries, truncateSeries, writeSeries, type Series } from './series.ts';
import { patchesOf, type Start } from './start.ts';
import { branchKey, showScenario, type BranchKey, type ChoiceStore, type Fault } from './store.ts';

export type Branch = {
  key: BranchKey;
  client: BranchClient;
  series: Series;
  snapshot: { tick: number; buffer: ArrayBuffer } | null;
  /** A frame of the wanted tick held ready while the other branch is on show. */
  standby: FrameView | null;
  fault: Fault | null;
  /** Why the open want was sent. */
  purpose: 'show' | 'probe';
};

export type Run = {
  text: string;
  start: Start;
  log: LoggedCommand[];
  branches: Record<BranchKey, Branch>;
};

export type Branches = {
  run(): Run | null;
  shown(): Branch | null;
  /** The frame on show is of the branch chosen, with all that was commanded. */
  settled(): boolean;
  other(): Branch | null;
  /** Loads a scenario beside what runs, and takes its place if it is sound; else says what is wrong. */
  open(text: string, start: Start): Promise<Issue[]>;
  /** Makes new workers for the branches that failed; they go on from their last snapshot. */
  restart(): Promise<void>;
  /** At the tick on show, in both branches. */
  command(happening: Happening): void;
  undo(): void;
  /** Asks for whatever is wanted and not there yet. */
  pump(): void;
  history: History;
};

const KEYS = ['linked', 'islands'] as const;
/** Without any answer for this long, a worker counts as dead. */
const SILENCE_MS = 12_000;
/** A tick not computed yet: after this long, show how far the run has come instead. */
const PATIENCE_MS = 600;

export function createBranches(store: ChoiceStore, frames: Frames, touch: () => void): Branches {
  const history = createHistory();
  let run: Run | null = null;
  let opening = 0;
  /** A first load during which the worker died. */
  let failed: { text: string; start: Start } | null = null;
  let shownKey: BranchKey | null = null;
  let wantedTick = -1;
  let wantedSinceMs = 0;

  const keyOnShow = (): BranchKey => branchKey(store.getState().linked);
  const shown = (): Branch | null => run && run.branches[keyOnShow()];
  const other = (): Branch | null => run && run.branches[branchKey(!store.getState().linked)];

  function createBranch(key: BranchKey, series = createSeries()): Branch {
    const branch = { key, series, snapshot: null, standby: null, fault: null, purpose: 'show' } as Omit<
      Branch,
      'client'
    > as Branch;
    branch.client = createClient({
      onFrame(frame) {
        if (frame) receive(branch, frame);
        pump();
      },
      onSeries(fromTick, rows, anew) {
        if (anew) truncateSeries(series, fromTick);
        writeSeries(series, fromTick, rows);
        touch();
        pump();
      },
      onSnapshot(tick, buffer) {
        if (!branch.snapshot || tick > branch.snapshot.tick) branch.snapshot = { tick, buffer };
      },
      onFault(tick, message) {
        branch.fault = { branch: key, tick, message };
        branch.client.close();
        if (run?.branches[key] === branch) store.setState({ fault: branch.fault, playing: false });
      },
    });
    return branch;
  }

  function load(branch: Branch, { text, start, log }: Omit<Run, 'branches'>, from: Branch['snapshot']) {
    return branch.client.load({
      text,
      patches: [...patchesOf(start), { linked: branch.key === 'linked' }],
      log,
      bounded: start.bounded,
      baseUrl: new URL('./', document.baseURI).href,
      resume: from ? { tick: from.tick, snapshot: from.buffer } : undefined,
    });
  }

  async function open(text: string, start: Start): Promise<Issue[]> {
    const turn = ++opening;
    const next = Object.fromEntries(KEYS.map((key) => [key, createBranch(key)])) as Run['branches'];
    const drop = (): void => KEYS.forEach((key) => next[key].client.close());
    try {
      const replies = await Promise.all(
        KEYS.map((key) => load(next[key], { text, start, log: start.log }, null)),
      );
      const [reply] = replies;
      const refused = replies.find((one) => !one.ok);
      if (turn !== opening) drop();
      else if (refused && !refused.ok) {
        drop();
        return refused.issues;
      } else if (reply?.ok) {
        if (run) for (const key of KEYS) run.branches[key].client.close();
        frames.clear();
        shownKey = null;
        run = { text, start, log: [...start.log], branches: next };
        history.reset(null);
        showScenario(store, reply.view, reply.notes);
        const stopped = KEYS.map((key) => next[key].fault).find((fault) => fault !== null);
        if (stopped) store.setState({ fault: stopped });
        pump();
      }
      return [];
    } catch (error) {
      drop();
      const message = error instanceof Error ? error.message : String(error);
      if (turn !== opening) return [];
      if (run) return [{ path: '', message, hint: 'The engine could not take this file.' }];
      store.setState({ fault: { branch: 'linked', tick: null, message } });
      failed = { text, start };
      return [];
    }
  }

  async function restart(): Promise<void> {
    store.setState({ fault: null });
    if (!run) {
      if (failed) await open(failed.text, failed.start);
      return;
    }
    const now = run;
    for (const key of KEYS) {
      const dead = now.branches[key];
      if (!dead.fault) continue;
      truncateSeries(dead.series, dead.snapshot ? dead.snapshot.tick + 1 : 0);
      const fresh = createBranch(key, dead.series);
      fresh.snapshot = dead.snapshot;
      now.branches[key] = fresh;
      try {
        const reply = await load(fresh, now, dead.snapshot);
        if (!reply.ok) fresh.fault = { branch: key, tick: null, message: reply.issues[0]?.message ?? '' };
      } catch (error) {
        fresh.fault ??= { branch: key, tick: null, message: String(error) };
      }
      if (fresh.fault) store.setState({ fault: fresh.fault });
    }
    pump();
  }

  function receive(branch: Branch, frame: FrameView): void {
    history.record(branch.key, frame);
    if (branch.purpose === 'probe') {
      branch.client.recycle(frame);
      touch();
    } else if (branch === shown()) {
      show(branch, frame);
    } else {
      if (branch.standby) branch.client.recycle(branch.standby);
      branch.standby = frame;
    }
  }

  function show(branch: Branch, frame: FrameView): void {
    shownKey = branch.key;
    const spent = frames.push(frame);
    if (spent) branch.client.recycle(spent);
    touch();
  }

  /** The tick to show of `branch`: the one wanted, or as far as the run has come. */
  function goal(branch: Branch, tick: number): number | null {
    const last = branch.series.count - 1;
    if (tick <= last) return tick;
    const patient = performance.now() - wantedSinceMs < PATIENCE_MS;
    const onTheWay = shownKey === branch.key && (frames.current?.tick ?? 0) >= last;
    return last < 0 || patient || onTheWay ? null : last;
  }

  function pump(): void {
    const branch = shown();
    const rest = other();
    if (!branch || !rest) return;
    const { tick, playing } = store.getState();
    if (tick !== wantedTick) {
      wantedTick = tick;
      wantedSinceMs = performance.now();
    }
    const target = goal(branch, tick);
    const there = shownKey === branch.key && frames.current?.tick === target;
    if (target !== null && !there) {
      const ready = branch.standby;
      branch.standby = null;
      if (ready?.tick === target) show(branch, ready);
      else {
        if (ready) branch.client.recycle(ready);
        ask(branch, target, 'show');
        return;
      }
    }
    if (playing || branch.client.wanting()) return;
    if (rest.series.count > tick && rest.standby?.tick !== tick) ask(rest, tick, 'show');
    const probe = there ? history.nextProbe(branch.key, tick, branch.series.count) : null;
    if (probe !== null) ask(branch, probe, 'probe');
  }

  function ask(branch: Branch, tick: number, purpose: Branch['purpose']): void {
    if (!branch.fault && branch.client.want(tick)) branch.purpose = purpose;
  }

  function change(apply: (client: BranchClient) => Promise<void>, tick: number): void {
    if (!run) return;
    shownKey = null;
    history.forgetFrom(tick);
    for (const key of KEYS) {
      const branch = run.branches[key];
      truncateSeries(branch.series, tick + 1);
      if (branch.snapshot && branch.snapshot.tick >= tick) branch.snapshot = null;
      if (branch.standby) branch.client.recycle(branch.standby);
      branch.standby = null;
      apply(branch.client).then(pump, (error: unknown) =>
        store.setState({ fault: { branch: key, tick, message: String(error) } }),
      );
    }
    touch();
  }

  setInterval(() => {
    pump();
    if (document.hidden || !run) return;
    for (const key of KEYS) {
      const branch = run.branches[key];
      if (branch.fault || branch.client.silentMs(performance.now()) < SILENCE_MS) continue;
      branch.fault = {
        branch: key,
        tick: branch.series.count - 1,
        message: 'The engine has stopped answering.',
      };
      branch.client.close();
      store.setState({ fault: branch.fault, playing: false });
    }
  }, PATIENCE_MS / 2);

  return {
    run: () => run,
    shown,
    settled: () => shownKey === keyOnShow(),
    other,
    open,
    restart,
    command(happening) {
      const tick = frames.current?.tick;
      if (!run || tick === undefined) return;
      const logged = { tick, command: happening };
      run.log.push(logged);
      change((client) => client.command(logged), tick);
    },
    undo() {
      const last = run?.log.pop();
      if (last) change((client) => client.undo(), last.tick);
    },
    pump,
    history,
  };
}
