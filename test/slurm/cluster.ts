/**
 * A Slurm of its own on this machine: one controller, several node daemons, munge, each with files and ports of its
 * own, so that one of the system's is neither needed nor touched.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';

/** First of the ports: the controller's, then the nodes'. */
const PORT = 26_817;
/** Seconds after which a node that does not answer is given up; 10 is about the least Slurm takes well. */
const NODE_TIMEOUT_S = 10;

export type Cluster = {
  folder: string;
  nodes: string[];
  /** For the commands of Slurm. */
  environment: NodeJS.ProcessEnv;
  /** By name: munged, slurmctld, and the nodes. */
  daemons: Map<string, ChildProcess>;
};

/** @param cpus of each node, whatever the machine has */
export async function startCluster(folder: string, nodeCount: number, cpus: number): Promise<Cluster> {
  const nodes = Array.from({ length: nodeCount }, (_, i) => `node${i + 1}`);
  for (const name of ['munge', 'state', 'log', 'run', ...nodes.map((node) => `spool/${node}`)])
    mkdirSync(join(folder, name), { recursive: true });
  const conf = join(folder, 'slurm.conf');
  writeFileSync(conf, configuration(folder, nodes, cpus));
  const environment = { ...process.env, SLURM_CONF: conf };
  const cluster: Cluster = { folder, nodes, environment, daemons: new Map() };
  startMunge(cluster);
  start(cluster, 'slurmctld', 'slurmctld', ['-D', '-i', '-f', conf]);
  for (const node of nodes) start(cluster, node, 'slurmd', ['-D', '-N', node, '-f', conf]);
  await until(`${nodeCount} idle nodes`, 60, () => {
    const idle = slurm(cluster, 'sinfo', '-h', '-N', '-t', 'idle', '-o', '%N').split('\n');
    return nodes.every((node) => idle.includes(node));
  });
  return cluster;
}

/** Ends what `startCluster` started, and the tasks that are left. */
export async function stopCluster(cluster: Cluster): Promise<void> {
  spawnSync('scancel', ['--user', userInfo().username], { env: cluster.environment });
  const daemons = [...cluster.daemons.values()].reverse();
  for (const daemon of daemons) daemon.kill('SIGTERM');
  await Promise.race([Promise.all(daemons.map(ended)), pause(5)]);
  for (const daemon of daemons) if (daemon.exitCode === null) daemon.kill('SIGKILL');
}

/** What a command of Slurm prints. @throws Error where it fails */
export function slurm({ environment }: Cluster, command: string, ...args: string[]): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { env: environment, encoding: 'utf8' });
  if (error || status !== 0) throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? stderr}`);
  return stdout.trim();
}

/** @throws Error when it has not come after so many seconds */
export async function until(what: string, seconds: number, come: () => boolean): Promise<void> {
  const end = performance.now() + 1000 * seconds;
  while (performance.now() < end) {
    try {
      if (come()) return;
    } catch {
      // Not there yet: the controller starts to listen some time after it starts.
    }
    await pause(0.2);
  }
  throw new Error(`no ${what} in ${seconds} s`);
}

function pause(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 1000 * seconds));
}

function startMunge(cluster: Cluster): void {
  const at = (name: string) => join(cluster.folder, 'munge', name);
  chmodSync(join(cluster.folder, 'munge'), 0o755);
  writeFileSync(at('key'), randomBytes(1024), { mode: 0o600 });
  const files = [`--socket=${at('socket')}`, `--key-file=${at('key')}`, `--log-file=${at('log')}`];
  // Forced: it would rather not run as root, nor below a folder that others may write to.
  const more = [`--pid-file=${at('pid')}`, `--seed-file=${at('seed')}`, '--force', '--foreground'];
  start(cluster, 'munged', 'munged', [...files, ...more]);
}

function start(
  { folder, environment, daemons }: Cluster,
  name: string,
  program: string,
  args: string[],
): void {
  const path = `${process.env.PATH}:/usr/sbin:/sbin`;
  const daemon = spawn(program, args, {
    env: { ...environment, PATH: path },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = join(folder, 'log', `${name}.out`);
  for (const stream of [daemon.stdout, daemon.stderr])
    stream?.on('data', (data: Buffer) => writeFileSync(log, data, { flag: 'a' }));
  daemon.on('error', (error) => writeFileSync(log, `${error.message}\n`, { flag: 'a' }));
  daemons.set(name, daemon);
}

function ended(daemon: ChildProcess): Promise<void> {
  if (daemon.exitCode !== null || daemon.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => daemon.on('exit', () => resolve()));
}

function configuration(folder: string, nodes: string[], cpus: number): string {
  const host = hostname();
  const lines: [string, string | number][] = [
    ['ClusterName', 'causeway'],
    ['SlurmctldHost', `${host}(127.0.0.1)`],
    ['SlurmctldPort', PORT],
    ['SlurmUser', userInfo().username],
    ['SlurmdUser', userInfo().username],
    ['AuthType', 'auth/munge'],
    ['AuthInfo', `socket=${join(folder, 'munge', 'socket')}`],
    ['CredType', 'cred/munge'],
    ['StateSaveLocation', join(folder, 'state')],
    ['SlurmdSpoolDir', join(folder, 'spool', '%n')],
    ['SlurmctldPidFile', join(folder, 'run', 'slurmctld.pid')],
    ['SlurmdPidFile', join(folder, 'run', '%n.pid')],
    ['SlurmctldLogFile', join(folder, 'log', 'slurmctld.log')],
    ['SlurmdLogFile', join(folder, 'log', '%n.log')],
    // Neither control groups nor accounting: both are the system's.
    ['ProctrackType', 'proctrack/linuxproc'],
    ['TaskPlugin', 'task/none'],
    ['JobAcctGatherType', 'jobacct_gather/none'],
    ['MpiDefault', 'none'],
    ['SchedulerType', 'sched/backfill'],
    ['SelectType', 'select/cons_tres'],
    ['SelectTypeParameters', 'CR_CPU'],
    ['SlurmdParameters', 'config_overrides'],
    ['SlurmdTimeout', NODE_TIMEOUT_S],
    ['ReturnToService', 2],
    ['JobRequeue', 1],
  ];
  const places = nodes.map(
    (node, i) =>
      `NodeName=${node} NodeHostname=${host} NodeAddr=127.0.0.1 Port=${PORT + 1 + i} CPUs=${cpus} State=UNKNOWN`,
  );
  const partition = `PartitionName=all Nodes=${nodes.join(',')} Default=YES MaxTime=INFINITE State=UP`;
  return `${[...lines.map(([key, value]) => `${key}=${value}`), ...places, partition].join('\n')}\n`;
}

/** The last lines of every log, for whoever has to find out what went wrong. */
export function logsOf({ folder, daemons }: Cluster): string {
  const names = [...daemons.keys()].flatMap((name) => [`${name}.out`, `${name}.log`]);
  return names
    .map((name) => {
      try {
        const lines = readFileSync(join(folder, 'log', name), 'utf8')
          .trimEnd()
          .split('\n');
        return `--- ${name}\n${lines.slice(-8).join('\n')}`;
      } catch {
        return `--- ${name}: none`;
      }
    })
    .join('\n');
}
