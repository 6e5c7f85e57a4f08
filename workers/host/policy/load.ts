/**
 * A compiled policy -> its score function, in a context of its own for every run: without clock, chance, files or
 * network, and without what another run left behind. It keeps mistakes apart, not enemies: a policy on the command
 * line is as trusted as the command.
 */
import { Script, createContext } from 'node:vm';
import type { PlacementPolicy } from '../../engine/policies/placement/placement-policy.ts';
import type { Score } from '../../policy/contract.ts';
import { EXPORTS, REFUSE } from '../../policy/enclose.ts';
import { ownPlacement, type Watchman } from '../../policy/own-placement.ts';

const NO_CHANCE = [
  REFUSE,
  'Math.random = refuse("Math.random");',
  'Date = Object.assign(refuse("Date"), { now: refuse("Date.now") });',
].join('\n');

export type LoadPolicy = (watchman: Watchman) => PlacementPolicy;

/** @param text from compilePolicy */
export function policyLoader(text: string): LoadPolicy {
  const prelude = new Script(`{${NO_CHANCE}}`, { filename: 'prelude.js' });
  const script = new Script(`${text}\n${EXPORTS};`, { filename: 'policy.js' });
  return (watchman) => {
    const context = createContext({});
    prelude.runInContext(context);
    watchman.enter();
    try {
      const { score } = script.runInContext(context) as { score: Score };
      return ownPlacement(score, watchman);
    } finally {
      watchman.leave();
    }
  };
}
