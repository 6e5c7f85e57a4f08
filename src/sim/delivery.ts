/**
 * Frames to where they are looked at: which are asked for, of which branch, and where those that come
 * are put. In: the choices. Out: `frames`, and `beside` while two branches are looked at.
 */
import type { PastPoint } from '../../workers/answers.ts';
import type { FrameView } from '../../workers/frame/read.ts';
import { dropStandby, type Branch } from './branch.ts';
import type { BranchClient } from './client.ts';
import { createFrames, type Frames, type FrameSource } from './frames.ts';
import type { History } from './history.ts';
import type { BranchName } from './lines.ts';
import { looksAtTwo, type ChoiceStore } from './store.ts';

export type Delivery = {
  /** Frames of the second branch, while two are looked at; none but at the tick on show. */
  beside: FrameSource;
  receive(branch: Branch, frame: FrameView): void;
  /** The frame on show is the branch's, and still holds. */
  isOnShow(branch: Branch): boolean;
  /** What was shown of a branch no longer holds. */
  forget(branch: Branch): void;
  /** The same of all, though their last frames stay until others come. */
  forgetAll(): void;
  clear(): void;
  awaited(): boolean;
  pump(): void;
};

type Looked = {
  run(): { branches: readonly Branch[] } | null;
  shown(): Branch | null;
  other(): Branch | null;
};

/** A tick not computed yet: after this long, show how far the run has come instead. */
const PATIENCE_MS = 600;

export function createDelivery(
  store: ChoiceStore,
  frames: Frames,
  history: History,
  { run, shown, other }: Looked,
  touch: () => void,
): Delivery {
  const beside = createFrames();
  let shownName: BranchName | null = null;
  let besideName: BranchName | null = null;
  let wantedTick = -1;
  let wantedSinceMs = 0;
  /** Who is asked of the past. One that is closed meanwhile never answers, and is asked nothing more. */
  let asking: BranchClient | null = null;
  const lookingAtTwo = (): boolean => looksAtTwo(store.getState());
  /** The metro whose answers are shown, or -1. */
  const askedMetro = (): number => {
    const { selected } = store.getState();
    return selected?.kind === 'metro' ? selected.index : -1;
  };
  /** Of a tick, with all that is asked of it; what is inside a site is asked of one branch alone. */
  const isOf = (frame: FrameView | null | undefined, tick: number | null, alone = true): boolean => {
    const inside = alone ? store.getState().inside : null;
    return (
      frame?.tick === tick &&
      frame?.askedMetro === askedMetro() &&
      (inside === null || frame?.occupancy?.site === inside)
    );
  };
  /** The second branch's frame where it belongs beside the one on show. */
  const matched: FrameSource = {
    get current() {
      const isPair = besideName === other()?.name && shownName === shown()?.name;
      return isPair && beside.current?.tick === frames.current?.tick ? beside.current : null;
    },
    get previous() {
      return beside.previous;
    },
    subscribe: beside.subscribe,
  };

  function receive(branch: Branch, frame: FrameView): void {
    history.record(branch.name, frame);
    if (branch.purpose === 'probe' || !run()?.branches.includes(branch)) {
      branch.client.recycle(frame);
      touch();
    } else if (branch === shown()) {
      show(branch, frame);
    } else if (branch === other() && lookingAtTwo()) {
      besideName = branch.name;
      const spent = beside.push(frame);
      if (spent) branch.client.recycle(spent);
      touch();
    } else {
      dropStandby(branch);
      branch.standby = frame;
    }
  }

  function show(branch: Branch, frame: FrameView): void {
    shownName = branch.name;
    const spent = frames.push(frame);
    if (spent) branch.client.recycle(spent);
    touch();
  }

  /** The tick to show of `branch`: the one wanted, or as far as the run has come. */
  function goal(branch: Branch, tick: number): number | null {
    const last = branch.series.count - 1;
    if (tick <= last) return tick;
    const patient = performance.now() - wantedSinceMs < PATIENCE_MS;
    const onTheWay = shownName === branch.name && (frames.current?.tick ?? 0) >= last;
    return last < 0 || patient || onTheWay ? null : last;
  }

  function pump(): void {
    const branch = shown();
    const all = run()?.branches;
    if (!all || !branch) return;
    const { tick, playing } = store.getState();
    if (tick !== wantedTick) {
      wantedTick = tick;
      wantedSinceMs = performance.now();
    }
    const target = goal(branch, tick);
    branch.client.reach(tick);
    askPast(branch, frames.current?.tick ?? tick);
    if (lookingAtTwo()) askBeside(target ?? frames.current?.tick ?? tick);
    const there = shownName === branch.name && isOf(frames.current, target);
    if (target !== null && !there) {
      const ready = branch.standby;
      branch.standby = null;
      if (ready && isOf(ready, target)) show(branch, ready);
      else {
        if (ready) branch.client.recycle(ready);
        ask(branch, target, 'show');
        return;
      }
    }
    if (playing || branch.client.wanting()) return;
    for (const rest of all) {
      const held = lookingAtTwo() && rest === other();
      if (rest === branch || held || rest.series.count <= tick) continue;
      if (!isOf(rest.standby, tick)) ask(rest, tick, 'show');
    }
    const probe = there ? history.nextProbe(branch.name, tick, branch.series.count) : null;
    if (probe !== null && history.asked() === null) ask(branch, probe, 'probe');
  }

  /** Of what no frame tells, one point after the other. */
  function askPast(branch: Branch, tick: number): void {
    const of = history.asked();
    const { client } = branch;
    if (of === null || asking === client || branch.fault) return;
    const at = history.nextProbe(branch.name, tick, branch.series.count);
    if (at === null) return;
    asking = client;
    const era = history.era();
    const done = (point: PastPoint | null): void => {
      if (asking === client) asking = null;
      if (point === null) return;
      history.put(branch.name, { tick: at, ...point }, era);
      touch();
      pump();
    };
    client.ask.pastPoint(of, at).then(done, () => done(null));
  }

  /** Keeps the second branch in step with the one on show. */
  function askBeside(tick: number): void {
    const rest = other();
    if (!rest || rest.series.count <= tick) return;
    if (besideName !== rest.name || !isOf(beside.current, tick, false)) ask(rest, tick, 'beside');
  }

  function awaited(): boolean {
    const { tick } = store.getState();
    if (frames.current?.tick !== tick || shownName !== shown()?.name) return true;
    const rest = lookingAtTwo() ? other() : null;
    if (!rest || rest.fault || rest.series.count <= tick) return false;
    return besideName !== rest.name || beside.current?.tick !== tick;
  }

  function forgetAll(): void {
    shownName = null;
    besideName = null;
  }

  function ask(branch: Branch, tick: number, purpose: Branch['purpose']): void {
    const inside = purpose === 'show' ? store.getState().inside : null;
    if (!branch.fault && branch.client.want(tick, askedMetro(), inside)) branch.purpose = purpose;
  }

  return {
    beside: matched,
    receive,
    isOnShow: (branch) => shownName === branch.name,
    forget({ name }) {
      if (shownName === name) shownName = null;
      if (besideName === name) besideName = null;
    },
    forgetAll,
    clear() {
      frames.clear();
      beside.clear();
      forgetAll();
    },
    awaited,
    pump,
  };
}
