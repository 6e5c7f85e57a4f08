/**
 * The runs that a story is told of, computing beside the one on show so that a step to the next scene waits
 * for nothing. What the person had before is one of them where nothing was done to it; it is never touched.
 */
import type { Snapshot } from '../../workers/protocol.ts';
import type { Line } from '../sim/lines.ts';
import type { Branches, Prepared, Resume } from '../sim/branches.ts';
import type { Run } from '../sim/run.ts';
import { copySeries } from '../sim/series.ts';
import { patchesOf } from '../sim/start.ts';
import { keyOf, type SceneRun } from './scenes.ts';

/** Kept beside the person's own; each is a worker with up to 100 MB of snapshots. */
const MOST = 4;

export type Runs = {
  /** @throws Error when the worker dies */
  use(wanted: SceneRun): Promise<Prepared>;
  /** Makes these ready one after the other, the first first, and lets go of all others but the one used last. */
  prepare(next: readonly SceneRun[]): Promise<void>;
  close(): void;
};

export function createRuns(branches: Branches, own: Run): Runs {
  const made = new Map<string, Promise<Prepared>>();
  let used = '';
  let turn = 0;
  const untouched = own.branches.every(({ log }) => log.inherited.length + log.actions.length === 0);

  function isOwn({ patch, log }: SceneRun): boolean {
    return untouched && patch === null && log.length === 0;
  }

  /** The state before the first command, where only commands tell it from the person's own run. */
  async function resumeOf({ linked, patch, log }: SceneRun): Promise<Resume | undefined> {
    const base = own.branches.find((branch) => branch.linked === linked && branch.fork === null);
    const tick = Math.min(...log.map((logged) => logged.tick)) - 1;
    if (!untouched || patch !== null || !base || base.fault || !(tick >= 0) || base.series.count <= tick)
      return undefined;
    const snapshots: Snapshot[] = await base.client.snapshotsTo(tick);
    return snapshots.length > 0 ? { snapshots, series: copySeries(base.series, tick + 1) } : undefined;
  }

  async function make(wanted: SceneRun): Promise<Prepared> {
    const { linked, patch, log } = wanted;
    const line: Line = {
      name: linked ? 'A' : 'B',
      linked,
      patches: [...patchesOf(own.start), ...(patch ? [patch] : []), { linked }],
      log: { inherited: [log], actions: [], undone: [] },
      fork: null,
      policy: null,
    };
    const { text, start, files } = own;
    return branches.prepare({ text, start, files }, [line], await resumeOf(wanted));
  }

  function get(wanted: SceneRun): Promise<Prepared> {
    if (isOwn(wanted)) return Promise.resolve({ ok: true, run: own });
    const key = keyOf(wanted);
    let run = made.get(key);
    if (!run) {
      run = make(wanted);
      made.set(key, run);
      // What failed may be tried again.
      run.catch(() => made.delete(key));
    }
    return run;
  }

  function letGo(key: string): void {
    const run = made.get(key);
    made.delete(key);
    run?.then(
      (prepared) => prepared.ok && branches.close(prepared.run),
      () => {},
    );
  }

  return {
    use(wanted) {
      used = keyOf(wanted);
      return get(wanted);
    },
    async prepare(next) {
      const now = ++turn;
      const wanted = next.filter(
        (one, i) => !isOwn(one) && i === next.findIndex((other) => keyOf(other) === keyOf(one)),
      );
      const kept = new Set([used, ...wanted.map(keyOf)].slice(0, MOST));
      for (const key of made.keys()) if (!kept.has(key)) letGo(key);
      for (const one of wanted) {
        if (now !== turn) return;
        // Told when the scene is come to.
        if (kept.has(keyOf(one))) await get(one).catch(() => {});
      }
    },
    close() {
      turn++;
      for (const key of made.keys()) letGo(key);
    },
  };
}
