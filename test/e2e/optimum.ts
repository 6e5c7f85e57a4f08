/** Six hours under the optimum of routing (I6), whose solver is the one part that is WebAssembly; and its end in Node. */
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { advanceTo, createRun, stateHash } from '../../workers/engine/engine.ts';
import { hashText } from '../../workers/frame/read.ts';
import { openScenario } from '../../workers/host/open-scenario.ts';
import { toolsFor } from '../../workers/host/solver.ts';
import { compileWorld } from '../../workers/world/compile.ts';

const file = JSON.parse(readFileSync('public/scenarios/china-linked.json', 'utf8')) as { policy: object };

/** 72 ticks of 5 minutes, from the first. */
export const optimum = {
  ...file,
  duration: '6h',
  openAt: 0,
  policy: { ...file.policy, routing: 'optimal', regret: true },
};

export async function optimumHash(): Promise<string> {
  const opened = await openScenario({
    text: JSON.stringify(optimum),
    patches: [{ linked: true }],
    read: (name) => readFile(`public/data/${name}`, 'utf8'),
  });
  if (!opened.ok) throw new Error(JSON.stringify(opened.issues));
  const world = compileWorld(opened.scenario);
  const run = createRun(world, await toolsFor(world));
  advanceTo(run, opened.scenario.durationS);
  const { high, low } = stateHash(run);
  return hashText(high, low);
}
