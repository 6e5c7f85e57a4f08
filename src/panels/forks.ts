/** What a person does with branches: forks, shows and ends them, and is told what came of it. */
import { formatCount } from '../i18n/format.ts';
import { DICTIONARIES } from '../i18n/words.ts';
import type { Branch } from '../sim/branch.ts';
import type { BranchName } from '../sim/lines.ts';
import { branches, choices } from '../sim/sim.ts';
import { showBranch } from '../sim/store.ts';
import { announce } from './say.ts';

/** Forks at the tick on show; the line of changes says how it went. */
export async function forkHere(): Promise<void> {
  choices.setState({ playing: false });
  const refusal = await branches.fork();
  const { lang } = choices.getState();
  const words = DICTIONARIES[lang].branches;
  const made = branches.shown();
  if (refusal !== null) announce(words.refusals[refusal], lang);
  else if (made?.fork)
    announce(words.made(made.name, made.fork.from, formatCount(lang, made.fork.tick)), lang);
}

export function endFork(name: BranchName): void {
  branches.end(name);
  const { lang } = choices.getState();
  announce(DICTIONARIES[lang].branches.ended(name), lang);
}

function named(name: BranchName): Branch | undefined {
  return branches.run()?.branches.find((branch) => branch.name === name);
}

export function hasBranch(name: BranchName): boolean {
  return named(name) !== undefined;
}

export function showNamed(name: BranchName): void {
  const found = named(name);
  if (found) showBranch(choices, found);
}
