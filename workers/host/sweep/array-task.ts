/** Which share of a sweep a task of an array takes, by what its scheduler tells it. */
import type { Issue } from '../../scenario/scenario.ts';
import type { Shard } from '../../sweep/shard.ts';

/**
 * Slurm numbers tasks from any number in any step, and counts only those submitted: a part of an array that is
 * submitted again would take other shares. So without `shards` its numbers have to be all of 0 to N - 1.
 * @param shards how many tasks there are, if that was said
 * @returns null where this is no task of an array
 */
export function shardOfArray(
  environment: Record<string, string | undefined>,
  shards: number | null,
): Shard | Issue | null {
  const slurm = environment.SLURM_ARRAY_TASK_ID;
  const index = slurm ?? environment.JOB_COMPLETION_INDEX;
  if (index === undefined)
    return shards === null
      ? null
      : { path: '--shards', message: 'is given, and this is no task of an array', hint: '--shard I/N' };
  const name = slurm === undefined ? 'JOB_COMPLETION_INDEX' : 'SLURM_ARRAY_TASK_ID';
  const of = shards ?? (slurm === undefined ? null : wholeArray(environment));
  if (of === null)
    return { path: name, message: `is ${index} of an unknown number of tasks`, hint: '--shards N' };
  if (!/^\d{1,9}$/.test(index) || Number(index) >= of)
    return { path: name, message: `is "${index}"`, hint: `a whole number, 0 to ${of - 1}` };
  return { index: Number(index), of };
}

function wholeArray(environment: Record<string, string | undefined>): number | null {
  const of = Number(environment.SLURM_ARRAY_TASK_COUNT);
  const last = Number(environment.SLURM_ARRAY_TASK_MAX);
  return environment.SLURM_ARRAY_TASK_MIN === '0' && last === of - 1 ? of : null;
}
