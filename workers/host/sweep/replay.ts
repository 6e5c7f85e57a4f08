/** `causeway replay RESULT ROW`: a row of a sweep once more, from the result alone. */
import type { Issue } from '../../scenario/scenario.ts';
import type { Row } from '../../sweep/run.ts';
import { edition } from './directory.ts';
import { decodeRow } from './journal.ts';
import { runOnThreads } from './pool.ts';
import { openResults } from './read-results.ts';

export const REPLAY_USAGE = 'causeway replay RESULT ROW';

export type Replayed = { ok: true; text: string; agrees: boolean } | { ok: false; issues: Issue[] };

export async function replayCommand(args: string[]): Promise<Replayed> {
  const json = args.includes('--json');
  const [result, number, ...more] = args.filter((word) => word !== '--json');
  if (result === undefined || number === undefined || more.length > 0)
    return fault('replay', 'wants a result and the number of a run', REPLAY_USAGE);
  const opened = await openResults(result);
  if ('message' in opened) return { ok: false, issues: [opened] };
  const { prepared, rows, read } = opened;
  if (!/^\d{1,9}$/.test(number) || Number(number) >= rows)
    return fault(number, `is no run of ${result}`, `a whole number, 0 to ${rows - 1}`);
  const run = Number(number);
  const [stored] = await read(run, run + 1);
  let again: Row | null = null;
  await runOnThreads(prepared, [run], 1, (record) => (again = decodeRow(record)));
  const { hash, fault: broke, seed, patch } = again! as Row;
  const [before, now] = [prepared.plan.edition, edition()];
  const agrees = hash === stored.state_hash && (hash !== null || broke === stored.fault);
  if (json) {
    const reply = {
      run,
      agrees,
      hash,
      stored: stored.state_hash,
      fault: broke,
      edition: now,
      storedEdition: before,
    };
    return { ok: true, text: `${JSON.stringify(reply)}\n`, agrees };
  }
  const lines = [
    `run ${run}: seed ${seed}, patch ${JSON.stringify(patch)}`,
    ...(before === now ? [] : [`the result is by edition ${before}, this is ${now}`]),
    broke === null ? `state hash ${hash}` : `fault: ${broke}`,
    agrees ? 'agrees with the result' : `the result says ${stored.state_hash ?? `fault: ${stored.fault}`}`,
  ];
  return { ok: true, text: `${lines.join('\n')}\n`, agrees };
}

function fault(path: string, message: string, hint: string): Replayed {
  return { ok: false, issues: [{ path, message, hint }] };
}
