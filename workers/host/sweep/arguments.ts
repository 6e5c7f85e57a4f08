/** The words after `causeway sweep` -> what is asked for, or the one thing wrong with them. */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { suggest } from '../../scenario/issues.ts';
import type { Issue } from '../../scenario/scenario.ts';
import { WHOLE, parseShard, type Shard } from '../../sweep/shard.ts';
import { shardOfArray } from './array-task.ts';

export const USAGE = 'causeway sweep SPEC.json --out DIR';

const OPTIONS = {
  out: { type: 'string' },
  plan: { type: 'boolean' },
  policy: { type: 'string' },
  threads: { type: 'string' },
  shard: { type: 'string' },
  shards: { type: 'string' },
  continue: { type: 'string' },
  merge: { type: 'string' },
  slurm: { type: 'boolean' },
  sbatch: { type: 'string', multiple: true },
  kubernetes: { type: 'boolean' },
  image: { type: 'string' },
  claim: { type: 'string' },
  json: { type: 'boolean' },
} as const;

export type SweepRequest =
  | { do: 'merge'; out: string; json: boolean }
  | { do: 'plan'; spec: string; policy: string | null; threads: number; json: boolean }
  | {
      do: 'run';
      /** Null: what the directory says. */
      spec: string | null;
      out: string;
      policy: string | null;
      threads: number;
      /** Null: the whole sweep, merged at its end. */
      shard: Shard | null;
      json: boolean;
    }
  | { do: 'slurm'; spec: string; out: string; policy: string | null; shards: number; sbatch: string[] }
  | {
      do: 'kubernetes';
      spec: string;
      out: string;
      policy: string | null;
      shards: number;
      image: string;
      claim: string;
    };

type Reply = { ok: true; request: SweepRequest } | { ok: false; issue: Issue };

/** @param environment in which an array task finds its share, where --shard says nothing */
export function readSweepArguments(args: string[], environment: Record<string, string | undefined>): Reply {
  let parsed;
  try {
    parsed = parseArgs({ args, options: OPTIONS, allowPositionals: true });
  } catch (error) {
    const name = /'--([^'\s]+)/.exec((error as Error).message)?.[1] ?? '';
    const known = Object.keys(OPTIONS);
    if (known.includes(name)) return fault(`--${name}`, 'has no value or one too many', USAGE);
    return fault(`--${name}`, 'is not a known option', suggest(name, known, 'options').replace('"', '"--'));
  }
  const { values, positionals } = parsed;
  const json = values.json ?? false;
  if (values.merge !== undefined) return { ok: true, request: { do: 'merge', out: values.merge, json } };
  const [spec, ...more] = positionals;
  const threads = wholeNumber(values.threads, availableParallelism());
  if (threads === null) return fault('--threads', `is "${values.threads}"`, COUNT);
  const shards = wholeNumber(values.shards, null);
  if (values.shards !== undefined && shards === null)
    return fault('--shards', `is "${values.shards}"`, COUNT);
  const again = values.continue;
  if (again !== undefined && (spec !== undefined || values.out !== undefined || values.policy !== undefined))
    return fault('--continue', 'stands beside what its directory says', 'causeway sweep --continue DIR');
  if (spec === undefined && again === undefined) return fault('sweep', 'has no specification', USAGE);
  if (more.length > 0) return fault(more[0], 'is one file too many', USAGE);
  const policy = values.policy ?? null;
  if (values.plan && spec !== undefined)
    return { ok: true, request: { do: 'plan', spec, policy, threads, json } };
  const out = values.out ?? again;
  if (out === undefined) return fault('sweep', 'has nowhere to write to', `${USAGE}, or --plan`);
  if (values.slurm || values.kubernetes)
    return spec === undefined
      ? fault('--continue', 'is for tasks that are there', USAGE)
      : arrayRequest({ spec, out, policy }, shards, values);
  const shard = values.shard === undefined ? shardOfArray(environment, shards) : readShard(values.shard);
  if (shard !== null && 'message' in shard) return { ok: false, issue: shard };
  return { ok: true, request: { do: 'run', spec: spec ?? null, out, policy, threads, shard, json } };
}

type Values = { slurm?: boolean; sbatch?: string[]; image?: string; claim?: string };

function arrayRequest(
  given: { spec: string; out: string; policy: string | null },
  shards: number | null,
  { slurm, sbatch, image, claim }: Values,
): Reply {
  if (shards === null) return fault('--shards', 'is missing', 'into how many tasks to divide, such as 100');
  const common = { ...given, shards };
  if (slurm) return { ok: true, request: { do: 'slurm', ...common, sbatch: sbatch ?? [] } };
  if (image === undefined || claim === undefined)
    return fault(
      '--kubernetes',
      'needs an image and a volume',
      '--image NAME --claim PERSISTENT-VOLUME-CLAIM',
    );
  return { ok: true, request: { do: 'kubernetes', ...common, image, claim } };
}

const COUNT = 'a whole number, 1 or more';

function readShard(text: string): Shard | Issue | null {
  const shard = parseShard(text);
  if (shard === null) return { path: '--shard', message: `is "${text}"`, hint: 'I/N, such as 0/4 to 3/4' };
  return shard.of === WHOLE.of ? null : shard;
}

function wholeNumber<T>(text: string | undefined, none: T): number | T | null {
  if (text === undefined) return none;
  return /^[1-9]\d{0,6}$/.test(text) ? Number(text) : null;
}

function fault(path: string, message: string, hint: string): Reply {
  return { ok: false, issue: { path, message, hint } };
}
