/**
 * The branches of a run: one scenario, one seed, a worker each. The built-in pair, linked and as
 * islands, is always there; forks come and go. All compute to the end; only the one on show, and
 * the one beside it where two are looked at, send a frame for each tick.
 * In: the choices (which tick, which branch). Out: `frames`, `beside`, and the series of all.
 */
import type { FrameView } from '../../workers/frame/read.ts';
import type { Issue } from '../../workers/scenario/scenario.ts';
import { createBranch, forgetAfter, loadBranch, type Branch, type Given } from './branch.ts';
import { createDeeds, type Deeds } from './deeds.ts';
import { createDelivery } from './delivery.ts';
import { faultIn, faultOf, messageOf } from './faults.ts';
import type { Frames, FrameSource } from './frames.ts';
import { createHistory, type History } from './history.ts';
import {
  builtInPair,
  commandsOf,
  forkAgain,
  forkOf,
  freeName,
  referenceName,
  sharingLog,
  underPolicy,
  type Action,
  type BranchName,
  type Line,
  type OwnPolicy,
} from './lines.ts';
import { closeRun, placeOf, startRun, type Place, type Run } from './run.ts';
import { patchesOf } from './start.ts';
import { copySeries, truncateSeries, type Series } from './series.ts';
import type { Snapshot } from '../../workers/protocol.ts';
import { sameStage } from './stage.ts';
import { showBranch, showScenario, type ChoiceStore } from './store.ts';

/** Where a branch goes on from, instead of being run from the start. */
export type Resume = { snapshots: Snapshot[]; series: Series };

export type Prepared = { ok: true; run: Run } | { ok: false; issues: Issue[] };

/** Why a fork was not made. */
export type ForkRefusal = 'full' | 'busy' | 'not-computed' | 'stopped';

export type Branches = Deeds & {
  run(): Run | null;
  shown(): Branch | null;
  /** The frame on show is of the branch chosen, with all that was done by hand. */
  settled(): boolean;
  /** What the one on show is held against. */
  other(): Branch | null;
  /** The frame of `other()` at the tick on show, while two branches are looked at; none while it is awaited. */
  beside: FrameSource;
  /**
   * Loads a scenario beside what runs, and takes its place if it is sound; else says what is wrong.
   * With `aside` what runs is kept as it is, forks and all, for `comeBack`; of several, the first.
   */
  open(given: Given, aside?: boolean): Promise<Issue[]>;
  /** Ends what runs, and shows what was set aside where it stood. */
  comeBack(): void;
  /** Ends what was set aside. */
  letGo(): void;
  /** A run that computes beside the one on show until it is put there or closed. @throws Error when a worker dies */
  prepare(given: Given, lines: readonly Line[], resume?: Resume): Promise<Prepared>;
  /** Puts another run on show; the one that was there computes on. What is chosen stays chosen. */
  putOnShow(run: Run): void;
  /** Ends a run that is not on show. */
  close(run: Run): void;
  /** A branch that goes on from the one on show at the tick on show, and is then on show itself. */
  fork(): Promise<ForkRefusal | null>;
  /**
   * The branch on show once more from its start, under a policy of the person's own, and then on show itself; it takes
   * the place of a branch under an earlier policy of that name. Issues tell what is wrong with the policy.
   */
  runPolicy(policy: OwnPolicy): Promise<ForkRefusal | Issue[] | null>;
  /** Ends a fork; the built-in pair stays. */
  end(name: BranchName): void;
  /** Makes new workers for the branches that failed; they go on from their last snapshot. */
  restart(): Promise<void>;
  /** The wanted tick is not on show yet, or not in the second branch that is looked at and could be. */
  awaited(): boolean;
  /** Asks for whatever is wanted and not there yet. */
  pump(): void;
  history: History;
};

/** Without any answer for this long, a worker counts as dead. */
const SILENCE_MS = 12_000;
const LOOK_EVERY_MS = 300;

/** @param later when a branch that is not on show may be loaded */
export function createBranches(
  store: ChoiceStore,
  frames: Frames,
  touch: () => void,
  later: Promise<void>,
): Branches {
  const history = createHistory();
  let run: Run | null = null;
  let opening = 0;
  let forking = false;
  let aside: { run: Run; place: Place } | null = null;
  /** What was given to a first load during which the worker died. */
  let failedOpening: Given | null = null;

  const named = (name: BranchName): Branch | null =>
    run?.branches.find((branch) => branch.name === name) ?? null;
  const shown = (): Branch | null => named(store.getState().branch);
  const other = (): Branch | null => named(referenceName(store.getState().branch));
  const delivery = createDelivery(store, frames, history, { run: () => run, shown, other }, touch);
  const { pump } = delivery;

  const handlers = {
    onFrame(branch: Branch, frame: FrameView | null) {
      if (frame && run?.branches.includes(branch)) delivery.receive(branch, frame);
      else if (frame) branch.client.recycle(frame);
      pump();
    },
    onSeries() {
      touch();
      pump();
    },
    onFault(branch: Branch) {
      if (run?.branches.includes(branch)) store.setState({ fault: branch.fault, playing: false });
    },
  };

  /** @param first so many of the lines stand before the run does, and hold; all else is for later */
  async function prepare(
    given: Given,
    lines: readonly Line[],
    resume?: Resume,
    first = lines.length,
  ): Promise<Prepared> {
    const made = lines.map((line) => createBranch(line, handlers, resume?.series));
    const drop = (): void => made.forEach((branch) => branch.client.close());
    try {
      const replies = await Promise.all(
        made
          .slice(0, first)
          .map((branch) => loadBranch(branch, given, resume?.snapshots, first < made.length)),
      );
      const [reply] = replies;
      const refused = replies.find((one) => !one.ok);
      if (reply?.ok && !refused) {
        const started = startRun(given, made, reply, shown);
        const others = made.slice(first);
        void later.then(() => {
          made.forEach((branch) => branch.client.reach(Infinity));
          others.forEach((branch) => void loadInto(started, branch));
        });
        return { ok: true, run: started };
      }
      drop();
      return { ok: false, issues: refused && !refused.ok ? refused.issues : [] };
    } catch (error) {
      drop();
      throw error;
    }
  }

  /** Loads a branch of a run that stands; what goes wrong stops that branch alone. */
  async function loadInto(within: Run, branch: Branch, resume: Snapshot[] = []): Promise<void> {
    try {
      const reply = await loadBranch(branch, within, resume);
      if (!reply.ok) branch.fault = faultOf(branch, null, reply.issues[0]?.message ?? '');
    } catch (error) {
      branch.fault ??= faultOf(branch, null, messageOf(error));
    }
    if (branch.fault && run === within) store.setState({ fault: branch.fault });
    pump();
  }

  async function open(given: Given, keeps = false): Promise<Issue[]> {
    const turn = ++opening;
    const pair = builtInPair(patchesOf(given.start), given.start.log);
    const forks = given.start.forks.map((fork) => forkAgain(pair, fork));
    try {
      // The first picture needs the branch on show alone.
      const alone = forks.length === 0 && store.getState().branch === 'A';
      const first = alone ? 1 : pair.length + forks.length;
      const prepared = await prepare(given, [...pair, ...forks], undefined, first);
      if (turn !== opening) {
        if (prepared.ok) closeRun(prepared.run);
        return [];
      }
      if (!prepared.ok) return prepared.issues;
      if (run && keeps && !aside) setAside(run);
      else closeRun(run);
      delivery.clear();
      ({ run } = prepared);
      history.reset(null);
      showScenario(store, run.view, run.notes);
      const fault = faultIn(run.branches);
      if (fault) store.setState({ fault });
      pump();
      return [];
    } catch (error) {
      const message = messageOf(error);
      if (turn !== opening) return [];
      if (run) return [{ path: '', message, hint: 'The engine could not take this file.' }];
      store.setState({ fault: { branch: 'A', tick: null, message, line: null } });
      failedOpening = given;
      return [];
    }
  }

  function putOnShow(next: Run): void {
    if (run === next) return;
    const { view } = store.getState();
    // Frames of one shape may stand until the first of the other run comes.
    if (view && sameStage(view, next.view)) delivery.forgetAll();
    else delivery.clear();
    run = next;
    history.reset(null);
    store.setState({ view: next.view, notes: next.notes, fault: faultIn(next.branches) });
    touch();
    pump();
  }

  function setAside(kept: Run): void {
    const place = placeOf(store.getState());
    aside = { run: kept, place };
    store.setState({ aside: place.view?.scenario.name ?? null });
  }

  function comeBack(): void {
    if (!aside) return;
    const { run: kept, place } = aside;
    opening++;
    aside = null;
    closeRun(run);
    delivery.clear();
    run = kept;
    history.reset(place.selected);
    store.setState({ ...place, fault: faultIn(kept.branches), playing: false, cell: null, aside: null });
    // Choosing `linked` chooses one of the pair; the branch may be a fork.
    showBranch(store, { name: place.branch, linked: place.linked });
    touch();
    pump();
  }

  function letGo(): void {
    closeRun(aside?.run ?? null);
    aside = null;
    store.setState({ aside: null });
  }

  async function fork(): Promise<ForkRefusal | null> {
    const parent = shown();
    const tick = frames.current?.tick;
    if (!run || !parent || tick === undefined || !delivery.isOnShow(parent)) return 'not-computed';
    if (forking) return 'busy';
    if (parent.fault) return 'stopped';
    const name = freeName(run.branches);
    if (name === null) return 'full';
    const made = createBranch(forkOf(parent, tick, name), handlers, copySeries(parent.series, tick + 1));
    const refusal = await join(run, made, () => parent.client.snapshotsTo(tick));
    return typeof refusal === 'object' && refusal !== null ? 'stopped' : refusal;
  }

  async function runPolicy(policy: OwnPolicy): Promise<ForkRefusal | Issue[] | null> {
    const parent = shown();
    if (!run || !parent) return 'not-computed';
    if (forking) return 'busy';
    const before = run.branches.find((branch) => branch.policy?.name === policy.name);
    const name = before?.name ?? freeName(run.branches);
    if (name === null) return 'full';
    return join(run, createBranch(underPolicy(parent, policy, name), handlers), null);
  }

  /**
   * Loads a branch and puts it beside the others, in the place of one of its name, and on show.
   * @param resumeOf what it goes on from; null: it runs from the start
   */
  async function join(
    within: Run,
    branch: Branch,
    resumeOf: (() => Promise<Snapshot[]>) | null,
  ): Promise<ForkRefusal | Issue[] | null> {
    forking = true;
    let refusal: ForkRefusal | Issue[] | null = null;
    try {
      const resume = (await resumeOf?.()) ?? [];
      const last = resume.at(-1) ?? null;
      const reply = resumeOf && !last ? null : await loadBranch(branch, within, resume);
      branch.snapshot = last;
      if (!reply) refusal = 'not-computed';
      else if (!reply.ok) refusal = reply.issues;
      else if (run !== within) refusal = 'stopped';
    } catch (error) {
      refusal = [{ path: '', message: messageOf(error), hint: '' }];
    }
    forking = false;
    if (refusal !== null) {
      branch.client.close();
      return refusal;
    }
    end(branch.name);
    within.branches = [...within.branches, branch].sort((a, b) => (a.name < b.name ? -1 : 1));
    showBranch(store, branch);
    touch();
    pump();
    return null;
  }

  function end(name: BranchName): void {
    const gone = named(name);
    if (!run || !gone?.fork) return;
    gone.client.close();
    run.branches = run.branches.filter((branch) => branch !== gone);
    history.forgetFrom(name, 0);
    const { branch, fault } = store.getState();
    if (fault?.branch === name) store.setState({ fault: null });
    if (branch === name) showBranch(store, named(gone.fork.from) ?? run.branches[0]!);
    delivery.forget(gone);
    touch();
    pump();
  }

  async function restart(): Promise<void> {
    store.setState({ fault: null });
    if (!run) {
      if (failedOpening !== null) await open(failedOpening);
      return;
    }
    const now = run;
    for (const dead of now.branches.filter((branch) => branch.fault !== null)) {
      truncateSeries(dead.series, dead.snapshot ? dead.snapshot.tick + 1 : 0);
      const fresh = createBranch(dead, handlers, dead.series, dead.snapshot);
      now.branches = now.branches.map((branch) => (branch === dead ? fresh : branch));
      await loadInto(now, fresh, dead.snapshot ? [dead.snapshot] : []);
    }
  }

  /** Runs anew from the earliest tick of what was added to a log or taken from it. */
  function change(line: Branch, actions: Action[], undone: Action[], difference: Action): void {
    if (!run) return;
    const tick = Math.min(...difference.map((logged) => logged.tick));
    Object.assign(line.log, { actions, undone });
    const commands = commandsOf(line);
    for (const branch of sharingLog(run.branches, line)) {
      delivery.forget(branch);
      history.forgetFrom(branch.name, tick);
      forgetAfter(branch, tick);
      branch.client
        .setLog(commands)
        .then(pump, (error: unknown) => store.setState({ fault: faultOf(branch, tick, messageOf(error)) }));
    }
    touch();
  }

  setInterval(() => {
    pump();
    if (!run || document.hidden) return;
    for (const branch of run.branches) {
      if (branch.fault || branch.client.silentMs(performance.now()) < SILENCE_MS) continue;
      branch.fault = faultOf(branch, branch.series.count - 1, 'The engine has stopped answering.');
      branch.client.close();
      store.setState({ fault: branch.fault, playing: false });
    }
  }, LOOK_EVERY_MS);

  return {
    run: () => run,
    shown,
    settled() {
      const branch = shown();
      return branch !== null && delivery.isOnShow(branch);
    },
    other,
    beside: delivery.beside,
    open,
    prepare,
    putOnShow,
    close: closeRun,
    comeBack,
    letGo,
    fork,
    runPolicy,
    end,
    restart,
    ...createDeeds(store, frames, shown, change),
    awaited: delivery.awaited,
    pump,
    history,
  };
}
