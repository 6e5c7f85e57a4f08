/**
 * `npm run test:slurm`: a sweep of 200 runs as an array job on a real Slurm, with a node daemon killed in the middle.
 *
 * Debian's slurm-wlm and munge are installed where they are missing (as root); the cluster is one controller and
 * three nodes on this machine with a configuration of their own. With the daemon one of its tasks is killed, and
 * another held as on a node that is cut off; Slurm gives the node up and queues both again, and then the held one goes
 * on: so one share is left half written, and another is under way twice. It passes when the merged results are those
 * of one process, bit for bit. `SLURM_TASKS` sets into how many tasks the 200 runs are divided.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { indexJournals } from '../../workers/host/sweep/journal.ts';
import { logsOf, slurm, startCluster, stopCluster, until, type Cluster } from './cluster.ts';

const RUNS = 200;
const TASKS = Number(process.env.SLURM_TASKS ?? 40);
const NODES = 3;
/** Long enough for every task to come twice on a busy machine. */
const PATIENCE_S = 1800;

const SPEC = {
  format: 'causeway-sweep/1',
  scenario: 'fibre-cut-live',
  seeds: 10,
  samples: { count: 5 },
  axes: [
    { key: 'linked', values: [true, false] },
    { key: 'policy.placement', values: ['home', 'least-loaded'] },
    { key: 'links.*.gbps', between: [0.2, 5], relative: true, scale: 'log' },
  ],
  series: { metrics: ['utilisation', 'peakLinkLoad'], every: 240 },
};

process.exitCode = await main();

async function main(): Promise<number> {
  install();
  const folder = mkdtempSync(join(tmpdir(), 'causeway-slurm-'));
  const spec = join(folder, 'spec.json');
  writeFileSync(spec, JSON.stringify(SPEC));
  let cluster: Cluster | null = null;
  try {
    say(`one process: ${RUNS} runs`);
    causeway(['sweep', spec, '--out', join(folder, 'whole')], process.env);
    say(`one controller and ${NODES} nodes, in ${folder}`);
    cluster = await startCluster(folder, NODES, 2);
    const out = join(folder, 'out');
    say(causeway(['sweep', spec, '--out', out, '--slurm', '--shards', String(TASKS)], cluster.environment));
    const killed = await killOne(cluster, out);
    await until('end of the array', PATIENCE_S, () => slurm(cluster!, 'squeue', '-h') === '');
    const jobs = slurm(cluster, 'scontrol', '-o', 'show', 'job').split('\n');
    const again = jobs.filter((job) => / Restarts=[1-9]/.test(job)).length;
    const failed = jobs.filter((job) => !/ JobState=COMPLETED/.test(job)).length;
    say(`${killed} was killed; ${again} of ${jobs.length} tasks were queued again, ${failed} failed`);
    say(causeway(['sweep', '--merge', out, '--json'], process.env));
    return judge(folder, out, again, failed);
  } catch (error) {
    console.error((error as Error).message);
    if (cluster) console.error(logsOf(cluster));
    return 1;
  } finally {
    if (cluster) await stopCluster(cluster);
    if (process.env.SLURM_KEEP === undefined) rmSync(folder, { recursive: true, force: true });
  }
}

/** Ends the daemon of a node on which tasks are under way, as a crash does. @returns its name */
async function killOne(cluster: Cluster, out: string): Promise<string> {
  await until('quarter of the runs', PATIENCE_S, () => indexJournals(out, RUNS).found >= RUNS / 4);
  let struck: { node: string; tasks: number[] } | undefined;
  await until('node with two tasks under way', PATIENCE_S, () => {
    struck = cluster.nodes
      .map((node) => ({ node, tasks: tasksOn(cluster, node) }))
      .find(({ tasks }) => tasks.length === 2);
    if (!struck) return false;
    process.kill(struck.tasks[0]!, 'SIGSTOP');
    return true;
  });
  const { node, tasks } = struck!;
  cluster.daemons.get(node)!.kill('SIGKILL');
  // First who would tell the controller of its end.
  for (const one of [parentOf(tasks[1]!), tasks[1]!]) process.kill(one, 'SIGKILL');
  await until(`notice of the loss of ${node}`, 120, () =>
    slurm(cluster, 'sinfo', '-h', '-N', '-n', node, '-o', '%T').startsWith('down'),
  );
  process.kill(tasks[0]!, 'SIGCONT');
  return node;
}

function parentOf(pid: number): number {
  return Number(/^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]);
}

/** Processes that run a share on a node: those with the number of a job of that node in their environment. */
function tasksOn(cluster: Cluster, node: string): number[] {
  const jobs = slurm(cluster, 'squeue', '-h', '-w', node, '-t', 'running', '-o', '%A')
    .split('\n')
    .filter(Boolean);
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return processes.map(Number).filter((pid) => {
    const read = (name: string) => {
      try {
        return readFileSync(`/proc/${pid}/${name}`, 'utf8').split('\0');
      } catch {
        return [];
      }
    };
    if (!read('cmdline').includes('--continue')) return false;
    const environment = read('environ');
    return (
      environment.includes(`SLURM_CONF=${cluster.environment.SLURM_CONF}`) &&
      jobs.some((job) => environment.includes(`SLURM_JOB_ID=${job}`))
    );
  });
}

function judge(folder: string, out: string, again: number, failed: number): number {
  const names = ['runs.parquet', 'series.parquet'];
  const differing = names.filter(
    (name) => !readFileSync(join(out, name)).equals(readFileSync(join(folder, 'whole', name))),
  );
  const edition = (where: string) =>
    JSON.parse(readFileSync(join(where, 'sweep.json'), 'utf8')).edition as string;
  if (edition(out) !== edition(join(folder, 'whole'))) say('the sources were changed meanwhile: start again');
  const journals = readdirSync(join(out, 'journal')).length;
  say(
    `${journals} journals; ${differing.length === 0 ? 'equal bit for bit' : `${differing.join(' and ')} differ`}`,
  );
  if (again === 0) say('no task was queued again: the kill came to nothing');
  return differing.length === 0 && failed === 0 && again > 0 ? 0 : 1;
}

function install(): void {
  const there = (program: string) =>
    spawnSync('sh', ['-c', `PATH=$PATH:/usr/sbin command -v ${program}`]).status === 0;
  if (['slurmctld', 'slurmd', 'sbatch', 'munged'].every(there)) return;
  say('installing slurm-wlm and munge');
  execFileSync('apt-get', ['update', '-qq'], { stdio: 'inherit' });
  execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'slurm-wlm', 'munge'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}

function causeway(args: string[], environment: NodeJS.ProcessEnv): string {
  return execFileSync(process.execPath, ['--import', 'tsx', 'workers/host/cli.ts', ...args], {
    encoding: 'utf8',
    env: environment,
  }).trim();
}

function say(what: string): void {
  console.log(what);
}
