/** A request for an ensemble -> what is to be run, and what the page is told of it. */
import { hashBuffer } from '../../engine/hash.ts';
import { hashText } from '../../frame/read.ts';
import type { EnsembleRequest, EnsemblePlan, Fact } from '../../ensemble.ts';
import { isObject, type JsonObject } from '../../scenario/patch.ts';
import type { Issue, Scenario, Words } from '../../scenario/scenario.ts';
import { ensembleSpec, ensembleTicks } from '../../sweep/ensemble.ts';
import { expandSweep, type Sweep } from '../../sweep/expand.ts';
import { factorsOf, type Factor } from '../../sweep/facts.ts';
import { valueAt, type Keys } from '../../sweep/keys.ts';
import { withLog } from '../log-in-file.ts';
import { openScenario } from '../open-scenario.ts';
import { logBytes, shippedFile } from '../shipped.ts';
import type { Work } from './run-service.ts';

/** Entries of a fact that are told by name. */
const NAMED = 3;

export type OpenedEnsemble = {
  plan: EnsemblePlan;
  scenario: Scenario;
  sweep: Sweep;
  factors: Factor[];
  work: Work;
};

export type OpenedReply = { ok: true; opened: OpenedEnsemble } | { ok: false; issues: Issue[] };

export async function openEnsemble(request: EnsembleRequest): Promise<OpenedReply> {
  const files: JsonObject[] = [];
  const lines: Work['lines'][number][] = [];
  const known = new Map<string, number>();
  let first: Scenario | null = null;
  for (const { linked, patches, log } of request.lines) {
    // Branches that differ in being linked alone share their file, and so their world.
    const key = JSON.stringify([withoutLinked(patches), log]);
    let file = known.get(key);
    if (file === undefined) {
      const opened = await openScenario({
        text: request.text,
        patches,
        read: async (name) => (await shippedFile(request.shipped, `data/${name}`)).text(),
        readLog: (name) => logBytes(request, name),
      });
      if (!opened.ok) return opened;
      first ??= opened.scenario;
      file = files.push(withLog(opened.file, opened.scenario, log) as JsonObject) - 1;
      known.set(key, file);
    }
    lines.push({ file, linked });
  }
  const scenario = first!;
  const found = request.varies === 'chance' ? [] : factorsOf(files[0], ['*'], 'facts');
  // Where no figure has a band there is chance alone to draw.
  if ('message' in found && request.varies === 'facts') return { ok: false, issues: [found] };
  const facts = 'message' in found ? [] : found;
  const spec = ensembleSpec(scenario, facts.length === 0 ? { ...request, varies: 'chance' } : request);
  const reply = expandSweep(spec, files[0]);
  if (!reply.ok) return reply;
  const plan: EnsemblePlan = {
    scenarioId: scenario.id,
    scenarioHash: fingerprint(JSON.stringify([files, lines])),
    ticks: ensembleTicks(spec, scenario),
    facts: facts.map((factor) => factOf(files[0], factor)),
  };
  return {
    ok: true,
    opened: { plan, scenario, sweep: reply.sweep, factors: facts, work: { spec, files, lines } },
  };
}

function withoutLinked(patches: readonly unknown[]): unknown[] {
  return patches.filter((patch) => !(isObject(patch) && Object.keys(patch).join() === 'linked'));
}

/** 64 bits over a text: tells scenarios apart, as state hashes tell states. */
function fingerprint(text: string): string {
  const bytes = new TextEncoder().encode(text);
  const padded = new Uint8Array(Math.ceil(bytes.length / 4) * 4);
  padded.set(bytes);
  const { high, low } = hashBuffer(padded.buffer);
  return hashText(high, low);
}

function factOf(file: JsonObject, { source, figures }: Factor): Fact {
  const [first] = figures;
  const same = figures.every(({ band }) => band.join() === first.band.join());
  return {
    key: `${first.keys[0]}.${first.keys.at(-1)}`,
    source,
    count: figures.length,
    names: figures.slice(0, NAMED).map(({ keys }) => wordsOf(file, keys)),
    band: same ? first.band : null,
  };
}

/** The name of the entry that a figure is of; of what cities ask, the city's. */
function wordsOf(file: JsonObject, [collection, ...ids]: Keys): Words {
  const [among, id] = collection === 'demand' ? ids : [collection, ids[0]];
  const name = valueAt(file, [among, id, 'name']);
  if (typeof name === 'string') return { en: name };
  return isObject(name) && typeof name.en === 'string' ? (name as Words) : { en: id };
}
