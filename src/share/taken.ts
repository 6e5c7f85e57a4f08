/** The run on show as something to share or keep: everything a browser needs to compute it again. */
import { EDITION } from '../sim/edition.ts';
import { branches, choices, frames } from '../sim/sim.ts';
import { commandsOf, forkStart } from '../sim/lines.ts';
import { onMap } from '../sim/store.ts';
import { isPresenting } from '../story/store.ts';
import type { Base, SharedRun } from './check-run.ts';

/** Characters of a file's name, from its end or beginning. */
const MOST_NAME = 200;
/** Digits that tell no two pictures apart. */
const CAMERA_DIGITS = 5;

/** @returns what is on show; null before anything is, and on the way to another tick or branch */
export function takeRun(camera: number[] | null): SharedRun | null {
  // The run of a story is not the person's own.
  if (isPresenting()) return null;
  const run = branches.run();
  const frame = frames.current;
  const { view, tick, playing, branch, linked, globe, lang, selected } = choices.getState();
  if (!run || !view || !frame || !branches.settled()) return null;
  // On the way to a tick far ahead, how far the run has come is on show.
  if (frame.tick !== tick && !playing) return null;
  const forks = run.branches.flatMap((line) => forkStart(line) ?? []);
  // One under a policy of the person's own is known by what it would be without.
  const policy = branches.shown()?.policy?.name.slice(0, MOST_NAME) ?? null;
  const named = policy === null ? branch : linked ? 'A' : 'B';
  return {
    base: baseOf(run.start.source),
    patch: run.start.patch,
    seed: view.scenario.seed,
    log: commandsOf(run.branches[0]!),
    ...(forks.length > 0 ? { forks, branch: named } : {}),
    ...(policy === null ? {} : { policy }),
    tick: frame.tick,
    linked,
    globe,
    camera: camera && camera.map((one) => Number(one.toPrecision(CAMERA_DIGITS))),
    lang,
    selected: onMap(selected),
    hash: frame.hash,
    edition: EDITION,
  };
}

function baseOf(source: NonNullable<ReturnType<typeof branches.run>>['start']['source']): Base {
  return source.kind === 'shipped'
    ? { scenario: source.id }
    : { file: source.name.slice(-MOST_NAME), bytes: source.bytes, sha256: source.sha256 };
}
