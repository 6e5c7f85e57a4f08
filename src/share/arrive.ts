/** Opening what a link or an earlier visit holds: the run is computed anew, and its state hash compared. */
import { DICTIONARIES } from '../i18n/words.ts';
import { openRun, scenarioText, showLang, sourceOf } from '../sim/page.ts';
import type { BranchName } from '../sim/lines.ts';
import { branches, choices, frames } from '../sim/sim.ts';
import type { Source } from '../sim/start.ts';
import { goTo, showBranch } from '../sim/store.ts';
import { leave } from '../story/show.ts';
import type { SharedRun } from './check-run.ts';
import { readLink } from './link.ts';
import { share } from './store.ts';

/** @returns false where the address holds no run that can be opened by itself; what is wrong is told */
export async function openAddress(): Promise<boolean> {
  if (location.hash.length < 2) return false;
  const reply = await readLink(location.hash);
  if (!reply.ok) {
    share.setState({ fault: { ...reply.fault, running: choices.getState().view !== null } });
    return false;
  }
  const { run } = reply;
  if ('scenario' in run.base) return openShared(run, { kind: 'shipped', id: run.base.scenario });
  share.setState({ wanted: { run, mismatch: null } });
  return false;
}

/** A link pasted over the one in the address. */
export function listenForAddress(): void {
  window.addEventListener('hashchange', () => void openAddress());
}

/** The file a link was made from, chosen by its receiver: taken when it is the very one. */
export async function openWanted(run: SharedRun, file: File): Promise<void> {
  const source = await sourceOf(file);
  if (!('file' in run.base) || source.kind !== 'file') return;
  const { bytes, sha256 } = run.base;
  if (source.bytes !== bytes || (sha256 !== null && source.sha256 !== null && sha256 !== source.sha256)) {
    share.setState({ wanted: { run, mismatch: file.name } });
    return;
  }
  share.setState({ wanted: null });
  await openShared(run, source, await file.text());
}

/** @param text of the scenario, where it does not come with the page */
export async function openShared(run: SharedRun, source: Source, text?: string): Promise<boolean> {
  const { patch, seed, log, forks = [], tick, linked, globe, camera, lang } = run;
  const before = choices.getState().lang;
  leave();
  showLang(lang);
  const start = { source, patch, seed, log, forks, bounded: source.kind === 'shipped' || patch !== null };
  const opened = await openRun(DICTIONARIES[lang].share.thisLink, start, () =>
    text === undefined && source.kind === 'shipped' ? scenarioText(source.id) : Promise.resolve(text ?? ''),
  );
  if (opened === 'overtaken') return true;
  if (opened === 'refused') {
    showLang(before);
    return false;
  }
  goTo(choices, tick);
  showBranch(choices, { name: branchOf(run), linked });
  choices.setState({ globe, selected: selectedIn(run) });
  share.setState({ camera, arrival: { run, result: run.policy === undefined ? 'computing' : 'bare' } });
  compareWhenShown(run);
  return true;
}

/** What was selected, where there still is such a thing. */
function selectedIn({ selected }: SharedRun): SharedRun['selected'] {
  const { view } = choices.getState();
  if (!view || !selected) return null;
  const tables = { site: view.sites, link: view.links, metro: view.metros };
  return selected.index < tables[selected.kind].length ? selected : null;
}

function branchOf({ branch, linked }: SharedRun): BranchName {
  return branch ?? (linked ? 'A' : 'B');
}

/** The first time its tick is on show, the state hash says whether it is the same history. */
function compareWhenShown(run: SharedRun): void {
  const compare = (): boolean => {
    const frame = frames.current;
    const waits = share.getState().arrival;
    if (waits?.run !== run || waits.result !== 'computing') return true;
    if (frame?.tick !== run.tick || choices.getState().branch !== branchOf(run) || !branches.settled())
      return false;
    share.setState({ arrival: { run, result: frame.hash === run.hash ? 'same' : 'differs' } });
    return true;
  };
  if (compare()) return;
  const stop = frames.subscribe(() => {
    if (compare()) stop();
  });
}
