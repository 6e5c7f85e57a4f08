/** Hours under the optimum of routing (I6), whose solver is the one part that is WebAssembly; and its end in Node. */
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { advanceTo, createRun, stateHash } from '../../workers/engine/engine.ts';
import { hashText } from '../../workers/frame/read.ts';
import { openScenario } from '../../workers/host/open-scenario.ts';
import { toolsFor } from '../../workers/host/solver.ts';
import { compileWorld } from '../../workers/world/compile.ts';

const file = JSON.parse(readFileSync('public/scenarios/china-linked.json', 'utf8')) as { policy: object };

/** A scenario file of so many hours, of 12 ticks each, that opens on the first. */
export function optimum(hours: number): string {
  const policy = { ...file.policy, routing: 'optimal', regret: true };
  return JSON.stringify({ ...file, duration: `${hours}h`, openAt: 0, policy });
}

export async function optimumHash(hours: number): Promise<string> {
  const opened = await openScenario({
    text: optimum(hours),
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
