/** What is handed to a cluster: the batch script, the manifest, and the share a task finds for itself. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { shardOfArray } from '../../workers/host/sweep/array-task.ts';
import { slurmScript } from '../../workers/host/sweep/slurm.ts';

test('a task finds its share in what its scheduler says', () => {
  expect(shardOfArray({}, null)).toBeNull();
  expect(shardOfArray({ JOB_COMPLETION_INDEX: '4' }, 9)).toEqual({ index: 4, of: 9 });
  expect(shardOfArray({ JOB_COMPLETION_INDEX: '4' }, null)).toMatchObject({ hint: '--shards N' });
  expect(shardOfArray({ JOB_COMPLETION_INDEX: '9' }, 9)).toMatchObject({ hint: 'a whole number, 0 to 8' });
  expect(shardOfArray({ SLURM_ARRAY_TASK_ID: '7' }, 9)).toEqual({ index: 7, of: 9 });
  expect(shardOfArray({}, 9)).toMatchObject({ hint: '--shard I/N' });
});

test('the batch script is one a shell takes, and starts a share of the sweep', () => {
  const folder = mkdtempSync(join(tmpdir(), "it's a sweep "));
  const path = join(folder, 'sweep.sbatch');
  const script = slurmScript(folder, 12);
  expect(script).toContain('#SBATCH --array=0-11\n');
  // What would be started, said instead.
  writeFileSync(path, script.replace('exec ', 'printf "%s|" '));
  const environment = { ...process.env, SLURM_ARRAY_TASK_ID: '5' };
  const { status, stdout } = spawnSync('sh', [path], { encoding: 'utf8', env: environment });
  rmSync(folder, { recursive: true });
  expect([status, stdout.split('|').slice(4, -1)]).toEqual([
    0,
    ['sweep', '--continue', folder, '--shard', '5/12', '--threads', '1'],
  ]);
});
