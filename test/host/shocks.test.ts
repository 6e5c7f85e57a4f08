/** F: every shock as a live command, and taken back before the next one. */
import { expect, it } from 'vitest';
import {
  aheadHash,
  createBranch,
  reachedEnd,
  stepAhead,
  createRows,
  setLog,
} from '../../workers/host/branch.ts';
import type { Branch } from '../../workers/host/branch.ts';
import { EVENT_KINDS } from '../../workers/world/world.ts';
import { COMMANDS, SHOCKED } from '../fixtures/shocked.ts';
import { runOf } from '../fixtures/worlds.ts';

const { world } = runOf(SHOCKED);

/** What the world is in already: they change nothing. */
const IDLE = new Set(['link-repair', 'link-all', 'site-repair', 'embargo-end']);

/** Hash and metrics at the end. */
function endOf(branch: Branch): { hash: string; metrics: number[] } {
  const rows = createRows(1);
  while (!reachedEnd(branch)) stepAhead(branch, rows, 0);
  return { hash: aheadHash(branch), metrics: [...rows] };
}

it.each(EVENT_KINDS.map((kind) => [kind]))('%s as a command, and undone', (kind) => {
  const logged = { tick: 7, command: COMMANDS[kind] };
  const branch = createBranch(world, []);
  const before = endOf(branch);
  setLog(branch, [logged]);
  const after = endOf(branch);
  if (IDLE.has(kind)) expect(after.metrics).toEqual(before.metrics);
  else expect(after.metrics).not.toEqual(before.metrics);
  setLog(branch, []);
  expect(endOf(branch)).toEqual(before);
  setLog(branch, [logged]);
  expect(endOf(branch)).toEqual(after);
});
