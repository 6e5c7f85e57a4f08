/** `sweep --slurm`: the sweep as an array job, written beside its results and submitted. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Issue } from '../../scenario/scenario.ts';
import type { SweepRequest } from './arguments.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

type Submission = { ok: true; text: string } | { ok: false; issues: Issue[] };

/** The plan already lies in `out`, on a file system that the nodes share. */
export function submitSlurm(request: Extract<SweepRequest, { do: 'slurm' }>): Submission {
  const out = resolve(request.out);
  mkdirSync(join(out, 'slurm'), { recursive: true });
  const path = join(out, 'sweep.sbatch');
  writeFileSync(path, slurmScript(out, request.shards), { mode: 0o755 });
  const { status, stdout, stderr, error } = spawnSync('sbatch', ['--parsable', ...request.sbatch, path], {
    encoding: 'utf8',
  });
  if (error || status !== 0) {
    const why = error ? error.message : stderr.trim();
    const hint = `sbatch ${path}, where there is a Slurm`;
    return { ok: false, issues: [{ path: 'sbatch', message: `did not take ${path}: ${why}`, hint }] };
  }
  return { ok: true, text: `array job ${stdout.trim()}: then causeway sweep --merge ${out}\n` };
}

/** A task takes the share of its number, and again only what is missing when it is requeued. */
export function slurmScript(out: string, shards: number): string {
  return [
    '#!/bin/sh',
    '#SBATCH --job-name=causeway-sweep',
    `#SBATCH --array=0-${shards - 1}`,
    '#SBATCH --cpus-per-task=1',
    '#SBATCH --requeue',
    '#SBATCH --open-mode=append',
    `#SBATCH --output=${join(out, 'slurm', '%A_%a.log')}`,
    `cd ${quoted(ROOT)} || exit 1`,
    `exec ${quoted(process.execPath)} --import tsx workers/host/cli.ts sweep --continue ${quoted(out)} \\`,
    `  --shard "$SLURM_ARRAY_TASK_ID/${shards}" --threads "\${SLURM_CPUS_PER_TASK:-1}"`,
    '',
  ].join('\n');
}

/** For a shell. */
function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
