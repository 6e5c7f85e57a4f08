/**
 * Command line -> command, or the one thing wrong with it.
 */
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { suggest } from '../../scenario/issues.ts';
import { readJson } from '../../scenario/json-text.ts';
import type { Issue } from '../../scenario/scenario.ts';
import { durationS } from '../../scenario/units.ts';

export const HELP = `causeway: run scenarios of linked data centers

  npm run -s causeway -- run FILE [options]     run a scenario and print what came of it
  npm run -s causeway -- check FILE [options]   say whether a scenario is valid
  npm run -s causeway -- why FILE --job ID --at TICK
                                                why a job is where it is, or what it waits for
  npm run -s causeway -- why FILE --metro ID --class ID --at TICK
                                                why a city's requests are answered where they are
  npm run -s causeway -- sweep SPEC.json --out DIR [options]
                                                run it over axes, draws and seeds, resumable, into Parquet
  npm run -s causeway -- replay RESULT ROW      run a row of a sweep again, and compare the state hash
  npm run -s causeway -- import FILE... [options]  make a scenario of topologies, job logs, traces, series
  npm run -s causeway -- verify                 hold the engine against answers from elsewhere
  npm run -s causeway -- calibrate              hold the facts against what was measured or published
  npm run -s causeway -- claims                 what is said of these networks, and what the model gives
  npm run -s causeway -- help                   this text

FILE is a scenario file, or the id of one that comes with Causeway.

  --patch FILE|JSON   a JSON Merge Patch on the scenario; may be given again
  --set KEY=VALUE     one value of it, as linked=false or links.l1.gbps=400; may be given again
  --seed N            the seed of its chances
  --until TIME        run to this time, as 36h or 7d (default: to the end)
  --out DIR           write jobs, transfers, sites, groups and series as .csv there, and summary.json
  --json              print one JSON object and nothing else
  --at TICK           number of the tick to ask about (default: the last)
  --pooling           run it linked and as islands on the same arrivals, and compare (with --out: pooling.csv)
  --policy FILE.ts    place jobs by a score function of your own: workers/policy/contract.ts says how
  --audit             check what always holds after every event, and stop at the first fault

import reads GraphML, node-link JSON, CSV of nodes, links, jobs, machines, requests, rates, carbon or price,
a square CSV of latencies, SWF and JSONL, plain or gzipped; what was read, left out and assumed goes to stderr.

  --out FILE          write the scenario there (default: to stdout)
  --as KIND           what the files are: jobs, machines, requests, rates, energy, nodes, links, matrix, ...
  --map COLUMN=FIELD  a column's meaning, as num_gpu=accelerators; may be given again
  --unit UNIT         of numbers that are times: s, ms, us, ns, min, h
  --utc-offset H      of dates that name no offset
  --onto FILE         lay a series of carbon or price over this scenario; with --grid ID, given again for more

sweep reads a specification, public/sweep.schema.json says how; the same command again goes on where it was stopped.

  --plan              say how many runs, how long and how large, and run none but a few
  --threads N         threads to run on (default: as many as there are processors)
  --policy FILE.ts    as for run
  --shard I/N         take one share of N, from 0; a task of a Slurm array finds its own, one of another kind of
                      array by its JOB_COMPLETION_INDEX and --shards N
  --continue DIR      go on with what lies there, without the specification
  --merge DIR         write the results of all shares; --json prints one object
  --slurm --shards N  write an array job of N tasks and submit it; --sbatch OPTION is handed to sbatch
  --kubernetes --shards N --image NAME --claim NAME
                      write an Indexed Job of N pods, and a file to build its container from

Faults are told one a line: path: what is wrong (what would be right). Exit codes: 0 done, 1 verify,
calibrate, claims or audit found a fault, 2 faulty input.
`;

/** A patch as given: JSON here, or the name of a file to read. */
export type PatchSource = { name: string; value: unknown } | { name: string; file: string };

/** Commands that take nothing and print a table. */
const TABLES = ['verify', 'calibrate', 'claims'] as const;
type TableVerb = (typeof TABLES)[number];

/** What `why` is asked about, by id. */
export type About = { job: string } | { metro: string; class: string };

export type Command =
  | { verb: 'help' }
  | { verb: TableVerb }
  | { verb: 'check'; file: string; patches: PatchSource[] }
  | { verb: 'why'; file: string; patches: PatchSource[]; at: number | null; json: boolean; about: About }
  | {
      verb: 'run';
      file: string;
      patches: PatchSource[];
      untilS: number | null;
      out: string | null;
      json: boolean;
      pooling: boolean;
      audit: boolean;
      policy: string | null;
    };

export type ArgumentsReply = { ok: true; command: Command } | { ok: false; issue: Issue };

const OPTIONS = {
  patch: { type: 'string', multiple: true },
  set: { type: 'string', multiple: true },
  seed: { type: 'string' },
  until: { type: 'string' },
  out: { type: 'string' },
  json: { type: 'boolean' },
  pooling: { type: 'boolean' },
  audit: { type: 'boolean' },
  policy: { type: 'string' },
  job: { type: 'string' },
  metro: { type: 'string' },
  class: { type: 'string' },
  at: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const satisfies ParseArgsConfig['options'];
type OptionName = keyof typeof OPTIONS;

/** Options of one command; the rest are of all that read a scenario. */
const OWN: Record<'run' | 'why' | 'check', readonly OptionName[]> = {
  run: ['until', 'out', 'json', 'pooling', 'audit', 'policy'],
  why: ['job', 'metro', 'class', 'at', 'json'],
  check: [],
};
const VERBS = ['run', 'check', 'why', ...TABLES] as const;

/** @param args what follows the program's name */
export function readArguments(args: string[]): ArgumentsReply {
  const { tokens, positionals } = parseArgs({
    args,
    options: OPTIONS,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const patches: PatchSource[] = [];
  const given: Given = {};
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const name = token.name as OptionName;
    if (!Object.hasOwn(OPTIONS, name)) {
      const hint = suggest(token.name, Object.keys(OPTIONS), 'options');
      return fault(token.rawName, 'is not a known option', hint.replace('"', '"--'));
    }
    const value = optionValue(token.value, token.inlineValue);
    if (OPTIONS[name].type === 'boolean') {
      if (token.value !== undefined) return fault(token.rawName, 'takes no value', token.rawName);
    } else if (value === null) return fault(token.rawName, 'has no value', EXAMPLES[name]);
    given[name] = value ?? 'true';
    if (name === 'patch' || name === 'set') {
      const patch = name === 'patch' ? readPatch(value!) : readSetting(value!);
      if ('message' in patch) return { ok: false, issue: patch };
      patches.push(patch);
    }
  }
  const [verb, file, ...more] = positionals;
  if (given.help !== undefined || verb === 'help') return { ok: true, command: { verb: 'help' } };
  if (verb === undefined)
    return fault('causeway', 'has nothing to do', 'causeway run FILE, or causeway help');
  if (!isVerb(verb))
    return fault(
      verb,
      'is not a known command',
      suggest(verb, [...VERBS, 'sweep', 'replay', 'import', 'help'], 'commands'),
    );
  if (verb === 'verify' || verb === 'calibrate' || verb === 'claims') return tableCommand(verb, file, given);
  if (file === undefined) return fault(verb, 'has no file', `causeway ${verb} FILE`);
  if (more.length > 0) return fault(more[0], 'is one file too many', 'one FILE');
  if (given.seed !== undefined) {
    if (!/^\d{1,10}$/.test(given.seed)) return fault('--seed', `is "${given.seed}"`, EXAMPLES.seed);
    patches.push({ name: '--seed', value: { seed: Number(given.seed) } });
  }
  const stray = strayOption(verb, given);
  if (stray) return stray;
  if (verb === 'check') return { ok: true, command: { verb, file, patches } };
  if (verb === 'why') return whyCommand(file, patches, given);
  let untilS: number | null = null;
  if (given.until !== undefined) {
    untilS = durationS(/^\d+(?:\.\d+)?$/.test(given.until) ? Number(given.until) : given.until);
    if (untilS === null) return fault('--until', `is "${given.until}"`, EXAMPLES.until);
  }
  const command: Command = {
    verb: 'run',
    file,
    patches,
    untilS,
    out: given.out ?? null,
    json: given.json !== undefined,
    pooling: given.pooling !== undefined,
    audit: given.audit !== undefined,
    policy: given.policy ?? null,
  };
  return { ok: true, command };
}

function isVerb(word: string): word is (typeof VERBS)[number] {
  return (VERBS as readonly string[]).includes(word);
}

type Given = Partial<Record<OptionName, string>>;

/** An option of another command. */
function strayOption(verb: 'run' | 'why' | 'check', given: Given): { ok: false; issue: Issue } | null {
  for (const [other, options] of Object.entries(OWN)) {
    const stray = options.find((name) => given[name] !== undefined && !OWN[verb].includes(name));
    if (stray)
      return fault(
        `--${stray}`,
        `is an option of ${other}`,
        `causeway ${verb} FILE [--patch, --set, --seed]`,
      );
  }
  return null;
}

function whyCommand(file: string, patches: PatchSource[], given: Given): ArgumentsReply {
  const { job, metro, class: workClass, at, json } = given;
  const aboutJob = job !== undefined && metro === undefined && workClass === undefined;
  const aboutMetro = job === undefined && metro !== undefined && workClass !== undefined;
  if (!aboutJob && !aboutMetro)
    return fault('why', 'does not say what about', '--job ID, or --metro ID with --class ID');
  if (at !== undefined && !/^\d{1,9}$/.test(at)) return fault('--at', `is "${at}"`, EXAMPLES.at);
  const about: About = aboutJob ? { job } : { metro: metro!, class: workClass! };
  return {
    ok: true,
    command: {
      verb: 'why',
      file,
      patches,
      at: at === undefined ? null : Number(at),
      json: json !== undefined,
      about,
    },
  };
}

function tableCommand(verb: TableVerb, file: string | undefined, given: Given): ArgumentsReply {
  const [option] = Object.keys(given);
  if (option !== undefined) return fault(`--${option}`, `is no option of ${verb}`, `causeway ${verb}`);
  if (file !== undefined) return fault(file, 'is one word too many', `causeway ${verb}`);
  return { ok: true, command: { verb } };
}

const EXAMPLES: Record<OptionName, string> = {
  patch: 'a file, or JSON such as \'{"linked": false}\'',
  set: 'KEY=VALUE, such as linked=false',
  seed: 'a whole number, 0 to 4294967295',
  until: 'a time such as 36h, 7d, or seconds',
  out: 'a directory',
  json: '--json',
  pooling: '--pooling',
  audit: '--audit',
  policy: 'a TypeScript file that exports score',
  job: 'the id of a job',
  metro: 'the id of a metro',
  class: 'the id of a class of requests',
  at: 'the number of a tick, such as 288',
  help: '--help',
};

function fault(path: string, message: string, hint: string): { ok: false; issue: Issue } {
  return { ok: false, issue: { path, message, hint } };
}

/** The value of an option; null where none was given and the next option stands in its place. */
function optionValue(value: string | undefined, inline: boolean | undefined): string | null {
  if (value === undefined || value === '') return null;
  return !inline && /^-[^\d]/.test(value) ? null : value;
}

function readPatch(value: string): PatchSource | Issue {
  if (!/^\s*[{["]/.test(value)) return { name: value, file: value };
  const read = readJson(value, '--patch');
  return read.ok ? { name: '--patch', value: read.value } : read.issues[0];
}

/** `a.b=1` -> {"a": {"b": 1}}; a value that is no JSON is a text. */
function readSetting(setting: string): PatchSource | Issue {
  const equals = setting.indexOf('=');
  const keys = setting.slice(0, Math.max(0, equals)).split('.');
  if (equals < 1 || keys.includes(''))
    return { path: '--set', message: `is "${setting}"`, hint: EXAMPLES.set };
  const text = setting.slice(equals + 1);
  const read = readJson(text, '--set');
  const patch = keys.reduceRight<unknown>(
    (inner, key) => Object.fromEntries([[key, inner]]),
    read.ok ? read.value : text,
  );
  return { name: '--set', value: patch };
}
