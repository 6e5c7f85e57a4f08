/** One comparison of the engine with an answer from elsewhere. */
import { advanceTo, createRun } from '../../engine/engine.ts';
import type { Run } from '../../engine/run.ts';
import type { Check } from '../../protocol.ts';
import { parseScenario } from '../../scenario/parse.ts';
import { compileWorld } from '../../world/compile.ts';

export function check(
  rule: string,
  name: string,
  unit: string,
  expected: number,
  got: number,
  allowed: number,
  source: string,
): Check {
  return { rule, name, unit, expected, got, error: Math.abs(got - expected), allowed, source };
}

export function agrees(one: Check): boolean {
  return one.error <= one.allowed;
}

/** Runs a scenario file to `untilS`. @throws Error naming the issues, which would be a fault of ours */
export function runFile(file: Record<string, unknown>, untilS: number): Run {
  const parsed = parseScenario({ format: 'causeway/1', ...file });
  if (!parsed.ok) throw new Error(parsed.issues.map(({ path, message }) => `${path} ${message}`).join('; '));
  const run = createRun(compileWorld(parsed.scenario));
  advanceTo(run, untilS);
  return run;
}
